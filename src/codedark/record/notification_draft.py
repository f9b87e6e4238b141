"""A notification written from the record: what its regime asks for, filled in as far as anything is known.

Each line names the assertions it rests on. What was inferred, guessed or is contradicted keeps its mark; what nobody
recorded is named as missing; what only a person can write (a name, a telephone number) is left as a line to fill in.
The text is Markdown that a person copies into the authority's form: nothing here sends anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from codedark.hospital.values import Unknown
from codedark.record.assertion import Assertion, AssertionId, Status
from codedark.record.clock_starting import State
from codedark.record.clocks import Clock
from codedark.record.date_words import moment_alone, when_alone
from codedark.record.decided import Case
from codedark.record.edtf import When
from codedark.record.entry import Entry
from codedark.record.notification_words import sentence
from codedark.record.opening import About
from codedark.record.other_sites import of_other_sites
from codedark.record.report_texts import field_label, heading, known_word, word
from codedark.record.rule_pack import Item, in_words
from codedark.record.value_words import details_said, mark_said, time_said, value_said
from codedark.record.view import Relation, Standing

ENTRIES_MOST = 12
"""Entries listed under one item, the newest; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something the regime asks for that the record does not hold."""

    item: str
    """Name in the rule pack."""
    field: str = ""
    """In `record.fields`; empty: nothing at all on the item, or a person writes it."""
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDraft:
    """A text to be checked by a person."""

    name: str
    """`nis2-be:early-warning`."""
    lang: str
    markdown: str
    rests_on: tuple[AssertionId, ...]
    """Assertions whose values stand in it, each once, in the order of the text."""
    gaps: tuple[Gap, ...]
    marked: tuple[AssertionId, ...]
    """Those of them that are inferred, guessed or contradicted."""


def draft_notification(clock: Clock, case: Case, about: About, lang: str) -> NotificationDraft:
    """Write the draft of one stage.

    Args:
        clock: of the stage, from `clocks.clocks` over the same case.
        case: its view holds the facts, as of its moment.
        about: the incident.
        lang: `nl`, `fr`, `de` or `en`. What people typed stays in the language they typed it in.
    Raises:
        KeyError: no words in that language.
    """
    page = _Page(clock=clock, case=case, lang=lang)
    answers = [page.answer(n, item) for n, item in enumerate(_items(clock, case.now), 1)]
    lines = [*_head(page, about), *(line for answer in answers for line in answer), *_foot(page)]
    return NotificationDraft(
        name=clock.name,
        lang=lang,
        markdown="\n".join(lines) + "\n",
        rests_on=tuple(dict.fromkeys(page.rests_on)),
        gaps=tuple(page.gaps),
        marked=tuple(dict.fromkeys(page.marked)),
    )


def fields_of(clock: Clock) -> tuple[str, ...]:
    """The fields a stage's text is made from."""
    return tuple(dict.fromkeys(name for item in clock.stage.items for name in clock.pack.item(item).fields))


def _items(clock: Clock, now: datetime) -> list[Item]:
    late = clock.state in (State.LATE, State.SENT_LATE) or (not isinstance(clock.due, Unknown) and now > clock.due)
    items = (clock.pack.item(name) for name in clock.stage.items)
    return [item for item in items if late or not item.only_late]


@dataclass(slots=True, kw_only=True)
class _Page:
    """A text in the making: what it rests on and what it lacks, gathered on the way."""

    clock: Clock
    case: Case
    lang: str
    rests_on: list[AssertionId] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    marked: list[AssertionId] = field(default_factory=list)

    def say(self, key: str, **parts: object) -> str:
        return sentence(self.lang, key, **parts)

    def at(self, moment: datetime) -> str:
        return moment_alone(moment, self.lang, self.case.zone)

    def answer(self, number: int, item: Item) -> list[str]:
        """One item with its lines."""
        known = [line for name in item.fields for line in self._field(item, name)]
        lines = [*self._decision(item), *known, *self._entries(item)]
        if not lines and not item.by_hand:
            lines = [self._nothing(item)]
        elif lines and not item.unknown_accepted:
            lines += self._untold(item)
        if item.by_hand:
            self.gaps.append(Gap(item=item.name, by_hand=True))
            lines.append(self.say("by-hand"))
        return [f"## {number}. {in_words(item.title, self.lang)}", "", *(f"- {line}" for line in lines), ""]

    def _nothing(self, item: Item) -> str:
        if item.unknown_accepted:
            return self.say("unknown-accepted")
        self.gaps.append(Gap(item=item.name))
        return self.say("missing")

    def _untold(self, item: Item) -> list[str]:
        """Fields of an item that nobody said anything about, where others of it are known."""
        silent = [name for name in item.fields if not self.case.view.of(name)]
        self.gaps += [Gap(item=item.name, field=name) for name in silent]
        labels = "; ".join(label_of(name, self.lang) for name in silent)
        return [self.say("missing-of", labels=labels)] if silent else []

    def _decision(self, item: Item) -> list[str]:
        stands = self.case.stands(item.decision, self.clock.regime) if item.decision else None
        if stands is None:
            return []
        answer = known_word(self.lang, "flag", stands.decision.value)
        told = self.say("decided", answer=answer, role=stands.role, at=self.at(stands.recorded_at))
        why = _one_line(stands.decision.why)
        return [f"{told}: {why}" if why else told]

    def _field(self, item: Item, name: str) -> list[str]:
        lines: list[str] = []
        for standing in self.case.view.of(name):
            if standing.lead is not None:
                lines.append(self._said(item, standing.lead.assertion, standing.status, self._beside(standing)))
            lines += [self._said(item, a.assertion, a.assertion.status) for a in of_other_sites(standing)]
        return lines

    def _said(self, item: Item, told: Assertion, status: Status, beside: Iterable[str] = ()) -> str:
        """A line of one account: label, value, time, sites, details, marks, whoever contradicts it, its id."""
        self.rests_on.append(told.id)
        if not told.status.tells:
            self.gaps.append(Gap(item=item.name, field=told.field))
        if told.status.marked or status.marked:
            self.marked.append(told.id)
        sites = word(self.lang, "phrase", "sites", sites=", ".join(told.scope)) if told.scope else ""
        time, more = time_said(told, self.lang, self.case.zone), details_said(told.details, self.lang)
        said = ", ".join(filter(None, (self._value(told), time, sites, more)))
        line = f"{label_of(told.field, self.lang, told.about)}{_colon(self.lang)}{said}"
        rest = [self._mark(told, status), self._tlp(told), *beside]
        return f"{' '.join([line, *filter(None, rest)])} [{told.id}]"

    def _mark(self, said: Assertion, status: Status) -> str:
        """Every mark of a value; accounts that contradict it stand in the same line, not below."""
        disputed = status is Status.DISPUTED and said.status is not Status.DISPUTED
        more = word(self.lang, "phrase", "mark-bare", status=word(self.lang, "status", status)) if disputed else ""
        return " ".join(part for part in (mark_said(said, said.status, self.lang), more) if part)

    def _value(self, said: Assertion) -> str:
        """The value; of one that is withheld only that it is."""
        if said.status is Status.WITHHELD:
            return word(self.lang, "status", said.status)
        return _one_line(value_said(said, self.lang, self.case.zone))

    def _tlp(self, said: Assertion) -> str:
        document = None if said.source is None else self.case.view.documents.get(said.source.document)
        return "" if document is None or document.tlp == "CLEAR" else f"({self.say('marked', tlp=document.tlp)})"

    def _beside(self, standing: Standing) -> Iterable[str]:
        """The accounts that contradict the leading one."""
        for account in standing.accounts:
            if account.relation is Relation.DIFFERS:
                said = account.assertion
                self.rests_on.append(said.id)
                if said.status.marked:
                    self.marked.append(said.id)
                by = known_word(self.lang, "by", said.by or "us")
                value = " ".join(filter(None, (self._value(said), self._mark(said, said.status), self._tlp(said))))
                yield f"({self.say('beside', value=value, by=by)} [{said.id}])"

    def _entries(self, item: Item) -> list[str]:
        found = [entry for entry in self.case.entries if entry.header.kind in item.entries and not _opens(entry)]
        lines = [self._entry(entry) for entry in found[-ENTRIES_MOST:]]
        left = len(found) - len(lines)
        return [*lines, self.say("more", n=left)] if left else lines

    def _entry(self, entry: Entry) -> str:
        when = when_alone(When(entry.header.event_at), self.lang, self.case.zone)
        text = "" if entry.body is None else _one_line(entry.body.text)
        return f"{when}, {entry.header.role}{_colon(self.lang)}{text}"


def label_of(name: str, lang: str, about: str = "") -> str:
    """What a field is called where no heading above says the rest.

    >>> label_of("initial_access_at", "en"), label_of("operations_cancelled", "nl")
    ('Initial Access: Date/Time', 'Geannuleerde operaties')
    """
    if name == "technique" and not about:
        return heading(lang, "method")
    label = field_label(lang, name, about)
    above = _UNDER.get(name)
    return f"{heading(lang, above)}{_colon(lang)}{label}" if above and heading(lang, above) != label else label


_UNDER = {
    "initial_access_at": "initial-access",
    "initial_access_vector": "initial-access",
    "initial_access_details": "initial-access",
    "lateral_movement": "lateral-movement",
}


def _head(page: _Page, about: About) -> list[str]:
    clock, lang = page.clock, page.lang
    return [
        f"# {in_words(clock.pack.title, lang)}{_colon(lang)}{in_words(clock.stage.title, lang)}",
        "",
        *([page.say("exercise"), ""] if about.exercise else []),
        page.say("draft"),
        "",
        f"- {page.say('to', recipient=in_words(clock.pack.recipient_of(clock.stage), lang))}",
        f"- {page.say('from', organisation=_one_line(about.organisation))}",
        f"- {page.say('incident', title=_one_line(about.title), incident=about.incident)}",
        f"- {page.say('as-of', at=page.at(page.case.now))}",
        f"- {_due_said(page)}",
        "",
    ]


def _due_said(page: _Page) -> str:
    clock = page.clock
    if clock.state is State.CLOSED:
        return page.say("due-closed")
    if isinstance(clock.due, Unknown):
        return page.say("due-unknown")
    key = {State.LATE: "due-late", State.PROPOSED: "due-proposed"}.get(clock.state, "due")
    return page.say(key, at=page.at(clock.due))


def _foot(page: _Page) -> list[str]:
    pack, lang = page.clock.pack, page.lang
    gaps = _gaps_said(page) or [page.say("no-gaps")]
    ids = " ".join(dict.fromkeys(page.rests_on)) or page.say("rests-nothing")
    date = when_alone(When(pack.read_on.isoformat()), lang, page.case.zone)
    return [
        f"## {page.say('gaps')}",
        "",
        *(f"- {gap}" for gap in gaps),
        "",
        f"## {page.say('rests')}",
        "",
        ids,
        "",
        word(lang, "phrase", "free-text"),
        page.say("pack", regime=pack.regime, version=pack.version, date=date),
    ]


def _gaps_said(page: _Page) -> list[str]:
    """One line an item: what of it nobody recorded, and what a person writes."""
    found: dict[str, list[str]] = {}
    for gap in page.gaps:
        bare = page.say("gap-hand" if gap.by_hand else "gap-fact")
        found.setdefault(gap.item, []).append(label_of(gap.field, page.lang) if gap.field else bare)
    items = ((in_words(page.clock.pack.item(name).title, page.lang), what) for name, what in found.items())
    return [page.say("gap", item=item, what="; ".join(dict.fromkeys(what))) for item, what in items]


def _colon(lang: str) -> str:
    return word(lang, "number", "colon")


def _opens(entry: Entry) -> bool:
    """The entry that opens the record is an action too, and no measure against anything."""
    return entry.body is not None and "opened" in entry.body.details


def _one_line(text: str) -> str:
    return " ".join(text.split())


def known_ids(ids: Sequence[AssertionId], case: Case) -> tuple[AssertionId, ...]:
    """Those of some ids that name an assertion of the record, each once."""
    there = {account.assertion.id for standing in case.view.standings for account in standing.accounts}
    return tuple(dict.fromkeys(one for one in ids if one in there))
