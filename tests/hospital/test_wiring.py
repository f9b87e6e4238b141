from __future__ import annotations

import pytest

from codedark.hospital.faults import CellFault
from codedark.hospital.values import Endpoint
from codedark.hospital.wiring import endpoint, interface, public_key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.1.2.3:47115", Endpoint("10.1.2.3", 47115)),
        ("[fd00:0:0::9]:1", Endpoint("fd00::9", 1)),
        ("Gate-1.Example:65535", Endpoint("gate-1.example", 65535)),
        ("gate1:80", Endpoint("gate1", 80)),
    ],
)
def test_an_endpoint_is_written_one_way(text: str, found: Endpoint) -> None:
    assert endpoint(text) == found
    assert endpoint(str(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10.1.2.3", "no port"),
        ("10.1.2.3:", "no port"),
        ("10.1.2.3:http", "no port"),
        ("10.1.2.3:\u0663", "no port"),
        ("10.1.2.3:0", "not a port"),
        ("10.1.2.3:65536", "not a port"),
        (":47115", "neither"),
        ("10.1.2.256:47115", "neither"),
        ("1.2.3:47115", "neither"),
        ("gate_1:47115", "neither"),
        ("-gate:47115", "neither"),
        ("gate..example:47115", "neither"),
        ("a" * 64 + ":47115", "neither"),
        ("http://gate:47115", "neither"),
        ("gate 1:47115", "neither"),
        ("fd00::9:47115", "brackets"),
        ("[10.1.2.3]:47115", "brackets"),
        ("[fe80::1%eth0]:47115", "brackets"),
    ],
)
def test_what_is_no_endpoint_is_told_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(CellFault) as fault:
        endpoint(text)
    assert said in fault.value.message
    assert fault.value.fix


def test_a_key_is_32_bytes_in_lower_case() -> None:
    assert public_key("0A" * 32) == "0a" * 32
    for wrong in ("0a" * 31, "0a" * 33, "0g" * 32, "0a " * 32, "\uff10a" * 32):
        with pytest.raises(CellFault, match="not a public key"):
            public_key(wrong)


def test_an_interface_has_a_name_linux_takes() -> None:
    assert [interface(name) for name in ("eth1", "br-icu.12", "enp0s31f6", "a" * 15)]
    with pytest.raises(CellFault, match="16 characters"):
        interface("a" * 16)
    for wrong in ("eth 1", "eth/1", 'eth"1', "eth*", "..", "eth\n1", "ethé", "eth{1"):
        with pytest.raises(CellFault, match="not the name"):
            interface(wrong)
