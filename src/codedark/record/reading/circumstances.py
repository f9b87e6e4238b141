"""Why something said is no fact of our incident now: asked, feared, advised, rehearsed, of another house or year.

One function, asked before anything is proposed; the reasons are those of `proposal.REASONS`.
"""

from __future__ import annotations

from collections.abc import Iterable

from codedark.record.reading.clauses import Clause, Sentence
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Tag
from codedark.record.reading.tokens import Token, folded, words_in

_TOWARDS = words_in("naar to vers ins nach au à aux dans into zum zur")
_TO = _TOWARDS | words_in("door by par von via")
_INTO = words_in("in im an am auf")


def no_fact_because(clause: Clause, seen: Gathering) -> str:
    """The reason why nothing may be proposed from a clause; empty: there is none."""
    sentence = seen.sentence
    if sentence is None:
        raise AssertionError("a rule runs on a sentence")
    return (
        _of_sentence(sentence)
        or _of_modality(clause, sentence)
        or _denied_above(clause, sentence)
        or ("other-incident" if of_another_incident(clause, sentence, seen.year) else "")
        or ("other-incident" if seen.elsewhere_before and goes_on_from_before(sentence) else "")
        or ("other-hospital" if of_another_hospital(clause, sentence, seen) else "")
    )


def _of_sentence(sentence: Sentence) -> str:
    if sentence.asks:
        return "question"
    if next((w.text for w in sentence.words if w.is_word), "") in _AT_LARGE:
        return "advice"
    if sentence.has(Tag.EXERCISE):
        return "exercise"
    if sentence.has(Tag.RUMOUR):
        return "rumour"
    return "other-cause" if sentence.has(Tag.OTHER_CAUSE) else ""


_AT_LARGE = words_in("ziekenhuizen krankenhäuser kliniken spitäler hospitals trusts")
"""Plurals that open a sentence about hospitals at large."""


def _denied_above(clause: Clause, sentence: Sentence) -> str:
    """What stands below a denial or a "whether"; families that have a "no" and an "unknown" read those themselves."""
    if clause.has(Tag.RANSOM, Tag.DATA, Tag.EHR, Tag.HARM, Tag.RANSOMWARE, Tag.DDOS, Tag.PHISHING, Tag.STEAL):
        return ""
    asked = any(sentence.words[m.first].text in ("whether", "ob") for m in clause.of(Tag.WHETHER))
    if asked or _opens(clause, Tag.WHETHER) or (clause.has(Tag.WHETHER) and clause.has(Tag.UNCLEAR)):
        return "not-known"
    return "denied" if clause.parent is not None and clause.parent.has(Tag.DENY) else ""


def _of_modality(clause: Clause, sentence: Sentence) -> str:
    asked = sentence.has(Tag.UNCLEAR)
    if not asked and (any(_opens(c, Tag.IF) for c in sentence.clauses) or _conditional(clause, sentence.words)):
        return "condition"
    if clause.has(Tag.ADVICE) or _after_advice(clause, sentence):
        return "advice"
    if clause.goes_on and not clause.has(Tag.VERB, Tag.MODAL):
        before = sentence.clauses[sentence.clauses.index(clause) - 1]
        return "may-happen" if before.has(Tag.MODAL) else ""
    return "may-happen" if clause.has(Tag.MODAL) else ""


_SURELY_IF = words_in("if si s'il indien falls sofern wenn")


def _conditional(clause: Clause, words: tuple[Token, ...]) -> bool:
    """Whether a condition stands inside the clause: "cancelled if the systems stay down"."""
    return any(words[m.first].text in _SURELY_IF for m in clause.of(Tag.IF))


def _after_advice(clause: Clause, sentence: Sentence) -> bool:
    """A clause of the same breath: "should keep its copies apart and switch off the servers"."""
    at = sentence.clauses.index(clause)
    return at > 0 and clause.goes_on and sentence.clauses[at - 1].has(Tag.ADVICE)


def may_fear(clause: Clause) -> bool:
    """Whether a verb of being able means what might come: "can still be cancelled"; denied, it is a fact."""
    return clause.has(Tag.CAN) and not clause.has(Tag.NEG, Tag.NONE, Tag.DOWN)


def _opens(clause: Clause, tag: Tag) -> bool:
    return any(mark.first == clause.opener and mark.tag is tag for mark in clause.marks)


def of_another_incident(clause: Clause, sentence: Sentence, year: int) -> bool:
    """Whether a clause speaks of another year or attack, itself or taken up from the clause before."""
    if _other_time(clause, sentence.words, year):
        return True
    if any(_struck_then(inserted, clause, sentence.words, year) for inserted in sentence.clauses):
        return True
    if clause.has(Tag.BUT, Tag.KNOWN) or (clause.has(Tag.UNLIKE) and clause is sentence.clauses[0]):
        return False
    for before in sentence.clauses[: sentence.clauses.index(clause)]:
        if _other_time(before, sentence.words, year) and not before.has(Tag.UNLIKE) and not before.relative:
            return not sentence.clauses[0].has(Tag.UNLIKE)
    return False


def _struck_then(inserted: Clause, clause: Clause, words: tuple[Token, ...], year: int) -> bool:
    """As in "The hospital of Merville, hit in 2023, had ...": whom the clause is about was struck another time."""
    ours = inserted.inserted and inserted.parent is clause and _other_time(inserted, words, year)
    return ours and any(words[p].text in _STRUCK for p in inserted.places)


_STRUCK = words_in(
    "touché touchée frappé frappée victime visé visée attaqué attaquée piraté piratée paralysé paralysée hit struck "
    "attacked targeted hacked crippled victim getroffen aangevallen geviseerd gehackt slachtoffer platgelegd betroffen "
    "angegriffen opfer lahmgelegt heimgesucht"
)
_THEN = words_in("toen daar destijds alors là damals dort then there daarbij dabei hierbij")
_THEN_PHRASES = (("at", "the", "time"), ("back", "then"), ("à", "l'", "époque"), ("à", "ce", "moment"), ("in", "that"))


def goes_on_from_before(sentence: Sentence) -> bool:
    """Whether a sentence goes on with the one before: "Back then 200 operations ..."."""
    first = tuple(word.text for word in sentence.words if word.is_word)[:3]
    return bool(first) and (first[0] in _THEN or any(first[: len(p)] == p for p in _THEN_PHRASES))


def _other_time(clause: Clause, words: tuple[Token, ...], year: int) -> bool:
    if clause.has(Tag.OTHER_TIME, Tag.SIMILAR):
        return True
    return any(_is_year(words[p].text) and int(words[p].text) != year for p in clause.places)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1950 <= int(text) <= 2100


def of_another_hospital(clause: Clause, sentence: Sentence, seen: Gathering) -> bool:
    """Whether a clause is about another house: a neighbour, or the place patients were taken to."""
    about_it = (clause.has(Tag.OF_ITS_OWN) and not clause.has(Tag.SWITCH_OFF)) or _of_a_neighbour(
        clause, sentence.words
    )
    if about_it or (clause.inserted and _neighbour_before(clause, sentence)):
        return True
    if clause.relative and _about_a_destination(clause, sentence.words):
        return True
    begins = [m for m in clause.of(Tag.ELSEWHERE) if m.first <= clause.places[0] + 3 and 0 < m.last - m.first <= 2]
    stands = [m for m in begins if not {w.text for w in sentence.words[max(0, m.first - 1) : m.first + 1]} & _TOWARDS]
    if stands and not clause.relative and not clause.has(Tag.MOVE, Tag.DIVERT):
        return True
    if any(_takes_in(c, clause, sentence.words) for c in sentence.clauses):
        return True
    if clause.goes_on and not clause.has(Tag.HOSPITAL):
        before = sentence.clauses[sentence.clauses.index(clause) - 1]
        if before.inserted and of_another_hospital(before, sentence, seen):
            return True
    return bool(seen.own.hospital) and _named_other(clause, sentence.words, seen.own.hospital)


def _of_a_neighbour(clause: Clause, words: tuple[Token, ...]) -> bool:
    """Whether a neighbour is what is spoken of, and not where patients go: "to a neighbouring hospital"."""
    to = _TO | _INTO if clause.has(Tag.MOVE, Tag.DIVERT, Tag.BROUGHT) else _TO
    return any(not {w.text for w in words[max(0, m.first - 3) : m.first]} & to for m in clause.of(Tag.NEIGHBOUR))


def _takes_in(inserted: Clause, clause: Clause, words: tuple[Token, ...]) -> bool:
    """Whether an insertion says that whoever the clause is about takes in patients of ours."""
    ours = inserted.parent is clause and inserted.inserted and inserted.has(Tag.TAKES_IN)
    return ours and not _about_a_destination(inserted, words)


def _neighbour_before(clause: Clause, sentence: Sentence) -> bool:
    return clause.parent is not None and clause.relative and clause.parent.has(Tag.NEIGHBOUR)


def _about_a_destination(clause: Clause, words: tuple[Token, ...]) -> bool:
    """As in "... to Hexley General, where 40 people waited": what the relative clause is about is a place to go."""
    last = clause.places[0] - 1
    while last >= 0 and not words[last].is_word:
        last -= 1
    if last > 0 and any(m.last == last and m.tag in (Tag.MOVE, Tag.BROUGHT, Tag.DIVERT) for m in clause.about):
        last -= 1
    begins = last
    while begins > 0 and last - begins < 6 and (words[begins].capital or words[begins].text in _JOINS):
        begins -= 1
    named = begins < last
    towards = any(words[p].text in _TOWARDS for p in range(max(0, begins - 2), last + 1))
    house = any(m.tag in (Tag.HOSPITAL, Tag.ELSEWHERE) for m in clause.about)
    return towards and (named or house)


_JOINS = words_in("de la le du van der den of the sint st saint l' d' ter")


def _named_other(clause: Clause, words: tuple[Token, ...], own: Iterable[str]) -> bool:
    """Whether a hospital that is named is none of the own names; patients that are moved go to such a one."""
    told = " ".join(words[p].text for p in clause.places)
    if clause.has(Tag.MOVE, Tag.DIVERT, Tag.TRANSFERS) or any(folded(name) in told for name in own):
        return False
    known = {m.first for m in clause.marks}
    return any(
        words[m.last + 1].capital and words[m.last + 1].is_word and m.last + 1 in clause.places
        for m in clause.of(Tag.HOSPITAL)
        if m.last + 1 < len(words) and m.last + 1 not in known and m.first <= clause.places[0] + _SUBJECT
    )


_SUBJECT = 4
"""So many words into a clause its subject stands; further on a capital may be any German noun's."""
