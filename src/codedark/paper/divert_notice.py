"""A diversion notice on paper: what is read out, every service with its status, and boxes for who acknowledged it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from codedark.divert.notice_content import NoticeContent
from codedark.divert.notice_texts import moment_said, seconds_to_read, spoken_notice, written_lines
from codedark.divert.notices import Notice, NoticeBook, NoticeKind
from codedark.paper.pages import set_pages

TEMPLATE = "divert_notice.typ"

LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "first": "Diversion notice",
                "update": "Diversion notice, replaces",
                "withdrawal": "Withdrawal of notice",
                "ended": "NO LONGER HOLDS: ended by notice",
                "by": "answers for it",
                "read": "To read out",
                "service": "service",
                "share": "share",
                "since": "since",
                "until": "until",
                "none": "none",
                "not-told": "not told",
                "services": "Every service that is not full",
                "every-site": "every site",
                "acknowledged": "Acknowledged",
                "who": "told to",
                "name": "by whom",
                "at": "at",
                "again": "told again at",
                "unknown": "What nobody told",
                "written": "What it says",
                "page": "of",
            }
        ),
        "nl": MappingProxyType(
            {
                "first": "Omleidingsbericht",
                "update": "Omleidingsbericht, vervangt",
                "withdrawal": "Intrekking van bericht",
                "ended": "GELDT NIET MEER: beëindigd door bericht",
                "by": "staat ervoor in",
                "read": "Om voor te lezen",
                "service": "dienst",
                "share": "deel",
                "since": "sinds",
                "until": "tot",
                "none": "niets",
                "not-told": "niet gezegd",
                "services": "Elke dienst die niet volledig werkt",
                "every-site": "elke campus",
                "acknowledged": "Bevestigd",
                "who": "gezegd aan",
                "name": "door wie",
                "at": "om",
                "again": "opnieuw gezegd om",
                "unknown": "Wat niemand heeft gezegd",
                "written": "Wat het zegt",
                "page": "van",
            }
        ),
        "fr": MappingProxyType(
            {
                "first": "Avis de déviation",
                "update": "Avis de déviation, remplace",
                "withdrawal": "Retrait de l'avis",
                "ended": "NE VAUT PLUS : terminé par l'avis",
                "by": "en répond",
                "read": "À lire à haute voix",
                "service": "service",
                "share": "part",
                "since": "depuis",
                "until": "jusqu'à",
                "none": "rien",
                "not-told": "pas dit",
                "services": "Chaque service qui n'est pas complet",
                "every-site": "chaque site",
                "acknowledged": "Confirmé",
                "who": "dit à",
                "name": "par qui",
                "at": "à",
                "again": "redit à",
                "unknown": "Ce que personne n'a dit",
                "written": "Ce qu'il dit",
                "page": "de",
            }
        ),
        "de": MappingProxyType(
            {
                "first": "Umleitungsmeldung",
                "update": "Umleitungsmeldung, ersetzt",
                "withdrawal": "Rückzug der Meldung",
                "ended": "GILT NICHT MEHR: beendet durch Meldung",
                "by": "verantwortet sie",
                "read": "Zum Vorlesen",
                "service": "Dienst",
                "share": "Anteil",
                "since": "seit",
                "until": "bis",
                "none": "nichts",
                "not-told": "nicht gesagt",
                "services": "Jeder Dienst, der nicht voll arbeitet",
                "every-site": "jeder Standort",
                "acknowledged": "Bestätigt",
                "who": "gesagt zu",
                "name": "von wem",
                "at": "um",
                "again": "wieder gesagt um",
                "unknown": "Was niemand gesagt hat",
                "written": "Was sie sagt",
                "page": "von",
            }
        ),
    }
)
"""Language (as in `notice_texts.TEXTS`) -> what stands on the form beside the notice's own words."""


def notice_page(book: NoticeBook, number: int, *, language: str, zone: tzinfo) -> bytes:
    """Set one notice as PDF: A4, one page for some thirty services and a dozen arrangements; more goes on.

    Args:
        book: that holds it, for who has acknowledged it and what ended it.
        language: a key of `notice_texts.TEXTS`.
        zone: in which times are printed.
    Raises:
        KeyError: no such notice, or no such language.
    """
    notice = book.named(number)
    data = notice_data(book, notice, language, zone)
    return set_pages(TEMPLATE, data, title=f"{data['head']} {number}", day=notice.issued_at.astimezone(zone).date())


def notice_data(book: NoticeBook, notice: Notice, language: str, zone: tzinfo) -> dict[str, Any]:
    """What the template shows, as texts."""
    labels, ended = LABELS[language], book.ended_by(notice.number)
    spoken = spoken_notice(notice, language, zone)
    withdrawal = notice.kind is NoticeKind.WITHDRAWAL
    return {
        "language": language,
        "labels": dict(labels),
        "head": labels["first"],
        "line": labels[notice.kind] + (f" {notice.replaces}" if notice.replaces is not None else ""),
        "number": str(notice.number),
        "hospital": notice.content.hospital,
        "issued": f"{notice.issued_at.astimezone(zone):%d/%m/%Y %H:%M}",
        "by": notice.issued_by,
        "ended": "" if ended is None else f"{labels['ended']} {ended.number}, {moment_said(ended.issued_at, zone)}",
        "spoken": spoken,
        "seconds": f"{seconds_to_read(spoken):.0f} s",
        "written": [] if withdrawal else list(_pointed_lines(notice, language, zone)),
        "services": [] if withdrawal else _services(notice.content, labels, zone),
        "addressees": [_addressee(book, notice, who, zone) for who in notice.addressees],
        "unknown": [] if withdrawal else list(notice.content.unknown),
    }


def _pointed_lines(notice: Notice, language: str, zone: tzinfo) -> tuple[str, ...]:
    """What it says without the heading, and without the services that stand in the table."""
    content = notice.content
    said = len(content.doors) + bool(content.crews_out) + len(content.flows)
    return written_lines(notice, language, zone)[1 : 2 + said]


def _services(content: NoticeContent, labels: Mapping[str, str], zone: tzinfo) -> list[dict[str, str]]:
    return [
        {
            "name": line.name,
            "site": line.site or labels["every-site"],
            "share": f"{line.share_pct} %" if line.share_pct else labels["none"],
            "since": moment_said(line.since, zone),
            "until": _moment(line.until, labels, zone),
        }
        for line in content.services
    ]


def _addressee(book: NoticeBook, notice: Notice, who: str, zone: tzinfo) -> dict[str, str]:
    told = book.acknowledgement(notice.number, who)
    again = [moment_said(one.at, zone) for one in book.repeated if (one.number, one.addressee) == (notice.number, who)]
    return {
        "who": who,
        "name": "" if told is None else told.by_whom,
        "at": "" if told is None else moment_said(told.at, zone),
        "again": ", ".join(again),
    }


def _moment(at: datetime | None, labels: Mapping[str, str], zone: tzinfo) -> str:
    return labels["not-told"] if at is None else moment_said(at, zone)
