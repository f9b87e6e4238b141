"""Where rules put what they find: proposals and what was declined, with the characters they stand on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from codedark.record.assertion import Qualifier, Status, Value
from codedark.record.reading.clauses import Clause, Sentence
from codedark.record.reading.figures import Figure, Kind
from codedark.record.reading.proposal import Declined, OwnNames, Proposal
from codedark.record.reading.tags import Mark, Tag


@dataclass(slots=True)
class Gathering:
    """Everything found so far, and what the discourse is about."""

    text: str
    lang: str
    year: int
    own: OwnNames
    proposals: list[Proposal] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)
    over: set[tuple[str, str]] = field(default_factory=set)
    """States the text says are over: field and code."""
    sentence: Sentence | None = None
    clause: Clause | None = None
    elsewhere_before: bool = False
    """Whether the sentence before was of another incident or house: "back then ..." goes on with it."""
    ransom_before: bool = False
    """Whether the sentence before named a ransom: "it has not paid" is of it."""
    last_noun: Tag | None = None
    """The countable thing named last: what a bare figure counts."""
    last_field: str = ""
    """The count field spoken of last, proposed or declined, in this sentence or the one before."""
    last_field_age: int = 9
    """Sentences since then."""

    def propose(
        self,
        name: str,
        value: Value,
        at: Iterable[Mark | Figure],
        rule: str,
        qualifier: Qualifier | None = None,
        status: Status = Status.STATED,
    ) -> None:
        """Take a fact down, on the words from the first to the last of what it rests on."""
        rests_on = list(at)
        start, end = self._span(rests_on)
        figures = [one for one in rests_on if isinstance(one, Figure)]
        likely = status is Status.STATED and self.clause is not None and self.clause.has(Tag.LIKELY)
        self.proposals.append(
            Proposal(
                field=name,
                value=value,
                qualifier=qualifier,
                status=Status.ASSUMED if likely else status,
                start=start,
                end=end,
                wording=self.text[start:end],
                rule=f"{rule}.{self.lang}",
                clause=self._clause_span(),
                figure=self._span(figures[:1]) if figures else None,
            )
        )

    def decline(self, name: str, reason: str, at: Iterable[Mark | Figure]) -> None:
        """Note what was seen and left out."""
        start, end = self._span(at)
        self.declined.append(Declined(field=name, start=start, end=end, wording=self.text[start:end], reason=reason))

    def count(self, name: str, figure: Figure, at: Iterable[Mark | Figure], rule: str) -> None:
        """Take a count down as its figure says."""
        value, qualifier = counted_as(figure)
        self.propose(name, value, [figure, *at], rule, qualifier)

    def _clause_span(self) -> tuple[int, int]:
        if self.sentence is None or self.clause is None:
            raise AssertionError("a rule runs on a clause")
        words = self.sentence.words
        return words[self.clause.places[0]].start, words[self.clause.places[-1]].end

    def _span(self, at: Iterable[Mark | Figure]) -> tuple[int, int]:
        if self.sentence is None:
            raise AssertionError("a rule runs on a sentence")
        words = self.sentence.words
        firsts, lasts = zip(*((one.first, one.last) for one in at), strict=True)
        return words[min(firsts)].start, words[max(lasts)].end


def counted_as(figure: Figure) -> tuple[Value, Qualifier]:
    """Value and qualifier of a figure that counts something.

    >>> counted_as(Figure(0, 0, Kind.PERCENT, 40.0))
    (0.4, <Qualifier.FRACTION: 'fraction'>)
    """
    if figure.kind is Kind.MANY or figure.value is None:
        return None, Qualifier.UNCOUNTED
    if figure.kind is Kind.SHARE and not isinstance(figure.value, tuple):
        return figure.value, Qualifier.FRACTION
    if figure.kind is Kind.PERCENT and not isinstance(figure.value, tuple):
        return round(figure.value / 100, 4), Qualifier.FRACTION
    if isinstance(figure.value, tuple):
        return (int(figure.value[0]), int(figure.value[1])), Qualifier.RANGE
    return int(figure.value), figure.qualifier


def merged(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Each thing said once, at its first place; the further places stand with it.

    What is said once with its day and once without is the same thing, with its day.
    """
    first: dict[tuple[object, ...], Proposal] = {}
    for one in sorted(proposals, key=lambda p: (p.period is None and p.valid is None, p.start)):
        plain = (one.field, one.about, one.value, one.qualifier, one.scope)
        key = (*plain, one.period, one.valid)
        held = next((k for k in first if k[:5] == plain), key) if one.period is None and one.valid is None else key
        first[held] = _joined(first[held], one) if held in first else one
    return sorted(first.values(), key=lambda p: (p.start, p.end))


def _joined(held: Proposal, again: Proposal) -> Proposal:
    """Two places of one thing: the earlier one leads, with whatever day and certainty either has."""
    early, late = sorted((held, again), key=lambda p: (p.start, p.end))
    status = held.status if held.status is Status.STATED else again.status
    places = dict.fromkeys([*early.also, (late.start, late.end), *late.also])
    places.pop((early.start, early.end), None)
    return replace(
        early,
        period=held.period,
        valid=held.valid,
        status=status,
        details={**late.details, **early.details},
        also=tuple(places),
    )


def neighbours(sentence: Sentence, clause: Clause) -> list[Clause]:
    """A clause and those that say how it is meant: its parent, and clauses beside it with no matter of their own."""
    at = sentence.clauses.index(clause)
    near = [c for c in sentence.clauses[max(0, at - 1) : at + 2] if c is not clause and not c.has(*_MATTER)]
    parent = [clause.parent] if clause.parent is not None and clause.parent not in near else []
    return [clause, *near, *parent]


_MATTER = (
    Tag.OPERATION, Tag.APPOINTMENT, Tag.BED, Tag.DATA, Tag.RANSOM, Tag.HARM, Tag.SERVER, Tag.PLAN, Tag.ED,
    Tag.AMBULANCE, Tag.PATIENT, Tag.RANSOMWARE,
)  # fmt: skip
