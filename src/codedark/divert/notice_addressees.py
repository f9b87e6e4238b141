"""Whom a diversion notice is told to, and with which numbers: the 112 centre first, then who receives our patients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from codedark.divert.notice_content import NoticeContent
from codedark.divert.notices import Notice, NoticeBook, update
from codedark.divert.open_sites import name_of
from codedark.hospital.records import Hospital, SiteId

DISPATCH = "112"
"""What the name of an emergency dispatch centre has in it, everywhere in the European Union."""
UNNAMED = ("112 centre", "receiving hospitals")
"""Whom a notice is for where the hospital's tables name nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberToCall:
    """One number at which an addressee is told, copied when the notice was issued: the table may be out of reach."""

    addressee: str
    whom: str
    """Function that answers."""
    number: str
    second: str
    """If nobody answers; empty: not told."""


def receiving(hospital: Hospital, content: NoticeContent) -> tuple[str, ...]:
    """Neighbours that a notice sends somebody to, by name, in its order; places of our own are not told by notice."""
    own = {name_of(hospital, site) for site in hospital.sites}
    to = [door.to for door in content.doors] + [flow.to for flow in content.flows]
    return tuple(dict.fromkeys(name for name in to if name and name not in own))


def addressees_of(hospital: Hospital, content: NoticeContent) -> tuple[str, ...]:
    """Whom a first notice is told to when nobody is named: the 112 centre as `telephones` calls it, then receivers."""
    rows = hospital.telephones.values()
    dispatch = [one.whom for one in rows if one.hospital is None and DISPATCH in one.whom]
    return tuple(dict.fromkeys([*(dispatch or UNNAMED[:1]), *(receiving(hospital, content) or UNNAMED[1:])]))


def called(hospital: Hospital, text: str) -> str:
    """The name of an addressee as a person typed it: an id of `sites`, `region` or `telephones`, or a name; else as is.

    One addressee has one spelling, else it is told twice and acknowledges half.
    """
    text = " ".join(text.split())
    site = SiteId(text)
    if site in hospital.sites or site in hospital.region:
        return name_of(hospital, site)
    if text in hospital.telephones:
        row = hospital.telephones[text]
        return row.whom if row.hospital is None else name_of(hospital, row.hospital)
    known = [name_of(hospital, one) for one in (*hospital.sites, *hospital.region)]
    known += [one.whom for one in hospital.telephones.values() if one.hospital is None]
    return next((name for name in known if name.casefold() == text.casefold()), text)


def numbers_of(hospital: Hospital, addressees: Iterable[str]) -> tuple[NumberToCall, ...]:
    """Every number the hospital has for these, in the order of the addressees and then of `telephones`.

    A row is an addressee's when it is of that hospital, or when the function it names is called so.
    """
    return tuple(
        NumberToCall(addressee=who, whom=row.whom, number=row.number, second=row.second)
        for who in addressees
        for row in hospital.telephones.values()
        if who in (row.whom, None if row.hospital is None else name_of(hospital, row.hospital))
    )


def update_to(
    book: NoticeBook, number: int, content: NoticeContent, further: Iterable[str], at: datetime, by: str
) -> tuple[NoticeBook, Notice]:
    """Replace a notice, telling everybody who was told of it and further addressees.

    Nobody is left out: whoever was told that a notice holds must hear that it no longer does.

    Raises:
        KeyError, ValueError: as `notices.update`.
    """
    book, notice = update(book, number, content, at, by)
    wider = replace(notice, addressees=tuple(dict.fromkeys((*notice.addressees, *further))))
    return replace(book, notices=(*book.notices[:-1], wider)), wider
