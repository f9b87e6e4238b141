from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from codedark.gap.posture import Posture
from codedark.hospital.words import Day
from codedark.response.mandate import Act, Automatic, Confirm, Hold, Hours, Mandate, Night, Office, Revoked, Right
from codedark.response.mandate_file import read_mandate
from codedark.response.mandate_text import mandate_toml
from tests.response.people import make_mandate, public_of

NAMES = ["a", "b-1", "C.2", "d_3"]
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
MINUTES = st.integers(0, 1439)
HOURS = st.builds(Hours, from_min=MINUTES, to_min=MINUTES)
POSTURES = st.sampled_from([p for p in Posture if p])


def some(vocabulary: Any) -> st.SearchStrategy[Any]:
    return st.sets(st.sampled_from(vocabulary)).map(lambda chosen: tuple(w for w in vocabulary if w in chosen))


@st.composite
def mandates(draw: Any) -> Mandate:
    roles = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
    first, last = sorted([draw(days), draw(days)])
    offices = tuple(
        Office(
            role=role,
            title=draw(WORDS),
            clinical=draw(st.booleans()),
            keys=tuple(public_of(k) for k in draw(st.lists(st.sampled_from("xyz"), unique=True))),
        )
        for role in roles
    )
    right = st.builds(
        Right, role=st.sampled_from(roles), may=some(Act), posture_max=POSTURES, days=some(Day), hours=HOURS
    )
    enrolled = draw(st.booleans())
    alone_min = draw(st.integers(1, 1440))
    moment = st.integers(0, 2**31).map(lambda s: datetime.fromtimestamp(s, UTC))
    return Mandate(
        version=draw(st.integers(1, 1000)),
        valid_from=first,
        valid_until=last,
        source=draw(WORDS),
        owner=draw(st.sampled_from(NAMES)),
        owner_key=draw(st.sampled_from(["", public_of("owner")])),
        offices=offices,
        rights=tuple(draw(st.lists(right, min_size=1, max_size=4))),
        hold=Hold(alone_min=alone_min, owner_max_h=draw(st.floats(alone_min / 60, 1000))),
        confirm=Confirm(persons=2, clinical=draw(st.integers(1, 2))),
        night=Night(hours=draw(HOURS), weekend=draw(st.booleans())),
        automatic=Automatic(
            key=public_of("machine") if enrolled else "",
            plans=("unknown", "zone:lab") if enrolled and draw(st.booleans()) else (),
            care_limit_24h=draw(st.floats(0, 100)),
            posture_max=draw(POSTURES),
        ),
        revoked=tuple(
            draw(st.lists(st.builds(Revoked, key=st.just(public_of("x")), since=moment, why=WORDS), max_size=2))
        ),
    )


@given(mandates())
def test_what_is_written_is_read_back(mandate: Mandate) -> None:
    assert read_mandate(mandate_toml(mandate)) == mandate


def test_it_is_written_one_way() -> None:
    assert mandate_toml(make_mandate()) == mandate_toml(read_mandate(mandate_toml(make_mandate())))
