"""What somebody asks of `report`: words into moments, spans and kinds; everything that is wrong with them at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Entry
    from codedark.record.report import ReportKind
    from codedark.record.reporting import LogShown

FORMATS = (
    *("md", "html", "json", "pdf", "hics201", "hics214", "hics251"),
    *("hics201-pdf", "hics214-pdf", "hics251-pdf", "hics201-blank", "hics214-blank", "hics251-blank"),
)
KINDS = ("situation", "final", "handover")
LOGS = ("all", "decisions", "none")
_SPAN = re.compile(r"(\d{1,4})(min|h|d)")
_MINUTES = {"min": 1, "h": 60, "d": 1440}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The options as they were typed."""

    as_of: str = ""
    since: str = ""
    start: str = ""
    end: str = ""
    handover: str = ""
    lang: str = ""
    form: str = "md"
    kind: str = "situation"
    log: str = ""
    tlp: str = ""
    out: Path | None = None
    issue: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The same, understood."""

    as_of: datetime
    since: datetime | None
    start: datetime | None
    end: datetime | None
    lang: str
    kind: ReportKind
    log: LogShown


def check_words(faults: Gathered, words: Words) -> None:
    """What can be told to be wrong before the incident is opened."""
    from codedark.record.report_texts import LANGUAGES
    from codedark.record.reporting import TLP

    _one_of(faults, "--format", words.form, FORMATS)
    _one_of(faults, "--kind", words.kind, KINDS)
    _one_of(faults, "--log", words.log, ("", *LOGS))
    _one_of(faults, "--tlp", words.tlp, ("", *TLP))
    _one_of(faults, "--lang", words.lang, ("", *LANGUAGES))
    if words.issue and (words.kind != "situation" or words.form.startswith("hics") or words.handover):
        faults.add("--issue", "only a situation report is issued", "leave out --issue, or --kind and --handover")
    if words.issue and not words.role.strip():
        faults.add("--role", "left out", "who sends it out: --role incident-commander")
    if words.handover and _SPAN.fullmatch(words.handover) is None:
        faults.add("--handover", "not a span", "such as 12h, 90min or 2d", value=words.handover)
    _check_out(faults, words.out)


def _one_of(faults: Gathered, option: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        faults.add(option, "not a word it knows", f"one of {', '.join(one for one in known if one)}", value=word)


def _check_out(faults: Gathered, out: Path | None) -> None:
    if out is not None and out.is_dir():
        faults.add("--out", "a folder, not a file", "name the file in it", value=str(out))
    elif out is not None and not out.absolute().parent.is_dir():
        faults.add("--out", "no such folder", "make the folder, or correct the path", value=str(out))


def understood(
    faults: Gathered, words: Words, zone: str, languages: tuple[str, ...], entries: list[Entry], now: datetime
) -> Wanted | None:
    """The options in the incident's own time; None: something is at fault.

    Args:
        zone: of the incident.
        languages: of the incident; the first one we write is taken where none was asked for.
        now: taken where no moment was asked for, or what was entered last where a clock went wrong.
    """
    from codedark.record.report import ReportKind
    from codedark.record.report_texts import LANGUAGES
    from codedark.record.reporting import LogShown

    last = max((entry.header.recorded_at for entry in entries), default=now)
    as_of = moment(faults, "--as-of", words.as_of, zone, ending=True) or max(now, last)
    since = moment(faults, "--since", words.since, zone, ending=True)
    start, end = moment(faults, "--from", words.start, zone), moment(faults, "--to", words.end, zone, ending=True)
    if since is not None and since >= as_of:
        faults.add("--since", "not before the moment of the report", "an earlier moment", value=words.since)
    if start is not None and end is not None and start >= end:
        faults.add("--from", "not before --to", "an earlier moment", value=words.start)
    kind = ReportKind.HANDOVER if words.handover else ReportKind(words.kind) if words.kind in KINDS else None
    span = span_min(words.handover)
    if faults.faults or kind is None:
        return None
    if kind is ReportKind.HANDOVER:
        begin = as_of - timedelta(minutes=span or 12 * 60)
        since, start = since or begin, start or begin
    shown = words.log or ("decisions" if kind is ReportKind.HANDOVER else "all")
    known = [lang for lang in languages if lang in LANGUAGES]
    return Wanted(
        as_of=as_of,
        since=since,
        start=start,
        end=end,
        lang=words.lang or (known[0] if known else "en"),
        kind=kind,
        log=LogShown(shown),
    )


def moment(faults: Gathered, option: str, text: str, zone: str, *, ending: bool = False) -> datetime | None:
    """A date or moment in the incident's zone, as EDTF; None: none was told, or it is at fault.

    Args:
        ending: whether a whole day or month means its last instant, not its first.
    """
    from codedark.record.edtf import When

    if not text:
        return None
    try:
        when = When(text.replace(" ", "T", 1))
    except ValueError:
        fix = "such as 2026-03-03, or 2026-03-03T06:30 in the incident's own time, or with an offset"
        faults.add(option, "not a date or moment", fix, value=text)
        return None
    if "/" in when or when.about:
        faults.add(option, "not one moment", "a date or a time without ~, ? and /", value=text)
        return None
    timed = "T" in when
    told = when.latest(zone) if ending and not timed else when.earliest(zone)
    # The end of a day is the first instant of the next: what became known then is not yet in it.
    return told - timedelta(microseconds=1) if ending and not timed and told is not None else told


def span_min(text: str) -> int:
    """Minutes of a span; 0: none was told.

    >>> span_min("12h"), span_min("90min"), span_min("")
    (720, 90, 0)
    """
    found = _SPAN.fullmatch(text)
    return int(found[1]) * _MINUTES[found[2]] if found is not None else 0
