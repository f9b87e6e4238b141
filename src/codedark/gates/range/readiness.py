"""Everything that is worked out before the world is built: the laptop's part, done in quiet hours. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from codedark.depend import NeededPath, needed_paths
from codedark.gap.gate_book import gate_books, joined_pairs
from codedark.gap.gate_seal import GateSeal, gate_seal
from codedark.gap.plan_book import StagedPlan, plan_book
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, Seal, seal_of_zones
from codedark.gap.tiers import Tiers, tiers
from codedark.gates.range.comparing import Model
from codedark.gates.range.doors import Doors, doors
from codedark.gates.range.furnishing import Furnished, furnish
from codedark.gates.range.laying_out import lay_out
from codedark.gates.range.posts import Post, posts
from codedark.gates.range.topology import Topology
from codedark.hospital.records import GateId, Hospital
from codedark.response.mandate import Mandate
from codedark.response.recommending import Prepared, prepare

EVERYWHERE_2, EVERYWHERE_3 = "everything@2", "everything@3"
"""Names of the plans that put every conduit between zones at posture 2, or 3."""


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """One hospital, ready to be built and attacked."""

    hospital: Hospital
    """As it was read."""
    furnished: Furnished
    tiers: Tiers
    topology: Topology
    doors: Doors
    posts: tuple[Post, ...]
    prepared: Prepared
    plans: tuple[StagedPlan, ...]
    model: Model
    needed: tuple[NeededPath, ...]
    """Network paths that told needs use."""
    mandate: Mandate | None
    entry: int
    """The machine on which the intruder stands first."""

    def plan(self, name: str) -> StagedPlan | None:
        """A staged plan by one of its names."""
        return next((p for p in self.plans if name in p.names), None)

    def plans_seal(self, posture: Posture) -> Seal:
        """Every conduit between zones at a posture; nothing at `NORMAL`."""
        if posture is Posture.NORMAL:
            return EVERYTHING_NORMAL
        return seal_of_zones(joined_pairs(self.tiers), self.furnished.hospital.zones, posture)

    def seals(self, seal: Seal) -> tuple[tuple[GateId, GateSeal], ...]:
        """What every post holds under a seal."""
        return tuple((post.gate, gate_seal(post.book, seal)) for post in self.posts)


def get_ready(
    hospital: Hospital,
    entry: str,
    mandate: Mandate | None = None,
    *,
    advance: Callable[[float], None] = lambda done_count: None,
) -> Ready:
    """Furnish, lay out, and solve the plans.

    Args:
        entry: host id of the intruder's foothold.
        mandate: the hospital's own, where it has one.
        advance: told the number of plans solved, out of zones + 1.
    Cost: one playbook.
    """
    furnished = furnish(hospital)
    split = tiers(furnished.hospital)
    laid = lay_out(furnished, split)
    prepared = prepare(furnished.hospital, advance=advance)
    wanted = (p for p in plan_book(split, prepared.book) if _is_wanted(p))
    return Ready(
        hospital=hospital,
        furnished=furnished,
        tiers=split,
        topology=laid,
        doors=doors(furnished, split.ground.reach),
        posts=posts(furnished, laid, gate_books(split, laid.interfaces, furnished.probers)),
        prepared=prepared,
        plans=tuple(wanted),
        model=Model(furnished, split),
        needed=needed_paths(furnished.hospital),
        mandate=mandate,
        entry=furnished.hospital.hosts.index_of(entry),
    )


def _is_wanted(plan: StagedPlan) -> bool:
    """Plans for alarms, and postures 2 and 3 everywhere; single zones at every posture are left to real gates."""
    return bool({EVERYWHERE_2, EVERYWHERE_3} & set(plan.names)) or any("@" not in name for name in plan.names)
