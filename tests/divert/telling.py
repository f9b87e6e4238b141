"""Notices for tests: the two sites at a minute after the fall, told to two."""

from __future__ import annotations

from datetime import datetime, timedelta

from codedark.divert.inflows_lost import inflows_lost
from codedark.divert.notice_content import NoticeContent, notice_content
from codedark.divert.notices import Notice, NoticeBook, issue
from codedark.divert.service_status import service_status
from tests.divert.two_sites import FELL_AT, outage_of, two_sites

ISSUED = FELL_AT + timedelta(minutes=8)
TO = ("112 centre", "Near hospital")


def content(*off: str, now_min: float = 8.0, until: datetime | None = None, **tables: str) -> NoticeContent:
    """What is to be told when these applications are off."""
    hospital = two_sites(**tables)
    outage = outage_of(hospital, *(off or ("north-ehr", "dispatch")))
    statuses = service_status(hospital, outage, now_min)
    return notice_content(hospital, statuses, inflows_lost(hospital, outage, statuses, now_min), FELL_AT, until=until)


def issued(*off: str, until: datetime | None = None, **tables: str) -> tuple[NoticeBook, Notice]:
    """A book with one notice in it."""
    return issue(NoticeBook(), content(*off, until=until, **tables), TO, ISSUED, "incident commander")
