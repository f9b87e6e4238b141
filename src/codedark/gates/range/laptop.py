"""The laptop of an exercise: lays plans ready on the agents, has orders signed, sends them, gathers evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from codedark.gap.gate_seal import GateSeal
from codedark.gap.plan_book import StagedPlan
from codedark.gap.posture import Posture
from codedark.gap.proving import GateEvidence
from codedark.gates.agent_folder import Staged
from codedark.gates.controller import Controller, GateAnswer, Member
from codedark.gates.range.readiness import Ready
from codedark.gates.range.staff import Staff
from codedark.hospital.records import GateId
from codedark.response.mandate import Act
from codedark.response.order import OrderAct

RIGHTS = {OrderAct.CUT: Act.FIRE, OrderAct.RELEASE: Act.RELEASE}
TIMEOUT_S = 10.0
"""Longer than in a hospital: here all gates share the processors of one machine."""


class NotDone(OSError):
    """Agents did not do what the exercise needs, or nobody may order it; the message says which and why."""


class Laptop:
    """One exercise's controller, and the people whose keys it may use."""

    def __init__(self, ready: Ready, staff: Staff, members: Sequence[Member], say: Callable[[str, str], None]) -> None:
        stagers, why = staff.who(Act.STAGE, Posture.NORMAL, local_time(ready))
        if len(stagers) != 1:
            raise NotDone(f"nobody may lay plans ready: {why}")
        self.ready, self.staff, self.members, self.say = ready, staff, tuple(members), say
        self.stager = staff.role(stagers[0])
        self.controller = Controller(self.members, staff.people[stagers[0]][1], timeout_s=TIMEOUT_S)

    def stage(self, plans: Sequence[StagedPlan]) -> None:
        """Lay plans ready on every agent, in place of what was there.

        Raises:
            NotDone: an agent did not.
        """
        zone = self.ready.hospital.settings.hospital.timezone
        staged = {p.gate: Staged(book=p.book, plans=tuple(plans), timezone=zone) for p in self.ready.posts}
        self.controller.members = self.members
        must(self.controller.stage(staged), "stage the plans")

    def prepare(self, plan: StagedPlan) -> None:
        """Ask every gate of a plan whether it could fire it now.

        Raises:
            NotDone: one could not.
        """
        self._speak_to(plan)
        must(self.controller.prepare(plan.id), "prepare the plan")

    def sign(self, act: OrderAct, plan: StagedPlan) -> bytes:
        """An order signed by the fewest people who may give it at this hour.

        Raises:
            NotDone: nobody may.
        """
        people, why = self.staff.who(RIGHTS[act], plan.posture_max, local_time(self.ready))
        if not people:
            raise NotDone(f"nobody may {act} plan {plan.id} now: {why}")
        self.say(" and ".join(self.staff.role(p) for p in people), f"signed: {act} {plan.id} ({why})")
        return self.staff.order(act, plan.id, people)

    def send(self, order: bytes, plan: StagedPlan) -> list[GateAnswer]:
        """Send an order to the gates of a plan; who did not do it is said.

        Raises:
            NotDone: nobody did.
        """
        self._speak_to(plan)
        answers = self.controller.order(order)
        for agent, refused in self.controller.stragglers(answers).items():
            self.say(agent, f"did not do it: {refused}")
        if not any(a.done is not None for a in answers):
            raise NotDone(f"no gate took the order: {answers[0].refused if answers else 'the plan touches none'}")
        return answers

    def evidence(self, plan: StagedPlan, held: dict[GateId, GateSeal]) -> tuple[GateEvidence, ...]:
        """What every gate of a plan can show."""
        self._speak_to(plan)
        return self.controller.evidence(plan.id, held)

    def _speak_to(self, plan: StagedPlan) -> None:
        """Only members with something to do in a plan: one that waits for the common instant with nothing to do then
        would keep a processor from those that have.
        """
        busy = {gate for gate, one in self.ready.seals(plan.seal) if not one.empty}
        self.controller.members = [m for m in self.members if m.gate in busy]


def local_time(ready: Ready) -> datetime:
    """Now, by the hospital's wall clock."""
    zone = ZoneInfo(ready.hospital.settings.hospital.timezone)
    return datetime.now(UTC).astimezone(zone).replace(tzinfo=None)


def must(answers: Sequence[GateAnswer], what: str) -> None:
    """Raise NotDone unless every agent did it."""
    wrong = [f"{a.member.agent}: {a.refused}" for a in answers if a.refused]
    if wrong:
        raise NotDone(f"{len(wrong)} of {len(answers)} agents did not {what}: {'; '.join(wrong[:3])}")


def told_by(answers: Sequence[GateAnswer], gate: str, key: str) -> float | None:
    """A number from one gate's answer; None: it did nothing."""
    return next((float(a.done[key]) for a in answers if a.member.agent == gate and a.done is not None), None)
