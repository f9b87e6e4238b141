"""Of random records: nothing but confirmed, stated, living, undisputed facts ever stands in a public statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.formats.public_markdown import plain_text
from codedark.record.assertion import Assertion, AssertionId, Attribution, Qualifier, Status, Withdrawal
from codedark.record.public import Audience, sift
from codedark.record.public_check import check_statement
from codedark.record.public_reading import check_text
from codedark.record.public_saying import Asked, statement
from codedark.record.view import Relation, View, view
from tests.record.making import START, chain, draft, said
from tests.record.public_making import LANGUAGES, ZONE

NOW = START + timedelta(days=1)
COUNTS = ("operations_cancelled", "appointments_cancelled", "patients_transferred", "beds_closed", "records_affected")
NAMES = ("Grimlock", "Voorkamer", "Ostwind")
"""Service names and free text of which no two are part of each other, or of any sentence."""


@st.composite
def assertions(draw: st.DrawFn) -> list[Assertion]:
    """Up to ten, each with a number or a name of its own, of any status and voice."""
    made: list[Assertion] = []
    for place in range(draw(st.integers(1, 10))):
        known = START + timedelta(minutes=draw(st.integers(0, 600)))
        how = {
            "status": draw(st.sampled_from((Status.STATED, Status.STATED, *Status))),
            "attribution": draw(st.sampled_from((Attribution.CONFIRMED, Attribution.CONFIRMED, *Attribution))),
            "by": draw(st.sampled_from(("hospital", "press", "attacker"))),
            "rule": "r",
            "known_at": known,
        }
        kind = draw(st.sampled_from(("count", "state", "harm", "service", "text")))
        if kind == "count":
            number = 1_000 + 7_919 * place + draw(st.integers(0, 7_000))
            qualifier = draw(st.sampled_from((None, Qualifier.AT_LEAST, Qualifier.ABOUT)))
            one = said(draw(st.sampled_from(COUNTS)), number, qualifier=qualifier, **how)
        elif kind == "state":
            one = said("ed_status", draw(st.sampled_from(("open", "limited", "closed", "walk-in-only"))), **how)
        elif kind == "harm":
            one = said("harm", draw(st.sampled_from(("none", "suspected", "confirmed"))), **how)
        elif kind == "service":
            name = f"{draw(st.sampled_from(NAMES))}{place}"
            one = said("service_status", draw(st.sampled_from(("full", "none"))), about=name, **how)
        else:
            one = said("data_breach", f"{draw(st.sampled_from(NAMES))} text {place}", **how)
        same = [other for other in made if other.field == one.field and other.about == one.about]
        if same and draw(st.booleans()):
            one = said(one.field, one.value, about=one.about, qualifier=one.qualifier, supersedes=(same[-1].id,), **how)
        made.append(one)
    return made


@st.composite
def records(draw: st.DrawFn) -> tuple[list[Assertion], View]:
    """A record, some of it withdrawn, as it stands a day later."""
    told = draw(assertions())
    gone = [one for one in told if draw(st.integers(0, 4)) == 0]
    drafts = [(draft(one), one.known_at) for one in told]
    drafts += [(draft(withdrawals=(Withdrawal(of=one.id, why="wrong", by="us", known_at=START),)), NOW) for one in gone]
    return told, view(chain(drafts), NOW)


def allowed(seen: View) -> set[AssertionId]:
    """The same rule, slowly: what leads, is confirmed and stated, and has nobody against it."""
    found = []
    for standing in seen.standings:
        lead = standing.accounts[0]
        others = [one.assertion for one in standing.accounts[1:] if one.relation is Relation.DIFFERS]
        against = [one for one in others if not (one.field == "ed_status" and one.by == lead.assertion.by)]
        sure = lead.assertion.attribution is Attribution.CONFIRMED
        stated = lead.assertion.status in (Status.STATED, Status.NONE_KNOWN)
        if lead.relation is Relation.LEADS and sure and stated and not against:
            found.append(lead.assertion)
    return {one.id for one in found}


def digits(text: str) -> set[int]:
    """Numbers of four digits and more, as any of the languages writes them; years are none."""
    plain = re.sub(r"(?<=\d)[.,\u202f\u00a0 ](?=\d{3}(?!\d))", "", text)
    return {int(number) for number in re.findall(r"\d{4,}", plain)} - {2026}


@settings(max_examples=150, deadline=None)
@given(record=records(), audience=st.sampled_from(list(Audience)), lang=st.sampled_from(LANGUAGES))
def test_no_value_that_may_not_be_told_stands_in_a_statement(
    record: tuple[Sequence[Assertion], View], audience: Audience, lang: str
) -> None:
    told, seen = record
    sifted = sift(seen, audience, ZONE)
    asked = Asked(sifted=sifted, organisation="Sint-Lucia", incident="0" * 16, zone=ZONE, as_of=NOW)
    one = statement(asked, lang)
    text = plain_text([one]).decode()
    may = allowed(seen)
    assert set(one.rests_on) <= may
    fine = {a.value for a in told if a.id in may}
    assert digits(text) <= fine
    for other in told:
        if other.id in may:
            continue
        for name in (other.about, other.value if other.field == "data_breach" else ""):
            if name and not any(name == a.about for a in told if a.id in may):
                assert str(name) not in text
    assert check_statement(one, seen) == ()
    assert check_text(text, one, sifted, seen).slips == ()


@settings(max_examples=60, deadline=None)
@given(record=records(), lang=st.sampled_from(LANGUAGES))
def test_harm_is_never_told_but_as_none_known_and_never_beside_an_account_of_it(
    record: tuple[Sequence[Assertion], View], lang: str
) -> None:
    _, seen = record
    for audience in Audience:
        told = [one.assertion for one in sift(seen, audience, ZONE).of("harm")]
        assert all(one.value == "none" or one.status is Status.NONE_KNOWN for one in told)
        alive = [a.assertion for s in seen.of("harm") for a in s.accounts if a.relation.alive]
        if any(one.status.tells and one.value in ("suspected", "confirmed") for one in alive):
            assert not [one for one in told if one.value == "none"] or all(
                one.status is Status.NONE_KNOWN for one in alive if one.value != "none"
            )
