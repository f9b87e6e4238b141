"""What may leave a record in somebody else's format, what that format could not carry, and why it stayed behind.

Every account of a view ends in one of two places: in the file, where its id stands beside it, or in the list of what
was not carried. Nobody has to compare two files to know what was lost. Nothing leaves that is withheld, or read from a
document of a stricter marking than the file's own, or inferred from such; what was withdrawn or replaced leaves in the
timeline alone, which says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from codedark.record.assertion import Assertion, Attribution, Document, DocumentId, Status
from codedark.record.entry import Entry
from codedark.record.fields import FIELD
from codedark.record.opening import About
from codedark.record.other_sites import of_other_sites
from codedark.record.value_words import details_said, short_mark, time_said, value_said
from codedark.record.view import Account, Relation, Standing, View


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0 (FIRST), least strict first: who may be shown the file."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def strictness(self) -> int:
        """0 for CLEAR, 4 for RED."""
        return list(Tlp).index(self)


def tlp_of(told: str) -> Tlp:
    """The marking of a document; what nobody can read is the strictest.

    >>> tlp_of("TLP:amber"), tlp_of("white"), tlp_of("secret")
    (<Tlp.AMBER: 'AMBER'>, <Tlp.CLEAR: 'CLEAR'>, <Tlp.RED: 'RED'>)
    """
    word = told.strip().upper().removeprefix("TLP:").strip()
    return Tlp({"WHITE": "CLEAR", "": "CLEAR"}.get(word, word)) if word in _READABLE else Tlp.RED


_READABLE = frozenset({*Tlp, "WHITE", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCarried:
    """Something of the record that the format has no place for."""

    field: str
    """Name in `record.fields`, or what else it is: `entry`, `question`, `document`."""
    about: str = ""
    why: str
    assertion: str = ""
    """Its id; empty: no assertion."""
    as_text: bool = False
    """Whether its words are in the file all the same, where no machine reads the figure."""
    secret: bool = False
    """Whether even that there is such an account may not leave: the file only counts it, the screen names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file in another's format."""

    raw: bytes
    could_not_carry: tuple[NotCarried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What an export is made of."""

    about: About
    view: View
    entries: Sequence[Entry] = ()
    """Of the log; only the timeline tells them."""
    tlp: Tlp = Tlp.AMBER

    @property
    def title(self) -> str:
        """The incident's title; an exercise says so wherever the title stands."""
        return f"EXERCISE: {self.about.title}" if self.about.exercise else self.about.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One account that may leave, with the standing it belongs to."""

    account: Account
    standing: Standing

    @property
    def assertion(self) -> Assertion:
        """What it says."""
        return self.account.assertion

    @property
    def leads(self) -> bool:
        """Whether it is the account that leads."""
        return self.account.relation is Relation.LEADS

    @property
    def sound(self) -> bool:
        """Whether it is stated, not contradicted, and not only the attacker's word."""
        return self.standing.status is Status.STATED and self.assertion.attribution is not Attribution.CLAIMED

    @property
    def firm(self) -> bool:
        """Whether it is sound and confirmed by whoever is in a position to know."""
        return self.sound and self.assertion.attribution is Attribution.CONFIRMED


def chosen(telling: Telling) -> tuple[tuple[Item, ...], tuple[NotCarried, ...]]:
    """What may leave, and what may not: the leading accounts and those that contradict them, by field.

    Returns:
        Items in the view's order, and for every other account why it stays behind.
    """
    items, left = [], []
    for standing in telling.view.standings:
        other_sites = {account.recorded.id for account in of_other_sites(standing)}
        for account in standing.accounts:
            why = why_it_stays(telling, account, account.recorded.id in other_sites)
            if why:
                secret = bool(why_barred(telling, account.assertion))
                left.append(not_carried(account.assertion, why, secret=secret))
            else:
                items.append(Item(account=account, standing=standing))
    return tuple(items), tuple(left)


def why_it_stays(telling: Telling, account: Account, of_another_site: bool) -> str:
    """Why an account does not leave; empty: it may. One of another site than what leads is no less exact: it leaves."""
    barred = why_barred(telling, account.assertion)
    if barred:
        return barred
    if account.relation is Relation.REPLACED:
        return f"replaced by {account.why}"
    if account.relation is Relation.WITHDRAWN:
        return f"withdrawn: {account.why}"
    return "" if of_another_site else _ONE_VALUE.get(account.relation, "")


_ONE_VALUE = MappingProxyType(
    {
        Relation.AGREES: "says the same as the leading account",
        Relation.LESS_EXACT: "says the same as the leading account, less exactly",
        Relation.EARLIER: "how it was before it changed: the format holds one value",
        Relation.ANSWERED: "said that it is unknown, and has been answered since",
    }
)


def why_barred(telling: Telling, assertion: Assertion) -> str:
    """Why nobody outside may read an assertion; empty: no reason."""
    if assertion.status is Status.WITHHELD:
        return "withheld"
    source = assertion.source
    barred = "" if source is None else why_document_barred(telling, source.document)
    if barred or not assertion.inputs:
        return barred
    rests_on = (one for one in _assertions(telling) if one.id in assertion.inputs)
    return next(
        (f"inferred from what may not leave: {why}" for one in rests_on if (why := why_barred(telling, one))), ""
    )


def _assertions(telling: Telling) -> Iterator[Assertion]:
    return (account.assertion for standing in telling.view.standings for account in standing.accounts)


def why_document_barred(telling: Telling, document: DocumentId) -> str:
    """Why nothing of a document may leave; empty: it may. One that is not in the view is taken for the strictest."""
    known: Document | None = telling.view.documents.get(document)
    marking = Tlp.RED if known is None else tlp_of(known.tlp)
    if marking.strictness <= telling.tlp.strictness:
        return ""
    return f"its document is TLP:{marking}, this file TLP:{telling.tlp}"


def not_carried(assertion: Assertion, why: str, *, as_text: bool = False, secret: bool = False) -> NotCarried:
    """An assertion that was left behind, or left as words."""
    field, about = assertion.field, assertion.about
    return NotCarried(field=field, about=about, why=why, assertion=assertion.id, as_text=as_text, secret=secret)


def label_of(assertion: Assertion) -> str:
    """The field's name for people, with what it is about.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 3, tzinfo=UTC)
    >>> label_of(Assertion(field="service_status", about="lab", value="none", known_at=at))
    'Service (lab)'
    """
    field = FIELD.get(assertion.field)
    label = assertion.field if field is None else field.label
    return f"{label} ({assertion.about})" if assertion.about else label


def said_of(item: Item, zone: str) -> str:
    """An account in a line of English: value, mark, time, sites, the source's own words, who says so, its id."""
    assertion = item.assertion
    parts = [value_said(assertion, "en", zone), short_mark(assertion, item.standing.status, "en")]
    when, more = time_said(assertion, "en", zone), details_said(assertion.details, "en")
    told = " ".join(part for part in parts if part)
    words = " ".join(assertion.wording.split())
    quoted = f"in the source's words “{words}”" if words else ""
    sites = f"sites: {', '.join(assertion.scope)}" if assertion.scope else ""
    rest = "".join(f"; {part}" for part in (when, sites, more, quoted, _voice(assertion)) if part)
    beside = "" if item.leads else "another account: "
    return f"{beside}{label_of(assertion)}: {told}{rest} [{assertion.id}]"


def _voice(assertion: Assertion) -> str:
    if assertion.attribution is Attribution.CLAIMED:
        return f"claimed by {assertion.by or 'an unnamed voice'}, attacker-claimed"
    if assertion.status.marked and assertion.attribution is Attribution.CONFIRMED:
        return f"told by {assertion.by}" if assertion.by else ""  # "assumed; confirmed" would take the mark back
    return f"{assertion.attribution} by {assertion.by}" if assertion.by else str(assertion.attribution)


MAY_NOT_LEAVE = "may not be told, or is marked more strictly than this file"


def told_within(lost: Iterable[NotCarried]) -> list[NotCarried]:
    """What was not carried as the file itself may tell it: of what is secret, only how much there is."""
    return [NotCarried(field="account", why=MAY_NOT_LEAVE) if one.secret else one for one in lost]


def lost_lines(lost: Iterable[NotCarried]) -> list[str]:
    """What was not carried, a line each kind of loss: for notes, comments and screens.

    >>> lost_lines([NotCarried(field="backlog", why="no place"), NotCarried(field="harm", why="no place")])
    ['no place: backlog, harm']
    """
    groups: dict[tuple[bool, str], list[str]] = {}
    for one in lost:
        name = f"{one.field} ({one.about})" if one.about else one.field
        groups.setdefault((one.as_text, one.why), []).append(name)
    return [f"{why}: {', '.join(_counted(names))}" for (_, why), names in groups.items()]


_MOST_NAMES = 25
"""Names in a line before they are counted by field."""


def _counted(names: Sequence[str]) -> list[str]:
    if len(set(names)) > _MOST_NAMES:
        names = [name.partition(" (")[0] for name in names]
    counts: Mapping[str, int] = {name: names.count(name) for name in dict.fromkeys(names)}
    return [name if count == 1 else f"{count} x {name}" for name, count in counts.items()]
