from __future__ import annotations

import json

from codedark.formats.proposals_json import proposals_json
from codedark.record.assertion import Assertion, Period, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.reading import Declined
from tests.record.making import said

KEYS = ["id", "field", "value", "status", "qualifier", "period"]


def made(*assertions: Assertion) -> dict[str, list[dict[str, object]]]:
    told = proposals_json("T", assertions, (Declined(field="harm", start=1, end=3, wording="ha", reason="rumour"),))
    return json.loads(json.dumps(told))


def test_the_keys_are_a_report_s_and_what_was_left_out_beside_them() -> None:
    assert list(made()) == ["title", "sections", "assertions", "unknowns", "declined"]


def test_an_assertion_has_its_keys_first_and_its_place() -> None:
    period = Period(when=When("2026-03-03"))
    (one,) = made(said("operations_cancelled", 70, qualifier=Qualifier.EXACT, period=period))["assertions"]
    assert list(one)[:6] == KEYS
    assert (
        one["value"] == 70 and one["span"] == [0, 0] and one["period"] == {"when": "2026-03-03", "kind": "per-period"}
    )
    assert "source" not in one


def test_what_is_unknown_is_listed_again() -> None:
    told = made(said("data_exfiltrated", status=Status.UNKNOWN), said("ed_status", "open"))
    assert [one["field"] for one in told["unknowns"]] == ["data_exfiltrated"]


def test_what_was_left_out_says_why_in_words() -> None:
    assert made()["declined"][0]["why"] == "it is a rumour, or unconfirmed"
