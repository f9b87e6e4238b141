"""Every conduit in every posture, on one hospital: what passes, what it costs patients, whom it still lets through.

Each conduit's row is split by the highest posture at which a piece of it still passes: break-glass pieces (3), what is
left without administrative paths (2), and the row itself (1). A seal then only closes pieces, so `reach` and `depend`
judge any posture of any conduit without knowing what a posture is, and one compilation serves every seal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from codedark import depend, reach
from codedark.gap.admin_paths import AdminPath, admin_path, kept_without_administration
from codedark.gap.break_glass import BreakGlass, break_glass, by_conduit
from codedark.gap.checking import Judged, judge
from codedark.gap.ground import Ground, survey
from codedark.gap.plan import Presumed
from codedark.gap.posture import Posture, Seal
from codedark.gap.walls import Measures
from codedark.hospital.records import Conduit, ConduitId, Hospital
from codedark.hospital.words import Action


@dataclass(frozen=True, slots=True, eq=False)
class Tiers:
    """A hospital whose conduits are split by posture. t rows for m conduits."""

    hospital: Hospital
    """As it was read."""
    ground: Ground
    """Of the hospital with split rows."""
    owner: NDArray[np.intp]
    """Row -> index of the conduit it is a piece of."""
    level: NDArray[np.int8]
    """Row -> highest posture at which it still passes."""
    break_glass: BreakGlass
    administrative: Mapping[ConduitId, AdminPath]

    def kept(self, conduit: str, posture: Posture) -> tuple[Conduit, ...]:
        """Rows of one conduit that pass at a posture; the whole row below 2."""
        row = self.hospital.conduits[ConduitId(conduit)]
        if posture <= Posture.WATCH:
            return (row,)
        return () if posture is Posture.DARK else self._pieces(row, posture)

    def _pieces(self, row: Conduit, posture: Posture) -> tuple[Conduit, ...]:
        glass = self.break_glass.on(row.conduit)
        if posture is Posture.BREAK_GLASS:
            return glass
        if row.break_glass:
            return (row,)
        return tuple(dict.fromkeys((*kept_without_administration(self.administrative[row.conduit], row), *glass)))

    def measures(self, seal: Seal) -> Measures:
        """The seal as measures on the split rows."""
        hospital = self.ground.hospital
        at = np.zeros(len(self.hospital.conduits), np.int8)
        index = {c: i for i, c in enumerate(self.hospital.conduits)}
        for c, posture in seal.postures:
            at[index[c]] = posture
        zones = np.isin(np.array(hospital.hosts.zone_ids), seal.contain)
        hosts = np.zeros(len(hospital.hosts), np.bool_)
        hosts[[hospital.hosts.index_of(h) for h in seal.quarantine]] = True
        return Measures(at[self.owner] > self.level, zones, hosts)

    def judge(self, seal: Seal, presumed: Presumed) -> Judged:
        """What a seal costs patients, and what it leaves within reach of what is presumed."""
        return judge(self.ground, presumed, self.measures(seal))

    def care_lost_per_h(self, seal: Seal) -> float:
        """Care lost an hour over the planning horizon, in the units of `hospital.toml` [care]."""
        losses = self.ground.losses
        return losses.care_lost(losses.lost_at_min(losses.nodes_of(self.measures(seal))))


def tiers(hospital: Hospital) -> Tiers:
    """Split every conduit of a hospital by posture.

    Cost: one compilation of `depend` and `reach` on two to four times as many rows.

    >>> from codedark.gap.posture import seal
    >>> from codedark.gap.toy import toy_hospital
    >>> split = tiers(toy_hospital())
    >>> dark = seal({ConduitId("staff-to-records"): Posture.DARK})
    >>> split.care_lost_per_h(dark) > split.care_lost_per_h(seal({ConduitId("staff-to-records"): Posture.WATCH}))
    True
    """
    paths = depend.needed_paths(hospital)
    glass, needed = break_glass(hospital, paths), by_conduit(paths)
    allows = [c for c in hospital.conduits.values() if c.action is Action.ALLOW]
    paths_of = {c.conduit: admin_path(hospital, c, needed) for c in allows}
    rows: dict[ConduitId, Conduit] = {}
    owner: list[int] = []
    level: list[int] = []
    unsplit = Tiers(hospital, None, np.zeros(0, np.intp), np.zeros(0, np.int8), glass, paths_of)  # type: ignore[arg-type]
    for index, conduit in enumerate(hospital.conduits.values()):
        for piece, highest in _rows(unsplit, conduit):
            rows[piece.conduit] = piece
            owner.append(index)
            level.append(highest)
    split = replace(hospital, conduits=rows)
    ground = survey(split, reach.compile(split), depend.compile(split))
    return replace(unsplit, ground=ground, owner=np.array(owner, np.intp), level=np.array(level, np.int8))


def _rows(unsplit: Tiers, conduit: Conduit) -> list[tuple[Conduit, int]]:
    """A conduit's own row, and its pieces, each with the highest posture at which it passes."""
    if conduit.action is Action.DENY:
        return [(conduit, Posture.DARK)]
    found = [(conduit, int(Posture.WATCH))]
    for posture in (Posture.NO_ADMINISTRATION, Posture.BREAK_GLASS):
        for k, piece in enumerate(unsplit.kept(conduit.conduit, posture)):
            name = ConduitId(f"{conduit.conduit}~{int(posture)}.{k}")
            found.append((replace(piece, conduit=name), int(posture)))
    return found
