"""Laws of reading: any bytes are a hospital or faults, never a crash; reading changes nothing; a refusal says why."""

from __future__ import annotations

import contextlib
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from codedark.formats.inventory import read_inventory
from codedark.hospital.defence import defences
from codedark.hospital.faults import BadHospital
from codedark.hospital.machines import joined
from codedark.hospital.reading import Folder, read
from codedark.hospital.schema import TABLE_NAMED
from tests.hospital.books import ods, xlsx
from tests.making import make_files

GOOD = make_files(
    zones="zone,kind,prefixes,gate\noffice,office,10.0.0.0/24,fw\nlab,device,10.0.1.0/24,",
    gates="gate,kind\nfw,nac",
    hosts="host,zone,address,needs\nws-1,office,10.0.0.3,sv-1\nsv-1,lab,10.0.1.4,",
    applications="application,kind,runs_on,ports,needs\nlis,clinical,sv-1,tcp/443,",
    services="service,needs,worked_from,paper_min\nlab-work,lis,office,30",
    conduits="conduit,from,to,ports\nc,office,lab,443",
    accounts="account,administers\nadmin,role:other@lab host:ws-1",
) | {
    "defences/wall/defence.toml": b'title = "Wall"\ncost_eur = 1',
    "defences/wall/conduits.csv": b"change,conduit\nremove,c\n",
    "hospital.xlsx": xlsx({"crews": [["crew", "kind", "owner"], ["m", "mug", "ours"]]}),
}
NAMES = st.sampled_from(
    [*GOOD, *(f"{table}.csv" for table in TABLE_NAMED), "hospital.ods", "host.csv", "defences/x/hosts.csv", "x/y.toml"]
)
CELLS = st.sampled_from(
    ["", "=", "?", "? why", "-", "*", "office", "lab", "fw", "ws-1", "10.0.0.0/8", "::/0", "10.0.0.3",
     "2 of (lis, lis)", "lis and lab-work", "((", "-1", "1e9", "nan", "0,5", "yes", "stated", "mon", "08:15",
     "2026-01-13T06:32+01:00", "tcp/443", "role:server", "host:", "\u00e9", "x" * 200, "٣", "and", "unknown"]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table with real columns and odd cells."""
    columns = [column.name for column in draw(st.sampled_from(list(TABLE_NAMED.values()))).columns]
    chosen = draw(st.lists(st.sampled_from([*columns, "change", "nonsense"]), min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELLS, max_size=7), max_size=4))
    separator = draw(st.sampled_from([",", ";", "\t"]))
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in [chosen, *rows]]
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines).encode(draw(st.sampled_from(["utf-8", "utf-16"])))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file with a few bytes cut, changed or put in."""
    name = draw(st.sampled_from(list(GOOD)))
    raw = GOOD[name]
    at = draw(st.integers(0, len(raw)))
    return name, raw[:at] + draw(st.binary(max_size=4)) + raw[at + draw(st.integers(0, 8)) :]


FILES = st.lists(
    st.one_of(
        damaged(),
        st.tuples(NAMES, tables()),
        st.tuples(NAMES, st.binary(max_size=200)),
        st.tuples(NAMES, st.text(max_size=80).map(str.encode)),
    ),
    max_size=4,
).map(dict)
FAST = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@FAST
@given(FILES, st.sampled_from([(), ("wall",), ("x",), ("wall", "x")]))
@example({"zones.csv": b'zone,kind\n"a'}, ())
@example({"hospital.toml": b"a = " + b"[" * 9000}, ())
@example({"hospital.xlsx": ods({"hosts": [["host"]]})}, ())
def test_any_bytes_are_a_hospital_or_faults(files: dict[str, bytes], chosen: tuple[str, ...]) -> None:
    whole = GOOD | files
    before = dict(whole)
    try:
        hospital = read(whole, chosen)
    except BadHospital as bad:
        assert bad.faults
        assert all(fault.file and fault.message and fault.fix for fault in bad.faults)
        assert Folder(whole).faults(chosen) == bad.faults
    else:
        assert hospital.defences == chosen
        assert read(whole, chosen).sha256 == hospital.sha256
    assert whole == before
    with contextlib.suppress(BadHospital):
        defences(whole)


@FAST
@given(st.one_of(st.binary(max_size=300), tables(), damaged().map(lambda pair: pair[1])))
def test_any_bytes_are_an_inventory_or_faults(raw: bytes) -> None:
    with contextlib.suppress(BadHospital):
        joined(read_inventory("list", raw).machines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["10.0.0.1/24", "dcim.device"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["content", "itemtype", "hardware", "name", "networks", "ip", "model", "pk", "fields", "results",
             "primary_ip", "address", "site", "role", "network_device", "ips", "operatingsystem", "assigned_object_id"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@FAST
@given(JSON)
def test_any_json_is_an_inventory_or_faults(told: object) -> None:
    with contextlib.suppress(BadHospital):
        joined(read_inventory("list.json", json.dumps(told).encode()).machines)


XML = st.recursive(
    st.sampled_from(['<address addr="10.0.0.1" addrtype="ipv4"/>', '<address addr="x"/>', '<status state="up"/>',
                     '<port protocol="tcp" portid="443"><state state="open"/></port>', '<port portid="x"/>', "text",
                     '<osmatch name="Linux" accuracy="x"/>', '<hostname name="a b"/>', "&a;", "<host>"]),
    lambda inner: st.tuples(st.sampled_from(["host", "ports", "os", "hostnames"]), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=10,
)  # fmt: skip


@FAST
@given(st.lists(XML, max_size=4), st.sampled_from(["nmaprun", "html"]))
def test_any_xml_is_an_inventory_or_faults(parts: list[str], root: str) -> None:
    with contextlib.suppress(BadHospital):
        joined(read_inventory("scan.xml", f"<{root}>{''.join(parts)}</{root}>".encode()).machines)
