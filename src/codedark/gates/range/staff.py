"""The people of an exercise: their keys, and the mandate under which they may order. Nobody's real key is touched.

The hospital's own mandate is taken where there is one: its roles, hours and limits, with keys drawn for this exercise
in every role. Without one, an exercise mandate stands in: an engineer and a physician on duty, at every hour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from os import urandom

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gap.posture import Posture
from codedark.response.keys import KeyId, key_id, public_hex
from codedark.response.mandate import Act, Mandate, Office, Right
from codedark.response.mandate_signature import sign_mandate
from codedark.response.mandate_text import mandate_toml
from codedark.response.order import NONCE_BYTES, Order, OrderAct
from codedark.response.ruling import may
from codedark.response.signing import hospital_mark, sign, to_bytes

VALID_S = 600
HOLD_MIN = 30


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """Who takes part, and what they carry."""

    owner: Ed25519PrivateKey
    people: dict[KeyId, tuple[str, Ed25519PrivateKey]]
    """Key id -> role and private key."""
    mandate: Mandate
    text: bytes
    signature: bytes
    own_mandate: bool
    """Whether it is the hospital's own, with keys of the exercise."""

    @property
    def owner_key(self) -> str:
        """The key that is pinned at every gate."""
        return public_hex(self.owner)

    def who(self, act: Act, posture: Posture, at_local: datetime) -> tuple[list[KeyId], str]:
        """The fewest people who may do this now, and by which ruling; ([], why) when nobody may."""
        said = "nobody is enrolled"
        for one in self.people:
            ruling = may(self.mandate, [one], act, posture, at_local, reason=True)
            if ruling.yes:
                return [one], ruling.why
            said = ruling.why
        for one in self.people:
            for other in self.people:
                if one != other:
                    ruling = may(self.mandate, [one, other], act, posture, at_local, reason=True)
                    if ruling.yes:
                        return [one, other], ruling.why
        return [], said

    def role(self, key: KeyId) -> str:
        """The role behind a key."""
        return self.people[key][0]

    def order(self, act: OrderAct, plan: str, signers: list[KeyId]) -> bytes:
        """A signed order, as it is sent."""
        order = Order(
            act=act,
            plan=plan,
            issued_at=datetime.now(UTC).replace(microsecond=0),
            valid_s=VALID_S,
            hold_min=0 if act is OrderAct.RELEASE else HOLD_MIN,
            nonce=urandom(NONCE_BYTES),
            reason_given=True,
        )
        mark = hospital_mark(self.owner_key)
        signed = sign(order, self.people[signers[0]][1], mark)
        for other in signers[1:]:
            signed = sign(signed, self.people[other][1], mark)
        return to_bytes(signed)


def staff_of(told: Mandate | None, at_local: datetime) -> Staff:
    """Draw keys for everybody of a mandate, and sign it as its owner.

    Args:
        told: the hospital's own; None, or one that is not in force now: the exercise's.
    """
    own = told is not None and told.valid_from <= at_local.date() <= told.valid_until
    owner = Ed25519PrivateKey.generate()
    people: dict[KeyId, tuple[str, Ed25519PrivateKey]] = {}
    plain = told if own and told is not None else _exercise(at_local)
    offices = []
    for office in plain.offices:
        key = Ed25519PrivateKey.generate()
        people[key_id(public_hex(key))] = (office.title or office.role, key)
        offices.append(replace(office, keys=(public_hex(key),)))
    mandate = replace(plain, offices=tuple(offices), owner_key=public_hex(owner), revoked=())
    text = mandate_toml(mandate)
    return Staff(
        owner=owner, people=people, mandate=mandate, text=text, signature=sign_mandate(text, owner), own_mandate=own
    )


def _exercise(at_local: datetime) -> Mandate:
    every = (Act.FIRE, Act.HOLD, Act.RELEASE, Act.STAGE)
    return Mandate(
        version=1,
        valid_from=at_local.date() - timedelta(days=1),
        valid_until=at_local.date() + timedelta(days=1),
        source="made for one exercise",
        owner="owner",
        offices=(
            Office(role="duty-engineer", title="duty engineer"),
            Office(role="physician-on-duty", title="physician on duty", clinical=True),
        ),
        rights=(Right(role="duty-engineer", may=every), Right(role="physician-on-duty", may=every)),
    )
