from __future__ import annotations

from pathlib import Path

import pytest

from codedark.formats.nmap import read_nmap
from codedark.hospital.faults import CellFault
from codedark.hospital.guessing import guess
from codedark.hospital.words import Basis, Protocol, Role

SCAN = b"""<?xml version="1.0"?>
<!DOCTYPE nmaprun>
<nmaprun scanner="nmap">
 <host><status state="up"/><address addr="10.0.0.5" addrtype="ipv4"/><address addr="00:11:22:33:44:55" addrtype="mac"/>
  <hostnames><hostname name="dc1.x.local" type="PTR"/></hostnames>
  <ports><port protocol="tcp" portid="88"><state state="open"/></port>
         <port protocol="tcp" portid="389"><state state="open"/></port>
         <port protocol="tcp" portid="22"><state state="closed"/></port>
         <port protocol="udp" portid="53"><state state="open|filtered"/></port></ports>
  <os><osmatch name="Linux 2.6" accuracy="85"/><osmatch name="Windows Server 2019" accuracy="96"/></os></host>
 <host><status state="down"/><address addr="10.0.0.6" addrtype="ipv4"/></host>
 <host><status state="up"/><address addr="fd00::7" addrtype="ipv6"/></host>
 <host><status state="up"/><address addr="00:11:22:33:44:66" addrtype="mac"/></host>
</nmaprun>"""


def test_hosts_that_answered_are_read_with_their_open_ports() -> None:
    found = read_nmap("scan.xml", SCAN)
    first, second = found.machines
    assert (first.name, str(first.address), first.system) == ("dc1.x.local", "10.0.0.5", "Windows Server 2019")
    assert first.ports == ((Protocol.TCP, 88), (Protocol.TCP, 389))
    assert (first.basis, first.source) == (Basis.OBSERVED, "scan.xml, host 1")
    assert (str(second.address), second.source) == ("fd00::7", "scan.xml, host 3")
    assert guess(first).role is Role.DIRECTORY
    assert found.notes == ("scan.xml: 2 hosts that did not answer were left out",)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<nmaprun><host>",
        b"<other/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><nmaprun>&a;</nmaprun>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><nmaprun>&a;</nmaprun>',
    ],
)
def test_what_is_no_whole_scan_is_refused(raw: bytes) -> None:
    with pytest.raises(CellFault):
        read_nmap("scan.xml", raw)


@pytest.mark.shared_data("data/inventory/nmap")
@pytest.mark.parametrize(
    ("file", "up"),
    [("1_hosts.xml", 1), ("1_os_banner_scripts.xml", 1), ("2_hosts_version.xml", 2), ("full_sudo6.xml", 4)],
)
def test_real_scans_are_read(shared: Path, file: str, up: int) -> None:
    found = read_nmap(file, (shared / "data/inventory/nmap" / file).read_bytes())
    assert len(found.machines) == up
    assert all(machine.address is not None for machine in found.machines)
