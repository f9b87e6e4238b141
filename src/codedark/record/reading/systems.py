"""Systems that do not work, servers switched off on purpose, and work on paper meanwhile."""

from __future__ import annotations

from codedark.record.reading.circumstances import no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import negated
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import SYSTEM_TAGS, VERBS, Mark, Tag
from codedark.record.reading.tokens import words_in

_DOWN = "systems_unavailable"
_OFF = "servers_shutdown"
_MODE = "working_mode"


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of systems, servers and paper."""
    _systems(clause, seen)
    _servers(clause, seen)
    _paper(clause, seen)


def _systems(clause: Clause, seen: Gathering) -> None:
    named = [m for m in (*clause.of(*SYSTEM_TAGS), *clause.about) if m.tag in SYSTEM_TAGS]
    wide = [m for m in named if m.last > m.first]
    named = [m for m in named if m in wide or not any(w.first <= m.first and m.last <= w.last for w in wide)]
    files = _patient_data(clause, seen)
    named += [Mark(Tag.EHR, m.first, m.last) for m in files]
    every = _every(clause)
    if not named and not every:
        return
    at, over = _what_happened(clause, seen)
    codes = ("all",) if every else _codes(named, clause)
    if over:
        seen.over.update((_DOWN, code) for code in codes)
    if not at or over or not codes:
        return
    reason = no_fact_because(clause, seen) or ("denied" if clause.has(Tag.DENY) else "")
    if reason:
        seen.decline(_DOWN, reason, [*(every or named), *at])
    else:
        seen.propose(_DOWN, codes, [*(every or named), *at], "all-systems-down" if every else "systems-down")


def _patient_data(clause: Clause, seen: Gathering) -> list[Mark]:
    """Data of patients that nobody can get at: the record, by another name."""
    if seen.sentence is None or not clause.has(Tag.REACH) or clause.has(Tag.STEAL):
        return []
    words = seen.sentence.words
    return [m for m in clause.of(Tag.DATA) if words[m.first].text.startswith(("patient", "patiënt", "kranken"))]


def _codes(named: list[Mark], clause: Clause) -> tuple[str, ...]:
    """Codes of the systems named; records that were stolen are data, not a system."""
    codes = dict.fromkeys(m.tag.value for m in named)
    if clause.has(Tag.STEAL) and not (clause.has(Tag.CAN) and clause.has(Tag.REACH)):
        codes.pop("ehr", None)
    return tuple(codes)


def _every(clause: Clause) -> list[Mark]:
    """As in "All systems": a word of totality close to the word for systems as such."""
    for system in clause.of(Tag.EVERY_SYSTEM):
        for word in clause.of(Tag.ALL, Tag.NEG, Tag.NONE):
            if word.tag is not Tag.ALL and not 0 < system.first - word.last <= 3:
                continue
            if 0 <= system.first - word.last <= 3 or 0 < word.first - system.last <= 4:
                return [word, system]
    return []


def _not_there(clause: Clause, seen: Gathering) -> list[Mark]:
    """As in "No telephone, no e-mail": nothing but a denial before the system, and no verb that says otherwise."""
    if seen.sentence is None or clause.has(*_OTHERWISE):
        return []
    words = seen.sentence.words
    more = any(words[p].text in _MORE for p in clause.places)
    if clause.has(Tag.VERB) and not more:
        return []
    firsts = [m.first for m in clause.of(*SYSTEM_TAGS)]
    denials = [m for m in clause.of(Tag.NEG, Tag.NONE) if any(m.last + 1 == first for first in firsts)]
    gone = [first - 2 for first in firsts if first > 1 and words[first - 1].text in ("de", "d'")]
    return denials or [Mark(Tag.NEG, p, p) for p in gone if words[p].text == "plus"]


_MORE = words_in("plus meer mehr anymore")
_OTHERWISE = tuple(tag for tag in (*VERBS, Tag.EVIDENCE, Tag.KNOWN, Tag.PAPER) if tag not in (Tag.VERB, Tag.CAPACITY))


def _what_happened(clause: Clause, seen: Gathering) -> tuple[list[Mark], bool]:
    """The words that say systems are down, or that they work again."""
    down, off = clause.of(Tag.DOWN), clause.of(Tag.SWITCH_OFF)
    working, neg = clause.of(Tag.WORKS, Tag.REACH), negated(clause)
    if clause.has(Tag.AGAIN) and (working or clause.has(Tag.OPEN) or not (down or off)) and not neg:
        return [], True
    absent = _not_there(clause, seen)
    if absent:
        return absent, False
    above = clause.parent
    if clause.elliptical and neg and above is not None and above.has(Tag.WORKS, Tag.REACH, Tag.OPEN):
        return neg, False
    if neg and working and not down:
        return [*neg, *working], False
    if (down or off) and not neg:
        return [*down, *off], False
    return [], bool(working) and not neg and not down and clause.has(Tag.AGAIN)


def _servers(clause: Clause, seen: Gathering) -> None:
    off = clause.of(Tag.SWITCH_OFF)
    servers = [m for m in (*clause.of(Tag.SERVER), *clause.about) if m.tag is Tag.SERVER]
    meant = clause.has(Tag.ON_PURPOSE)
    meant_or = meant or (_deliberate(off, seen) and not _by_the_attack(clause, off))
    systems = servers or (clause.of(Tag.NETWORK, Tag.EVERY_SYSTEM) if meant_or else [])
    systems = systems or (_every(clause) if not _broken(off, seen) else [])
    if not off or not systems:
        return
    reason = no_fact_because(clause, seen) or ("negation" if negated(clause) or clause.has(Tag.DENY) else "")
    if not reason and clause.has(Tag.AGAIN):
        reason = "solved"
    if not reason and clause.has(Tag.GANG) and not meant:
        return  # switched off by the attackers: broken, not shut down
    if reason:
        seen.decline(_OFF, reason, [*systems, *off])
    else:
        seen.propose(_OFF, True, [*systems, *off], "servers-off")


def _deliberate(off: list[Mark], seen: Gathering) -> bool:
    """Whether somebody switched off: words no breakdown is told in, or "the hospital took ... offline"."""
    words = () if seen.sentence is None else seen.sentence.words
    return any({words[m.first].text, words[m.last].text} & _DONE for m in off)


_DONE = words_in(
    "took pulled pulling unplugged disconnected disconnecting switched shut shutting isolated isolating turned "
    "powered "
    "débranché débranchés débranchée débranchées débrancher déconnecté déconnectés déconnectée déconnectées "
    "déconnecter "
    "éteindre isolé isolés isolée isolées isoler "
    "heruntergefahren herunterfahren herunterzufahren abgeschaltet abschalten schaltete schalteten fuhr fuhren nahm "
    "nahmen genommen getrennt trennte trennten abgekoppelt kappte kappten gekappt runtergefahren "
    "losgekoppeld loskoppelen koppelde koppelden afgekoppeld ontkoppeld haalde haalden gehaald schakelde schakelden "
    "zette zetten legde legden trok trokken uitgezet uitgeschakeld uitschakelen"
)


def _by_the_attack(clause: Clause, off: list[Mark]) -> bool:
    """As in "the attack shut down the network": what broke it is named right before the verb."""
    causes = clause.of(Tag.ATTACK, Tag.RANSOMWARE, Tag.GANG)
    return any(0 < m.first - c.last <= _CAUSE_NEAR for c in causes for m in off) or clause.has(Tag.GANG)


_CAUSE_NEAR = 3


def _broken(off: list[Mark], seen: Gathering) -> bool:
    """Whether the words for switching off may as well mean that it broke."""
    words = () if seen.sentence is None else seen.sentence.words
    return all(words[m.last].text in _EITHER for m in off)


_EITHER = words_in("platgelegd plat stil neergehaald arrêt lahm lamgelegd down offline")


def _must(seen: Gathering) -> bool:
    """French "il faut tout écrire sur papier" tells how things are."""
    return seen.sentence is not None and any(word.text == "faut" for word in seen.sentence.words)


def _denied(clause: Clause, paper: list[Mark]) -> bool:
    if clause.has(Tag.NONE) and not clause.has(Tag.CANCEL):
        return True
    return any(0 < p.first - n.last <= 3 for n in negated(clause) for p in paper)


def _paper(clause: Clause, seen: Gathering) -> None:
    paper = clause.of(Tag.PAPER)
    if not paper:
        return
    reason = no_fact_because(clause, seen)
    if reason == "advice" and _must(seen):
        reason = ""
    if not reason and (clause.has(Tag.ENDED) or _denied(clause, paper)):
        reason = "solved"
        seen.over.add((_MODE, ""))
    if reason:
        seen.decline(_MODE, reason, paper)
    else:
        seen.propose(_MODE, "paper", paper, "on-paper")
