"""What every report keeps, whatever stands in the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.report_as_form import as_form, report_markdown
from codedark.formats.report_json import report_json
from codedark.formats.report_markdown import read
from codedark.paper.report_html import report_html
from codedark.record.assertion import Assertion, Attribution, Period, PeriodKind, Qualifier, Status, Withdrawal
from codedark.record.changes import ChangeKind, changes
from codedark.record.edtf import When
from codedark.record.entry import Entry
from codedark.record.fields import FIELDS, TACTICS, Field, Form, value_fault
from codedark.record.report import Report
from codedark.record.report_form import as_told
from codedark.record.report_said import SaidLine, SaidReport, SaidSection
from codedark.record.report_saying import said as put
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.reporting import Asked, report
from codedark.record.view import view
from tests.record.making import START, chain, draft, said

END = START + timedelta(days=9)
LANGS = st.sampled_from(LANGUAGES)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40),
    st.sampled_from(
        ["Unknown", "No data were taken", "# x", "- y", "a: b", "(Inferred, z)", "70", "likely to stop it"]
    ),
).filter(lambda text: bool(text.strip()))
QUALIFIERS = st.none() | st.sampled_from([Qualifier.AT_LEAST, Qualifier.ALL])
MOMENTS = st.sampled_from(["2026-03-03", "../2026-03-03", "2026-03-03T06:30~", "2026-03", "2026-03-03/..", "2026?"])
PERIODS = st.none() | st.builds(
    Period, when=st.sampled_from(["2026-03-03", "2026-03-04", "2026-03"]).map(When), kind=st.sampled_from(PeriodKind)
)


def _values(field: Field) -> st.SearchStrategy[Any]:
    if field.form is Form.COUNT:
        return st.integers(min_value=0, max_value=10**6)
    if field.form is Form.FLAG:
        return st.booleans()
    if field.form is Form.CHOICE:
        return st.sampled_from(field.choices)
    if field.form is Form.CODES:
        codes = st.sampled_from(field.choices) if field.choices else st.sampled_from(["North", "South"])
        return st.lists(codes, max_size=3, unique=True).map(tuple)
    return MOMENTS if field.form is Form.MOMENT else TEXTS


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    """Any field, any status, with what belongs to it."""
    field, status = draw(st.sampled_from(FIELDS)), draw(st.sampled_from(Status))
    valued = status.tells and status is not Status.NONE_KNOWN
    qualifier = (
        draw(st.none() | st.sampled_from([Qualifier.AT_LEAST, Qualifier.ALL])) if field.form is Form.COUNT else None
    )
    numberless = qualifier is not None and not qualifier.numbered
    value = draw(_values(field)) if valued and not numberless else None
    assert not value_fault(field, value, qualifier)
    return said(
        field.name,
        value,
        status=status,
        qualifier=qualifier,
        about=draw(st.sampled_from(TACTICS)) if field.name == "technique" else "",
        period=draw(PERIODS) if field.form is Form.COUNT else None,
        rule=draw(st.sampled_from(["", "some-rule"])) if status is not Status.INFERRED else "some-rule",
        reason=draw(st.sampled_from(["", "as it went on"])),
        by=draw(st.sampled_from(["", "hospital", "press", "attacker"])),
        attribution=draw(st.sampled_from(Attribution)),
        known_at=START + timedelta(hours=draw(st.integers(min_value=0, max_value=96))),
    )


@st.composite
def records(draw: st.DrawFn) -> list[Entry]:
    """A log of such, one of them perhaps withdrawn."""
    told = draw(st.lists(assertions(), min_size=1, max_size=12))
    gone = draw(st.lists(st.sampled_from(told), max_size=1))
    drawn = tuple(Withdrawal(of=one.id, why="wrong", by="us", known_at=START + timedelta(days=5)) for one in gone)
    drafts = [(draft(one, text=draw(TEXTS)), one.known_at) for one in told]
    return chain([*drafts, (draft(text="Withdrawn.", withdrawals=drawn), START + timedelta(days=6))])


def made(entries: list[Entry]) -> Report:
    return report(entries, Asked(as_of=END, generated_at=END, since=START + timedelta(days=2)))


def lines(told: SaidReport) -> list[SaidLine]:
    found: list[SaidLine] = []
    waiting: list[SaidSection] = list(told.sections)
    while waiting:
        section = waiting.pop()
        found += section.lines
        waiting += section.sections
    return found


@given(records(), LANGS)
def test_a_marked_status_is_never_without_its_mark(entries: list[Entry], lang: str) -> None:
    for line in lines(put(made(entries), lang)):
        if line.status is not None and line.status.marked:
            assert word(lang, "status", line.status) in line.text


@given(records(), LANGS)
def test_it_says_unknown_wherever_the_record_does(entries: list[Entry], lang: str) -> None:
    told = made(entries)
    silent = [s for s in view(entries, END).standings if s.lead is None or not s.lead.assertion.status.tells]
    many = {field.name for field in FIELDS if field.many}
    asked = [s for s in silent if s.lead is not None or s.key.field not in many]  # one of many withdrawn: no question
    assert sorted((one.field, one.about) for one in told.opens) == sorted((s.key.field, s.key.about) for s in asked)
    said_lines = lines(put(told, lang))
    for standing in silent:
        status = Status.UNKNOWN if standing.lead is None else standing.lead.assertion.status
        ids = {account.assertion.id for account in standing.accounts}
        (line,) = (one for one in said_lines if set(one.accounts) == ids)
        assert word(lang, "status", status) in line.text


@given(records(), LANGS)
def test_as_markdown_it_is_read_back_as_it_was_written(entries: list[Entry], lang: str) -> None:
    told = put(made(entries), lang)
    assert as_told(read("report", report_markdown(told))) == as_told(as_form(told))


@given(records(), LANGS)
def test_every_form_can_be_made_and_is_always_the_same(entries: list[Entry], lang: str) -> None:
    told = made(entries)
    assert report_html(put(told, lang)) == report_html(put(made(entries), lang))
    assert report_json(told, lang) == report_json(made(entries), lang)


@given(records())
def test_between_a_view_and_itself_nothing_changed(entries: list[Entry]) -> None:
    assert changes(view(entries, END), view(entries, END)) == ()


@given(records(), st.integers(min_value=0, max_value=8))
def test_what_changed_is_told_once_and_from_nothing_everything_is_new(entries: list[Entry], day: int) -> None:
    before, after = view(entries, START + timedelta(days=day)), view(entries, END)
    found = changes(before, after)
    assert len({change.key for change in found}) == len(found)
    known = {standing.key for standing in before.standings}
    new = {change.key for change in found if change.kind is ChangeKind.NEW}
    assert new == {standing.key for standing in after.standings} - known
