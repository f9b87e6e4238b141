from __future__ import annotations

from typing import Any

import pytest

from codedark.record.assertion import Qualifier, Status
from codedark.record.public_keys import code_key, fact_key
from codedark.record.public_texts import can_say
from tests.record.public_making import EVERYTHING, sure


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (sure("operations_cancelled", 1), "operations_cancelled.one"),
        (sure("operations_cancelled", 0), "operations_cancelled.none"),
        (sure("operations_cancelled", 0.3, qualifier=Qualifier.FRACTION), "operations_cancelled.many"),
        (sure("operations_cancelled", qualifier=Qualifier.ALL), "operations_cancelled.many"),
        (sure("operations_cancelled", qualifier=Qualifier.UNCOUNTED), "operations_cancelled.uncounted"),
        (sure("operations_cancelled", status=Status.NONE_KNOWN), "operations_cancelled.none"),
        (sure("ambulance_diversion", False), "ambulance_diversion.no"),
        (sure("systems_unavailable", ()), "systems_unavailable.none"),
        (sure("systems_unavailable", ("parking",)), ""),
        (sure("operations_cancelled"), ""),
        (sure("onset_at", "2026-03-03"), "onset_at"),
        (sure("onset_at"), ""),
        (sure("attack_type", "wiper"), "attack_type"),
        (sure("weather", "rain"), ""),
    ],
)
def test_a_value_finds_its_sentence(one: Any, key: str) -> None:
    assert fact_key(one) == key


def test_every_usual_value_has_one() -> None:
    assert all(can_say(fact_key(one)) for one in EVERYTHING)


def test_teams_and_systems_are_called_by_their_own_words() -> None:
    assert (code_key("prehospital_unavailable", "PIT"), code_key("systems_unavailable", "ehr")) == (
        "team.PIT",
        "system.ehr",
    )
