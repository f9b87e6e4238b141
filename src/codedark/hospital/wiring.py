"""Cells that say how a gate is wired: where its agent answers, its public key, its interfaces."""

from __future__ import annotations

import re
from ipaddress import ip_address

from codedark.hospital.faults import CellFault
from codedark.hospital.values import Endpoint

_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_KEY = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"[0-9]{1,5}")
_INTERFACE_MAX = 15
"""Linux: IFNAMSIZ is 16 bytes, the last of them 0 (include/uapi/linux/if.h)."""
_EXAMPLE = "an address or a name with a port, such as 10.1.2.3:47115, [fd00::9]:47115 or gate-1.example:47115"


def endpoint(text: str) -> Endpoint:
    """Where an agent answers; raises CellFault.

    >>> endpoint("[FD00:0::9]:47115"), str(endpoint("Gate-1.example:47115"))
    (Endpoint(host='fd00::9', port=47115), 'gate-1.example:47115')
    """
    host, colon, port = text.rpartition(":")
    if not colon or _DIGITS.fullmatch(port) is None:
        raise CellFault("no port in it", _EXAMPLE)
    if not 1 <= int(port) <= 65535:
        raise CellFault(f"'{port}' is not a port", "a number from 1 to 65535")
    return Endpoint(_host(host), int(port))


def _host(text: str) -> str:
    bracketed = text.startswith("[") and text.endswith("]")
    bare = text[1:-1] if bracketed else text
    try:
        address = ip_address(bare)
    except ValueError:
        return _name(text)
    if (address.version == 6) != bracketed or "%" in bare:
        raise CellFault("an IPv6 address stands in brackets, an IPv4 address without", _EXAMPLE)
    return str(address)


def _name(text: str) -> str:
    lower = text.lower()
    # What is all digits and dots is a mistyped address: nobody looks it up by name.
    if _NAME.fullmatch(lower) is None or len(lower) > 253 or lower.rpartition(".")[2].isdigit():
        raise CellFault(f"'{text}' is neither an address nor a name", _EXAMPLE)
    return lower


def public_key(text: str) -> str:
    """A public key in lower case; raises CellFault. Whether it is a point of the curve is asked when it is used.

    >>> len(bytes.fromhex(public_key("AB" * 32)))
    32
    """
    lower = text.lower()
    if _KEY.fullmatch(lower) is None:
        raise CellFault(
            f"not a public key: {len(text)} characters",
            "64 hexadecimal digits, as the agent prints when it is enrolled",
        )
    return lower


def interface(text: str) -> str:
    """The name of a network interface as the gate's own system has it; raises CellFault.

    >>> interface("vlan12")
    'vlan12'
    """
    sound = text.isascii() and text.isprintable() and not re.search(r"[\s/\"'{};,*]", text) and text not in {".", ".."}
    if not sound:
        raise CellFault(
            "not the name of an interface", "as the gate lists it, such as eth1 or vlan12: one name, no blank"
        )
    if len(text) > _INTERFACE_MAX:
        raise CellFault(
            f"{len(text)} characters; Linux takes at most {_INTERFACE_MAX}", "the name as the gate itself lists it"
        )
    return text
