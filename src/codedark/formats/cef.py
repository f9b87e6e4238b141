r"""Events in the Common Event Format, usually behind a syslog header: `CEF:0|vendor|product|version|id|name|severity|`.

Source: ArcSight, Implementing Common Event Format, version 25. In the header `\|` and `\\` are escapes; in the
extension `\=`, `\\`, `\n` and `\r`, and a value runs to the next ` key=`. Taken are `src`, `shost`, `dst`, `dhost`,
`rt` (else `end`, `start`) and the header; the source is who acted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from codedark.formats.told import (
    Broken,
    NotTold,
    Reading,
    Skipped,
    address_of,
    digest,
    epoch_time,
    iso_time,
    one_line,
    too_long,
)
from codedark.gap.finding import Seen, Severity, ToldBy

SEVERITIES = {
    "unknown": Severity.LOW,
    "low": Severity.LOW,
    "medium": Severity.MEDIUM,
    "high": Severity.HIGH,
    "very-high": Severity.CRITICAL,
}
"""Words; numbers run 0-3 low, 4-6 medium, 7-8 high, 9-10 very high."""
_NUMBERS = ((9, Severity.CRITICAL), (7, Severity.HIGH), (4, Severity.MEDIUM), (0, Severity.LOW))

_START = re.compile(r"CEF:\s?\d+\|")
_FIELD = re.compile(r"((?:\\.|[^\\|])*)\|")
_KEY = re.compile(r"(?:^|(?<=\s))([A-Za-z0-9_.\[\]]+)=")
_DATE_FORMATS = ("%b %d %Y %H:%M:%S.%f", "%b %d %Y %H:%M:%S")
_ZONE_WORD = re.compile(r"\s+(?:UTC|GMT|Z)$")


def read_cef(raw: bytes, received: datetime) -> Reading:
    r"""One line. A line without any time of its own is taken as from when it came in; a time without zone as UTC.

    Cost: some twenty microseconds.

    >>> line = rb"<134>fw CEF:0|Acme|Probe|1|42|Sweep \| fast|8|src=10.1.0.9 dst=10.4.0.1 msg=a\=b rt=1767225600000"
    >>> seen = read_cef(line, None)
    >>> seen.title, str(seen.initiator), seen.severity.value, seen.at.year
    ('Sweep | fast', '10.1.0.9', 'high', 2026)
    """
    if (long := too_long(raw)) is not None:
        return long
    try:
        text = raw.decode()
        started = _START.search(text)
        if started is None:
            return Broken("no `CEF:0|` in it: cut, or another format") if "CEF" in text else Skipped("not CEF")
        header, extension = _header(text[started.end() :])
        return _seen(header, _extension(extension), received, digest(raw))
    except NotTold as missing:
        return Broken(str(missing))
    except ValueError as wrong:
        return Broken(f"not a line of CEF: {one_line(wrong)}")


def _header(text: str) -> tuple[list[str], str]:
    """Vendor, product, version, id, name, severity; and what follows them."""
    fields: list[str] = []
    at = 0
    while len(fields) < 6:
        found = _FIELD.match(text, at)
        if found is None:
            raise NotTold(f"the header has {len(fields) + 1} of 7 fields: cut, or a `|` missing")
        fields.append(_unescaped(found[1]))
        at = found.end()
    return fields, text[at:]


def _extension(text: str) -> dict[str, str]:
    r"""Keys and values; the first of a key that is told twice counts.

    >>> _extension(r"src=10.0.0.1 msg=two words, a\=b dhost=x")
    {'src': '10.0.0.1', 'msg': 'two words, a=b', 'dhost': 'x'}
    """
    found = list(_KEY.finditer(text))
    ends = [following.start() for following in found[1:]] + [len(text)]
    told: dict[str, str] = {}
    for key, end in zip(found, ends, strict=True):
        told.setdefault(key[1], _unescaped(text[key.end() : end].strip()))
    return told


_ESCAPES = {"n": "\n", "r": "\r"}


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text, flags=re.DOTALL)


def _seen(header: list[str], told: Mapping[str, str], received: datetime, raw_digest: str) -> Reading:
    vendor, product, _, rule, name, severity = header
    source, target = address_of(told.get("src")), address_of(told.get("dst"))
    parties = (source, target, told.get("shost"), told.get("dhost"))
    if not any(parties):
        return Skipped("an event about no machine")
    return Seen(
        at=_time(told, received),
        detector=one_line(f"{vendor} {product}"),
        rule=one_line(rule),
        title=one_line(name),
        severity=_severity(severity),
        initiator=source,
        initiator_name=one_line(told.get("shost", "")),
        responder=target,
        responder_name=one_line(told.get("dhost", "")),
        told_by=ToldBy.ROLES,
        digest=raw_digest,
    )


def _severity(told: str) -> Severity:
    word = told.strip().lower()
    if word in SEVERITIES:
        return SEVERITIES[word]
    try:
        number = float(word)
    except ValueError:
        raise NotTold(f"the severity {one_line(told)} is neither 0 to 10 nor a word of the format") from None
    return next((severity for least, severity in _NUMBERS if number >= least), Severity.LOW)


def _time(told: Mapping[str, str], received: datetime) -> datetime:
    text = next((told[key] for key in ("rt", "end", "start") if told.get(key)), "")
    if not text:
        return received
    if text.isascii() and text.isdecimal():
        return epoch_time(int(text) / 1000)
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return iso_time(text)
    plain = _ZONE_WORD.sub("", text)
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise NotTold(f"no time: {one_line(text)}")
