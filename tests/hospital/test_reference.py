"""docs/reference/hospital-folder.md keeps up with the code: tables, columns, keys, words, faults and remarks."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from codedark.hospital.defence import KEYS
from codedark.hospital.faults import BadHospital
from codedark.hospital.schema import TABLES
from codedark.hospital.settings_file import section_types
from codedark.store.folder import load_files
from tests.hospital.books import xlsx
from tests.hospital.faulty import faults_of
from tests.hospital.reference import PAGE, VOCABULARIES, drawn
from tests.making import make_files

TEXT = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""


def section(head: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(head)}\n(.*?)(?=^#+ |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    assert found is not None, f"the page has no heading '{head}'"
    return found[1]


def test_the_page_says_what_the_code_says() -> None:
    assert drawn(TEXT) == TEXT, "write it anew: python -m tests.hospital.reference"


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_table_and_column_is_on_the_page(table) -> None:
    told = section(table.name)
    for column in table.columns:
        assert f"| `{column.name}` | {column.doc} |" in told
    assert f"{table.name}.csv" in TEXT or f"hospital.xlsx[{table.name}]" in TEXT


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.__name__)
def test_every_word_is_on_the_page(vocabulary) -> None:
    told = section(vocabulary.__name__)
    for word in vocabulary:
        assert f"- `{word.value}`" in told


@pytest.mark.parametrize("name", section_types())
def test_every_key_of_the_settings_is_on_the_page_with_its_meaning(name: str) -> None:
    told = section(f"[{name}]")
    for field in fields(section_types()[name]):
        assert re.search(rf"^\| `{field.name}` \| \S.* \| \S.* \|$", told, re.MULTILINE), field.name


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_a_defence_is_on_the_page(key: str) -> None:
    assert f"`{key}`" in section("Defences")


def test_every_remark_is_on_the_page() -> None:
    source = (PAGE.parents[2] / "src/codedark/hospital/remarks.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r"""(?:_about\(|kind=)\s*"([a-z-]+)\"""", source)) | {"no-conduit"}
    assert len(kinds) > 10
    told = section("What check remarks")
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in told] == []


def told_by(folder: Mapping[str, bytes], *chosen: str) -> list[str]:
    return [str(fault) for fault in faults_of(folder, chosen)]


def defended(**files: str) -> dict[str, bytes]:
    """`a="fw,1"` is a defence a that changes the minutes of a gate so."""
    about = b'title = "D"\ncost_eur = 1\n'
    found = make_files(gates="gate,kind\nfw,nac")
    for name, row in files.items():
        found[f"defences/{name}/defence.toml"] = about
        found[f"defences/{name}/gates.csv"] = f"change,gate,fire_min\nchange,{row}\n".encode()
    return found


BOOK = make_files() | {"hospital.xlsx": xlsx({"hosts": [["host", "zone"]]})}
FOLDERS: list[Mapping[str, bytes]] = [
    {},
    make_files() | {"host.csv": b""},
    make_files() | {"hosts.tsv": b""},
    {name: raw for name, raw in make_files().items() if name != "zones.csv"},
    make_files() | {"gates.csv": b""},
    BOOK,
    make_files() | {"hosts.csv": "host,zone\n".encode("utf-16")},
    make_files() | {"hosts.csv": b"host,zone\n\n\n\xe9,office\n"},
    make_files() | {"hosts.csv": b"host,zone\nws\x00,office\n"},
    make_files(hosts="host;zone,address\n"),
    make_files(hosts="host\tzone\n"),
    make_files(hosts="host,zone\na,office\nb,office\nc,office\nd,office\ne,office\n\"f,office\ng,office"),
    make_files(hosts="host,zone,address,role,needs,quarantine,system,basis,source\n"
               + "\n".join(f"{name},office,,,,,,," for name in "ab") + "\n\nc,office,,"),
    make_files() | {"hospital.xlsx": b"PK"},
    make_files() | {"hospital.xlsx": xlsx({"hosts": [["host"]]}, cells={"hosts": {"XFD1048576": "x"}})},
    {name: raw for name, raw in make_files().items() if name != "services.csv"}
    | {"hospital.xlsx": xlsx({"services": [["service", "beds"], ["a", 1], ["b", "=1"]]}, merged={"services": "A3:B3"})},
    make_files() | {"hospital.xlsx": b"\xd0\xcf\x11\xe0"},
    make_files(zones="zone,kind,prefix\noffice,office,"),
    make_files(zones="zone\noffice"),
    make_files(zones="zone,kind,,name\noffice,office,,"),
    make_files(zones="zone,kind,site,site\noffice,office,,"),
    make_files(zones="zone,kind\noffice,office\na,office\nb,"),
    make_files(zones="zone,kind\noffice,?"),
    make_files(zones="zone,kind\noffice,offce"),
    make_files(operations="operation,days,start,duration_min,needs\no,mon,08:00,an hour,x"),
    make_files(services="service,beds,paper_capacity\nicu,-1,2"),
    make_files(hosts="host,zone\nws-1,office\n" + "\n".join(f"h{i},office" for i in range(6)) + "\nws-1,office"),
    make_files(applications="application,kind\npacs,clinical", services="service,needs\nimaging,pasc"),
    make_files(applications="application,kind\npacs,clinical", zones="zone,kind,gate\noffice,office,pacs"),
    make_files(applications="application,kind\npacs,clinical", services="service,needs\npacs,\nx,pacs"),
    make_files(services="service,needs\na,b and\nc,3 of (a b)"),
    make_files(zones="zone,kind,prefixes\noffice,office,10.0.0.0/25\nx,office,\nlab,device,10.0.0.64/26"),
    make_files(zones="zone,kind,prefixes\noffice,office,10.0.0.0/24\nlab,device,10.0.1.0/24",
               hosts="host,zone,address\nws-1,office,10.0.1.1\nws-2,office,10.0.2.1\nws-3,lab,10.0.1.1"),
    make_files(accounts="account,administers\na,role:pump"),
    make_files(sites="site,name,beds_recognised,basis,source\nhome,Home,1,stated,"),
    make_files(services="service,paper_min,paper_capacity,arrivals_per_h,ambulances_per_h\na,0,1,1,2"),
    make_files(hospital_toml='[hospital]\nname = "x"\n[care]\narival = 1\n[response]\n'
               "decision_min = {low = 2, mid = 1, high = 3}"),
]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_the_faults_shown_are_the_faults_people_get(tmp_path: Path) -> None:
    lines = [line for folder in FOLDERS for line in told_by(folder)]
    lines += told_by(defended(wall="fv,1"), "wall") + told_by(defended(wall="fw,1"), "walls")
    lines += told_by(defended(a="fw,1", b="fw,2"), "a", "b")
    (tmp_path / "my-hospital").mkdir()
    with (tmp_path / "my-hospital" / "hosts.csv").open("wb") as file:
        file.truncate(2 * 2**30)
    os.mkfifo(tmp_path / "my-hospital" / "gates.csv")
    for path in ("none", "my-hospital", "my-hospital/hosts.csv"):
        with pytest.raises(BadHospital) as bad:
            load_files(tmp_path / path)
        lines += [str(fault) for fault in bad.value.faults]
    told = "\n".join(lines)
    shown = [
        example
        for line in section("Faults").splitlines()
        if line.startswith("| ")
        for example in re.findall(r"`([^`]+)`", line.split("|")[2])
    ]
    assert len(shown) > 45
    assert not [example for example in shown if example not in told]


def test_headings_of_the_contents_are_there() -> None:
    contents = re.findall(r"^- \[(.+?)\]\(#", TEXT, re.MULTILINE)
    assert len(contents) >= 9
    places = [TEXT.index(f"\n## {head}\n") for head in contents]
    assert all(a < b for a, b in pairwise(places))
