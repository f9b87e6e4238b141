"""What somebody typed for an entry, read into a draft: every fault at once, nothing entered before all is right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from codedark.cli.incident_span import Spanned
    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import Assertion, Document, Period, Qualifier, Status, Value
    from codedark.record.edtf import When
    from codedark.record.entry import Draft, EntryKind
    from codedark.record.fields import Field

Word = TypeVar("Word", bound=StrEnum)

AHEAD = timedelta(minutes=5)
"""Two clocks differ by as much; what is told to be further ahead is still to come, or a clock is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry as typed: words, not yet read. Empty: not told."""

    text: str
    role: str
    kind: str = ""
    at: str = ""
    field: str = ""
    value: str = ""
    status: str = ""
    about: str = ""
    scope: str = ""
    period: str = ""
    cumulative: bool = False
    valid: str = ""
    known: str = ""
    by: str = ""
    attribution: str = ""
    source: str = ""
    rule: str = ""
    reason: str = ""
    wording: str = ""
    supersedes: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()


_OF_A_FIELD = (
    "value",
    "status",
    "about",
    "scope",
    "period",
    "cumulative",
    "valid",
    "known",
    "by",
    "attribution",
    "source",
    "rule",
    "reason",
    "wording",
    "supersedes",
    "detail",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What an entry is read in."""

    now: datetime
    """Aware; stands where no time was told."""
    zone: str
    """Of local times."""
    known: Collection[str] = ()
    """Names of the assertions that can be superseded."""
    documents: Collection[Document] = ()
    """What a source can be a place in."""


def drafted(faults: Gathered, told: Told, around: Around) -> Draft | None:
    """A draft of what was typed; None: something is at fault."""
    from codedark.cli.incident_asked import when
    from codedark.record.edtf import instant
    from codedark.record.entry import Body, Draft, EntryKind

    before = len(faults.faults)
    if not told.text.strip():
        faults.add("TEXT", "an entry says something", "one or two sentences")
    if not told.role.strip():
        faults.add("--role", "nobody tells it", "a role, such as emergency-physician")
    at = when(faults, "--at", told.at)
    assertion = _assertion(faults, told, around, at)
    kind = _word(faults, "--kind", told.kind, EntryKind) or _usual(assertion)
    if kind is EntryKind.CORRECTION:
        faults.add("--kind", "a correction names what it corrects", "codedark incident correct INCIDENT ENTRY TEXT")
    if len(faults.faults) > before:
        return None
    body = Body(text=" ".join(told.text.split()), assertions=() if assertion is None else (assertion,))
    return Draft(kind=kind, role=told.role.strip(), event_at=at or instant(around.now), body=body)


def _usual(assertion: Assertion | None) -> EntryKind:
    """The kind of an entry by what it asserts."""
    from codedark.record.entry import EntryKind
    from codedark.record.fields import FIELD, Form

    if assertion is None:
        return EntryKind.OBSERVATION
    field = FIELD[assertion.field]
    if field.form is Form.COUNT:
        return EntryKind.COUNT
    return EntryKind.STATUS if field.state else EntryKind.OBSERVATION


def _assertion(faults: Gathered, told: Told, around: Around, at: When | None) -> Assertion | None:
    from codedark.cli.incident_asked import when
    from codedark.cli.incident_span import span_of
    from codedark.record.assertion import Assertion, Attribution, Status
    from codedark.record.fields import FIELD

    if not told.field:
        _no_field(faults, told)
        return None
    name = field_of(faults, told.field)
    status = _word(faults, "--status", told.status, Status) or Status.STATED
    attribution = _word(faults, "--attribution", told.attribution, Attribution)
    span = span_of(faults, told.source, around.documents)
    known_when = when(faults, "--known", told.known) or (span.document.published if span is not None else at)
    valid = when(faults, "--valid", told.valid)
    period = _period(faults, told)
    details = _details(faults, told.detail)
    wording = _wording(faults, told, span)
    _superseded(faults, told.supersedes, around.known)
    if name is None:
        return None
    value, qualifier = _value(faults, FIELD[name], told.value, status)
    others = told.by or span is not None
    try:
        return Assertion(
            field=name,
            value=value,
            status=status,
            qualifier=qualifier,
            about=told.about.strip(),
            scope=tuple(part.strip() for part in told.scope.split(",") if part.strip()),
            period=period,
            valid=valid,
            known_at=_instant(known_when, around.zone, around.now),
            by=told.by.strip() or (told.role.strip() if span is None else _voice(span.document)),
            attribution=attribution or (Attribution.REPORTED if others else Attribution.CONFIRMED),
            source=None if span is None else span.source,
            wording=wording,
            rule=told.rule.strip(),
            reason=told.reason,
            supersedes=tuple(told.supersedes),  # type: ignore[arg-type]  # looked up above
            details=details,
        )
    except ValueError as wrong:
        fix = "--reason WHY, or --rule NAME" if "inferred" in str(wrong) else "correct it"
        faults.add("--status", str(wrong), fix)
        return None


def _voice(document: Document) -> str:
    """Who speaks in a document, unless it is told: as `intake` has it."""
    return "hospital" if document.kind == "official" else document.kind


def _wording(faults: Gathered, told: Told, span: Spanned | None) -> str:
    """The source's words: those at its place where they are kept, which what was typed must then be."""
    words = "" if span is None else span.words
    if words and told.wording and told.wording != words:
        faults.add("--wording", f"at that place stands '{words[:80]}'", "leave it out, or correct --source")
    return words or told.wording


def _no_field(faults: Gathered, told: Told) -> None:
    given = [f"--{name}" for name in _OF_A_FIELD if getattr(told, name)]
    if given:
        faults.add(given[0], f"{', '.join(given)} belong to a field, and none is named", "--field NAME")


def field_of(faults: Gathered, typed: str, option: str = "--field") -> str | None:
    """The field somebody names; None: there is none, and the nearest is told."""
    from codedark.hospital.spelling import Spelling
    from codedark.record.fields import FIELD, field_name

    name = field_name(typed)
    if name is None:
        fix = Spelling(FIELD).fix(typed, f"one of: {', '.join(FIELD)}")
        faults.add(option, "no such field", fix, value=typed)
    return name


def _word(faults: Gathered, option: str, typed: str, words: type[Word]) -> Word | None:
    if not typed:
        return None
    try:
        return words(typed.strip().lower())
    except ValueError:
        faults.add(option, "no such word", ", ".join(words), value=typed)
        return None


def _value(faults: Gathered, field: Field, typed: str, status: Status) -> tuple[Value, Qualifier | None]:
    from codedark.record.typed import NotTyped, typed_value

    if not typed:
        if status.tells and status.value not in ("none-known", "disputed"):
            faults.add("--value", f"what {field.name} is was not told", "--value VALUE, or --status unknown")
        return None, None
    try:
        return typed_value(field, typed)
    except NotTyped as wrong:
        faults.add("--value", str(wrong), f"a value of {field.name}")
        return None, None


def _period(faults: Gathered, told: Told) -> Period | None:
    from codedark.cli.incident_asked import when
    from codedark.record.assertion import Period, PeriodKind

    span = when(faults, "--period", told.period)
    if span is None:
        if told.cumulative and not told.period:
            faults.add("--cumulative", "of which span was not told", "--period ../DATE")
        return None
    return Period(when=span, kind=PeriodKind.CUMULATIVE if told.cumulative else PeriodKind.PER_PERIOD)


def _details(faults: Gathered, told: tuple[str, ...]) -> dict[str, str]:
    made = {}
    for one in told:
        key, equals, value = one.partition("=")
        if not (equals and key.strip() and value.strip()):
            faults.add("--detail", "is no KEY=VALUE", "such as acuity=critical", value=one)
        made[key.strip()] = value.strip()
    return made


def _superseded(faults: Gathered, told: tuple[str, ...], known: Collection[str]) -> None:
    for one in told:
        if one not in known:
            faults.add("--supersedes", "no such assertion here", "its name as `incident show` prints it", value=one)


def _instant(told: When | None, zone: str, now: datetime) -> datetime:
    """From when something can be known: the first instant of what was told, of an open beginning its end; else now.

    A clock on the wall that goes before ours makes nothing wait: what is a little ahead is known now.
    """
    if told is None:
        return now
    first, end = told.earliest(zone), told.latest(zone)
    if first is None:
        first = now if end is None else end - timedelta(seconds=1)  # EDTF's end is the first instant after it
    first = first.astimezone(UTC)
    return now if now < first <= now + AHEAD else first
