"""A report's form as assertions: each label a field, each status as the report gives it, figures from running text.

What the report says twice in the same words of the record (same field, value, period and status) is one assertion, with
the first place as its span; the other places stand in its details as `also_at`. A count without a number is the same as
the numbered one of its field in the same report. What no label or rule knows stays in the form, and is no assertion.

A moment read from relative words ("Tuesday") is *inferred* by us, from the day of publication, even where the report
states it; one the report itself inferred keeps the report's reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from codedark.record.assertion import Assertion, Document, Period, Qualifier, Status, Value, spanned
from codedark.record.fields import FIELD, TACTICS, Form
from codedark.record.form_clinical import field_of, valued
from codedark.record.form_items import Meant, meant
from codedark.record.form_prose import Fact, Reading, facts_in
from codedark.record.form_values import chosen, organisation, purpose
from codedark.record.plain import plain
from codedark.record.reading.language import language_of
from codedark.record.report_form import Item, Kind, ReportForm, Section, Told
from codedark.record.report_words import label_keys
from codedark.record.when_said import Said

_DETAILS = (
    *("discovered_at", "onset_at", "ended_at", "organisation", "sites", "sector", "geography", "staff"),
    *("attack_type", "malware_family"),
)
_PHASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "initial-access": {
            "when": "initial_access_at",
            "initial_access_vector": "initial_access_vector",
            "details": "initial_access_details",
        },
        "lateral-movement": {"status": "lateral_movement", "details": "lateral_movement"},
        "exfiltration-impact": {"data_exfiltrated": "data_exfiltrated", "impact": "impact_summary"},
        "detection-response": {"detection": "detection", "response_summary": "response_summary"},
    }
)
_FIELDS_OF: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "details": {name: name for name in _DETAILS},
        "timeline": {label: name for phase in _PHASES.values() for label, name in phase.items() if label != "status"},
        **_PHASES,
        "impact": {name: name for name in ("financial", "data_breach", "operational", "reputational")},
        "response": {name: name for name in ("containment", "eradication", "recovery")},
    }
)
"""Per section, which field each label is."""
_LISTS: Mapping[str, str] = MappingProxyType({"lessons": "lesson", "recommendations": "recommendation"})
_RUNNING = frozenset({"summary", "timeline", *_PHASES, "impact", "clinical", "response"})
"""Sections whose running text is read for what happened to care; lessons and recommendations tell of what may be."""
_WITH_FIELDS = frozenset({"details", "timeline", "impact", "clinical"})
_EITHER = re.compile(r"(?<!\w)(?:or|of|ou|oder)(?!\w)", re.IGNORECASE)
_ABSOLUTE = ("iso-date", "numeric-date", "date", "month")


def form_assertions(form: ReportForm, document: Document, zone: str) -> tuple[Assertion, ...]:
    """What a report asserts.

    Args:
        form: as read from a file.
        document: the file; its text is what the form was read from (`formats.report_markdown.text_of`), and its
            publication is what relative days are counted from.
        zone: name of the time zone local times are in.
    Returns:
        In the order of the file. All are known from the publication on; `by` is `report`.
    Raises:
        ValueError: the form was read from another text.
    Cost: the patterns of `when_said` and `form_prose` over each item.
    """
    maker = _Maker(
        form=form, document=document, reading=_reading(form, document, zone), known_at=_known(document, zone)
    )
    found = [one for section in form.walked() for one in maker.of_section(section)]
    return _once(sorted(found, key=_place))


def intake_json(form: ReportForm, assertions: Sequence[Assertion]) -> dict[str, Any]:
    """What `codedark intake --json` prints: title, sections as they stand, assertions, and what is not known."""
    return {
        "title": form.title,
        "sections": _sections_json(form.root.sections),
        "assertions": [_assertion_json(one) for one in assertions],
        "unknowns": [_unknown_json(one) for one in assertions if not one.status.tells],
    }


def _reading(form: ReportForm, document: Document, zone: str) -> Reading:
    """With the day the incident began, where the report names it: "the first day" is counted from it."""
    told = " ".join(one.value for section in form.walked() for item in section.items for one in item.told)
    lang = language_of(told) or form.lang  # a report may stand under headings of another language than its own
    headings = form.lang if lang != form.lang else ""
    reading = Reading(lang=lang, published=document.published, zone=zone, headings_lang=headings)
    for section in form.walked():
        for item in section.items:
            if "onset_at" in label_keys(item.label) and item.told and item.told[0].value:
                said = _one_moment(item.told[0].value, reading)
                if said is not None:
                    return replace(reading, onset=said.when)
    return reading


def _one_moment(text: str, reading: Reading) -> Said | None:
    """The first moment a text tells; None: none, or "12 or 13 March", of which neither is told."""
    said = reading.when(text)
    if len(said) > 1 and _EITHER.search(text, said[0].end, said[1].start):
        return None
    return next(iter(said), None)


def _known(document: Document, zone: str) -> datetime:
    return document.published.earliest(zone) or document.retrieved_at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes assertions of one report."""

    form: ReportForm
    document: Document
    reading: Reading
    known_at: datetime

    def of_section(self, section: Section) -> Iterator[Assertion]:
        key = "details" if section is self.form.root else section.key
        for one in meant(section.items):
            yield from self._of_item(key, one)
            if key in _RUNNING or section is self.form.root:
                yield from self._running(section.key or "title", one.item)

    def _of_item(self, key: str, one: Meant) -> Iterator[Assertion]:
        if key in _LISTS:
            if not one.beside:
                yield self._listed(_LISTS[key], key, one.item)
        elif key == "indicators":
            if not one.beside:
                yield from self._indicators(one.item)
        elif key == "method":
            yield from self._method(one.item)
        else:
            known = _FIELDS_OF.get(key, {})
            name = next((known[label] for label in sorted(label_keys(one.label)) if label in known), None)
            if name is not None:
                yield from self._labelled(name, f"form.{key}.{name}", one.item)
            elif key in _WITH_FIELDS and (own := field_of(one.label)) is not None:
                yield from self._own_field(*own, key, one.item.told[0])

    def _own_field(self, name: str, about: str, key: str, told: Told) -> Iterator[Assertion]:
        """A label that is itself a field, with its value in words a report of ours would use."""
        rule = f"form.{key}.{name}"
        if not told.status.tells:
            yield self._made(name, rule, told, about=about)
        elif found := valued(name, told.value, self.form.lang):
            said = self.reading.when(found.brackets)
            when = said[0].when if len(said) == 1 else None
            counted = FIELD[name].form is Form.COUNT and when is not None and not (when.open_start or when.open_end)
            yield self._made(
                name,
                rule,
                told,
                about=about,
                value=found.value,
                qualifier=found.qualifier,
                period=Period(when=when) if counted and when is not None else None,
                valid=None if counted else when,
            )

    def _labelled(self, name: str, rule: str, item: Item) -> Iterator[Assertion]:
        main, *guesses = item.told
        form = FIELD[name].form
        if form is Form.MOMENT:
            yield self._moment(name, rule, main)
        elif name == "organisation":
            yield from self._organisation(rule, main)
        elif name == "sites":
            yield self._made(name, rule, main, value=organisation(f"x ({main.value} sites)")[1] or None)
        elif form is Form.CHOICE:
            yield self._chosen(name, rule, main)
        else:
            yield self._made(name, rule, main)
        for guess in guesses:
            yield self._guess(name, rule, main, guess)

    def _guess(self, name: str, rule: str, main: Told, guess: Told) -> Assertion:
        """A guess of the report's own: of the thing itself where nothing else is told of it, else of its reason."""
        about = "" if not main.status.tells else "reason" if purpose(guess.value) else "guess"
        return self._made(name, f"{rule}.likely", guess, about=about)

    def _moment(self, name: str, rule: str, told: Told) -> Assertion:
        said = self._first_moment(told)
        if said is None:
            missing = Status.NOT_DETAILED if told.status.tells else told.status
            return self._made(name, f"{rule}+no-moment", told, value=None, status=missing)
        ours = told.status is Status.STATED and said.rule.split("+")[0] not in _ABSOLUTE
        return self._made(
            name,
            f"{rule}+{said.rule}",
            told,
            value=str(said.when),
            status=Status.INFERRED if ours else told.status,
            reason=told.reason or (f"read from the day of publication, {self.document.published}" if ours else ""),
        )

    def _first_moment(self, told: Told) -> Said | None:
        return _one_moment(told.value, self.reading) if told.value else None

    def _organisation(self, rule: str, told: Told) -> Iterator[Assertion]:
        name, sites = organisation(told.value)
        yield self._made("organisation", rule, told, value=name or None)
        if sites:
            yield self._made("sites", "form.details.sites", told, value=sites)

    def _chosen(self, name: str, rule: str, told: Told) -> Assertion:
        value = chosen(name, told.value) if told.value and told.status.tells else None
        missing = told.status.tells and told.status is not Status.NONE_KNOWN and value is None
        return self._made(name, rule, told, value=value, status=Status.NOT_DETAILED if missing else told.status)

    def _method(self, item: Item) -> Iterator[Assertion]:
        tactic = next((label for label in sorted(label_keys(item.label)) if label in TACTICS), None)
        for told in item.told:
            if tactic is not None:
                yield self._made("technique", "form.method.technique", told, about=tactic)
            elif not item.label:
                yield self._made("method_note", "form.method.method_note", told)

    def _indicators(self, item: Item) -> Iterator[Assertion]:
        details = {"kind": item.label} if item.label else {}
        for told in item.told:
            lines = told.value.splitlines() if item.kind is Kind.VERBATIM else [told.value]
            for line in filter(None, map(str.strip, lines or [""])):
                value = line if told.status.tells else None
                yield replace(self._made("indicator", "form.indicators", told, value=value), details=details)
            if not told.value:
                yield self._made("indicator", "form.indicators", told)

    def _listed(self, name: str, key: str, item: Item) -> Assertion:
        told = item.told[0]
        value = f"{item.label}: {told.value}" if item.label else told.value
        return self._made(name, f"form.{key}", told, value=value if told.status.tells else None)

    def _running(self, key: str, item: Item) -> Iterator[Assertion]:
        for told in item.told[:1]:
            if told.status is not Status.STATED or item.kind is Kind.VERBATIM:
                continue
            text = self.document.text[told.start : told.end]
            for fact in facts_in(text, self.reading):
                yield self._fact(key, fact, told.start, _sentence(text, fact))

    def _fact(self, key: str, fact: Fact, offset: int, wording: str) -> Assertion:
        inferred = fact.field == "onset_at" and fact.rule.split("+")[1] not in _ABSOLUTE
        return Assertion(
            field=fact.field,
            value=fact.value,
            status=Status.INFERRED if inferred else Status.STATED,
            qualifier=fact.qualifier,
            period=fact.period,
            known_at=self.known_at,
            by="report",
            source=spanned(self.document, offset + fact.start, offset + fact.end),
            wording=wording,
            rule=f"form.{key}.text.{fact.rule}",
            reason=f"read from the day of publication, {self.document.published}" if inferred else "",
            details=fact.details,
        )

    def _made(self, name: str, rule: str, told: Told, **changes: Any) -> Assertion:
        value: Value = told.value if told.status.tells and told.value else None
        parts: dict[str, Any] = {"value": value, "status": told.status, "reason": told.reason, "about": "", **changes}
        return Assertion(
            field=name,
            known_at=self.known_at,
            by="report",
            source=spanned(self.document, told.start, told.end),
            wording=told.words,
            rule=rule,
            **parts,
        )


def _sentence(text: str, fact: Fact) -> str:
    """The sentence a fact stands in, as the report writes it."""
    start = max((m.end() for m in re.finditer(r"[.;!?]\s+", text[: fact.start])), default=0)
    end = re.search(r"[.;!?](?=\s|$)|$", text[fact.end :])
    return text[start : fact.end + (end.end() if end else 0)].strip()


def _place(assertion: Assertion) -> tuple[int, int]:
    source = assertion.source
    return (0, 0) if source is None else (source.start, source.end)


def _once(found: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """Each thing once: said again in the same words of the record, or uncounted beside its own number."""
    kept: dict[tuple[object, ...], Assertion] = {}
    numbered: dict[str, tuple[object, ...]] = {}
    later: list[Assertion] = []
    for one in found:
        if one.qualifier is Qualifier.UNCOUNTED:
            later.append(one)
            continue
        key: tuple[object, ...] = (one.field, one.about, one.value, one.qualifier, one.period, one.status)
        kept[key] = _beside(kept[key], one) if key in kept else one
        if one.qualifier is not None:
            numbered.setdefault(one.field, key)
    for one in later:
        same = numbered.setdefault(one.field, (one.field, None))
        kept[same] = _beside(kept[same], one) if same in kept else one
    return tuple(sorted(kept.values(), key=_place))


def _beside(first: Assertion, again: Assertion) -> Assertion:
    """The same, with one more place it is said at, and what is told there beside."""
    start, end = _place(again)
    places = sorted([*first.details.get("also_at", "").split(), f"{start}-{end}"], key=lambda p: int(p.split("-")[0]))
    details = {**again.details, **first.details, "also_at": " ".join(places)}
    return replace(first, valid=first.valid or again.valid, details=details)


def _sections_json(sections: Sequence[Section]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for section in sections:
        name, number = section.heading, 2
        while name in made:
            name, number = f"{section.heading} ({number})", number + 1
        made[name] = {
            "key": section.key or None,
            "items": [_item_json(item) for item in section.items if item.kind is not Kind.RULE],
            "sections": _sections_json(section.sections),
        }
    return made


def _item_json(item: Item) -> dict[str, Any]:
    told = [
        {
            "value": one.value or None,
            "status": one.status.value,
            "reason": one.reason or None,
            "span": [one.start, one.end],
        }
        for one in item.told
    ]
    return {"label": item.label or None, "depth": item.depth, "kind": item.kind.value, "told": told}


def _assertion_json(one: Assertion) -> dict[str, Any]:
    first = dict.fromkeys(("field", "value", "status", "qualifier", "period"))
    more = plain(one)
    more.pop("source", None)
    return {"id": one.id, **first, **more, "span": list(_place(one)), "rule": one.rule}


def _unknown_json(one: Assertion) -> dict[str, Any]:
    return {
        "id": one.id,
        "field": one.field,
        "about": one.about or None,
        "status": one.status.value,
        "reason": one.reason or None,
        "span": list(_place(one)),
    }
