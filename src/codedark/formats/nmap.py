"""A scan by nmap, in its XML: hosts that answered, their open ports, what system they seem to be.

Format: nmap's XML output, nmap.dtd version 1.04 and 1.05.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

from codedark.hospital.faults import CellFault
from codedark.hospital.machines import Inventory, Machine
from codedark.hospital.records import Address
from codedark.hospital.words import Basis, Protocol


def read_nmap(name: str, raw: bytes) -> Inventory:
    """Machines that were up, in the order of the scan; entities are refused, the file is read as a stream.

    Raises:
        CellFault: not XML, not nmap's, or cut off.
    Cost: about 25 us a host with ten ports.

    >>> scan = b'<nmaprun><host><address addr="10.0.0.5" addrtype="ipv4"/></host></nmaprun>'
    >>> read_nmap("scan.xml", scan).machines[0].source
    'scan.xml, host 1'
    """
    machines: list[Machine] = []
    down = 0
    for number, host in enumerate(_hosts(raw), start=1):
        machine = _machine(host, f"{name}, host {number}")
        if machine is None:
            down += 1
        else:
            machines.append(machine)
    notes = (f"{name}: {down:,} hosts that did not answer were left out",) if down else ()
    return Inventory(tuple(machines), notes)


def _hosts(raw: bytes) -> Iterator[Any]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    first = True
    try:
        for event, element in iterparse(io.BytesIO(raw), events=("start", "end")):
            if first and element.tag != "nmaprun":
                raise CellFault(f"XML, but its root is <{element.tag[:80]}>, not nmap's <nmaprun>", "nmap -oX FILE ...")
            first = False
            if event == "end" and element.tag == "host":
                yield element
                element.clear()
    except (ParseError, DefusedXmlException, ValueError) as wrong:
        if isinstance(wrong, CellFault):
            raise
        raise CellFault(f"the XML cannot be read ({wrong})", "run the scan again, and let it finish") from None


def _machine(host: Any, source: str) -> Machine | None:
    status = host.find("status")
    address = _address(host)
    if address is None or (status is not None and status.get("state") != "up"):
        return None
    hostname = host.find("hostnames/hostname")
    return Machine(
        name=hostname.get("name", "") if hostname is not None else "",
        address=address,
        system=_system(host),
        ports=tuple(_open_ports(host)),
        basis=Basis.OBSERVED,
        source=source,
    )


def _address(host: Any) -> Address | None:
    for kind in ("ipv4", "ipv6"):
        for told in host.findall("address"):
            if told.get("addrtype", "ipv4") == kind:
                try:
                    return ip_address(told.get("addr", ""))
                except ValueError:
                    continue
    return None


def _system(host: Any) -> str:
    """The likeliest of nmap's guesses."""
    guesses = host.findall("os/osmatch")
    best = max(guesses, key=lambda g: int(g.get("accuracy", "0") or 0) if g.get("accuracy", "0").isdecimal() else 0,
               default=None)  # fmt: skip
    return str(best.get("name", "")) if best is not None else ""


def _open_ports(host: Any) -> Iterator[tuple[Protocol, int]]:
    for port in host.findall("ports/port"):
        state, number, protocol = port.find("state"), port.get("portid", ""), port.get("protocol", "")
        sound = number.isascii() and number.isdecimal() and len(number) <= 5 and protocol in ("tcp", "udp")
        if sound and state is not None and state.get("state") == "open":
            yield Protocol(protocol), int(number)
