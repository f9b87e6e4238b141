r"""The log and its accounts as one table of times: for spreadsheets, and for whoever draws their own line of events.

A row an entry, a row an account, a row a question. Event time stands as the record has it (EDTF) with the first and
last instant it can mean; known and recorded time stand apart. A row without an event time has none: it borrows no
other, and stands behind those that have one. No cell runs as a formula. The last rows say what was left out.

Columns: `event`, `earliest_utc`, `latest_utc` (exclusive), `known_utc`, `recorded_utc`, `kind`, `role`, `text`,
`field`, `about`, `scope`, `value`, `qualifier`, `status`, `attribution`, `by`, `relation`, `document`, `start`, `end`,
`device`, `seq`, `hash`, `assertion`, `details`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from codedark.formats.export_told import (
    Exported,
    NotCarried,
    Telling,
    lost_lines,
    not_carried,
    told_within,
    why_barred,
    why_document_barred,
)
from codedark.formats.hics_csv import safe
from codedark.record.assertion import Value
from codedark.record.edtf import When, instant
from codedark.record.entry import Entry
from codedark.record.fields import FIELD, Form
from codedark.record.value_words import value_said
from codedark.record.view import Account, Relation, Standing, when_of

COLUMNS = (
    "event",
    "earliest_utc",
    "latest_utc",
    "known_utc",
    "recorded_utc",
    "kind",
    "role",
    "text",
    "field",
    "about",
    "scope",
    "value",
    "qualifier",
    "status",
    "attribution",
    "by",
    "relation",
    "document",
    "start",
    "end",
    "device",
    "seq",
    "hash",
    "assertion",
    "details",
)
Row = dict[str, str]
PROOF = "signatures, salts and commitments: a table proves nothing, verify the record itself"
TEXTS = "texts of documents: their ids and the characters stand here"
LATER = "recorded after the moment asked for"
KEPT_BACK = "rests on what may not leave: its row is there without its words"


def timeline_csv(telling: Telling) -> Exported:
    """Write entries and accounts as CSV: UTF-8 with a byte order mark, CRLF.

    Returns:
        The table, and what it could not carry; the same list stands in its last rows, of kind `left-out`.
    Cost: one pass and a sort; ten thousand entries in a few seconds.
    """
    entries, late = _entries(telling)
    accounts, barred = _accounts(telling)
    lost = [*late, *barred]
    if telling.entries:
        lost.append(NotCarried(field="entry", why=PROOF))
    if any(document.text for document in telling.view.documents.values()):
        lost.append(NotCarried(field="document", why=TEXTS))
    rows = sorted([*entries, *accounts, *_questions(telling)], key=_place)
    rows += [{"kind": "left-out", "text": line} for line in lost_lines(told_within(lost))]
    return Exported(raw=_written(rows), could_not_carry=tuple(lost))


def _written(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(row.get(column, "")) for column in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _place(row: Row) -> tuple[bool, str, str, str, int]:
    """Dated rows by the first they can mean, an open beginning by its end; the others behind, as they were recorded."""
    when = row.get("earliest_utc") or row.get("latest_utc") or ""
    return (not when, when, row.get("recorded_utc", ""), row.get("device", ""), int(row.get("seq") or 0))


def _utc(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _times(when: When | None, zone: str) -> Row:
    if when is None:
        return {}
    return {
        "event": str(when),
        "earliest_utc": _utc(when.earliest(zone)),
        "latest_utc": _utc(when.latest(zone)),
    }


def _entries(telling: Telling) -> tuple[list[Row], list[NotCarried]]:
    rows, lost = [], []
    exercise = "EXERCISE: " if telling.about.exercise else ""
    for entry in telling.entries:
        header = entry.header
        if header.recorded_at > telling.view.as_of:
            lost.append(NotCarried(field="entry", about=f"{header.device} {header.seq}", why=LATER))
            continue
        text = "(erased)" if entry.body is None else f"{exercise}{entry.body.text}"
        if _kept_back(telling, entry):
            text = "(left out)"
            lost.append(NotCarried(field="entry", about=f"{header.device} {header.seq}", why=KEPT_BACK))
        rows.append(_entry(entry, text, telling.about.timezone))
    return rows, lost


def _entry(entry: Entry, text: str, zone: str) -> Row:
    header = entry.header
    return {
        **_times(header.event_at, zone),
        "recorded_utc": _utc(header.recorded_at),
        "kind": str(header.kind),
        "role": header.role,
        "text": text,
        "device": header.device,
        "seq": str(header.seq),
        "hash": entry.hash,
    }


def _kept_back(telling: Telling, entry: Entry) -> bool:
    """Whether an entry's words may tell of what may not leave: a stricter document, a withheld account."""
    body = entry.body
    if body is None:
        return False
    if any(why_barred(telling, assertion) for assertion in body.assertions):
        return True
    return any(why_document_barred(telling, document.id) for document in body.documents)


def _accounts(telling: Telling) -> tuple[list[Row], list[NotCarried]]:
    rows, lost = [], []
    for standing in telling.view.standings:
        for account in standing.accounts:
            barred = why_barred(telling, account.assertion)
            if barred:
                lost.append(not_carried(account.assertion, barred, secret=True))
            else:
                rows.append(_account(standing, account, telling.about.timezone))
    return rows, lost


def _account(standing: Standing, account: Account, zone: str) -> Row:
    said, recorded = account.assertion, account.recorded
    source = said.source
    return {
        **_times(_event_of(account), zone),
        "known_utc": _utc(said.known_at),
        "recorded_utc": _utc(recorded.recorded_at),
        "kind": "assertion",
        "role": recorded.role,
        "text": said.wording or value_said(said, "en", zone),
        "field": said.field,
        "about": said.about,
        "scope": ", ".join(said.scope),
        "value": _value(said.value),
        "qualifier": said.qualifier or "",
        "status": _status(standing, account),
        "attribution": said.attribution,
        "by": said.by,
        "relation": f"{account.relation}: {account.why}" if account.why else account.relation,
        **({"document": source.document, "start": str(source.start), "end": str(source.end)} if source else {}),
        "device": recorded.device,
        "seq": str(recorded.seq),
        "hash": recorded.entry,
        "assertion": said.id,
        "details": msgspec.json.encode(dict(said.details)).decode() if said.details else "",
    }


def _status(standing: Standing, account: Account) -> str:
    """Of what leads the standing's own, which shows a contradiction; whoever contradicts it is disputed too."""
    contradicts = account.relation is Relation.DIFFERS
    return standing.status if contradicts or account is standing.accounts[0] else account.assertion.status


def _event_of(account: Account) -> When | None:
    """When what it says holds; of a field that is a moment, that moment."""
    said = account.assertion
    field = FIELD.get(said.field)
    if field is not None and field.form is Form.MOMENT and isinstance(said.value, str):
        try:
            return When(said.value)
        except ValueError:
            return None
    return when_of(said)


def _value(value: Value) -> str:
    """A value a machine reads: texts as they are, all else as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _questions(telling: Telling) -> Iterator[Row]:
    for question, answered in telling.view.questions:
        closed = f"answered {_utc(answered)}" if answered else "open"
        yield {
            **_times(instant(question.asked_at), telling.about.timezone),
            "known_utc": _utc(question.asked_at),
            "kind": "question",
            "text": f"asked {question.whom}",
            "field": question.field,
            "about": question.about,
            "status": closed,
        }
