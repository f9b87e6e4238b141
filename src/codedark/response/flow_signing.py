"""A clinical owner's word for a break-glass flow that a cut leaves open towards what may be compromised.

A flow is named by its sentence, `conduit: source to target`, as `gap stage` prints it: whoever signs has read it. The
signature stands until the mandate changes whose key may sign; it says nothing of any single cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.response.keys import KeyId, key_id, parsed, public_hex
from codedark.response.mandate import Act, Mandate
from codedark.response.signing import MARK_BYTES

DOMAIN = b"codedark flow v1\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSignature:
    """One person's word for one flow."""

    flow: str
    key: KeyId
    signature: str
    """128 hexadecimal digits of Ed25519."""


def sign_flow(flow: str, private: Ed25519PrivateKey, mark: str) -> FlowSignature:
    """Sign a flow, for one hospital.

    Args:
        mark: from `signing.hospital_mark`.
    """
    raw = private.sign(_signed(flow, mark))
    return FlowSignature(flow=flow, key=key_id(public_hex(private)), signature=raw.hex())


def signed_flows(
    signatures: Iterable[FlowSignature], mandate: Mandate, mark: str, owners: Mapping[str, str] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Flow -> roles of those who signed it and may; flows without a signature that holds are absent.

    A revoked key, one of a role that may not sign flows, and a signature for another hospital count as none.

    Args:
        owners: conduit -> its clinical owner. Where that is an office of the mandate which may sign, nobody else's
            signature counts; "head of imaging" is the office `head-of-imaging`.
    """
    found: dict[str, list[str]] = {}
    may_sign = {right.role for right in mandate.rights if Act.SIGN in right.may}
    for one in signatures:
        owner = _office((owners or {}).get(one.flow.partition(":")[0], ""))
        allowed = {role for role in may_sign if _office(role) == owner} or may_sign
        roles = [office.role for office in mandate.holders.get(one.key, ()) if office.role in allowed]
        if roles and mandate.revoked_since(one.key) is None and _holds(one, mandate.public[one.key], mark):
            found.setdefault(one.flow, []).extend(roles)
    return {flow: tuple(dict.fromkeys(roles)) for flow, roles in found.items()}


def _signed(flow: str, mark: str) -> bytes:
    return DOMAIN + bytes.fromhex(mark)[:MARK_BYTES] + flow.encode()


def _office(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _holds(one: FlowSignature, public: str, mark: str) -> bool:
    try:
        parsed(public).verify(bytes.fromhex(one.signature), _signed(one.flow, mark))
    except (InvalidSignature, ValueError):
        return False
    return True
