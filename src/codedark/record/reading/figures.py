"""Figures in a sentence: what number, how it is meant, and whether it counts anything at all.

Hours, years, ordinals, kilometres and prices are figures too; they are found so that nothing takes them for a count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from codedark.record.assertion import Qualifier
from codedark.record.reading import numerals
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import Token, words_in

_DIGITS = re.compile(r"\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


class Kind(StrEnum):
    """What a figure is."""

    COUNT = "count"
    PERCENT = "percent"
    SHARE = "share"
    """A fraction of what follows: a third."""
    MANY = "many"
    """Dozens: more than one, and nobody says how many."""
    OTHER = "other"
    """An hour, a year, an ordinal, a distance: nothing that is counted here."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, with the places of its first and last word in the sentence."""

    first: int
    last: int
    kind: Kind
    value: float | tuple[float, float] | None
    qualifier: Qualifier = Qualifier.EXACT
    core: int = -1
    """Place of the number itself, without the words that qualify it."""

    @property
    def counts(self) -> bool:
        """Whether it can be a count of something."""
        return self.kind in (Kind.COUNT, Kind.MANY, Kind.SHARE, Kind.PERCENT)


def figures(words: Sequence[Token], marks: Sequence[Mark], lang: str) -> list[Figure]:
    """The figures of a sentence, in order."""
    tagged: dict[int, set[Tag]] = {}
    ends: dict[tuple[int, Tag], int] = {}
    for mark in marks:
        tagged.setdefault(mark.first, set()).add(mark.tag)
        ends[mark.first, mark.tag] = max(mark.last, ends.get((mark.first, mark.tag), -1))
    reader = _Reader(words, tagged, ends, lang)
    found: list[Figure] = []
    place = 0
    while place < len(words):
        figure = reader.at(place)
        if figure is None:
            place += 1
        else:
            found.append(figure)
            place = figure.last + 1
    found = _ranged(found, words, reader)
    return [_qualified(figure, reader) for figure in found]


class _Reader:
    """A sentence with what each place begins."""

    def __init__(
        self, words: Sequence[Token], tagged: dict[int, set[Tag]], ends: dict[tuple[int, Tag], int], lang: str
    ) -> None:
        self.words, self.tagged, self.ends, self.lang = words, tagged, ends, lang
        self.texts = [w.text for w in words]

    def has(self, place: int, tag: Tag) -> bool:
        return tag in self.tagged.get(place, ())

    def ends_before(self, place: int, tag: Tag) -> int | None:
        """First word of a mark of that meaning that ends right before a place; None: there is none."""
        for first in range(place - 1, max(-1, place - 6), -1):
            if self.has(first, tag) and self.ends[first, tag] == place - 1:
                return first
        return None

    def at(self, place: int) -> Figure | None:
        text = self.texts[place]
        if text[0].isdigit():
            return self._digits(place)
        many = self._many(place)
        if many is not None:
            return many
        share = self._share(place)
        if share is not None:
            return share
        ratio = self._one_in(place)
        if ratio is not None:
            return ratio
        article = text in numerals.ARTICLES[self.lang]
        about = self._collective(place + 1 if article or text in ("bonne", "petite") else place, place)
        if about is not None:
            return about
        told = numerals.spelled(self.texts[place : place + 7], self.lang)
        if told is None:
            return None
        value, length = told
        return self._counted(place, place + length - 1, float(value))

    def _many(self, place: int) -> Figure | None:
        """Dozens, several hundred."""
        last = place
        if self.has(place, Tag.SEVERAL):
            last = self.ends[place, Tag.SEVERAL] + 1
            word = self.texts[last] if last < len(self.texts) else ""
            big = word in ("hundred", "hundert", "honderd", "cent", "cents", "thousand", "tausend", "duizend", "dozen")
            if not (big or self.has(last, Tag.MANY) or word in ("dutzend", "dozijn", "millionen", "million")):
                return None
        elif not self.has(place, Tag.MANY):
            return None
        else:
            last = self.ends[place, Tag.MANY]
        kind = Kind.OTHER if self._unit_after(last) else Kind.MANY
        return Figure(place, last, kind, None, Qualifier.UNCOUNTED, place)

    def _share(self, place: int) -> Figure | None:
        """A third of, half the, three quarters of."""
        times, at = 1, place
        if self.texts[place] in numerals.ARTICLES[self.lang] or self.texts[place] in ("de", "la", "die", "le", "one"):
            at = place + 1
        else:
            told = numerals.spelled(self.texts[place : place + 1], self.lang)
            if told is not None and 0 < told[0] < 10:
                times, at = told[0], place + 1
        by = numerals.divisor(self.texts[at], self.lang) if at < len(self.texts) else None
        if by is None or times >= by or not self._part_of(at + 1):
            return None
        return Figure(place, at, Kind.SHARE, round(times / by, 4), Qualifier.FRACTION, place)

    def _one_in(self, place: int) -> Figure | None:
        """One in three, "een op de drie", "jede dritte"."""
        text = self.texts[place]
        after = self.texts[place + 1 : place + 5]
        by = _EVERY_NTH.get(after[0]) if after and text in _EVERY else None
        if by is not None:
            return Figure(place, place + 1, Kind.SHARE, round(1 / by, 4), Qualifier.FRACTION, place)
        if text not in numerals.ARTICLES[self.lang] and text not in _ONES:
            return None
        at = next((n for n, word in enumerate(after[:3]) if word in _IN[self.lang]), None)
        if at is None or (at and self.lang != "fr"):
            return None
        told = [word for word in after[at + 1 :] if word not in _ARTICLES]
        whole = numerals.spelled(told[:1], self.lang) if told and not told[0].isdigit() else None
        value = int(told[0]) if told and told[0].isdigit() else whole[0] if whole else 0
        if not 1 < value <= _RATIO_MOST:
            return None
        last = place + 2 + at + after[at + 1 :].index(told[0])
        return Figure(place, place if at else last, Kind.SHARE, round(1 / value, 4), Qualifier.FRACTION, place)

    def _part_of(self, place: int) -> bool:
        follows = self.texts[place] if place < len(self.texts) else ""
        return self.has(place, Tag.OF) or follows in _PART_OF

    def _collective(self, place: int, begins: int) -> Figure | None:
        if place >= len(self.texts):
            return None
        value = numerals.collective(self.texts[place], self.lang)
        if value is None:
            return None
        return self._counted(begins, place, float(value), Qualifier.ABOUT)

    def _digits(self, place: int) -> Figure:
        text = self.texts[place]
        if _THOUSANDS.fullmatch(text):
            return self._counted(place, place, float(re.sub(r"\D", "", text)))
        if _DIGITS.fullmatch(text):
            if self.lang == "en" and place + 1 < len(self.texts) and self.texts[place + 1] == "dozen":
                return self._counted(place, place + 1, float(text) * 12)
            return self._counted(place, place, float(text))
        if _DECIMAL.fullmatch(text):
            value = float(text.replace(",", "."))
            return self._counted(place, place, value) if self._percent_or_million(place) else self._other(place)
        tal = re.fullmatch(r"(\d+)-?tal", text)
        if tal and self.lang == "nl":
            return self._counted(place, place, float(tal.group(1)), Qualifier.ABOUT)
        return self._other(place)

    def _percent_or_million(self, place: int) -> bool:
        return self.has(place + 1, Tag.PERCENT) or self.has(place + 1, Tag.MILLION)

    def _other(self, place: int) -> Figure:
        return Figure(place, place, Kind.OTHER, None, core=place)

    def _counted(self, first: int, last: int, value: float, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
        after = last + 1
        dozen = self.texts[after] if after < len(self.texts) else ""
        if dozen in ("dozen", "dutzend", "dozijn", "douzaines", "dizaines", "centaines", "dozijnen"):
            size = {"dizaines": 10, "centaines": 100}.get(dozen, 12)
            meant = Qualifier.ABOUT if dozen in ("dizaines", "centaines") else Qualifier.EXACT
            return self._counted(first, after, value * size, meant)
        if self.has(after, Tag.MILLION):
            last, after, value = after, after + 1, value * 1_000_000
        if self.has(after, Tag.PERCENT):
            return Figure(first, self.ends[after, Tag.PERCENT], Kind.PERCENT, value, qualifier, first)
        if self._is_no_count(first, last, value) or value != int(value):
            return Figure(first, last, Kind.OTHER, None, core=first)
        return Figure(first, last, Kind.COUNT, value, qualifier, first)

    def _is_no_count(self, first: int, last: int, value: float) -> bool:
        text, after = self.texts[first], last + 1
        follows = self.texts[after] if after < len(self.texts) else ""
        if self._unit_after(last) or self.has(after, Tag.MONTH) or follows in ("€", "$"):
            return True
        if text.isdigit() and first and self.texts[first - 1] in _OCLOCK:
            return True
        if first and self.texts[first - 1] in ("€", "$", "nr", "no", "numéro", "nummer", "number"):
            return True
        if text.isdigit() and follows == "." and self.lang == "de" and after + 1 < len(self.texts):
            return self.words[last].end == self.words[after].start
        if text.isdigit() and len(text) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
            return not self._noun_after(after)
        begun = self.ends_before(first, Tag.TIME_BEFORE)
        counter = any(Tag.COUNTER in tags for tags in self.tagged.values())
        return begun is not None and not counter and value <= 24 and not self._noun_after(after)

    def _unit_after(self, last: int) -> bool:
        return self.has(last + 1, Tag.UNIT) or (self.lang == "en" and self._unit_two_on(last))

    def _unit_two_on(self, last: int) -> bool:
        return self.has(last + 1, Tag.OTHERS) and self.has(last + 2, Tag.UNIT)

    def _noun_after(self, place: int) -> bool:
        return any(tag in self.tagged.get(p, ()) for p in range(place, place + 3) for tag in _COUNTED_NOUNS)


_OCLOCK = ("h", "uhr", "uur", "heures")
_COUNTED_NOUNS = (
    Tag.OPERATION, Tag.APPOINTMENT, Tag.PATIENT, Tag.PEOPLE, Tag.BED, Tag.OPERATION_ONE, Tag.APPOINTMENT_ONE,
    Tag.PATIENT_ONE,
)  # fmt: skip


def _ranged(found: Sequence[Figure], words: Sequence[Token], reader: _Reader) -> list[Figure]:
    """Two figures with "to" between them as one; "between 60 and 70" too."""
    made: list[Figure] = []
    for figure in found:
        joined = _joined(made[-1], figure, words, reader) if made else None
        if joined is None:
            made.append(figure)
        else:
            made[-1] = joined
    return made


_DASHES = ("-", "–")
_AND = ("en", "et", "und", "and")
_OR = {"nl": "of", "fr": "ou", "de": "oder", "en": "or"}
_ARTICLES = ("de", "des", "den", "the", "les")


def _joined(one: Figure, other: Figure, words: Sequence[Token], reader: _Reader) -> Figure | None:
    between = [w.text for w in words[one.last + 1 : other.first] if w.text not in _ARTICLES]
    if tuple(between) in _RATIOS and one.kind is other.kind is Kind.COUNT:
        return _ratio(one, other)
    if len(between) != 1 or one.kind is Kind.SHARE or other.kind not in (Kind.COUNT, Kind.PERCENT, Kind.OTHER):
        return None
    word = between[0]
    opened = reader.ends_before(one.first, Tag.BETWEEN)
    if opened is None and one.first and words[one.first - 1].text in _ARTICLES:
        opened = reader.ends_before(one.first - 1, Tag.BETWEEN)
    begins = one.first if opened is None else opened
    if opened is not None and words[opened].text in ("de", "van", "from", "von") and _changed(words, opened):
        return replace(other, first=begins)
    if word in _AND and (opened is None or words[opened].text in ("de", "van", "from", "von")):
        return None
    if word not in (*_AND, *_DASHES, _OR[reader.lang]) and not reader.has(one.last + 1, Tag.UP_TO):
        return None
    return _pair(one, other, begins)


_CHANGES = words_in(
    "steeg stijgt gestegen daalde gedaald ging gaat groeide passé passe passée grimpé monté tombé stieg steigt "
    "gestiegen sank gesunken wuchs rose risen rises climbed grew grown increased went fell dropped jumped up down"
)


def _changed(words: Sequence[Token], opened: int) -> bool:
    """Whether a "from 40 to 62" is a change: then the second figure is what holds."""
    return any(word.text in _CHANGES for word in words[max(0, opened - 4) : opened])


_PART_OF = words_in("the all its their our aller der des de van seiner ihrer unserer")
_ONES = words_in("één one eine einer jede jeder")
_EVERY = words_in("jede jeder jedes jeden elke iedere every chaque")
_EVERY_NTH = {
    "zweite": 2, "zweiter": 2, "dritte": 3, "dritter": 3, "vierte": 4, "vierter": 4, "fünfte": 5, "fünfter": 5,
    "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip
_IN = {"nl": ("op",), "fr": ("sur",), "de": ("von",), "en": ("in",)}
_RATIOS = (("op",), ("out", "of"), ("in",), ("in", "every"))
_RATIO_MOST = 10


def _ratio(one: Figure, other: Figure) -> Figure | None:
    """Three out of four, "drie op de vier": a share."""
    part, whole = one.value, other.value
    if not isinstance(part, float) or not isinstance(whole, float) or not 0 < part < whole <= _RATIO_MOST:
        return None
    return Figure(one.first, other.last, Kind.SHARE, round(part / whole, 4), Qualifier.FRACTION, one.core)


def _pair(one: Figure, other: Figure, begins: int) -> Figure | None:
    if other.kind is Kind.OTHER:
        return Figure(begins, other.last, Kind.OTHER, None, core=one.core)
    low, high = one.value, other.value
    if (
        one.kind not in (Kind.COUNT, Kind.PERCENT, Kind.MANY)
        or not isinstance(low, float)
        or not isinstance(high, float)
    ):
        return None
    if low >= high:
        return None
    return Figure(begins, other.last, other.kind, (low, high), Qualifier.RANGE, one.core)


_BEFORE = ((Tag.AT_LEAST, Qualifier.AT_LEAST), (Tag.AT_MOST, Qualifier.AT_MOST), (Tag.ABOUT, Qualifier.ABOUT))
_AFTER = ((Tag.AT_LEAST_AFTER, Qualifier.AT_LEAST), (Tag.ABOUT_AFTER, Qualifier.ABOUT))


def _until(reader: _Reader, place: int, figure: Figure) -> bool:
    """Dutch "tot" after a participle or before a percentage is where it went to, not a bound."""
    if reader.texts[place] != "tot" or not place:
        return False
    before = reader.texts[place - 1]
    participle = before.endswith(("d", "t", "en")) and not reader.has(place - 1, Tag.VERB)
    rose = before == "op" or any(Tag.COUNTER in tags for tags in reader.tagged.values())
    return figure.kind is Kind.PERCENT or participle or rose


def _qualified(figure: Figure, reader: _Reader) -> Figure:
    """With the words around it that say how it is meant."""
    if figure.kind not in (Kind.COUNT, Kind.PERCENT) or figure.qualifier is Qualifier.RANGE:
        first = min((b for t, _ in _BEFORE if (b := reader.ends_before(figure.first, t)) is not None), default=None)
        return figure if first is None or figure.qualifier is not Qualifier.RANGE else replace(figure, first=first)
    for tag, qualifier in _AFTER:
        if reader.has(figure.last + 1, tag):
            return replace(figure, last=reader.ends[figure.last + 1, tag], qualifier=qualifier)
    for skipped in (0, 1):
        at = figure.first - skipped
        if skipped and (at < 0 or reader.texts[at] not in (*_ARTICLES, "een", "une", "ein", "a", "an", "nog", "al")):
            break
        for tag, qualifier in _BEFORE:
            begun = reader.ends_before(at, tag)
            if begun is not None and not _until(reader, begun, figure):
                return replace(figure, first=begun, qualifier=qualifier)
    return figure
