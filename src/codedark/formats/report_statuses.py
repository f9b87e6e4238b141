"""How a thing is known, read from the words of a report, and written so that it is read the same again.

A value may end in brackets that say so: "13 March (Inferred, as it was still going on)". A phrase may stand for the
value: "Not detailed in the text". A guess of the report's own may stand beside it: "Servers were shut down (likely to
stop the spread)". `(Stated)` marks a value that would read as something else: a machine named "Unknown".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codedark.formats.report_inline import Plain, escaped
from codedark.formats.report_status_words import ADVERBS, BLANKS, LEADS, LIKELY, OUR_LIKELY, SENTENCES, THOUGH, WHERE
from codedark.record.assertion import Status
from codedark.record.report_form import Told, one_line

_STATUS_OF = {word.casefold(): status for status, row in LEADS.items() for words in row.values() for word in words}
_LONGEST_FIRST = sorted(_STATUS_OF, key=len, reverse=True)


def _with_adverbs(word: str) -> str:
    """A phrase with room for an adverb after its first word: "Not (explicitly) detailed"."""
    first, _, rest = word.partition(" ")
    adverb = rf"(?:(?:{'|'.join(ADVERBS)}) )?"
    return adverb + re.escape(first) + (rf"(?: (?:{'|'.join(ADVERBS)}))? {re.escape(rest)}" if rest else "")


_LEAD = "(?P<lead>" + "|".join(_with_adverbs(word) for word in _LONGEST_FIRST) + ")"
_PHRASE = re.compile(rf"{_LEAD}(?: (?:{'|'.join(WHERE)}))*(?P<end>\.?$|[,;:] |\s[-–—] )", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"{_LEAD}(?:$|[,;:–—-]\s*|\s+[–—-]\s+|(?P<because>\s+))", re.IGNORECASE)
_LIKELY = re.compile(rf"(?:{'|'.join(LIKELY)})\s+(?=\S)", re.IGNORECASE)
_THOUGH_LIKELY = re.compile(rf"(?:{'|'.join(THOUGH)})\s+(?:{'|'.join(LIKELY)})\s+(?=\S)", re.IGNORECASE)
_SENTENCES = tuple((status, re.compile(form + r"\.?", re.IGNORECASE)) for status, form in SENTENCES)
_GIVES_REASON_BARE = (Status.INFERRED, Status.ASSUMED)
"""Only after these does a reason follow without a comma: "(inferred from the date)", but not "(unknown number)"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a plain text, by its places there."""

    start: int
    end: int


def told(text: Plain, start: int = 0) -> tuple[Told, ...]:
    """What the text of an item says, from a place on; nothing for an empty one.

    >>> from codedark.formats.report_inline import plain
    >>> line = "Unknown (Not detailed in the text)"
    >>> [(one.status.value, one.reason) for one in told(plain(line, 0, len(line)))]
    [('unknown', 'Not detailed in the text')]
    """
    whole = _trimmed(text, Part(start=start, end=len(text.text)))
    if whole.start == whole.end:
        return ()
    rest, guesses = _guesses(text, whole)
    return (*_main(text, rest), *guesses)


def _main(text: Plain, whole: Part) -> tuple[Told, ...]:
    head, inside = _brackets(text, whole)
    if head is not None and inside is not None:
        lead, reason = _lead(text, inside)
        if lead is Status.STATED:
            return (_one(text, whole, head, lead, _said(text, reason)),)
        phrase = _phrase(text, head)
        if phrase is not None and phrase[1].start == phrase[1].end:
            return (_one(text, whole, None, phrase[0], _said(text, inside)),)
        if lead is not None:
            return (_one(text, whole, _unmarked(text, head), lead, _said(text, reason)),)
    return _unbracketed(text, whole)


def _unbracketed(text: Plain, whole: Part) -> tuple[Told, ...]:
    said = _said(text, whole)
    if said in BLANKS and not text.held:
        return (_one(text, whole, None, BLANKS[said]),)
    if (found := _phrase(text, whole)) is not None:
        status, rest = found
        if guess := _THOUGH_LIKELY.match(text.text, rest.start, rest.end):
            first = Part(
                start=whole.start, end=whole.start + len(text.text[whole.start : rest.start].rstrip(" ,;:-–—"))
            )
            stop = text.text[rest.end - 1] == "." and rest.end - 1 > guess.end()
            second = Part(start=guess.end(), end=rest.end - stop)
            return _one(text, first, None, status), _one(
                text, Part(start=rest.start, end=rest.end), second, Status.ASSUMED
            )
        return (_one(text, whole, None, status, _said(text, rest)),)
    for status, form in _SENTENCES:
        if form.fullmatch(said):
            return (_one(text, whole, whole, status),)
    if guess := _LIKELY.match(text.text, whole.start, whole.end):
        return (_one(text, whole, Part(start=guess.end(), end=whole.end), Status.ASSUMED),)
    return (_one(text, whole, whole, Status.STATED),)


def _guesses(text: Plain, whole: Part) -> tuple[Part, list[Told]]:
    """Take "(likely ...)" off the end, as often as it stands there."""
    found: list[Told] = []
    while True:
        head, inside = _brackets(text, whole)
        if head is None or inside is None:
            return whole, found
        guess = _LIKELY.match(text.text, inside.start, inside.end)
        if guess is None:
            return whole, found
        value = Part(start=guess.end(), end=inside.end)
        found.insert(0, _one(text, inside, value, Status.ASSUMED))
        whole = head


def _brackets(text: Plain, whole: Part) -> tuple[Part | None, Part | None]:
    """What stands before brackets that end a text, and what in them; a full stop after them says nothing."""
    end = whole.end
    if text.text[end - 1] == "." and end - 1 not in text.held:
        end -= 1
    if end <= whole.start or text.text[end - 1] != ")" or end - 1 in text.held:
        return None, None
    deep = 0
    for place in range(end - 1, whole.start, -1):
        if place in text.held:
            continue
        deep += {")": 1, "(": -1}.get(text.text[place], 0)
        if deep == 0:
            head = _trimmed(text, Part(start=whole.start, end=place))
            inside = _trimmed(text, Part(start=place + 1, end=end - 1))
            return (head, inside) if head.start < head.end and inside.start < inside.end else (None, None)
    return None, None


def _lead(text: Plain, inside: Part) -> tuple[Status | None, Part]:
    found = _IN_BRACKETS.match(text.text, inside.start, inside.end)
    if found is None:
        return None, inside
    status = _status(found["lead"])
    if found["because"] and status not in _GIVES_REASON_BARE:
        return None, inside
    return status, Part(start=found.end(), end=inside.end)


def _phrase(text: Plain, whole: Part) -> tuple[Status, Part] | None:
    """A text that is or begins with a phrase that says how it is known; and what follows the phrase."""
    found = _PHRASE.match(text.text, whole.start, whole.end)
    if found is None or _status(found["lead"]) is Status.STATED:
        return None
    return _status(found["lead"]), Part(start=min(found.end(), whole.end), end=whole.end)


def _status(lead: str) -> Status:
    words = lead.casefold().split()
    for skip in (frozenset[str](), frozenset(ADVERBS)):
        kept = " ".join(word for word in words if word not in skip)
        if kept in _STATUS_OF:
            return _STATUS_OF[kept]
    raise AssertionError(f"{lead!r} was matched and is no lead")


def _unmarked(text: Plain, head: Part) -> Part:
    """A value that was marked as stated, without the mark."""
    before, inside = _brackets(text, head)
    if before is None or inside is None or text.text[head.end - 1] == ".":
        return head
    lead, reason = _lead(text, inside)
    return before if lead is Status.STATED and reason.start >= reason.end else head


def _one(text: Plain, whole: Part, value: Part | None, status: Status, reason: str = "") -> Told:
    start, end = text.span(whole.start, whole.end)
    said = "" if value is None else _said(text, value)
    if status is Status.STATED and not said:
        said = _said(text, whole)
    return Told(value=said, status=status, reason=reason, words=_said(text, whole), start=start, end=end)


def _said(text: Plain, part: Part) -> str:
    return one_line(text.text[part.start : part.end])


def _trimmed(text: Plain, part: Part) -> Part:
    start, end = part.start, part.end
    while start < end and text.text[start] == " ":
        start += 1
    while end > start and text.text[end - 1] == " ":
        end -= 1
    return Part(start=start, end=end)


def status_words(said: Sequence[Told], lang: str, reads: Callable[[str], tuple[Told, ...]]) -> str:
    """What an item says, as text with markup that reads as the same again.

    Args:
        said: the main thing first.
        reads: takes a written text and gives what it says.
    """
    forms: tuple[Callable[[Told, str], str], ...] = (_bare, _bracketed, _after_comma, _marked)
    texts = [_written(said, lang, form) for form in forms]
    return next((text for text in texts if text.strip() and same(reads(text), said)), texts[-1])


def same(one: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether two say the same, wherever they stand."""
    return [_meant(a) for a in one] == [_meant(b) for b in other]


def _meant(one: Told) -> Told:
    return replace(one, words="", start=0, end=0)


def _written(said: Sequence[Told], lang: str, form: Callable[[Told, str], str]) -> str:
    main, *guesses = said
    return " ".join([form(main, lang), *(f"({OUR_LIKELY[lang]} {escaped(guess.value, '()')})" for guess in guesses)])


def _bare(one: Told, _lang: str) -> str:
    """Without any mark: enough for what is stated, and for sentences that say themselves how a thing is known."""
    return "" if one.reason else escaped(one.value)


def _bracketed(one: Told, lang: str) -> str:
    word, reason = LEADS[one.status][lang][0], escaped(one.reason, "()")
    if not one.value:
        return f"{word} ({reason})" if reason else word
    return f"{escaped(one.value)} ({word}{', ' if reason else ''}{reason})"


def _after_comma(one: Told, lang: str) -> str:
    """For a reason that is itself a guess: in brackets it would read as one."""
    return f"{LEADS[one.status][lang][0]}, {escaped(one.reason, '()')}"


def _marked(one: Told, lang: str) -> str:
    """With the value marked as a value, whatever it reads as."""
    if one.status is Status.STATED or not one.value:
        return _bracketed(one, lang)
    value = escaped(one.value)
    return f"{value} ({LEADS[Status.STATED][lang][0]})" + _bracketed(one, lang).removeprefix(value)
