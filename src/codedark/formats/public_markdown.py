"""A public statement as Markdown, or as plain text: what is sent by e-mail, read out, or edited by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from codedark.record.public_statement import Statement

SPECIAL = frozenset("\\`*_[]<>#|~")


def markdown(statements: Sequence[Statement]) -> bytes:
    """Statements as Markdown, UTF-8; several languages stand below each other.

    What comes from a person (names, contacts) is escaped: nothing in it becomes a link or a heading.
    """
    return "\n---\n\n".join(_markdown(one) for one in statements).encode()


def plain_text(statements: Sequence[Statement]) -> bytes:
    """The same without any marks, a sentence a line."""
    rule = "\n" + "-" * 40 + "\n\n"
    return rule.join("\n".join(_plain(one)) + "\n" for one in statements).encode()


def _markdown(one: Statement) -> str:
    lines = [f"# {escaped(one.title)}", "", f"**{escaped(one.organisation)}**", ""]
    if one.exercise:
        lines += [f"**{escaped(one.exercise)}**", ""]
    lines += [*(escaped(sentence.text) + "  " for sentence in one.head), ""]
    for part in one.parts:
        lines += [f"## {escaped(part.heading)}", "", *_bullets(sentence.text for sentence in part.sentences), ""]
    return "\n".join(lines[:-1]) + "\n"


def _bullets(texts: Iterable[str]) -> Iterator[str]:
    return (f"- {escaped(text)}" for text in texts)


def _plain(one: Statement) -> Iterator[str]:
    if one.exercise:
        yield one.exercise
    yield from (one.title, one.organisation, "", *(sentence.text for sentence in one.head))
    for part in one.parts:
        yield from ("", part.heading.upper(), *(sentence.text for sentence in part.sentences))


def escaped(text: str) -> str:
    r"""A text in which no letter is Markdown.

    >>> escaped("call [us](x) *now*")
    'call \\[us\\](x) \\*now\\*'
    """
    return "".join("\\" + letter if letter in SPECIAL else letter for letter in text)
