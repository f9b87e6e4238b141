"""What a go-bag is made of: everything the other rooms found out beforehand, in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from codedark.depend import Circuit, Outage
from codedark.depend.power_off import PowerOff
from codedark.depend.restarting import RestartStep
from codedark.gap.plan import Playbook
from codedark.gap.plan_book import StagedPlan
from codedark.gap.posture import Pair
from codedark.gap.tiers import Tiers
from codedark.hospital.records import ConduitId, Hospital
from codedark.response.mandate import Mandate

VALID_DAYS = 31
"""Days after which a bag is out of date although no table changed: people, telephone numbers and keys do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoBag:
    """All a bag is printed from. Nothing in it is computed by the room that prints it."""

    hospital: Hospital
    circuit: Circuit
    tiers: Tiers
    pairs: Mapping[ConduitId, tuple[Pair, ...]]
    """Conduit -> pairs of zones it joins, from `gate_book.joined_pairs`."""
    playbook: Playbook
    staged: tuple[StagedPlan, ...]
    """All that gates hold ready, the playbook's plans among it."""
    shutdown: Outage
    """What is lost when every machine of `[response] off_roles` is off."""
    power_off: PowerOff
    restart: tuple[RestartStep, ...]
    mandate: Mandate | None
    """None: the folder has none."""
    mandate_signed: bool
    """Whether the signature beside it fits the owner's key in it. That the key is the owner's, only a gate can say: it
    was given it when it was enrolled."""
    made: date
    valid_days: int = VALID_DAYS
