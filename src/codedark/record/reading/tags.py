"""What words can mean here, and finding them: tables of words a language, one closed list of meanings for all.

A table row is a meaning and its words, apart by blanks. A word is a regular expression of a whole folded word; `_`
joins the words of a phrase; `..` inside a phrase stands for anything of the same clause (German and Dutch verbs come in
two). A phrase hides the single words it is made of: "no longer" is not also "no".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from codedark.record.reading.tokens import Token

GAP = ".."
_GAP_MOST = 24
"""Words a gap may hold."""


class Tag(StrEnum):
    """What a word or phrase can mean."""

    # things
    OPERATION = "operation"
    OPERATION_ONE = "operation-one"
    """In the singular, or the activity as such."""
    APPOINTMENT = "appointment"
    APPOINTMENT_ONE = "appointment-one"
    PATIENT = "patient"
    PATIENT_ONE = "patient-one"
    PEOPLE = "people"
    BED = "bed"
    ED = "ed"
    AMBULANCE = "ambulance"
    DISPATCH = "dispatch"
    """Who sends or drives ambulances, and is none of the hospital's own."""
    MUG = "mug"
    PIT = "pit"
    SERVER = "server"
    EVERY_SYSTEM = "every-system"
    """Computer systems as a whole; a word of totality beside it makes it all of them."""
    EHR = "ehr"
    IMAGING = "imaging"
    LABORATORY = "laboratory"
    PHARMACY = "pharmacy"
    TELEPHONY = "telephony"
    EMAIL = "email"
    WEBSITE = "website"
    NETWORK = "network"
    BOOKING = "booking"
    CAPACITY = "capacity"
    DATA = "data"
    RANSOM = "ransom"
    MONEY = "money"
    """A ransom, where attackers ask for it."""
    PLAN = "plan"
    PAPER = "paper"
    GANG = "gang"
    ATTACK = "attack"
    ATTACK_KIND = "attack-kind"
    """The question which kind of attack it is."""
    KIND_WORD = "kind-word"
    """Kind, type, nature: with an attack beside it the question which kind it is."""
    RANSOMWARE = "ransomware"
    DDOS = "ddos"
    PHISHING = "phishing"
    HARM = "harm"
    ELSEWHERE = "elsewhere"
    """Another hospital as a place to go."""
    HOSPITAL = "hospital"
    COUNTER = "counter"
    """"The number of": its figure follows."""
    # what happens
    CANCEL = "cancel"
    HAPPEN = "happen"
    OPERATE = "operate"
    MOVE = "move"
    TRANSFERS = "transfers"
    """The noun: its number is a number of patients."""
    INTERNAL = "internal"
    """A move inside the house."""
    WAIT = "wait"
    SHUT_BEDS = "shut-beds"
    CLOSED = "closed"
    LIMITED = "limited"
    OPEN = "open"
    ON_FOOT = "on-foot"
    DIVERT = "divert"
    BROUGHT = "brought"
    RECEIVED = "received"
    GO_OUT = "go-out"
    NOT_OUT = "not-out"
    DOWN = "down"
    WORKS = "works"
    REACH = "reach"
    """To get at, to open, to use: down where it is denied."""
    SWITCH_OFF = "switch-off"
    ON_PURPOSE = "on-purpose"
    STEAL = "steal"
    DEMAND = "demand"
    PAY = "pay"
    ACTIVATE = "activate"
    LIFT = "lift"
    ENDED = "ended"
    REDUCED = "reduced"
    # how it is said
    NEG = "neg"
    NONE = "none"
    """A determiner or pronoun that leaves nothing: "not one"."""
    ALL = "all"
    ONLY = "only"
    PARTIAL = "partial"
    AGAIN = "again"
    STILL = "still"
    """What goes on as before: "still", "weiterhin"."""
    AT_FIRST = "at-first"
    """What was told before it was corrected."""
    MODAL = "modal"
    CAN = "can"
    """A verb of being able, in the present: may mean a fear; denied it is a fact."""
    IF = "if"
    ADVICE = "advice"
    WHOEVER = "whoever"
    EXERCISE = "exercise"
    RUMOUR = "rumour"
    CLAIM = "claim"
    DENY = "deny"
    UNCLEAR = "unclear"
    WHETHER = "whether"
    EVIDENCE = "evidence"
    SUSPECT = "suspect"
    LIKELY = "likely"
    KNOWN = "known"
    """"As far as known": what limits a denial."""
    BECAUSE_OF_IT = "because-of-it"
    """By the attack, the outage."""
    OTHER_TIME = "other-time"
    SIMILAR = "similar"
    NEIGHBOUR = "neighbour"
    OF_ITS_OWN = "of-its-own"
    TAKES_IN = "takes-in"
    """To take in another house's patients."""
    OTHER_CAUSE = "other-cause"
    UNLIKE = "unlike"
    WHEN = "when"
    PLANNED = "planned"
    CORRECTED = "corrected"
    IT_IS = "it-is"
    """A verb that gives a figure to what was named before: "it was 16"."""
    TODAY = "today"
    SUBSET = "subset"
    OTHERS = "others"
    THEIR = "their"
    OF = "of"
    AND = "and"
    BUT = "but"
    RELATIVE = "relative"
    """A word that opens an insertion about what stands before it."""
    INSERTION = "insertion"
    """A word that opens any other insertion: "according to"."""
    SPLITS = "splits"
    """A conjunction that begins a clause of its own, also without a comma."""
    VERB = "verb"
    """A finite verb or auxiliary that means nothing else here."""
    # figures
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ABOUT = "about"
    ABOUT_AFTER = "about-after"
    AT_LEAST_AFTER = "at-least-after"
    BETWEEN = "between"
    UP_TO = "up-to"
    """Between the two ends of a range."""
    UNIT = "unit"
    MONTH = "month"
    TIME_BEFORE = "time-before"
    PERCENT = "percent"
    MILLION = "million"
    MANY = "many"
    SEVERAL = "several"


VERBS = frozenset(
    {
        Tag.VERB, Tag.CANCEL, Tag.HAPPEN, Tag.OPERATE, Tag.MOVE, Tag.WAIT, Tag.SHUT_BEDS, Tag.DIVERT, Tag.BROUGHT,
        Tag.RECEIVED, Tag.GO_OUT, Tag.NOT_OUT, Tag.DOWN, Tag.WORKS, Tag.REACH, Tag.SWITCH_OFF, Tag.STEAL, Tag.DEMAND,
        Tag.PAY, Tag.ACTIVATE, Tag.LIFT, Tag.ENDED, Tag.MODAL, Tag.CAN, Tag.CLAIM, Tag.DENY, Tag.IT_IS, Tag.OPEN,
        Tag.CLOSED, Tag.SUSPECT,
    }
)  # fmt: skip
"""Meanings that make a piece of a sentence a clause."""

SYSTEM_TAGS = (
    Tag.EHR, Tag.IMAGING, Tag.LABORATORY, Tag.PHARMACY, Tag.TELEPHONY, Tag.EMAIL, Tag.WEBSITE, Tag.NETWORK, Tag.BOOKING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A meaning found: from the first to the last of its words."""

    tag: Tag
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    tag: Tag
    parts: tuple[re.Pattern[str] | None, ...]
    """None: a gap."""
    gapped: bool


class Lexicon:
    """The tables of one language, ready to look words up in."""

    def __init__(self, lang: str, rows: Mapping[Tag, str]) -> None:
        """Take the rows of a language. Raises re.error: a word is no regular expression."""
        self.lang = lang
        singles: dict[Tag, list[str]] = {}
        self._phrases: list[_Phrase] = []
        for tag, words in rows.items():
            for word in (spelled for told in words.split() for spelled in spellings(told)):
                pattern = word.replace(r"\w*", r"\S*")  # words joined by hyphens are one word
                if "_" in pattern:
                    self._phrases.append(_phrase(tag, pattern))
                else:
                    singles.setdefault(tag, []).append(pattern)
        self._singles = tuple((tag, re.compile("|".join(f"(?:{w})" for w in ws))) for tag, ws in singles.items())
        firsts = [p.parts[0].pattern for p in self._phrases if p.parts[0] is not None]
        self._any_first = re.compile("|".join(f"(?:{pattern})" for pattern in firsts) or "(?!)")
        self._look = lru_cache(maxsize=60_000)(self._looked_up)

    def _looked_up(self, word: str) -> tuple[tuple[Tag, ...], tuple[_Phrase, ...]]:
        tags = tuple(tag for tag, pattern in self._singles if pattern.fullmatch(word))
        if not self._any_first.fullmatch(word):
            return tags, ()
        return tags, tuple(p for p in self._phrases if p.parts[0] is not None and p.parts[0].fullmatch(word))

    def marks(self, words: Sequence[Token], places: Sequence[int], gapped: bool) -> list[Mark]:
        """The meanings in some words of a sentence.

        Args:
            words: of the sentence.
            places: which of them, in order: a clause may have a hole.
            gapped: only phrases with a gap (they hold inside one clause), or only those without.
        """
        found: list[Mark] = []
        for nth, place in enumerate(places):
            tags, phrases = self._look(_bare(words[place].text))
            if not gapped:
                found += [Mark(tag, place, place) for tag in tags]
            for phrase in phrases:
                if phrase.gapped is gapped:
                    end = _matched(phrase.parts, words, places, nth)
                    if end is not None:
                        found.append(Mark(phrase.tag, place, places[end]))
        return found if gapped else _uncovered(found)


_CHOICE = re.compile(r"\(([^()]*_[^()]*)\)(\??)")


def spellings(told: str) -> list[str]:
    """An entry whose choices hold phrases, as one entry a choice.

    >>> spellings("sur_papier(_et_crayon)?")
    ['sur_papier_et_crayon', 'sur_papier']
    """
    found = _CHOICE.search(told)
    if found is None:
        return ["_".join(part for part in told.split("_") if part)]
    choices = found.group(1).split("|") + [""] * bool(found.group(2))
    return [s for choice in choices for s in spellings(told[: found.start()] + choice + told[found.end() :])]


def _phrase(tag: Tag, word: str) -> _Phrase:
    parts = word.split("_")
    return _Phrase(tag, tuple(None if p == GAP else re.compile(p) for p in parts), GAP in parts)


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") and len(word) > 3 else word


def _matched(
    parts: Sequence[re.Pattern[str] | None], words: Sequence[Token], places: Sequence[int], nth: int
) -> int | None:
    """The place of the last word of a phrase that begins at `nth`; None: it does not stand there."""
    at = nth
    gap = False
    for part in parts:
        if part is None:
            gap = True
            continue
        stop = min(len(places), at + _GAP_MOST) if gap else at + 1
        at = next((i for i in range(at, stop) if i < len(places) and part.fullmatch(_bare(words[places[i]].text))), -1)
        if at < 0:
            return None
        at += 1
        gap = False
    return at - 1


_NEVER_HIDDEN = frozenset(
    {
        Tag.OTHER_CAUSE, Tag.STEAL, Tag.MOVE, Tag.DEMAND, Tag.CANCEL, Tag.SHUT_BEDS, Tag.CLOSED, Tag.DIVERT, Tag.DOWN,
        Tag.SWITCH_OFF, Tag.NOT_OUT, Tag.PAY, Tag.REACH, Tag.WORKS,
    }
)  # fmt: skip
"""What happens: a word for it stays one inside a phrase for something else."""


def _uncovered(found: list[Mark]) -> list[Mark]:
    """Without what lies inside a longer phrase; a verb inside "it is 16" stays one."""
    long = [m for m in found if m.last > m.first]
    if not long:
        return found
    return [m for m in found if m.tag in _NEVER_HIDDEN or not any(_hides(phrase, m) for phrase in long)]


def _hides(phrase: Mark, mark: Mark) -> bool:
    if mark.tag is Tag.VERB and phrase.tag in (Tag.IT_IS, Tag.AT_FIRST, Tag.CAPACITY, Tag.UNCLEAR):
        return False
    longer = phrase.last - phrase.first > mark.last - mark.first
    return longer and phrase.first <= mark.first and mark.last <= phrase.last
