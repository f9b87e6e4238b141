from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.response.flow_signing import FlowSignature, sign_flow, signed_flows
from codedark.response.keys import public_hex
from codedark.response.mandate import Act, Mandate, Office, Revoked, Right

OWNER, HEAD, OTHER = (Ed25519PrivateKey.generate() for _ in range(3))
MARK, ELSEWHERE = "ab" * 16, "cd" * 16
FLOW = "images: imaging to archive"


def mandate() -> Mandate:
    return Mandate(
        version=1,
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        owner="director",
        owner_key=public_hex(OWNER),
        offices=(
            Office(role="head-of-imaging", clinical=True, keys=(public_hex(HEAD),)),
            Office(role="engineer", keys=(public_hex(OTHER),)),
        ),
        rights=(Right(role="head-of-imaging", may=(Act.SIGN,)), Right(role="engineer", may=(Act.FIRE,))),
    )


def test_a_flow_is_signed_by_a_role_that_may() -> None:
    assert signed_flows([sign_flow(FLOW, HEAD, MARK)], mandate(), MARK) == {FLOW: ("head-of-imaging",)}


def changed(one: FlowSignature) -> FlowSignature:
    return replace(one, flow=one.flow + " and anywhere")


@pytest.mark.parametrize(
    "one",
    [
        sign_flow(FLOW, OTHER, MARK),
        sign_flow(FLOW, Ed25519PrivateKey.generate(), MARK),
        sign_flow(FLOW, HEAD, ELSEWHERE),
        changed(sign_flow(FLOW, HEAD, MARK)),
        replace(sign_flow(FLOW, HEAD, MARK), signature="00" * 64),
        replace(sign_flow(FLOW, HEAD, MARK), signature="no digits"),
    ],
    ids=["role that may not", "key of nobody", "another hospital", "another flow", "no signature", "no digits"],
)
def test_anything_else_is_no_signature(one: FlowSignature) -> None:
    assert signed_flows([one], mandate(), MARK) == {}


def test_a_revoked_key_signs_nothing_any_more() -> None:
    gone = Revoked(key=public_hex(HEAD), since=datetime(2026, 6, 1, tzinfo=UTC), why="lost")
    assert signed_flows([sign_flow(FLOW, HEAD, MARK)], replace(mandate(), revoked=(gone,)), MARK) == {}


def test_where_the_owner_is_an_office_nobody_else_signs_for_it() -> None:
    both = replace(mandate(), rights=(*mandate().rights, Right(role="engineer", may=(Act.SIGN,))))
    owners = {"images": "Head of Imaging"}
    assert signed_flows([sign_flow(FLOW, OTHER, MARK)], both, MARK, owners) == {}
    assert signed_flows([sign_flow(FLOW, HEAD, MARK)], both, MARK, owners) == {FLOW: ("head-of-imaging",)}
    assert signed_flows([sign_flow(FLOW, OTHER, MARK)], both, MARK, {"images": "head of heart"}) == {
        FLOW: ("engineer",)
    }
