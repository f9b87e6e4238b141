"""What stops when everything that is reached is lost: `reach` says what is reached, `depend` what stands on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from codedark.depend.falling import Outage
    from codedark.hospital.records import Hospital
    from codedark.reach import Start


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstStart:
    """A start, and what is lost from there."""

    name: str
    """A host of it, or the zone of which no host is told."""
    zone: str
    alike: int
    """Hosts from which the same is reached; 0: a zone of which no host is told."""
    hosts: int
    hosts_over_administration: int
    """The most hosts that one of them takes when only administration conduits and open insides are hopped over."""
    core_zones: int
    """Core zones with a host that is reached."""
    accounts: int
    outage: Outage


class Losing:
    """Answers *what stops when these hosts are lost* for one hospital, many times."""

    def __init__(self, hospital: Hospital) -> None:
        from codedark import depend

        self.hospital = hospital
        self.circuit = depend.compile(hospital)
        self.lines = depend.care_lines(hospital)

    def what_falls(self, held: NDArray[np.bool_]) -> Outage:
        """What is lost when these hosts (bool[n]) go off together and stay off."""
        import numpy as np

        from codedark.depend.falling import what_falls_if
        from codedark.depend.off import Off

        hosts = frozenset(self.hospital.hosts.ids[i] for i in np.flatnonzero(held).tolist())
        return what_falls_if(self.hospital, self.circuit, Off(hosts=hosts), self.lines)

    def stood_on(self) -> NDArray[np.bool_]:
        """Hosts on which something stands: bool[n]."""
        import numpy as np

        found = np.zeros(len(self.hospital.hosts), np.bool_)
        found[list(self.circuit.host_at)] = True
        return found


def rank(hospital: Hospital, advance: Callable[[float], None] = lambda done_share: None) -> tuple[WorstStart, ...]:
    """Every host of a hospital as the one an intruder starts from, in as few groups as make no difference; worst first.

    Worst is most care lost an hour, then most hosts.

    Args:
        hospital: of n hosts.
        advance: told how much is done, 0..1.

    Cost: one outage for each group (see `reach.starts`), some milliseconds each.
    """
    from codedark import reach

    compiled = reach.compile(hospital)
    losing = Losing(hospital)
    starts = list(reach.starts(compiled, reach.closure(compiled, strangers=False), losing.stood_on()))
    administration = reach.administration_alone(hospital, compiled).radius
    ranked: list[WorstStart] = []
    for i, start in enumerate(starts):
        classes = compiled.class_of[start.hosts] if len(start.hosts) else compiled.zone_of == start.zone
        ranked.append(_worst(hospital, losing, start, int(administration[classes].max())))
        advance((i + 1) / len(starts))
    return tuple(sorted(ranked, key=lambda w: (-w.outage.care.total_per_h, -w.hosts, w.name)))


def _worst(hospital: Hospital, losing: Losing, start: Start, over_administration: int) -> WorstStart:
    import numpy as np

    from codedark.reach import matches

    hosts = hospital.hosts
    zone = hosts.zone_ids[start.zone]
    reached = np.unique(hosts.zone_at[start.held]).tolist()
    return WorstStart(
        name=str(hosts.ids[int(start.hosts[0])]) if len(start.hosts) else str(zone),
        zone=str(zone),
        alike=len(start.hosts),
        hosts=start.radius,
        hosts_over_administration=over_administration,
        core_zones=sum(hospital.zones[hosts.zone_ids[z]].core for z in reached),
        accounts=sum(
            any((matches(s, hosts) & start.held).any() for s in a.held_on) for a in hospital.accounts.values()
        ),
        outage=losing.what_falls(start.held),
    )
