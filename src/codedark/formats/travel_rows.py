"""A routing engine's table as rows of `travel_min`: which point is which site, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codedark.formats.travel_matrix import TravelMatrix
from codedark.hospital.csvtext import read_csv
from codedark.hospital.csvwriting import written_table
from codedark.hospital.distance import Place, metres_between
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import Hospital, SiteId, Travel
from codedark.hospital.sheet import Sheet
from codedark.hospital.spelling import Spelling
from codedark.hospital.words import Basis

WITHIN_M = 300.0
"""How far an engine may have moved a site to reach a road."""
SAME_M = 1.0
"""Sites no further apart stand on one point: the point is all of them."""
Pair = tuple[SiteId, SiteId]
Which = tuple[SiteId, ...]
"""Sites that one row or column of a table stands for; () is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which sites the rows and the columns of a table are."""

    sources: tuple[Which, ...]
    targets: tuple[Which, ...]
    notes: tuple[str, ...] = ()
    """A sentence for each point that is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRows:
    """Rows a table gives, and pairs it says no road joins."""

    rows: Mapping[Pair, Travel]
    no_road: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelChange:
    """What becomes of `travel_min`."""

    after: Mapping[Pair, Travel]
    """The table as it will be: the engine's rows, then old rows of which the engine says nothing."""
    changed: tuple[tuple[Travel, Travel], ...]
    """Old and new row, the largest difference in minutes first."""
    new: tuple[Travel, ...]
    kept: tuple[Travel, ...]
    """Old rows of pairs the engine was not asked."""
    no_road: tuple[Pair, ...]
    """Pairs with no road, and so no row any more."""


def named_by_list(matrix: TravelMatrix, file: str, raw: bytes, hospital: Hospital) -> Named:
    r"""Name rows and columns by a small CSV: a column `site`, in the order of the question put to the engine.

    A column `use` may say `from`, `to` or nothing (both).

    Raises:
        BadHospital: a name that is no site of ours or of the region, or not as many as the table has rows and columns.
    """
    faults = Gathered()
    sheet = read_csv(file, raw, faults)
    faults.stop_if_any()
    assert sheet is not None
    texts = sheet.texts("site")
    if texts is None:
        faults.add(
            file, "no column `site`", "write `site` in the first row, and an id of sites or region in each other"
        )
        faults.stop()
    known = {str(site) for site in (*hospital.sites, *hospital.region)}
    spelling = Spelling(known)
    for i, text in enumerate(texts or ()):
        if text not in known:
            row, fix = sheet.numbers[i], spelling.fix(text, "name a site of `sites` or `region`")
            faults.add(file, "no site of that name", fix, row=row, column="site", value=text)
    sources, targets = _listed(sheet, texts or [], faults)
    for what, told, size in (
        ("rows (from)", sources, len(matrix.seconds)),
        ("columns (to)", targets, len(matrix.seconds[0])),
    ):
        if not faults.faults and len(told) != size:
            faults.add(file, f"{len(told)} sites for {size} {what} of the table", "list them as the engine was asked")
    faults.stop_if_any()
    return Named(sources=tuple((s,) for s in sources), targets=tuple((s,) for s in targets))


def _listed(sheet: Sheet, texts: Sequence[str], faults: Gathered) -> tuple[list[SiteId], list[SiteId]]:
    uses = sheet.texts("use") or [""] * len(texts)
    for i, use in enumerate(uses):
        if use not in ("", "from", "to", "both"):
            fix = "write from, to, or nothing for both"
            faults.add(sheet.file, "no use of a site", fix, row=sheet.numbers[i], column="use", value=use)
    pairs = list(zip(texts, uses, strict=True))
    return [SiteId(t) for t, use in pairs if use != "to"], [SiteId(t) for t, use in pairs if use != "from"]


def named_by_place(matrix: TravelMatrix, hospital: Hospital, within_m: float = WITHIN_M) -> Named:
    """Name rows and columns by the nearest site that stands within so many metres.

    Sites on one point are all named by it; a site takes the nearest of several points. What is none of ours is noted.
    """
    places = {site: (row.lat, row.lon) for site, row in hospital.sites.items()}
    places |= {site: (row.lat, row.lon) for site, row in hospital.region.items()}
    there = {site: (lat, lon) for site, (lat, lon) in places.items() if lat is not None and lon is not None}
    notes: list[str] = []
    named = {
        what: tuple(_nearest(points, there, within_m, what, notes))
        for what, points in (("source", matrix.sources), ("target", matrix.targets))
    }
    return Named(sources=named["source"], targets=named["target"], notes=tuple(notes))


def _nearest(
    points: Sequence[Place | None], there: Mapping[SiteId, Place], within_m: float, what: str, notes: list[str]
) -> Iterator[Which]:
    found = [_sites_at(point, there, within_m) for point in points]
    best: dict[SiteId, int] = {}
    for i, (sites, metres) in enumerate(found):
        for site in sites if metres <= within_m else ():
            if site not in best or metres < found[best[site]][1]:
                best[site] = i
    for i, (point, (sites, metres)) in enumerate(zip(points, found, strict=True)):
        mine = tuple(site for site in sites if best.get(site) == i)
        if point is None:
            notes.append(f"{what} {i + 1}: the table does not say where it is; name it with --ids.")
        elif not mine:
            far = f"{metres:,.0f} m from the nearest site, {sites[0]}" if sites else "no site has coordinates"
            said = f"{sites[0]} is nearer to another point" if sites and metres <= within_m else far
            notes.append(f"{what} {i + 1} ({point[0]:.5f}, {point[1]:.5f}) is left out: {said}.")
        yield mine


def _sites_at(point: Place | None, there: Mapping[SiteId, Place], within_m: float) -> tuple[Which, float]:
    """The nearest site and how far it is; with it, all that stand on the same ground."""
    if point is None or not there:
        return (), float("inf")
    metres = {site: metres_between(point, place) for site, place in there.items()}
    nearest = min(metres.values())
    return tuple(sorted(site for site, m in metres.items() if m <= nearest + SAME_M)), nearest


def travel_rows(matrix: TravelMatrix, named: Named, hospital: Hospital, source: str, factor: float = 1.0) -> TravelRows:
    """Rows of `travel_min` from a table: every pair of which one end is a site of ours, to a tenth of a minute.

    Args:
        matrix: seconds.
        named: which site each row and column is.
        hospital: whose sites count as ours.
        source: what the column `source` says; a factor other than 1 is added to it.
        factor: of the engine's time, for vehicles that drive with priority.
    """
    if not 0 < factor < 10:
        raise ValueError(f"factor={factor}: must be more than 0, and no more than 10")
    said = source if factor == 1.0 else f"{source}; times x {factor:g} for priority driving"
    rows: dict[Pair, Travel] = {}
    no_road: list[Pair] = []
    for starts, line in zip(named.sources, matrix.seconds, strict=True):
        for ends, seconds in zip(named.targets, line, strict=True):
            for pair in ((start, end) for start in starts for end in ends if start != end):
                if pair[0] not in hospital.sites and pair[1] not in hospital.sites:
                    continue
                if seconds is None:
                    no_road.append(pair)
                else:
                    minutes = round(seconds * factor / 60.0, 1)
                    rows[pair] = Travel(from_=pair[0], to=pair[1], minutes=minutes, basis=Basis.INFERRED, source=said)
    return TravelRows(rows=rows, no_road=tuple(no_road))


def travel_change(old: Mapping[Pair, Travel], given: TravelRows) -> TravelChange:
    """What the table becomes: the engine's word where it has one, the old row where it was not asked."""
    gone = set(given.no_road)
    kept = {pair: row for pair, row in old.items() if pair not in given.rows and pair not in gone}
    changed = [(old[pair], row) for pair, row in given.rows.items() if pair in old and old[pair] != row]
    changed.sort(key=lambda both: (-abs(both[1].minutes - both[0].minutes), both[0].from_, both[0].to))
    in_place = {pair: given.rows.get(pair, row) for pair, row in old.items() if pair not in gone}
    return TravelChange(
        after={**in_place, **given.rows},
        changed=tuple(changed),
        new=tuple(row for pair, row in given.rows.items() if pair not in old),
        kept=tuple(kept.values()),
        no_road=given.no_road,
    )


def written_travel(rows: Mapping[Pair, Travel]) -> bytes:
    """`travel_min.csv` with these rows."""
    return written_table(
        "travel_min",
        (
            {
                "from": row.from_,
                "to": row.to,
                "minutes": f"{row.minutes:.10g}",
                "basis": row.basis,
                "source": row.source,
            }
            for row in rows.values()
        ),
    )
