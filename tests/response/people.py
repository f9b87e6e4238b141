"""People with keys for tests of authority: each key from a fixed seed, so that a failing test fails again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gap.posture import Posture
from codedark.hospital.words import Day
from codedark.response.judging_orders import Ground, PlanFacts
from codedark.response.keys import KeyId, key_id, private_key, public_hex
from codedark.response.mandate import Act, Automatic, Hours, Mandate, Office, Revoked, Right
from codedark.response.order import Order, OrderAct
from codedark.response.signing import SignedOrder, hospital_mark, sign

NOON = datetime(2026, 1, 13, 12, 0, tzinfo=UTC)
"""A Tuesday; the tests' hospital keeps UTC."""
NIGHT = NOON.replace(hour=3)
PLAN, OTHER_PLAN = "0a1b2c3d4e5f", "ffeeddccbbaa"
LATER = timedelta(minutes=1)


def key_of(name: str) -> Ed25519PrivateKey:
    return private_key(sha256(name.encode()).digest())


def public_of(name: str) -> str:
    return public_hex(key_of(name))


def id_of(name: str) -> KeyId:
    return key_id(public_of(name))


MARK = hospital_mark(public_of("owner"))
WEEKDAYS = (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI)
OFFICES = (
    Office(role="commander", keys=(public_of("commander"),)),
    Office(role="duty-engineer", keys=(public_of("engineer"), public_of("engineer-2"))),
    Office(role="head-of-emergency", clinical=True, keys=(public_of("emergency"),)),
    Office(role="chief-nurse", clinical=True, keys=(public_of("nurse"),)),
    Office(role="switchboard", keys=(public_of("switchboard"),)),
    Office(role="security-officer"),
)
RIGHTS = (
    Right(role="commander", may=(Act.FIRE, Act.HOLD, Act.RELEASE), posture_max=Posture.DARK),
    Right(
        role="duty-engineer",
        may=(Act.FIRE, Act.STAGE),
        posture_max=Posture.NO_ADMINISTRATION,
        days=WEEKDAYS,
        hours=Hours(from_min=7 * 60, to_min=20 * 60),
    ),
    Right(role="duty-engineer", may=(Act.HOLD, Act.RELEASE)),
    Right(role="head-of-emergency", may=(Act.FIRE, Act.HOLD, Act.RELEASE, Act.SIGN), posture_max=Posture.BREAK_GLASS),
    Right(role="chief-nurse", may=(Act.HOLD, Act.RELEASE)),
)


def make_mandate(
    *,
    rights: tuple[Right, ...] = RIGHTS,
    revoked: tuple[Revoked, ...] = (),
    automatic: Automatic | None = None,
    valid_until: date = date(2026, 12, 31),
) -> Mandate:
    machine = Automatic(
        key=public_of("machine"), plans=("unknown",), care_limit_24h=5.0, posture_max=Posture.BREAK_GLASS
    )
    return Mandate(
        version=3,
        valid_from=date(2026, 1, 1),
        valid_until=valid_until,
        owner="hospital-director",
        owner_key=public_of("owner"),
        offices=OFFICES,
        rights=rights,
        revoked=revoked,
        automatic=automatic or machine,
    )


def make_order(
    act: OrderAct = OrderAct.CUT,
    *,
    at: datetime = NOON,
    plan: str = PLAN,
    conduits: tuple[int, ...] = (),
    valid_s: int = 600,
    hold_min: int | None = None,
    nonce: bytes = b"\x00\x00\x00\x01",
    reason: bool = False,
) -> Order:
    usual = 0 if act is OrderAct.RELEASE else 30
    return Order(
        act=act,
        plan=plan,
        conduits=conduits,
        issued_at=at,
        valid_s=valid_s,
        hold_min=usual if hold_min is None else hold_min,
        nonce=nonce,
        reason_given=reason,
    )


def signed_by(order: Order, *names: str, mark: str = MARK) -> SignedOrder:
    signed: Order | SignedOrder = order
    for name in names:
        signed = sign(signed, key_of(name), mark)
    assert isinstance(signed, SignedOrder)
    return signed


def make_facts(
    posture: Posture = Posture.BREAK_GLASS,
    *,
    care: float = 2.0,
    automatic: bool = False,
    unsigned: tuple[str, ...] = (),
) -> PlanFacts:
    return PlanFacts(
        posture_max=posture, care_lost_per_h=care, conduits_count=4, automatic=automatic, flows_unsigned=unsigned
    )


def make_ground(
    *,
    at: datetime = NOON + LATER,
    mandate: Mandate | None = None,
    plan: PlanFacts | None = None,
    trusted: bool = True,
    theatres: int | None = None,
    spent: float = 0.0,
) -> Ground:
    return Ground(
        mandate=mandate or make_mandate(),
        mark=MARK,
        plans={PLAN: plan or make_facts()},
        at=at,
        clock_trusted=trusted,
        theatres_in_use=theatres,
        care_spent_24h=spent,
    )
