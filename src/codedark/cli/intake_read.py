"""A file read for `codedark intake`: as a report where it has a report's headings, else as an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.records import Hospital
    from codedark.record.assertion import Assertion, Document
    from codedark.record.edtf import When
    from codedark.record.indicators import Own
    from codedark.record.reading import Declined, OwnNames

KINDS = ("press", "official", "report")
REPORT_SECTIONS = 3
"""So many sections with headings that reports have make a file a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What `intake` was asked to read, and how."""

    file: Path
    published: When
    lang: str
    """Empty: told from the text."""
    publisher: str
    kind: str
    """Empty: by the file's form."""
    by: str
    """Empty: by the kind."""
    zone: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a file says, as it would be asserted once a person confirms."""

    document: Document
    assertions: tuple[Assertion, ...]
    """In the order of the text."""
    declined: tuple[Declined, ...]
    as_json: dict[str, Any]
    """What `--json` prints."""


def offered(faults: Gathered, asked: Asked, raw: bytes, hospital: Hospital | None) -> Offer:
    """Read a file.

    Raises:
        BadHospital: with everything that is wrong.
    """
    from codedark.formats.report_markdown import form_of

    form = form_of(text) if asked.kind in ("", "report") and (text := _text(raw)) is not None else None
    keyed = 0 if form is None else sum(bool(section.key) for section in form.walked())
    if form is not None and keyed >= REPORT_SECTIONS:
        return _of_report(asked, raw)
    if asked.kind == "report":
        fix = "name a Markdown report with its headings, or leave --kind out"
        faults.add(str(asked.file), f"is no report: {keyed} headings of a report stand in it", fix)
        faults.stop()
    return _of_article(faults, asked, raw, hospital)


def _text(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _of_report(asked: Asked, raw: bytes) -> Offer:
    from codedark.formats.report_markdown import read, text_of
    from codedark.record.form_assertions import form_assertions, intake_json

    form = read(str(asked.file), raw)
    document = _document(asked, raw, title=form.title, text=text_of(raw), lang=asked.lang or form.lang, kind="report")
    assertions = form_assertions(form, document, asked.zone)
    return Offer(
        document=document, assertions=assertions, declined=(), as_json={**intake_json(form, assertions), "declined": []}
    )


def _of_article(faults: Gathered, asked: Asked, raw: bytes, hospital: Hospital | None) -> Offer:
    from codedark.formats.article_text import article_text
    from codedark.formats.proposals_json import proposals_json
    from codedark.record.reading import UnsureLanguage, propose
    from codedark.record.reading.asserting import asserted, known_from

    article = article_text(asked.file.name, raw)
    names, indicators = own_names(hospital)
    try:
        reading = propose(article.text, asked.lang or None, asked.published, names, asked.zone, indicators)
    except UnsureLanguage as unsure:
        faults.add(str(asked.file), str(unsure), "--lang nl, fr, de or en")
        faults.stop()
    kind = asked.kind or "press"
    document = _document(asked, raw, title=article.title, text=article.text, lang=reading.lang, kind=kind)
    known_at = known_from(asked.published, asked.zone, asked.now)
    by = asked.by or {"official": "hospital"}.get(kind, kind)
    assertions = tuple(asserted(one, document, known_at, by) for one in reading.proposals)
    return Offer(
        document=document,
        assertions=assertions,
        declined=reading.declined,
        as_json=proposals_json(article.title, assertions, reading.declined),
    )


def own_names(hospital: Hospital | None) -> tuple[OwnNames, Own]:
    """What is the hospital's own, so that it is neither another hospital nor an indicator; of none: nothing."""
    from codedark.record.indicators import NOBODY, own_of
    from codedark.record.reading import OwnNames

    if hospital is None:
        return OwnNames(), NOBODY
    return (
        OwnNames(
            hospital=(hospital.settings.hospital.name,),
            sites=tuple(site.name for site in hospital.sites.values() if site.name),
            services=tuple(service.name for service in hospital.services.values() if service.name),
        ),
        own_of(hospital),
    )


def _document(asked: Asked, raw: bytes, *, title: str, text: str, lang: str, kind: str) -> Document:
    from codedark.record.assertion import Document, document_id

    return Document(
        id=document_id(raw),
        kind=kind,
        title=title,
        publisher=asked.publisher,
        published=asked.published,
        retrieved_at=asked.now,
        lang=lang,
        text=text,
        sha256=sha256(raw).hexdigest(),
    )


def chosen(faults: Gathered, offer: Offer, accept: Sequence[str]) -> list[Assertion]:
    """The assertions somebody names: `all`, their numbers in the table, or their ids (the beginning is enough)."""
    words = [word for told in accept for word in told.replace(",", " ").split()]
    if words == ["all"]:
        return list(offer.assertions)
    taken: list[Assertion] = []
    for word in words:
        found = _named(offer, word)
        if len(found) != 1:
            what = "names no proposal" if not found else f"names {len(found)} proposals"
            faults.add("--accept", what, "`all`, or the number or id of each as the table shows them", value=word)
        taken += [one for one in found[:1] if one not in taken]
    return taken


def _named(offer: Offer, word: str) -> list[Assertion]:
    if word.isdigit():
        number = int(word)
        return [offer.assertions[number - 1]] if 0 < number <= len(offer.assertions) else []
    return [one for one in offer.assertions if len(word) >= 4 and one.id.startswith(word)]
