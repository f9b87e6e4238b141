"""Facts that contradict each other within a folder, beyond what one cell can show."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cache

from codedark.hospital.cells import number_of
from codedark.hospital.records import Selector, Unknown
from codedark.hospital.table import BAD, Columns
from codedark.hospital.words import Basis


def check_consistency(tables: Mapping[str, Columns]) -> None:
    """Note every contradiction: stated without a source, paper without minutes, more ambulances than arrivals, ..."""
    for read in tables.values():
        _check_sources(read)
    for needed, check in _CHECKS:
        if all(name in tables for name in needed):
            check(*(tables[name] for name in needed))
    _check_selectors(tables)


def _check_sources(read: Columns) -> None:
    if len(read) == 0 or Basis.STATED not in read.distinct["basis"].values():
        return
    sources = read.values["source"]
    for i, basis in enumerate(read.values["basis"]):
        if basis is Basis.STATED and not sources[i]:
            column = "source" if "source" in read.sheet.columns else "basis"
            read.fault(i, column, "stated, but no source", "write who or what says so, or let the basis be assumed")


def _check_services(services: Columns) -> None:
    value = services.values
    for i in range(len(services)):
        capacity, minutes = value["paper_capacity"][i], value["paper_min"][i]
        if capacity is not BAD and capacity > 0 and minutes == 0 and not isinstance(minutes, (Unknown, bool)):
            services.fault(
                i,
                "paper_capacity",
                "capacity on paper, but 0 minutes of it",
                "write paper_min (or `? why` when nobody knows), or capacity 0",
            )
        arrivals, ambulances = value["arrivals_per_h"][i], value["ambulances_per_h"][i]
        if arrivals is not BAD and ambulances is not BAD and ambulances > arrivals:
            services.fault(
                i,
                "ambulances_per_h",
                f"more ambulances than arrivals ({arrivals:g} an hour)",
                "arrivals_per_h counts everybody, ambulances_per_h those among them that come by ambulance",
            )
    _check_self(services)


def _check_self(services: Columns) -> None:
    for i, (own, need) in enumerate(zip(services.values["service"], services.values["needs"], strict=True)):
        if need is not BAD and own in need.names():
            services.fault(i, "needs", f"'{own}' needs itself", "take it out; what it needs are other things")


def _check_region(sites: Columns, region: Columns) -> None:
    ours = set(sites.keys) - {BAD}
    for i, hospital in enumerate(region.values["hospital"]):
        if hospital in ours:
            region.fault(i, "hospital", f"'{hospital}' is also one of sites", "give the receiving site another name")


def _check_travel(travel: Columns) -> None:
    for i, (start, end) in enumerate(zip(travel.values["from"], travel.values["to"], strict=True)):
        if start is not BAD and start == end:
            travel.fault(i, "to", "from a site to itself", "delete the row")


def _check_recovery(operations: Columns) -> None:
    value = operations.values
    for i, (kept, minutes) in enumerate(zip(value["recovery"], value["recovery_min"], strict=True)):
        if kept is None and minutes is not BAD and minutes > 0:
            message = "minutes in a recovery bed, but no service that keeps it"
            operations.fault(i, "recovery_min", message, "name the service in `recovery`, or write 0")


def _check_agents(agents: Columns) -> None:
    """Two machines answer at two addresses with two keys; of an HA pair, too."""
    for column, message, fix in (
        ("address", "the address is also that of", "one address, one agent"),
        ("key", "the key is also that of", "each machine makes its own key when it is enrolled"),
    ):
        first: dict[object, str] = {}
        for i, (agent, value) in enumerate(zip(agents.values["agent"], agents.values[column], strict=True)):
            if value is BAD or not value:
                continue
            if value in first:
                agents.fault(i, column, f"{message} '{first[value]}'", fix)
            first.setdefault(value, agent)


def _check_paths(out_of_band: Columns) -> None:
    for i, (start, end) in enumerate(zip(out_of_band.values["from"], out_of_band.values["to"], strict=True)):
        if start is not BAD and start is not None and start == end:
            message = "from a zone to itself: no gate stands on that way in any case"
            out_of_band.fault(i, "to", message, "name the zone it leads into, or leave `from` empty")


_CHECKS: tuple[tuple[tuple[str, ...], Callable[..., None]], ...] = (
    (("services",), _check_services),
    (("sites", "region"), _check_region),
    (("travel_min",), _check_travel),
    (("operations",), _check_recovery),
    (("agents",), _check_agents),
    (("out_of_band",), _check_paths),
)
"""Tables -> a check over them; it is left out when one of them could not be opened."""


def _check_selectors(tables: Mapping[str, Columns]) -> None:
    """A choice of hosts that chooses none: a slip of the pen that would silently protect or expose nothing.

    A conduit may name a zone without hosts (the internet); an account may not.
    """
    if "hosts" not in tables:
        return
    matches = _matcher(tables["hosts"])
    for table, columns in (("accounts", ("held_on", "administers")), ("conduits", ("from", "to"))):
        for column in columns if table in tables else ():
            wrong: dict[str, list[tuple[str, str]]] = {}
            for text, value in tables[table].distinct[column].items():
                for chosen in value if isinstance(value, tuple) else (value,):
                    if _zone_alone(chosen) and table == "conduits":
                        continue
                    if not matches(chosen):
                        fault = f"no host matches '{chosen}'", "correct it, or add the hosts to hosts"
                        wrong.setdefault(text, []).append(fault)
            tables[table].fault_where(column, wrong)


def _zone_alone(chosen: Selector) -> bool:
    return chosen.zone is not None and chosen.role is None


def _matcher(hosts: Columns) -> Callable[[Selector], bool]:
    """Whether a selector chooses any host; one that names an unknown host or zone is another fault, and passes here."""
    values = hosts.values
    zones = set(values["zone"])
    role_texts = hosts.sheet.texts("role") or [""] * len(hosts)
    role_of = hosts.distinct["role"]
    roles = {(role_of.get(text), zone) for text, zone in set(zip(role_texts, values["zone"], strict=True))}

    @cache
    def numbers() -> list[int]:
        return sorted(a for a in values["address"] if a is not None and a is not BAD)

    def matches(chosen: Selector) -> bool:
        if chosen.host is not None:
            return True
        if chosen.prefix is not None:
            first, last = number_of(chosen.prefix.network_address), number_of(chosen.prefix.broadcast_address)
            return bisect_left(numbers(), first) < bisect_right(numbers(), last)
        if chosen.role is not None:
            return any(role is chosen.role and chosen.zone in (None, zone) for role, zone in roles)
        return chosen.zone is None or chosen.zone in zones

    return matches
