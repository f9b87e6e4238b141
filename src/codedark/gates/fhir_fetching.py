"""Fetch the pages of a FHIR search: one server, https, a token from a file, with an end to time and size.

Only http and https are spoken; a `next` link or a redirect to another place is not followed, for the token would go
with it; a token travels over https, or to this machine itself. What a page says, `formats.fhir_census` reads.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO
from urllib.parse import urlencode, urljoin, urlsplit

from codedark.formats.fhir_elements import next_page
from codedark.hospital.faults import BadHospital, Fault

PAGE_BYTES_MAX = 64 * 2**20
PAGES_MAX = 500
TIMEOUT_S = 20.0
_PAGE_COUNT = 200


class Refused(OSError):
    """The server answered, and the answer is no: it does not know the resource, or does not let us see it."""


def searches(base: str, now: datetime) -> tuple[str, ...]:
    """What is asked of a server: who is here, who is expected within two days, and which operations are planned.

    Args:
        base: of the server, such as `https://fhir.example/r4`; an address with a `?` is a search already, and is asked
            as it stands.

    >>> [search.split("?")[0] for search in searches("https://fhir.example/r4/", datetime(2024, 5, 17))][-1]
    'https://fhir.example/r4/ServiceRequest'
    """
    if urlsplit(base).query:
        return (base,)
    begin, end = now.date(), now.date() + timedelta(days=2)
    days = [("date", f"ge{begin}"), ("date", f"lt{end}")]
    here = [("status", "in-progress,arrived,triaged,onleave")]
    with_places = [
        ("_include", "Encounter:subject"),
        ("_include", "Encounter:location"),
        ("_include:iterate", "Location:partof"),
    ]
    with_actors = [("_include", "Appointment:actor"), ("_include", "Appointment:based-on")]
    operations = [("category", "http://snomed.info/sct|387713003"), ("status", "active")]
    occurring = [("occurrence", f"ge{begin}"), ("occurrence", f"lt{end}"), ("_include", "ServiceRequest:subject")]
    asked = (
        ("Encounter", [*here, *with_places]),
        ("Encounter", [("status", "planned"), *days, *with_places]),
        ("Appointment", [("status", "booked,pending,arrived,checked-in"), *days, *with_actors]),
        ("ServiceRequest", [*operations, *occurring]),
    )
    count = ("_count", str(_PAGE_COUNT))
    return tuple(f"{base.rstrip('/')}/{kind}?{urlencode([*query, count])}" for kind, query in asked)


def fetch_pages(url: str, token: str = "") -> Iterator[tuple[str, bytes]]:
    """The pages of one search, in their order: address without its query, and bytes.

    Args:
        url: http or https.
        token: sent as a bearer token; empty: none.
    Raises:
        BadHospital: the address is none that may be asked, or a page leads elsewhere.
        Refused: the server answered with a refusal (4xx).
        OSError: it does not answer, fails, or sends too much; the text says which page.
    """
    _check(url, token)
    opener = urllib.request.build_opener(_SamePlace())
    seen: set[str] = set()
    place: str = url
    while place:
        if place in seen or len(seen) >= PAGES_MAX:
            raise OSError(f"{_shown(url)}: its pages have no end (over {len(seen)})")
        seen.add(place)
        raw = _page(opener, place, token)
        yield _shown(place), raw
        further = next_page(raw)
        place = urljoin(place, further) if further else ""
        if place and _origin(place) != _origin(url):
            fix = "ask the server's owner to give links to its own address"
            raise BadHospital(
                [Fault(file=_shown(url), message=f"its next page lies elsewhere: {_shown(place)}", fix=fix)]
            )


class _SamePlace(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within one origin, and no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if _origin(urljoin(req.full_url, newurl)) != _origin(req.full_url):
            raise OSError(f"{_shown(req.full_url)} sends us elsewhere ({_shown(newurl)}): not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _page(opener: urllib.request.OpenerDirector, place: str, token: str) -> bytes:
    headers = {"Accept": "application/fhir+json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    asked = urllib.request.Request(place, headers=headers)  # noqa: S310 (only http and https: `_check`)
    try:
        with opener.open(asked, timeout=TIMEOUT_S) as answer:
            raw = bytes(answer.read(PAGE_BYTES_MAX + 1))
    except urllib.error.HTTPError as refused:
        with refused:
            kind = Refused if 400 <= refused.code < 500 else OSError
            raise kind(f"{_shown(place)} answered {refused.code} {refused.reason}") from None
    except urllib.error.URLError as failed:
        raise OSError(f"{_shown(place)} does not answer: {failed.reason}") from None
    except HTTPException as failed:
        raise OSError(f"{_shown(place)} broke off: {failed!r}") from None
    except TimeoutError:
        raise OSError(f"{_shown(place)} did not answer within {TIMEOUT_S:g} s") from None
    if len(raw) > PAGE_BYTES_MAX:
        raise OSError(f"{_shown(place)} sends more than {PAGE_BYTES_MAX // 2**20} MB in one page")
    return raw


def _check(url: str, token: str) -> None:
    """Raise `BadHospital` unless the address may be asked, and the token sent there."""
    parts = urlsplit(url)
    fault = None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        fault = Fault(file=_shown(url), message="no address of a FHIR server", fix="write https://server/base")
    elif token and parts.scheme == "http" and not _here(parts.hostname):
        message = "a token would be sent readable to all"
        fault = Fault(file=_shown(url), message=message, fix="ask over https, or without a token")
    if fault is not None:
        raise BadHospital([fault])


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _shown(url: str) -> str:
    """An address without its query: that may name patients."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
