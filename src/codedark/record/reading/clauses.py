"""A sentence in clauses: pieces with a verb of their own, insertions taken out, what a relative clause is about kept.

"The department, which closed last week, is open again" is "the department is open again" and, beside it, "which closed
last week". Commas, conjunctions and closed lists of opening words decide; nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from codedark.record.reading.figures import Figure, figures
from codedark.record.reading.tags import VERBS, Lexicon, Mark, Tag
from codedark.record.reading.tokens import Token, words_in

_BREAKS = frozenset({",", ";", ":", "–", "(", ")", "[", "]", "...", "…"})
_SILENT = frozenset({'"', ".", "!", "?", "*", "•", "/"})


@dataclass(slots=True)
class Clause:
    """One clause: places of its words in the sentence, in order, perhaps with a hole."""

    places: list[int]
    relative: bool = False
    """Opened by a word that is about what stands before it."""
    inserted: bool = False
    elliptical: bool = False
    """Without a verb, and the other way round than the clause before: "the website works, e-mail not yet"."""
    goes_on: bool = False
    """Joined to the clause before it by an "and": what hangs over that one hangs over it."""
    opener: int = -1
    """Place of the word that opened it; -1: none did."""
    about: list[Mark] = field(default_factory=list)
    """What stands right before a relative clause: what it is about."""
    marks: list[Mark] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    parent: Clause | None = None
    """The clause an insertion or a subordinate clause stands in."""

    def of(self, *tags: Tag) -> list[Mark]:
        """Its marks of these meanings, in order."""
        return [mark for mark in self.marks if mark.tag in tags]

    def has(self, *tags: Tag) -> bool:
        """Whether it holds one of these meanings."""
        return any(mark.tag in tags for mark in self.marks)

    def between(self, one: int, other: int) -> list[int]:
        """Its places strictly between two."""
        low, high = min(one, other), max(one, other)
        return [p for p in self.places if low < p < high]


@dataclass(slots=True)
class Sentence:
    """A sentence with its meanings, figures and clauses."""

    words: tuple[Token, ...]
    marks: list[Mark]
    figures: list[Figure]
    clauses: list[Clause]

    def has(self, *tags: Tag) -> bool:
        """Whether a word of it has one of these meanings."""
        return any(mark.tag in tags for mark in self.marks)

    def of(self, *tags: Tag) -> list[Mark]:
        """Its marks of these meanings."""
        return [mark for mark in self.marks if mark.tag in tags]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return any(word.text == "?" for word in self.words[-2:])


def parted(words: tuple[Token, ...], lexicon: Lexicon) -> Sentence:
    """A sentence with its meanings, figures and clauses."""
    marks = [m for m in lexicon.marks(words, range(len(words)), gapped=False) if not _is_a_month(words, m)]
    found = figures(words, marks, lexicon.lang)
    clauses = _clauses(words, marks, found, lexicon.lang)
    for clause in clauses:
        own = set(clause.places)
        clause.marks = [m for m in marks if m.first in own and m.last in own]
        clause.marks += lexicon.marks(words, clause.places, gapped=True)
        clause.marks.sort(key=lambda m: (m.first, m.last))
        clause.figures = [f for f in found if f.core in own]
    every = sorted({m for c in clauses for m in c.marks} | set(marks), key=lambda m: (m.first, m.last))
    return Sentence(words, every, found, clauses)


def _is_a_month(words: Sequence[Token], mark: Mark) -> bool:
    """English "May" with a capital in the middle of a sentence fears nothing."""
    word = words[mark.first]
    return mark.tag is Tag.MODAL and word.text == "may" and word.capital and mark.first > 0


class _Chunks:
    """A sentence cut at its commas and conjunctions, with what each place means."""

    def __init__(self, words: Sequence[Token], marks: Sequence[Mark], found: Sequence[Figure], lang: str) -> None:
        self.words = words
        self.verbs = {m.first for m in marks if m.tag in VERBS} | {m.last for m in marks if m.tag in VERBS}
        self.starts: dict[int, set[Tag]] = {}
        for mark in marks:
            self.starts.setdefault(mark.first, set()).add(mark.tag)
        self.counted = {f.core for f in found}
        self.amounts = {f.core for f in found if f.counts}
        self.within = {p for f in found for p in range(f.first, f.last + 1)}
        self.inside = {p for m in marks for p in range(m.first + 1, m.last + 1)}
        self.finite = {p for m in marks if m.tag in (Tag.VERB, Tag.MODAL, Tag.CAN) for p in (m.first, m.last)}
        self.lang = lang
        self.things = {m.last for m in marks if m.tag in _MATTERS}
        self.eventful = {p for m in marks if m.tag in _EVENTS for p in (m.first, m.last)}

    def opens(self, place: int, *tags: Tag) -> bool:
        return any(tag in self.starts.get(place, ()) for tag in tags)

    def verb_in(self, places: Sequence[int]) -> bool:
        return any(p in self.verbs for p in places)

    def event_in(self, places: Sequence[int]) -> bool:
        return any(p in self.eventful for p in places)

    def finite_in(self, places: Sequence[int]) -> bool:
        return any(p in self.finite for p in places)

    def modal_in(self, places: Sequence[int]) -> bool:
        return any(self.opens(p, Tag.MODAL) for p in places)

    def matter_in(self, places: Sequence[int]) -> bool:
        """Whether a piece has a subject of its own: a capacity, a day or a hospital is none."""
        return any(p in self.counted or self.starts.get(p, set()) & _MATTERS for p in places)

    def negated_in(self, places: Sequence[int]) -> bool:
        return any(self.opens(p, Tag.NEG, Tag.NONE) for p in places)

    def thing_in(self, places: Sequence[int]) -> bool:
        return any(p in self.amounts or self.starts.get(p, set()) & _THINGS for p in places)


_EVENTS = VERBS - {Tag.VERB, Tag.MODAL, Tag.CAN, Tag.IT_IS}
_THINGS = frozenset(
    {
        Tag.OPERATION, Tag.APPOINTMENT, Tag.PATIENT, Tag.PEOPLE, Tag.BED, Tag.ED, Tag.AMBULANCE, Tag.MUG, Tag.PIT,
        Tag.SERVER, Tag.EHR, Tag.IMAGING, Tag.LABORATORY, Tag.PHARMACY, Tag.TELEPHONY, Tag.EMAIL, Tag.WEBSITE,
        Tag.NETWORK, Tag.BOOKING, Tag.DATA, Tag.RANSOM, Tag.PLAN, Tag.PAPER, Tag.OPERATION_ONE, Tag.APPOINTMENT_ONE,
        Tag.NEG, Tag.NONE, Tag.EVERY_SYSTEM, Tag.GANG, Tag.CAPACITY, Tag.TODAY, Tag.HOSPITAL, Tag.RANSOMWARE,
    }
)  # fmt: skip
_MATTERS = _THINGS - {Tag.NEG, Tag.NONE, Tag.TODAY, Tag.HOSPITAL, Tag.GANG, Tag.CAPACITY}


def _clauses(words: Sequence[Token], marks: Sequence[Mark], found: Sequence[Figure], lang: str) -> list[Clause]:
    chunks = _Chunks(words, marks, found, lang)
    done: list[Clause] = []
    main = Clause([])
    open_insertion: Clause | None = None
    pieces = _pieces(chunks)
    for nth, (hard, places) in enumerate(pieces):
        opener = places[0]
        kind = _opened(chunks, places)
        if not kind and not hard and done and not chunks.finite_in(main.places):
            kind = _participle(chunks, places, pieces[nth + 1 : nth + 2])
        if not main.places and not done:
            main = Clause(list(places), opener=opener)
            done.append(main)
            main.inserted = kind == "insertion"
        elif kind in ("relative", "insertion") and not hard:
            open_insertion = Clause(
                list(places), relative=kind == "relative", inserted=True, opener=opener, parent=main
            )
            open_insertion.about = _stood_before(done, marks, opener)
            done.append(open_insertion)
        elif kind == "splits" or hard:
            open_insertion = None
            before = main
            joined = opener > 0 and chunks.opens(opener - 1, Tag.AND)
            main = Clause(list(places), opener=opener, parent=before if kind == "splits" else None, goes_on=joined)
            done.append(main)
        else:
            main = _attached(chunks, done, main, open_insertion, places)
            if main.places[0] == places[0]:
                open_insertion = None
    return [clause for clause in done if clause.places]


def _attached(
    chunks: _Chunks, done: list[Clause], main: Clause, open_insertion: Clause | None, places: list[int]
) -> Clause:
    """A piece that nothing opened: more of the clause before it, the main clause taken up again, or a new one."""
    has_verb = chunks.verb_in(places)
    if not chunks.verb_in(main.places):
        if open_insertion is not None and not has_verb and not chunks.verb_in(open_insertion.places):
            open_insertion.places += places
        else:
            main.places += places
        return main
    if not has_verb and chunks.matter_in(places) and chunks.negated_in(places) and not chunks.negated_in(main.places):
        contrast = Clause(list(places), opener=places[0], parent=main, elliptical=True)
        done.append(contrast)
        return main
    if not has_verb:
        target = open_insertion if open_insertion is not None else main
        target.places += places
        return main
    if chunks.opens(places[0], Tag.BUT) and _same_subject(chunks, places):
        main.places += places
        return main
    waits = open_insertion is not None and main.places[-1] < open_insertion.places[0]
    resumes = waits and chunks.opens(places[0], Tag.VERB, Tag.MODAL)
    completes = (waits or open_insertion is None) and not chunks.finite_in(places) and not chunks.event_in(main.places)
    if resumes or completes:
        # "..., wie es heißt, wurden abgesagt": the verb takes the main clause up again
        main.places += places
        return main
    if chunks.opens(places[0], Tag.VERB) and _goes_with(chunks, main, places):
        main.places += places
        return main
    fresh = Clause(list(places), opener=places[0])
    done.append(fresh)
    return fresh


def _goes_with(chunks: _Chunks, main: Clause, places: Sequence[int]) -> bool:
    """Whether a piece that begins with its verb has its subject in the clause before."""
    if any(chunks.opens(p, Tag.WHOEVER) for p in main.places[:3]) or not chunks.thing_in(places):
        return True
    return _noun_with_relative(chunks, main)


def _same_subject(chunks: _Chunks, places: Sequence[int]) -> bool:
    """Whether a piece behind "but" goes on about the same thing: "stays open, but runs on less"."""
    other = chunks.negated_in(places) or any(chunks.opens(p, Tag.WHOEVER, Tag.MODAL, Tag.CAN) for p in places)
    return not other and not chunks.matter_in(places)


def _noun_with_relative(chunks: _Chunks, main: Clause) -> bool:
    """As in "patients who needed care" and no verb of its own yet: the relative clause came without a comma."""
    if chunks.opens(main.places[0], Tag.SPLITS, Tag.IF, Tag.WHEN, Tag.WHETHER, Tag.WHOEVER, Tag.RELATIVE):
        return False
    verb = next((p for p in main.places if p in chunks.finite), main.places[0])
    return any(chunks.opens(p, Tag.RELATIVE) for p in main.places[1:] if p < verb)


def _participle(chunks: _Chunks, places: Sequence[int], follows: Sequence[tuple[bool, list[int]]]) -> str:
    """As in "The plan, declared ten days ago, was lifted": a participle between a noun and its verb is an insertion."""
    if any(p in chunks.counted for p in places) and not chunks.verb_in(places):
        return ""  # "operations, 28 in all, will not take place"
    resumes = bool(follows) and follows[0][1][0] in chunks.verbs
    item = any(chunks.starts.get(p, set()) & _MATTERS for p in places)
    return "insertion" if resumes and not item and not chunks.finite_in(places) else ""


def _stood_before(done: Sequence[Clause], marks: Sequence[Mark], opener: int) -> list[Mark]:
    last = max((p for c in done for p in c.places if p < opener), default=-1)
    return [m for m in marks if last - 4 <= m.last <= last]


def _opened(chunks: _Chunks, places: Sequence[int]) -> str:
    """Which kind of piece its first words make it."""
    first = places[0]
    second = places[1] if len(places) > 1 else first
    if chunks.opens(first, Tag.BUT) and not chunks.matter_in(places):
        return ""
    if chunks.opens(first, Tag.SPLITS, Tag.IF, Tag.WHEN, Tag.BUT, Tag.UNLIKE, Tag.WHETHER):
        return "splits"
    if chunks.words[first].text in _COMPLEMENTIZERS:
        return "insertion"
    if chunks.opens(first, Tag.NEG) and any(p in chunks.counted for p in places[1:3]) and first > 0:
        return "insertion"  # "62 operations, not 70"
    if chunks.words[first].text in _SUMS and any(p in chunks.counted for p in places[1:4]):
        return "" if not chunks.verb_in(places[1:]) else "insertion"
    if chunks.opens(first, Tag.SUBSET) and any(p in chunks.counted for p in places):
        return "subset"
    if chunks.opens(first, Tag.RELATIVE, Tag.INSERTION) and chunks.words[first].text not in ("der", "das", "de", "die"):
        return "relative" if chunks.opens(first, Tag.RELATIVE) else "insertion"
    if chunks.opens(first, Tag.RELATIVE):
        return "relative" if _is_relative(chunks, places) else ""
    if chunks.opens(second, Tag.RELATIVE) and chunks.words[first].text in _PREPOSITIONS:
        article = chunks.words[second].text in _ARTICLES and not chunks.finite_in(places[-1:])
        return "" if article else "relative"
    return ""


_SUMS = words_in("soit samen insgesamt zusammen altogether totalling")
"""Words before a sum of what was just said: "the operations were put off, 40 altogether"."""
_ARTICLES = words_in("der die das den dem")
_PREPOSITIONS = words_in(
    "van met op aan in bij voor door auf an in mit bei von für durch über aus zu nach à de par pour sur avec of to for "
    "with by in on at"
)


_COMPLEMENTIZERS = frozenset({"dass"})


def _is_relative(chunks: _Chunks, places: Sequence[int]) -> bool:
    """German `die`, Dutch `die` and `de`: an article before its noun, or the opening of a clause with its verb last."""
    finite = [p for p in places if p in chunks.finite]
    if finite:
        return finite[-1] == places[-1]
    last_verb = max((p for p in places if p in chunks.verbs), default=-1)
    return last_verb == places[-1] or (last_verb < 0 and len(places) >= 4)


def _pieces(chunks: _Chunks) -> list[tuple[bool, list[int]]]:
    """The sentence cut at marks and conjunctions: whether the cut is a hard one, and the places."""
    made: list[tuple[bool, list[int]]] = []
    run: list[int] = []
    hard = False
    asides = _short_asides(chunks.words)
    for place, word in enumerate(chunks.words):
        if place in asides:
            continue
        if word.text in _BREAKS and place not in chunks.inside and place not in chunks.within:
            if run:
                made += _cut(chunks, hard, run)
                run, hard = [], False
            hard = hard or word.text in (";", ":")
        elif word.text not in _SILENT and not word.text.startswith("\n"):
            run.append(place)
    made += _cut(chunks, hard, run) if run else []
    return [cut for nth, piece in enumerate(made) for cut in _unrelated(chunks, piece, made[nth + 1 : nth + 2])]


def _unrelated(
    chunks: _Chunks, piece: tuple[bool, list[int]], follows: Sequence[tuple[bool, list[int]]]
) -> list[tuple[bool, list[int]]]:
    """A piece with a relative clause that no comma parts, in its parts: "operations | that can wait | are put off"."""
    hard, places = piece
    if chunks.lang == "de" or chunks.opens(places[0], Tag.RELATIVE, Tag.WHOEVER, Tag.WHETHER, Tag.IF):
        return [piece]
    begin = next((n for n in range(1, len(places) - 1) if _relates(chunks, places, n)), None)
    if begin is None:
        return [piece]
    head, rest = places[:begin], places[begin:]
    end = _relative_end(chunks, rest)
    if end is None:
        resumes = bool(follows) and not follows[0][0] and chunks.opens(follows[0][1][0], Tag.VERB, Tag.MODAL)
        aside = chunks.event_in(head) and chunks.negated_in(rest) and not chunks.event_in(rest)
        whole = (resumes and not chunks.verb_in(head)) or aside
        return [(hard, head), (False, rest)] if whole and chunks.finite_in(rest) else [piece]
    return [(hard, head), (False, rest[:end]), (False, rest[end:])] if not chunks.finite_in(head) else [piece]


def _relates(chunks: _Chunks, places: Sequence[int], nth: int) -> bool:
    """Whether a relative clause begins here: a relative word right behind a thing."""
    if not chunks.opens(places[nth], Tag.RELATIVE) or chunks.words[places[nth]].text in (
        "de",
        "le",
        "la",
        "où",
        "where",
    ):
        return False
    return places[nth] - 1 in chunks.things and places[nth - 1] == places[nth] - 1


def _relative_end(chunks: _Chunks, rest: Sequence[int]) -> int | None:
    """Where the main verb stands behind a relative clause: the next finite verb that is not the clause's own."""
    finite = [n for n in range(1, len(rest)) if rest[n] in chunks.finite]
    if len(finite) < 2:
        return None
    own = 0
    while own + 1 < len(finite) and finite[own + 1] == finite[own] + 1 and not _two_verbs(chunks, rest, finite[own]):
        own += 1
    if own + 1 >= len(finite):
        return None
    end = finite[own + 1]
    between = rest[1:end]
    joins = any(chunks.opens(p, Tag.RELATIVE, Tag.AND, Tag.BUT, Tag.SPLITS, Tag.WHETHER, Tag.WHEN) for p in between)
    return None if joins else end


_MODALS = words_in(
    "moest moesten moet moeten kon konden kan kunnen mocht mochten zou zouden hoefde hoefden wordt worden"
)


def _two_verbs(chunks: _Chunks, rest: Sequence[int], nth: int) -> bool:
    """Dutch: a clause ends in its verb and the main one follows at once: "die gepland waren zijn geschrapt"."""
    return chunks.lang == "nl" and chunks.words[rest[nth]].text not in _MODALS


_ASIDE_MOST = 4


def _short_asides(words: Sequence[Token]) -> set[int]:
    """The brackets of "(NEF)": so short that they part nothing."""
    texts = [word.text for word in words]
    pairs = ((i, texts.index(")", i)) for i, text in enumerate(texts) if text == "(" and ")" in texts[i:])
    return {place for i, j in pairs if j - i <= _ASIDE_MOST for place in (i, j)}


def _cut(chunks: _Chunks, hard: bool, run: list[int]) -> list[tuple[bool, list[int]]]:
    """A run of words cut at conjunctions that stand between two verbs: subordinating ones first, then "and"."""
    return [
        piece
        for harder, part in _cut_at(chunks, hard, run, (Tag.SPLITS, Tag.BUT))
        for piece in _cut_at(chunks, harder, part, (Tag.AND,))
    ]


def _cut_at(chunks: _Chunks, hard: bool, run: list[int], at: tuple[Tag, ...]) -> list[tuple[bool, list[int]]]:
    for nth in range(1, len(run) - 1):
        place = run[nth]
        left, right = run[:nth], run[nth + 1 :]
        sure = chunks.words[place].text in _ALWAYS and len(right) > 2
        if place in chunks.within or not chunks.verb_in(left) or not (sure or chunks.verb_in(right)):
            continue
        opening = right[: _near(chunks, right)]
        if not chunks.opens(place, *at) or (chunks.words[place].text == "since" and chunks.opens(right[0], Tag.VERB)):
            continue
        if chunks.opens(place, Tag.AND):
            denied = chunks.negated_in(left) and chunks.finite_in(left) and chunks.finite_in(right)
            happened = chunks.event_in(left) and chunks.finite_in(left)
            turned = chunks.finite_in(left) and chunks.opens(right[0], Tag.VERB, Tag.MODAL)  # "en werden er twaalf"
            feared = chunks.finite_in(left) and chunks.modal_in(right) and not chunks.modal_in(left)
            if (happened or denied or turned or feared) and chunks.thing_in(opening):
                return [(hard, left), *_cut_at(chunks, True, right, at)]
            continue
        if chunks.opens(place, Tag.BUT) and (chunks.words[place].text == "wel" or not chunks.matter_in(opening)):
            continue
        return [(hard, left), *_cut_at(chunks, False, [place, *right], at)]
    return [(hard, run)]


_ALWAYS = words_in("omdat doordat nadat weil nachdem obwohl because although hoewel zodat waardoor")
"""Conjunctions that are nothing else: what follows is a clause, whether its verb is known or not."""


def _near(chunks: _Chunks, right: Sequence[int]) -> int:
    """How many words reach to the first verb of a piece and a little beyond."""
    first = next((n for n, p in enumerate(right) if p in chunks.verbs), len(right))
    return first + 7
