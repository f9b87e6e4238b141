"""What a gate says to an order: taken, with what follows from it, or refused, with why. It does nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from codedark.gap.posture import Posture
from codedark.response.keys import KeyId
from codedark.response.mandate import Act, Mandate
from codedark.response.memory import GateMemory, Held
from codedark.response.order import Order, OrderAct
from codedark.response.ruling import Ruling, may
from codedark.response.signing import SignedOrder, verify

FUTURE_S = 120
"""Seconds an order may come from the future: clocks of laptops and gates differ."""
_ACTS = {OrderAct.CUT: Act.FIRE, OrderAct.HOLD: Act.HOLD, OrderAct.RELEASE: Act.RELEASE}


class Refusal(StrEnum):
    """Kinds of refusal, so that a program can tell them apart."""

    NO_MANDATE = "no-mandate"
    UNKNOWN_KEY = "unknown-key"
    REVOKED_KEY = "revoked-key"
    TAMPERED = "tampered"
    UNKNOWN_PLAN = "unknown-plan"
    UNKNOWN_CONDUIT = "unknown-conduit"
    EXPIRED = "expired"
    FROM_THE_FUTURE = "from-the-future"
    UNTRUSTED_CLOCK = "untrusted-clock"
    REPLAYED = "replayed"
    NOT_HELD = "not-held"
    NOT_ENTITLED = "not-entitled"
    """No right to it at this hour, or too few persons."""
    NOT_AUTOMATIC = "not-automatic"
    """The machine's own key, beyond what the mandate leaves to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What a gate knows of a plan that is staged on it."""

    posture_max: Posture
    care_lost_per_h: float
    conduits_count: int
    """Conduits of the plan's seal, in their sorted order: what indexes of a release count."""
    automatic: bool = False
    """Whether it was staged under a name the mandate marks automatic."""
    flows_unsigned: tuple[str, ...] = ()
    """Break-glass flows whose clinical owner did not sign; said again when it is fired, never a refusal then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An order taken. `already`: nothing is to be done, it stands so."""

    order: Order
    ruling: Ruling
    already: bool
    held: Held | None
    """What the gate holds of the plan afterwards, deadline and all; None: all of it is let go."""
    conduits: tuple[int, ...]
    """To release: the indexes meant, all of them named; () for a cut or a hold."""
    remarks: tuple[str, ...] = ()
    """To be shown and recorded: what was shortened, what could not be judged."""

    def lasts_s(self, at: datetime, *, clock_trusted: bool) -> float:
        """Seconds for the kernel's timer; 0 for a release. Without a trusted clock it counts from now."""
        if self.held is None or self.order.act is OrderAct.RELEASE:
            return 0.0
        since = at if clock_trusted else self.held.fired_at
        return max((self.held.deadline - since).total_seconds(), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An order not taken; nothing changes."""

    why: str
    kind: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an order is judged on."""

    mandate: Mandate | None
    mark: str
    """Of the hospital: what is signed with every order."""
    plans: Mapping[str, PlanFacts]
    """Plan id -> what is staged here."""
    at: datetime
    """Now, aware, in the hospital's own time zone: the mandate's hours are read from it as they stand."""
    clock_trusted: bool = True
    theatres_in_use: int | None = None
    """Operations running; None: nobody knows, which counts as in use."""
    care_spent_24h: float = 0.0
    """Care lost to cuts fired by the machine in the last 24 hours, those held counted up to their deadlines."""


def judge_order(signed: SignedOrder, memory: GateMemory, ground: Ground) -> Accepted | Refused:
    """Judge one order.

    A cut by one person is shortened to `mandate.hold.alone_min`, never refused for asking more. The same cut again is
    *already so*, whatever the clock says, and never moves its deadline. A hold or a release counts once.

    Returns:
        `Accepted` with what the gate holds afterwards, or `Refused`. The caller saves memory: `remember` after a cut
        was fired, before a hold or a release is carried out.
    Cost: one Ed25519 verification a signature, and look-ups; benchmarks/bench_orders.py.
    """
    order = signed.order
    if ground.mandate is None:
        return Refused(why="no mandate is in force here", kind=Refusal.NO_MANDATE)
    plan = ground.plans.get(order.plan)
    return (
        _of_keys(signed, ground.mandate, ground)
        or _of_time(order, memory, ground)
        or _of_plan(order, plan, memory)
        or _of_authority(signed, ground.mandate, plan, memory, ground)
    )


def _of_keys(signed: SignedOrder, mandate: Mandate, ground: Ground) -> Refused | None:
    for key in signed.keys:
        if key not in mandate.public:
            return Refused(why=f"key {key} is not in the mandate", kind=Refusal.UNKNOWN_KEY)
        gone = mandate.revoked_since(key)
        if gone is not None and (not ground.clock_trusted or ground.at >= gone.since):
            why = f"key {key} was revoked from {gone.since:%Y-%m-%d %H:%M}: {gone.why}"
            return Refused(why=why, kind=Refusal.REVOKED_KEY)
    false = verify(signed, mandate.public, ground.mark)
    if false:
        return Refused(why=f"not what {' and '.join(false)} signed for this hospital", kind=Refusal.TAMPERED)
    return None


def _of_time(order: Order, memory: GateMemory, ground: Ground) -> Refused | None:
    used = memory.knows(order)
    if order.act is OrderAct.CUT and used and memory.holding(order.plan) is not None:
        return None
    if used:
        return Refused(why=f"this {order.act.value} was taken here before; it counts once", kind=Refusal.REPLAYED)
    if ground.clock_trusted:
        return _of_trusted_time(order, ground.at)
    if order.act is not OrderAct.CUT:
        why = f"the clock here is not trusted, so the age of a {order.act.value} cannot be judged; set the clock first"
        return Refused(why=why, kind=Refusal.UNTRUSTED_CLOCK)
    if memory.latest_at is not None and order.expires_at < memory.latest_at:
        return Refused(why=_expired(order, memory.latest_at), kind=Refusal.EXPIRED)
    return None


def _of_trusted_time(order: Order, at: datetime) -> Refused | None:
    if at > order.expires_at:
        return Refused(why=_expired(order, at), kind=Refusal.EXPIRED)
    if order.issued_at > at + timedelta(seconds=FUTURE_S):
        ahead_s = (order.issued_at - at).total_seconds()
        why = f"issued {ahead_s:.0f} s from now by the clock here ({_utc(at)}); compare the clocks"
        return Refused(why=why, kind=Refusal.FROM_THE_FUTURE)
    return None


def _expired(order: Order, at: datetime) -> str:
    return f"ran out at {_utc(order.expires_at)}; here it is {_utc(at)}: issue a new one, or compare the clocks"


def _of_plan(order: Order, plan: PlanFacts | None, memory: GateMemory) -> Refused | None:
    if plan is None:
        return Refused(
            why=f"no plan {order.plan} is staged here: stage it, or read its id again", kind=Refusal.UNKNOWN_PLAN
        )
    if order.conduits and order.conduits[-1] >= plan.conduits_count:
        why = f"conduit {order.conduits[-1]} of a plan that has {plan.conduits_count}, counted from 0"
        return Refused(why=why, kind=Refusal.UNKNOWN_CONDUIT)
    if order.act is not OrderAct.CUT and memory.holding(order.plan) is None:
        return Refused(
            why=f"plan {order.plan} is not held here: there is nothing to {order.act.value}", kind=Refusal.NOT_HELD
        )
    return None


def _of_authority(
    signed: SignedOrder, mandate: Mandate, plan: PlanFacts | None, memory: GateMemory, ground: Ground
) -> Accepted | Refused:
    assert plan is not None  # _of_plan refused before
    order = signed.order
    local = ground.at.replace(tzinfo=None) if ground.clock_trusted else None
    machine = [key for key in signed.keys if mandate.is_automatic(key)]
    persons = [key for key in signed.keys if mandate.holders.get(key)]
    if machine and not persons:
        refused = _of_the_machine(order, mandate, plan, memory, ground)
        if refused:
            return Refused(why="; ".join(refused), kind=Refusal.NOT_AUTOMATIC)
        rule = "automatic"
        ruling = Ruling(
            yes=True, why="the machine, within what the mandate leaves to it", rule=rule, roles=("machine",)
        )
    else:
        ruling = may(mandate, persons, _ACTS[order.act], plan.posture_max, local, order.reason_given)
        if not ruling.yes:
            return Refused(why=ruling.why, kind=Refusal.NOT_ENTITLED)
    if order.act is OrderAct.RELEASE:
        return _release(order, ruling, plan, memory)
    if order.act is OrderAct.HOLD:
        return _hold(order, ruling, memory, ground)
    return _cut(order, ruling, mandate, plan, memory, ground, persons)


def _of_the_machine(order: Order, mandate: Mandate, plan: PlanFacts, memory: GateMemory, ground: Ground) -> list[str]:
    """Every reason against a cut nobody asked for."""
    against = []
    if order.act is not OrderAct.CUT:
        return [f"the machine may cut, never {order.act.value}"]
    if memory.knows(order) and memory.holding(order.plan) is not None:
        return []
    if not plan.automatic:
        against.append("the plan is not marked automatic")
    if plan.posture_max > mandate.automatic.posture_max:
        against.append(
            f"posture {plan.posture_max:d} is above the {mandate.automatic.posture_max:d} left to the machine"
        )
    if ground.theatres_in_use is None or ground.theatres_in_use > 0:
        known = "is unknown" if ground.theatres_in_use is None else f"{ground.theatres_in_use}"
        against.append(f"theatres in use: {known}")
    minutes = min(order.hold_min, mandate.hold.alone_min)
    total = ground.care_spent_24h + plan.care_lost_per_h * minutes / 60
    if total > mandate.automatic.care_limit_24h:
        limit = mandate.automatic.care_limit_24h
        against.append(f"care lost within 24 h would come to {total:.2f}; the limit is {limit:.2f}")
    if not ground.clock_trusted:
        against.append("the clock here is not trusted, so 24 hours cannot be counted")
    return against


def _cut(
    order: Order,
    ruling: Ruling,
    mandate: Mandate,
    plan: PlanFacts,
    memory: GateMemory,
    ground: Ground,
    persons: Iterable[KeyId],
) -> Accepted | Refused:
    local = ground.at.replace(tzinfo=None) if ground.clock_trusted else None
    confirmed = may(mandate, persons, Act.HOLD, plan.posture_max, local, order.reason_given).yes
    standing = memory.holding(order.plan)
    used = memory.knows(order)
    if standing is not None and (used or not _spent(standing, ground)):
        return _stands(order, ruling, standing, used=used)
    remarks = [f"break-glass flow {flow} is not signed by its owner" for flow in plan.flows_unsigned]
    minutes = order.hold_min
    if not confirmed and minutes > mandate.hold.alone_min:
        minutes = mandate.hold.alone_min
        remarks.append(f"held {minutes} min, not {order.hold_min}: nobody confirmed it yet")
    if not ground.clock_trusted:
        remarks.append("the clock here is not trusted: the order's age was not judged")
    deadline = order.issued_at + timedelta(minutes=minutes)
    if ground.clock_trusted and deadline <= ground.at:
        why = f"issued {_utc(order.issued_at)} for {minutes} min, and here it is {_utc(ground.at)}: issue a new one"
        return Refused(why=why, kind=Refusal.EXPIRED)
    held = Held(
        plan=order.plan,
        fired_at=order.issued_at,
        deadline=deadline,
        confirmed=confirmed,
        automatic=ruling.rule == "automatic",
    )
    if standing is not None and standing.deadline > deadline:  # partly let go, and cut again: a hold is not shortened
        held = replace(standing, released=())
    return Accepted(order=order, ruling=ruling, already=False, held=held, conduits=(), remarks=tuple(remarks))


def _spent(held: Held, ground: Ground) -> bool:
    """Whether what stands is past its deadline, or partly let go: then a new order cuts anew."""
    return bool(held.released) or (ground.clock_trusted and ground.at >= held.deadline)


def _stands(order: Order, ruling: Ruling, held: Held, *, used: bool) -> Accepted:
    said = "this order was carried out before" if used else "the plan is held already"
    remark = f"{said}: it stands until {_utc(held.deadline)}; only a hold by two persons moves that"
    return Accepted(order=order, ruling=ruling, already=True, held=held, conduits=(), remarks=(remark,))


def _hold(order: Order, ruling: Ruling, memory: GateMemory, ground: Ground) -> Accepted | Refused:
    standing = memory.holding(order.plan)
    assert standing is not None  # _of_plan refused before
    asked = order.issued_at + timedelta(minutes=order.hold_min)
    if asked <= ground.at:
        why = f"a hold until {_utc(asked)}, and here it is {_utc(ground.at)}: issue a new one"
        return Refused(why=why, kind=Refusal.EXPIRED)
    remarks = () if asked >= standing.deadline else (f"shortened from {_utc(standing.deadline)}",)
    held = replace(standing, deadline=asked, confirmed=True)
    return Accepted(order=order, ruling=ruling, already=False, held=held, conduits=(), remarks=remarks)


def _release(order: Order, ruling: Ruling, plan: PlanFacts, memory: GateMemory) -> Accepted:
    standing = memory.holding(order.plan)
    assert standing is not None  # _of_plan refused before
    meant = order.conduits or tuple(range(plan.conduits_count))
    released = tuple(sorted({*standing.released, *meant}))
    whole = not order.conduits or len(released) == plan.conduits_count
    held = None if whole else replace(standing, released=released)
    return Accepted(order=order, ruling=ruling, already=False, held=held, conduits=meant)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%H:%M:%S} UTC"
