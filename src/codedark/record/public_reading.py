"""A statement edited by hand, read back: numbers, dates, names and claims that the record does not let be told.

What stands there word for word as the record's own sentences say it is fine. Of the rest each number (also in words),
each date and time, and each fact the reading of articles finds must be one that may be told. It cannot see: a fact put
into words the reading does not know, a number moved to another thing where the reading does not find the thing, the
words for one and for none, names that stand nowhere in the record, what is between the lines. A person still reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from codedark.record.assertion import Assertion, AssertionId, Qualifier
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Form
from codedark.record.public import Sifted
from codedark.record.public_check import Slip, refusal
from codedark.record.public_facts import beside_said, fact_said
from codedark.record.public_figures import counted, day_and_minute, local_time, may_be_named, named, numbers_of
from codedark.record.public_statement import Statement
from codedark.record.public_texts import public_word
from codedark.record.public_watchwords import watched
from codedark.record.reading import Proposal, propose
from codedark.record.reading.tokens import tokens
from codedark.record.report_summary import STALE_H
from codedark.record.view import View
from codedark.record.when_said import said_when

ALWAYS = frozenset({112.0})
"""Numbers that stand in every statement: the European emergency number (Directive (EU) 2018/1972, article 109)."""
NEVER_TOLD = frozenset({"indicator", "technique", "malware_family"})
NAME_LETTERS_LEAST = 3
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|~])")
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}|[-*>]|\d+\.)[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a text says, held against the record."""

    slips: tuple[Slip, ...]
    rests_on: tuple[AssertionId, ...]
    """Assertions that may be told and that it says."""
    corrects: tuple[AssertionId, ...]
    """What it takes back in the record's own sentences."""


def check_text(text: str, made: Statement, sifted: Sifted, view: View) -> Checked:
    """Read a text that was edited by hand, in one language.

    Args:
        text: Markdown or plain text.
        made: what the record itself would say to the same readers, in the text's language.
        sifted: what may be told to them.
        view: what stands in the record.
    Returns:
        Slips in the order of the text, and what it rests on.
    Cost: that of reading an article.
    """
    return _Reader(text=text, made=made, sifted=sifted, view=view).checked()


class _Reader:
    """One text with what it is held against."""

    def __init__(self, *, text: str, made: Statement, sifted: Sifted, view: View) -> None:
        self.made, self.sifted, self.view = made, sifted, view
        self.plain = _MARKS.sub(lambda m: " " * len(m[0]), _ESCAPED.sub(r"\1", text))
        rest, self.said = _without(self.plain, self._known())
        as_of = made.as_of
        rest = self._framed(rest, "as-of", as_of - timedelta(hours=STALE_H), as_of + timedelta(minutes=1))
        self.rest = self._framed(rest, "next", as_of, datetime.max.replace(tzinfo=UTC))
        self.places = {account.recorded.id: (s, account) for s in view.standings for account in s.accounts}

    def checked(self) -> Checked:
        found = (self._dates(), self._numbers(), self._claims(), self._names(), self._watched())
        kept: dict[tuple[int, str], Slip] = {}
        for start, slip in sorted((pair for some in found for pair in some), key=lambda pair: pair[0]):
            kept.setdefault((start, slip.words), slip)
        own = [i for one in self.made.sentences if one.text in self.said for i in one.rests_on]
        own += [
            told.id for told in self.sifted.told if any(words in self.said for words in self._facts(told.assertion))
        ]
        own += self._proven
        back = [i for one in self.made.sentences if one.text in self.said for i in one.corrects]
        return Checked(
            slips=tuple(kept.values()),
            rests_on=tuple(dict.fromkeys(own)),
            corrects=tuple(dict.fromkeys(back)),
        )

    # What may stand there

    def _framed(self, rest: str, key: str, first: datetime, last: datetime) -> str:
        """The text without a sentence that names its own moment, made some hours ago, or that of the next news."""
        before, after = public_word(self.made.lang, key, on="\n").split("\n")
        for begun in re.finditer(re.escape(before), rest):
            end = self._moment_ends(rest, begun.end(), after, first, last)
            rest = rest[: begun.start()] + " " * (end - begun.start()) + rest[end:] if end else rest
        return rest

    def _moment_ends(self, rest: str, start: int, after: str, first: datetime, last: datetime) -> int:
        """Where a sentence ends whose moment lies between two; 0: it names none, or another one.

        The shortest that names a time of day: a German date has a full stop in it.
        """
        made, line = self.made, rest[start : start + 90].split("\n", maxsplit=1)[0]
        for stop in re.finditer(re.escape(after), line):
            whens = said_when(line[: stop.end()], made.lang, self._day, made.zone)
            if len(whens) == 1 and "T" in whens[0].when:
                at = whens[0].when.earliest(made.zone)
                return start + stop.end() if at is not None and first <= at <= last else 0
        return 0

    def _known(self) -> Iterator[str]:
        """Sentences of the record, longest first, and what is given beside it."""
        made = self.made
        told = {made.title, made.organisation, made.exercise}
        told.update(one.text for one in made.sentences)
        told.update(one.text for one in made.contacts)
        told.update(words for part in made.parts for words in (part.heading, part.heading.upper()))
        told.update(words for one in self.sifted.told for words in self._facts(one.assertion))
        return iter(sorted((one for one in told if one), key=len, reverse=True))

    def _facts(self, said: Assertion) -> tuple[str, ...]:
        """The sentence for an assertion without what may stand behind it, and that alone."""
        made = self.made
        more = beside_said(said, made.as_of, made.lang, made.zone)
        return tuple(one for one in (fact_said(said, made.lang, made.zone), more) if one)

    @cached_property
    def _allowed(self) -> tuple[Assertion, ...]:
        return tuple(told.assertion for told in self.sifted.told)

    # What is found

    def _dates(self) -> Iterator[tuple[int, Slip]]:
        may = frozenset(self._moments())
        for one in self._whens:
            if not named(one.when) <= may:
                why = "no date or time of anything that may be told"
                yield self._slip(one.start, one.end, why)

    @cached_property
    def _whens(self) -> Sequence[_Spot]:
        found = said_when(self.rest, self.made.lang, self._day, self.made.zone)
        return [_Spot(one.start, one.end, one.when) for one in found]

    @property
    def _day(self) -> When:
        return When(local_time(self.made.as_of, self.made.zone)[:10])

    def _moments(self) -> Iterator[str]:
        """Days and minutes that may be named, in the hospital's time."""
        made = self.made
        for at in (made.as_of, made.next_at, *(said.known_at for said in self._allowed)):
            if at is not None:
                yield from day_and_minute(local_time(at, made.zone))
        for said in self._allowed:
            whens = [said.valid, None if said.period is None else said.period.when]
            if FIELD[said.field].form is Form.MOMENT:
                whens.append(When(str(said.value)))
            for when in whens:
                if when is not None:
                    yield from may_be_named(when, made.zone)

    def _numbers(self) -> Iterator[tuple[int, Slip]]:
        may = ALWAYS.union(*(numbers_of(said) for said in self._allowed))
        words = tokens(self._undated, self.made.lang)
        for start, end, number in counted(words, self.made.lang):
            if number is None or number not in may:
                yield self._slip(start, end, self._who_says(number))

    @cached_property
    def _undated(self) -> str:
        """The rest without the dates found in it: their numbers were judged."""
        text = self.rest
        for one in self._whens:
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
        return text

    def _who_says(self, number: float | None) -> str:
        if number is not None:
            for own, (_, account) in self.places.items():
                if number in numbers_of(account.assertion):
                    return f"{own} ({account.assertion.field}) says it: {refusal(own, self.sifted, self.places)}"
        return "a number that no account of the record says"

    @cached_property
    def _proposals(self) -> tuple[Proposal, ...]:
        return propose(self.rest, self.made.lang, self._day, zone=self.made.zone).proposals

    @cached_property
    def _proven(self) -> list[AssertionId]:
        """What may be told and is found in the text in other words."""
        pairs = ((told, one) for one in self._proposals for told in self.sifted.of(one.field))
        return [told.id for told, one in pairs if _proves(told.assertion, one)]

    def _claims(self) -> Iterator[tuple[int, Slip]]:
        for one in self._proposals:
            if not one.status.tells or any(_proves(told.assertion, one) for told in self.sifted.of(one.field)):
                continue
            yield self._slip(one.start, one.end, self._unproven(one))

    def _unproven(self, one: Proposal) -> str:
        if one.field in NEVER_TOLD:
            return f"read as {one.field}: these readers are never told of that"
        for standing in self.view.of(one.field):
            for account in standing.accounts:
                if _proves(account.assertion, one):
                    own = account.recorded.id
                    return f"read as {one.field}; {own} says it: {refusal(own, self.sifted, self.places)}"
        told = [fact_said(each.assertion, self.made.lang, self.made.zone) for each in self.sifted.of(one.field)]
        what = f"the record says “{' '.join(told)}”" if told else "no account that may be told says so"
        return f"read as {one.field}: {what}"

    def _watched(self) -> Iterator[tuple[int, Slip]]:
        return (self._slip(start, end, why) for start, end, why in watched(self.rest, self.made.lang))

    def _names(self) -> Iterator[tuple[int, Slip]]:
        told = (text for said in self._allowed for text in _texts_of(said))
        fine = " ".join((self.made.organisation, *told)).casefold()
        folded = self.rest.casefold()
        for own, (_, account) in self.places.items():
            if own in self.sifted.ids or account.assertion in self._allowed:
                continue
            for text in _texts_of(account.assertion):
                name = " ".join(text.casefold().split())
                if len(name) < NAME_LETTERS_LEAST or name in fine:
                    continue
                for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
                    why = f"{own} ({account.assertion.field}) says it: {refusal(own, self.sifted, self.places)}"
                    yield self._slip(found.start(), found.end(), why)

    def _slip(self, start: int, end: int, why: str) -> tuple[int, Slip]:
        words = " ".join(self.plain[start:end].split())
        line = self.plain.count("\n", 0, start) + 1
        fix = "take it out, or confirm it in the record first"
        return start, Slip(line=line, words=words, why=why, fix=fix)


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    when: When


def _without(text: str, known: Iterable[str]) -> tuple[str, frozenset[str]]:
    """A text with the known sentences blanked, as long as before; and which stood in it."""
    said = set()
    for one in known:
        whole = re.compile(rf"(?<!\w){re.escape(one)}(?!\w)")
        blanked = whole.sub(lambda found: " " * len(found[0]), text)
        if blanked != text:
            said.add(one)
            text = blanked
    return text, frozenset(said)


def _texts_of(said: Assertion) -> tuple[str, ...]:
    """What of an assertion is a name or free text."""
    field = FIELD.get(said.field)
    free = field is None or field.form is Form.TEXT
    value = (said.value,) if free and isinstance(said.value, str) else ()
    return (*value, said.about, *said.scope, *said.details.values())


def _proves(said: Assertion, one: Proposal) -> bool:
    """Whether an assertion says what was read."""
    if said.field != one.field or (one.about and said.about and one.about != said.about):
        return False
    if isinstance(one.value, tuple) and isinstance(said.value, tuple) and FIELD[one.field].form is Form.CODES:
        return set(one.value) <= set(said.value)
    if one.value is None and one.qualifier in (None, Qualifier.UNCOUNTED):
        return FIELD[one.field].form is Form.COUNT and said.value != 0
    alike = (one.qualifier or Qualifier.EXACT) is (said.qualifier or Qualifier.EXACT)
    return alike and one.value == said.value
