"""A diversion notice in plain words, in four languages: to be read out by telephone in under a minute, and in full.

Sentences stand in `notice_words` and say only what the record says. What does not fit into a minute is counted, and
stands in the written notice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo

from codedark.divert.notice_content import DoorLine, FlowLine, NoticeContent, ServiceLine
from codedark.divert.notice_words import TEXTS
from codedark.divert.notices import Notice, NoticeKind
from codedark.hospital.words import InflowKind

MINUTE_S = 60.0
SPOKEN_S = 55.0
"""What is planned for: under a minute, whoever reads."""
WORDS_PER_MIN = 130.0
"""Read out so that somebody can write along: assumed, slower than news is read (about 150)."""
LETTERS_PER_MIN = 900.0
"""The same for languages of long words."""


def spoken_notice(notice: Notice, language: str, zone: tzinfo) -> str:
    """A notice as it is read out, in under a minute.

    The number, what ends it, emergency departments, mobile teams and arrangements come first; then services somebody
    outside sends patients to; then the others. What would pass the minute is left out and counted.

    Args:
        language: a key of `TEXTS`.
        zone: in which times are said.
    Raises:
        KeyError: no such language.
    """
    words = _words(language)
    first = [_heading(notice, words, zone)]
    if notice.kind is NoticeKind.WITHDRAWAL:
        return " ".join([*first, words["repeat-back"]])
    content, last = notice.content, words["repeat-back"]
    told, pointed = [*first, _in_force(content, words, zone)], _pointed(content, words)
    for sentence in pointed:
        if not _fits([*told, sentence, words["more"].format(count=_MANY), last]):
            break
        told.append(sentence)
    left = len(pointed) + len(first) + 1 - len(told)
    doors = {door.service for door in content.doors}
    others = [line for line in content.services if line.service not in doors]
    kept = [] if left else _most_that_fit(told, others, words, last)
    left += len(others) - len(kept)
    return " ".join([*told, *_listed(kept, words), *([words["more"].format(count=left)] if left else []), last])


def written_lines(notice: Notice, language: str, zone: tzinfo) -> tuple[str, ...]:
    """Everything a notice says, a sentence a line: what paper shows beside the table of services."""
    words = _words(language)
    content = notice.content
    heading = _heading(notice, words, zone)
    if notice.kind is NoticeKind.WITHDRAWAL:
        return (heading,)
    return (heading, _in_force(content, words, zone), *_pointed(content, words), *_listed(content.services, words))


def seconds_to_read(text: str) -> float:
    """How long it takes to read a text out; a number is said as two words for each group of digits.

    >>> round(seconds_to_read("closed since 07:15"), 1)
    2.8
    """
    said = [2 * len(re.findall(r"\d+", word)) or 1 for word in text.split()]
    return MINUTE_S * max(sum(said) / WORDS_PER_MIN, len(text) / LETTERS_PER_MIN)


def moment_said(at: datetime, zone: tzinfo) -> str:
    """A moment as people of four languages read it alike: day and month in figures, hours to 24."""
    local = at.astimezone(zone)
    return f"{local:%d/%m %H:%M}"


def _words(language: str) -> Mapping[str, str]:
    if language not in TEXTS:
        raise KeyError(f"language '{language}': there are {', '.join(TEXTS)}")
    return TEXTS[language]


def _heading(notice: Notice, words: Mapping[str, str], zone: tzinfo) -> str:
    return words[notice.kind].format(
        number=notice.number,
        hospital=notice.content.hospital,
        at=moment_said(notice.issued_at, zone),
        replaces=notice.replaces,
    )


def _in_force(content: NoticeContent, words: Mapping[str, str], zone: tzinfo) -> str:
    since = moment_said(content.since, zone)
    if content.until is None:
        return words["further"].format(since=since)
    return words["until"].format(since=since, until=moment_said(content.until, zone))


def _pointed(content: NoticeContent, words: Mapping[str, str]) -> list[str]:
    """The sentences that send somebody somewhere."""
    said = [_door(door, words) for door in content.doors]
    if content.crews_out:
        said.append(words["crews"].format(names=", ".join(content.crews_out)))
    return said + [_flow(flow, words) for flow in sorted(content.flows, key=lambda f: _ORDER.index(f.kind))]


_MANY = 100
"""A number as long as any that is said."""
_ORDER = (InflowKind.CODE, InflowKind.SECTOR, InflowKind.SPOKE, InflowKind.COURSE)


def _door(door: DoorLine, words: Mapping[str, str]) -> str:
    which = "door" + ("" if door.share_pct else "-shut") + ("" if door.to else "-open-end")
    return words[which].format(name=door.name, pct=door.share_pct, to=door.to)


def _flow(flow: FlowLine, words: Mapping[str, str]) -> str:
    kept = words["some"].format(pct=flow.kept_pct) if flow.kept_pct else words["all"]
    return words[flow.kind + ("" if flow.to else "-open-end")].format(name=flow.name, kept=kept, to=flow.to)


def _listed(lines: tuple[ServiceLine, ...] | list[ServiceLine], words: Mapping[str, str]) -> list[str]:
    """Services in at most two sentences: what there is none of, and what is on paper with its share."""
    gone = [line.name for line in lines if not line.share_pct]
    paper = [words["paper"].format(name=line.name, pct=line.share_pct) for line in lines if line.share_pct]
    said = [words["none-services"].format(names="; ".join(gone))] if gone else []
    return said + ([words["paper-services"].format(names="; ".join(paper))] if paper else [])


def _most_that_fit(
    told: list[str], others: list[ServiceLine], words: Mapping[str, str], last: str
) -> list[ServiceLine]:
    """As many of the services, first things first, as the minute has room for."""
    kept: list[ServiceLine] = []
    for line in sorted(others, key=lambda one: not one.of_concern):
        if not _fits([*told, *_listed([*kept, line], words), words["more"].format(count=_MANY), last]):
            break
        kept.append(line)
    return kept


def _fits(sentences: list[str]) -> bool:
    return seconds_to_read(" ".join(sentences)) <= SPOKEN_S
