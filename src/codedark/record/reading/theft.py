"""Whether data were taken, of how many people, and what the attackers asked and got."""

from __future__ import annotations

from codedark.record.assertion import Status
from codedark.record.reading.circumstances import no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import PERSONS, counts_of, negated
from codedark.record.reading.gathering import Gathering, neighbours
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

_DATA = "data_exfiltrated"
_RECORDS = "records_affected"


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of data taken and of a ransom."""
    _data(clause, seen)
    for name, tag in (("ransom_demanded", Tag.DEMAND), ("ransom_paid", Tag.PAY)):
        _ransom(clause, seen, name, tag)


def _data(clause: Clause, seen: Gathering) -> None:
    sentence = seen.sentence
    if sentence is None:
        return
    near = neighbours(sentence, clause)
    taken = stolen(clause, seen) or _boasted(clause, near, seen)
    if not taken:
        return
    data = [m for m in (*clause.of(Tag.DATA, Tag.EHR), *clause.about) if m.tag in (Tag.DATA, Tag.EHR)]
    if not data:
        return
    at = [*taken, *data]
    claimed = any(c.has(Tag.CLAIM) for c in near) and any(c.has(Tag.GANG) for c in near)
    claimed = claimed or any(_gang_says(c, seen) or _words(c, seen) & _BOASTS for c in near)
    reason = no_fact_because(clause, seen)
    left_open = reason == "may-happen" and any(c.has(Tag.UNCLEAR) for c in near)
    if reason and not (claimed and reason in ("may-happen", "rumour")) and not left_open:
        seen.decline(_DATA, reason, at)
    elif claimed:
        seen.propose(_DATA, "claimed", at, "theft-claimed")
    elif _nothing_known(near, seen):
        seen.propose(_DATA, None, at, "no-theft-known", status=Status.NONE_KNOWN)
    elif any(c.has(Tag.UNCLEAR) for c in near) or _whether(clause):
        seen.propose(_DATA, None, at, "theft-unknown", status=Status.UNKNOWN)
    elif _nothing_found(near) or negated(clause) or any(c.has(Tag.DENY) for c in near):
        seen.propose(_DATA, None, [*negated(clause), *at], "no-theft-known", status=Status.NONE_KNOWN)
    else:
        _taken(clause, seen, at)


def _boasted(clause: Clause, near: list[Clause], seen: Gathering) -> list[Mark]:
    """As in "The group brags that it has 400 gigabytes of records": to have them is to have taken them."""
    has = clause.of(Tag.DATA, Tag.EHR) and _words(clause, seen) & _HAS
    gang = [m for c in near for m in c.of(Tag.GANG)]
    says = any(c.has(Tag.CLAIM) or _words(c, seen) & _BOASTS for c in near)
    return gang[:1] if has and says else []


_HAS = words_in(
    "heeft hebben heb bezit bezitten a avoir ont détenir besitzt besitzen hat haben has have having hold holds"
)


def _gang_says(clause: Clause, seen: Gathering) -> bool:
    """As in "The group says that it has ...": whoever boasts is the one who says it."""
    if seen.sentence is None:
        return False
    words, at = seen.sentence.words, seen.sentence.clauses.index(clause)
    if clause.goes_on and at and seen.sentence.clauses[at - 1].has(Tag.GANG):
        return any(words[p].text in _SAYS for p in clause.places[:2])
    takes = min((m.first for m in clause.of(Tag.STEAL)), default=-1)
    return any(
        words[p].text in _SAYS
        for gang in clause.of(Tag.GANG)
        for p in clause.places
        if 0 < p - gang.last <= _SAYS_NEAR or (gang.first <= clause.places[0] + 2 and gang.last < p < takes)
    )


_SAYS = words_in("zegt zeggen meldt schrijft says say said writes dit disent annonce annoncé sagt sagen schreibt")
_SAYS_NEAR = 4


def _whether(clause: Clause) -> bool:
    return any(m.first == clause.opener and m.tag is Tag.WHETHER for m in clause.marks)


def stolen(clause: Clause, seen: Gathering) -> list[Mark]:
    """Words for taking data; what "can be accessed" was not."""
    if seen.sentence is None:
        return []
    words = seen.sentence.words
    return [m for m in clause.of(Tag.STEAL) if words[m.first].text != "accessed" or not clause.has(Tag.CAN)]


def _nothing_known(near: list[Clause], seen: Gathering) -> bool:
    """As in "nothing is known of a theft": nobody found one."""
    if seen.sentence is None or any(_whether(c) or c.has(Tag.WHETHER) for c in near):
        return False
    words = seen.sentence.words
    return any(words[m.first].text in ("niets", "nichts", "rien") for c in near for m in c.of(Tag.UNCLEAR))


def _nothing_found(near: list[Clause]) -> bool:
    return any(c.has(Tag.EVIDENCE) and negated(c) for c in near)


def _taken(clause: Clause, seen: Gathering, at: list[Mark]) -> None:
    seen.propose(_DATA, "yes", at, "theft")
    for figure, thing in counts_of(clause, PERSONS, seen):
        if thing is not None:
            seen.count(_RECORDS, figure, [thing, *at], "people-concerned")


def _ransom(clause: Clause, seen: Gathering, name: str, tag: Tag) -> None:
    events = clause.of(tag)
    sentence = seen.sentence
    if tag is Tag.PAY and clause.has(Tag.DEMAND):
        events = [m for m in events if not _words_at(m, seen) & _A_PAYMENT]
    if not events or sentence is None:
        return
    things = clause.of(Tag.RANSOM) or (sentence.of(Tag.RANSOM) if tag is Tag.PAY or clause.has(Tag.NONE) else [])
    if not things and tag is Tag.DEMAND and clause.has(Tag.GANG):
        things = clause.of(Tag.MONEY)
        seen.ransom_before = seen.ransom_before or bool(things)
    things = things or (_not_a_cent(clause, seen) if tag is Tag.PAY else [])
    if not things and not (tag is Tag.PAY and seen.ransom_before):
        return
    near = neighbours(sentence, clause)
    neg = negated(clause)
    if tag is Tag.DEMAND and clause.has(Tag.PAY):
        neg = [n for n in neg if n.first < events[0].first]  # "the ransom demanded was not paid"
    at = [*things, *events]
    reason = no_fact_because(clause, seen)
    if not reason and any(m.first == clause.opener and m.tag is Tag.WHOEVER for m in clause.marks):
        reason = "advice"
    if not reason and (any(c.has(Tag.UNCLEAR) for c in near) or _whether(clause)):
        reason = "not-known"
    if not reason and tag is Tag.PAY and _words(clause, seen) & _WILL:
        reason = "may-happen"
    if reason:
        seen.decline(name, reason, at)
    elif neg or any(c.has(Tag.DENY) for c in near) or (tag is Tag.PAY and _refused(near, seen)):
        seen.propose(name, False, [*neg, *at], f"no-{name.replace('_', '-')}")
    else:
        seen.propose(name, True, at, name.replace("_", "-"))


def _not_a_cent(clause: Clause, seen: Gathering) -> list[Mark]:
    """As in "not a cent was paid": the ransom, unnamed."""
    words = () if seen.sentence is None else seen.sentence.words
    return [
        n
        for n in clause.of(Tag.NEG, Tag.NONE)
        if any(words[p].text in _CENTS for p in clause.places if 0 <= p - n.last <= _CENT_NEAR)
        or (words[n.first].text in _NOTHING and clause.has(Tag.GANG))
    ]


_CENTS = words_in("euro cent eurocent centime sou penny dollar frank franken franc rappen kopeke")
_CENT_NEAR = 3
_NOTHING = words_in("nothing niets nichts rien")


def _words_at(mark: Mark, seen: Gathering) -> set[str]:
    return set() if seen.sentence is None else {word.text for word in seen.sentence.words[mark.first : mark.last + 1]}


_A_PAYMENT = words_in("payment paiement versement betaling zahlung payer pay betalen zahlen")
"""What is demanded: "demanding payment" tells of no payment."""


def _refused(near: list[Clause], seen: Gathering) -> bool:
    return any(_words(clause, seen) & _REFUSES for clause in near)


def _words(clause: Clause, seen: Gathering) -> set[str]:
    return set() if seen.sentence is None else {seen.sentence.words[p].text for p in clause.places}


_BOASTS = words_in(
    "boasts boasted boasting brags bragged vante vantent vanté targue pocht pochen pronkt brüstet "
    "brüsten prahlt prahlen"
)
_REFUSES = words_in(
    "weigert weigerde weigeren weigerden geweigerd refuse refusé refuser refusent refused refuses refusing weigerte "
    "weigerten verweigert verweigerte"
)
_WILL = words_in(
    "zal zullen will won't va vont wird werden werde optie option paiera paieront payera paierons payerons verserons "
    "versera verseront cédera cèdera shall going plan intention intends intend intentie beabsichtigt voornemens"
)
"""Of paying, what is to come is an intention."""
