from __future__ import annotations

from gzip import compress

import pytest

from codedark.formats import inventory
from codedark.formats.inventory import read_inventory
from codedark.hospital.faults import BadHospital
from tests.hospital.books import ods, xlsx

ROWS = [["Host name", "IP"], ["a", "10.0.0.1"]]
NMAP = b'<nmaprun><host><address addr="10.0.0.1" addrtype="ipv4"/></host></nmaprun>'
GLPI = b'{"itemtype": "Computer", "content": {"hardware": {"name": "a"}}}'
NETBOX = b'[{"model": "dcim.device", "pk": 1, "fields": {"name": "a"}}]'


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        (b"name,ip\na,10.0.0.1\n", "f, row 2"),
        (b"\xef\xbb\xbfname;ip\n\na;10.0.0.1\n", "f, row 3"),
        (xlsx({"Sheet1": ROWS}), "f[Sheet1], row 2"),
        (ods({"Sheet1": ROWS}), "f[Sheet1], row 2"),
        (b"\n " + NMAP, "f, host 1"),
        (GLPI, "f (GLPI)"),
        (NETBOX, "f, dcim.device 1"),
    ],
)
def test_a_format_is_told_by_what_stands_in_it(raw: bytes, source: str) -> None:
    assert [machine.source for machine in read_inventory("f", raw).machines] == [source]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (compress(NMAP, mtime=0), "compressed with gzip"),
        (b"serial,colour\n1,red\n", "no column for names or addresses among serial, colour"),
        (xlsx({"a": [["serial"], ["1"]]}), "no sheet has"),
        (b"<html/>", "not nmap's"),
        (NMAP[:-4], "cannot be read"),
        (b'{"a": 1}', "neither of GLPI nor of NetBox"),
        (b"[1, 2", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        ("name,ip\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "cannot be opened"),
        (b'name,ip\na,"=1+1"\n', "formula"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, said: str) -> None:
    with pytest.raises(BadHospital) as bad:
        read_inventory("f", raw)
    (fault,) = bad.value.faults
    assert fault.file.startswith("f")
    assert said in fault.message
    assert fault.fix


@pytest.mark.parametrize("raw", [NMAP, GLPI])
def test_a_tree_too_large_for_memory_is_refused(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "MAX_TREE_BYTES", len(raw))
    read_inventory("f", raw)
    monkeypatch.setattr(inventory, "MAX_TREE_BYTES", len(raw) - 1)
    with pytest.raises(BadHospital):
        read_inventory("f", raw)
