"""What was taken into a record already: each arrival carries the mark of the line it came from.

The mark is a hash of what the line says, without anybody's name and without a patient's reference: a short line with a
name in it could be guessed and tried. Lines that say the same are told apart by how many came before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from codedark.record.assertion import Assertion, Status
from codedark.record.edtf import When
from codedark.record.entry import Body, Draft, Entry, EntryKind
from codedark.record.fields import FIELD
from codedark.record.plain import as_bytes
from codedark.record.view import key_of

ORIGIN = "origin"
"""Key in the details of an entry that came from another part of this program."""


def origin_of(came_from: str, line: object, nth: int = 0) -> str:
    """The mark of a line: 32 hexadecimal digits.

    Args:
        came_from: the part of this program.
        line: plain values, records or mappings; nothing in it names a person or a patient.
        nth: how many lines that say the same came before it.

    >>> origin_of("response", {"what": "cut sent to g1"})
    '841f8091d39a3165f24513a2a436b61e'
    """
    return sha256(as_bytes({"from": came_from, "line": line, "nth": nth})).hexdigest()[:32]


class Origins:
    """Marks of lines in the order they come: the second line that says the same gets another mark."""

    def __init__(self, came_from: str) -> None:
        self.came_from = came_from
        self._seen: Counter[str] = Counter()

    def next(self, line: object) -> str:
        """The mark of the next line."""
        first = origin_of(self.came_from, line)
        nth = self._seen[first]
        self._seen[first] += 1
        return first if nth == 0 else origin_of(self.came_from, line, nth)


def marked(draft: Draft, origin: str) -> Draft:
    """The same draft with the mark of its line in its details."""
    return replace(draft, body=replace(draft.body, details={**draft.body.details, ORIGIN: origin}))


def origin(body: Body | None) -> str:
    """The mark a body carries; empty: it came from no line, or was erased."""
    return "" if body is None else body.details.get(ORIGIN, "")


def taken(entries: Iterable[Entry]) -> frozenset[str]:
    """The marks of every line that a log holds already."""
    return frozenset(mark for entry in entries if (mark := origin(entry.body)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Drafts of which some were taken before."""

    new: tuple[Draft, ...]
    held_count: int
    """Left out: the log holds them."""
    erased_count: int
    """Left out: the log holds an erased entry of that moment, kind and role. What was erased must not come back."""


def sifted(drafts: Iterable[Draft], entries: Sequence[Entry]) -> Sifted:
    """Which of these drafts a log lacks, each once.

    What a rule of ours inferred again about the same fact takes the place of what it inferred before: a later plan of
    the same day does not contradict the earlier one. (A state that was inferred anew has changed, and stays beside.)
    An erased entry shows no mark. A draft that is new by its mark and fits one in moment, kind and role is taken to be
    what was erased: better one line too few, named in the count, than a body back that somebody had the right to erase.
    Cost: a step for each entry and draft.
    """
    held = set(taken(entries))
    erased = Counter(_place(e.header.event_at, e.header.kind, e.header.role) for e in entries if e.body is None)
    inferred = _Inferred(entries)
    new: list[Draft] = []
    held_count = erased_count = 0
    for draft in drafts:
        mark, place = origin(draft.body), _place(draft.event_at, draft.kind, draft.role)
        if mark and mark in held:
            held_count += 1
        elif mark and erased[place] > 0:
            erased[place] -= 1
            erased_count += 1
        else:
            new.append(inferred.followed(draft))
            held.add(mark)
    return Sifted(new=tuple(new), held_count=held_count, erased_count=erased_count)


class _Inferred:
    """The last inference of each rule about each fact."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.last: dict[tuple[str, str, str, str, str], Assertion] = {}
        for entry in entries:
            for assertion in entry.body.assertions if entry.body is not None else ():
                self._keep(assertion)

    def followed(self, draft: Draft) -> Draft:
        """The draft, each inference of it superseding the last one of its rule about the same thing."""
        assertions = tuple(self._followed(assertion) for assertion in draft.body.assertions)
        return replace(draft, body=replace(draft.body, assertions=assertions))

    def _followed(self, assertion: Assertion) -> Assertion:
        before = self.last.get(_thing(assertion))
        if _is_fact(assertion) and before is not None and before.known_at <= assertion.known_at:
            others = (before.id,) if before.id not in {assertion.id, *assertion.supersedes} else ()
            assertion = replace(assertion, supersedes=(*assertion.supersedes, *others))
        self._keep(assertion)
        return assertion

    def _keep(self, assertion: Assertion) -> None:
        thing = _thing(assertion)
        if _is_fact(assertion) and (thing not in self.last or self.last[thing].known_at <= assertion.known_at):
            self.last[thing] = assertion


def _is_fact(assertion: Assertion) -> bool:
    """Whether it was inferred, and a different value later is another account of it, not a change."""
    field = FIELD.get(assertion.field)
    return assertion.status is Status.INFERRED and field is not None and not field.state


def _thing(assertion: Assertion) -> tuple[str, str, str, str, str]:
    key = key_of(assertion)
    return (key.field, key.about, key.period, assertion.rule, assertion.by)


def _place(event_at: When, kind: EntryKind, role: str) -> tuple[str, str, str]:
    return (str(event_at), str(kind), role)
