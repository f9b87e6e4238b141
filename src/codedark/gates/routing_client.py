"""Ask a routing engine for road times: in questions small enough that its server takes them.

It speaks to the address it is given and to nothing else: no proxy, no redirect, no other host. Meant for an engine in
one's own network, asked beforehand; on the day itself the table on the disk is what counts.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from typing import IO, Any
from urllib.parse import urlsplit

from codedark.formats.travel_matrix import Engine, TravelMatrix, read_matrix
from codedark.hospital.distance import Place
from codedark.hospital.faults import BadHospital

PLACES_MAX = 100
"""Coordinates in one question: OSRM's own limit unless its server was told otherwise."""
PAIRS_MAX = 2500
"""Pairs in one question: Valhalla's own limit."""
BYTES_MAX = 64 * 2**20
TIMEOUT_S = 20.0


class RoutingFailed(OSError):
    """The engine did not answer, or answered something else: the world failed."""


def is_address(text: str) -> bool:
    """Whether a person means a server rather than a file.

    >>> is_address("http://routing.example:5000"), is_address("table.json")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def ask_engine(
    engine: Engine,
    base_url: str,
    sources: Sequence[Place],
    targets: Sequence[Place],
    *,
    timeout_s: float = TIMEOUT_S,
    profile: str = "",
) -> TravelMatrix:
    """Road times between places, as many questions as it takes.

    Args:
        engine: which of the two speaks there.
        base_url: such as `http://routing.example:5000`; a path before the engine's own is kept.
        sources: n places, at least one.
        targets: m places, at least one.
        timeout_s: for each question.
        profile: of the vehicle: OSRM's profile (`driving`), Valhalla's costing (`auto`).

    Returns:
        Seconds, n by m; the places are those asked for.

    Raises:
        RoutingFailed: no answer in time, a refusal, or an answer that is none; with the address and what came.
        ValueError: an address that is no plain http or https.

    Cost: one question a block of 50 by 50 places, one after the other.
    """
    address = urlsplit(base_url)
    if address.scheme not in ("http", "https") or not address.hostname or address.username or address.query:
        raise ValueError(f"base_url={base_url!r}: http://HOST:PORT, without user, password and question mark")
    seconds: list[list[float | None]] = [[None] * len(targets) for _ in sources]
    notes: list[str] = []
    for i, j, some, others in _blocks(sources, targets):
        part = _ask(engine, base_url.rstrip("/"), some, others, timeout_s, profile)
        for row, line in enumerate(part.seconds):
            seconds[i + row][j : j + len(line)] = line
        notes += [note for note in part.notes if note not in notes]
    return TravelMatrix(
        engine=engine,
        seconds=tuple(map(tuple, seconds)),
        sources=tuple(sources),
        targets=tuple(targets),
        notes=tuple(notes),
    )


def _blocks(
    sources: Sequence[Place], targets: Sequence[Place]
) -> Iterator[tuple[int, int, Sequence[Place], Sequence[Place]]]:
    """Blocks of at most `PLACES_MAX` places and `PAIRS_MAX` pairs; few sources leave room for more targets."""
    rows = min(len(sources), PLACES_MAX // 2)
    columns = max(1, min(PLACES_MAX - rows, PAIRS_MAX // max(rows, 1)))
    for i in range(0, len(sources), max(rows, 1)):
        for j in range(0, len(targets), columns):
            yield i, j, sources[i : i + rows], targets[j : j + columns]


def _ask(
    engine: Engine, base: str, sources: Sequence[Place], targets: Sequence[Place], timeout_s: float, profile: str
) -> TravelMatrix:
    question = (
        _osrm(base, sources, targets, profile) if engine is Engine.OSRM else _valhalla(base, sources, targets, profile)
    )
    raw = _fetched(question, timeout_s)
    try:
        told = read_matrix(engine, base, raw)
    except BadHospital as bad:
        raise RoutingFailed(str(bad)) from None
    if (len(told.seconds), len(told.seconds[0])) != (len(sources), len(targets)):
        raise RoutingFailed(f"{base}: {len(told.seconds)} rows came for {len(sources)} places")
    return told


def _osrm(base: str, sources: Sequence[Place], targets: Sequence[Place], profile: str) -> urllib.request.Request:
    places = ";".join(f"{lon:.6f},{lat:.6f}" for lat, lon in (*sources, *targets))
    n, both = len(sources), len(sources) + len(targets)
    chosen = f"sources={_indices(0, n)}&destinations={_indices(n, both)}&annotations=duration"
    return urllib.request.Request(f"{base}/table/v1/{profile or 'driving'}/{places}?{chosen}")  # noqa: S310


def _indices(first: int, end: int) -> str:
    return ";".join(map(str, range(first, end)))


def _valhalla(base: str, sources: Sequence[Place], targets: Sequence[Place], profile: str) -> urllib.request.Request:
    body: dict[str, Any] = {
        key: [{"lat": lat, "lon": lon} for lat, lon in places]
        for key, places in (("sources", sources), ("targets", targets))
    }
    body["costing"] = profile or "auto"
    return urllib.request.Request(  # noqa: S310
        f"{base}/sources_to_targets",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Whoever sends us elsewhere is not the engine we were told."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _fetched(question: urllib.request.Request, timeout_s: float) -> bytes:
    where = f"{question.type}://{question.host}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    try:
        with opener.open(question, timeout=timeout_s) as answer:
            return _capped(answer, where)
    except urllib.error.HTTPError as refused:
        with refused:
            return _reason(refused, where)
    except urllib.error.URLError as wrong:
        raise RoutingFailed(f"{where}: no answer: {wrong.reason}") from None
    except (TimeoutError, http.client.HTTPException, OSError) as wrong:
        if isinstance(wrong, RoutingFailed):
            raise
        raise RoutingFailed(f"{where}: no whole answer: {str(wrong) or type(wrong).__name__}") from None


def _capped(answer: IO[bytes], where: str) -> bytes:
    raw = answer.read(BYTES_MAX + 1)
    if len(raw) > BYTES_MAX:
        raise RoutingFailed(f"{where}: an answer of more than {BYTES_MAX // 2**20} MB")
    return raw


def _reason(refused: urllib.error.HTTPError, where: str) -> bytes:
    """The engine's own words where it has some: both answer a refusal with JSON."""
    raw = refused.read(BYTES_MAX)
    if raw.lstrip().startswith(b"{"):
        return raw
    raise RoutingFailed(f"{where}: answered {refused.code}")
