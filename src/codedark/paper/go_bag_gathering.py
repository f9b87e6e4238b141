"""Ask the rooms below everything a go-bag is printed from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from codedark import depend, reach
from codedark.gap import playbook
from codedark.gap.gate_book import joined_pairs
from codedark.gap.plan_book import plan_book
from codedark.gap.tiers import tiers
from codedark.hospital.records import Hospital
from codedark.paper.go_bag_contents import VALID_DAYS, GoBag
from codedark.response.mandate import Mandate


def gathered(
    hospital: Hospital,
    mandate: Mandate | None,
    made: date,
    *,
    mandate_signed: bool = False,
    valid_days: int = VALID_DAYS,
    time_limit_s: float | None = None,
    advance: Callable[[float], None] = lambda done_count: None,
) -> GoBag:
    """Make the contents of a bag.

    Args:
        hospital: with its defences applied.
        mandate: None where the folder has none.
        made: the day it is made.
        mandate_signed: whether the signature beside the mandate fits the owner's key in it.
        time_limit_s: for each plan; None: until proven.
        advance: told the number of plans solved, out of zones + 1.
    Cost: `gap.playbook`, and one compilation of `depend` and `reach` on the split rows; 1.7 s for 30 zones.
    """
    circuit = depend.compile(hospital)
    off = depend.power_off_order(hospital, circuit)
    hosts = {*off.idle, *off.idle_last, *(host for step in off.steps for host in step.hosts)}
    split = tiers(hospital)
    book = playbook(hospital, reach.compile(hospital), circuit, time_limit_s=time_limit_s, advance=advance)
    return GoBag(
        hospital=hospital,
        circuit=circuit,
        tiers=split,
        pairs=joined_pairs(split),
        playbook=book,
        staged=plan_book(split, book),
        shutdown=depend.what_falls_if(hospital, circuit, depend.Off(hosts=frozenset(hosts))),
        power_off=off,
        restart=depend.restart_order(hospital),
        mandate=mandate,
        mandate_signed=mandate_signed,
        made=made,
        valid_days=valid_days,
    )
