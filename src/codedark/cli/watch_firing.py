"""What `codedark watch --fire` may do alone: the plans its mandate marks automatic, within the limit of 24 hours.

The watching machine has a key of its own, named in the mandate. The laptop asks first whether it may; every gate asks
again, by its own mandate, its own ledger of care and its own week of the theatres.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.gates.live import Live
    from codedark.response import Allowance, Recommendation
    from codedark.response.mandate import Mandate


class Firing:
    """The machine's own hand in one live incident."""

    def __init__(self, live: Live, mandate: Mandate, now: Callable[[], datetime]) -> None:
        self.live, self.mandate, self.now = live, mandate, now

    def allowance(self) -> Allowance:
        """What the mandate leaves to the machine at this moment: what cuts of the last day cost is taken off."""
        from codedark.response import Allowance, care_spent
        from codedark.response.allowance import CutHeld
        from codedark.response.incident import CUT_STANDS

        at, rule = self.now(), self.mandate.automatic
        cuts = [
            CutHeld(
                plan=cut.planned.plan,
                fired_at=cut.fired_at,
                released_at=None if cut.stage in CUT_STANDS else cut.deadline or at,
                care_lost_per_h=cut.planned.care_lost_per_h,
            )
            for cut in self.live.incident.cuts
            if cut.fired_at is not None
        ]
        spent, held = care_spent(cuts, at)
        return Allowance(
            plans_marked_automatic=frozenset(rule.plans) if rule.key else frozenset(),
            care_limit_24h=rule.care_limit_24h,
            care_spent_24h=spent,
            care_held_per_h=held,
            hold_h=self.mandate.hold.alone_min / 60,
        )

    def take(self, recommendation: Recommendation) -> bool:
        """Fire what a recommendation allows; whether anything was sent.

        A plan that the machine's folder does not hold is proposed to people, never fired.
        """
        from codedark.gap.plan_book import named
        from codedark.gates.live import new_order, planned, signed_by
        from codedark.response import events as ev
        from codedark.response.order import OrderAct
        from codedark.response.ruling import Ruling

        plan = named(self.live.laid.plans, recommendation.plan_name)
        if plan is None:
            return False
        at = self.now()
        why = tuple(recommendation.alarm.why)
        self.live.feed(ev.AlarmRaised(at=at, planned=planned(plan, self.live.laid), why=why))
        if not recommendation.automatic.allowed:
            return False
        minutes = self.mandate.hold.alone_min
        order = new_order(OrderAct.CUT, plan, at, hold_min=minutes, reason="an alarm, and nobody asked")
        signed = signed_by(order, self.live.signers, self.live.mark)
        because = "; ".join(recommendation.automatic.because)
        ruling = Ruling(yes=True, why=because, rule="automatic", roles=("machine",))
        self.live.feed(ev.Approved(at=at, signed=signed, ruling=ruling))
        return True

    def tick(self) -> None:
        """Let time pass for the incident: proofs are renewed, deadlines are watched."""
        from codedark.response import events as ev

        self.live.feed(ev.Tick(at=self.now()))


def firing(hospital: Path, defence: list[str] | None, key: Path, live: Path | None) -> Firing:
    """The machine's hand for a hospital whose plans are staged.

    Raises:
        BadHospital: nothing is staged, the mandate is not signed, or the key is not the one it names as automatic.
    """
    from codedark.cli.gap_live import opened
    from codedark.gates.clock import Clock
    from codedark.hospital import BadHospital, Fault
    from codedark.response.keys import public_hex

    running, mandate = opened(hospital, defence, [key], live, quiet=False)
    own = public_hex(running.signers[0])
    if mandate.automatic.key != own:
        fix = f'write key = "{own}" under [automatic], and have the owner sign; or name the file of that key'
        fault = Fault(file="--fire", value=str(key), message="the mandate leaves nothing to this key", fix=fix)
        raise BadHospital([fault])
    return Firing(running, mandate, Clock().now)
