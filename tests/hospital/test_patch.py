from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.reading import read
from tests.hospital.faulty import faults_of, places
from tests.making import make_files

ABOUT = b'title = "D"\ncost_eur = 1\n'


def with_defences(files: dict[str, bytes], **patches: str) -> dict[str, bytes]:
    """`wall__gates="change,gate\\n..."` is defences/wall/gates.csv; a table `toml` is its hospital.toml."""
    found = dict(files)
    for place, text in patches.items():
        name, table = place.split("__")
        found[f"defences/{name}/defence.toml"] = ABOUT
        found[f"defences/{name}/{'hospital.toml' if table == 'toml' else table + '.csv'}"] = text.encode()
    return found


BASE = make_files(
    zones="zone,kind,gate\noffice,office,fw\nlab,device,",
    gates="gate,kind,fire_min,on_failure\nfw,fortigate,20,open",
    conduits="conduit,from,to,ports\nflat,*,*,\nweb,office,lab,443",
)


def test_rows_are_added_changed_and_removed() -> None:
    files = with_defences(
        BASE,
        d__conduits="change,conduit,from,to,ports\nremove,flat,,,\nchange,web,,,80\nadd,new,lab,office,22\n",
    )
    hospital = read(files, ["d"])
    assert {c: str(r.to) + str(list(map(str, r.ports))) for c, r in hospital.conduits.items()} == {
        "web": "lab['80']", "new": "office['22']",
    }  # fmt: skip
    assert list(read(files).conduits) == ["flat", "web"]


def test_an_empty_cell_changes_nothing_and_a_dash_empties() -> None:
    files = with_defences(BASE, d__zones="change,zone,kind,gate\nchange,office,,-\n")
    office = read(files, ["d"]).zones["office"]
    assert (office.kind, office.gate) == ("office", None)


def test_a_patch_may_tell_a_column_the_base_has_not() -> None:
    zone = read(with_defences(BASE, d__zones="change,zone,core\nchange,lab,yes\n"), ["d"]).zones["lab"]
    assert zone.core


def test_a_patch_may_begin_a_table() -> None:
    files = with_defences(make_files(), d__gates="change,gate,kind\nadd,fw,fortigate\n")
    assert list(read(files, ["d"]).gates) == ["fw"]


@pytest.mark.parametrize(
    ("patch", "row", "said"),
    [
        ("gate,change\nfw,add", 1, "first column"),
        ("change,gate,firemin\nchange,fw,1", 1, "firemin"),
        ("change,fire_min\nchange,1", 1, "'gate' is missing"),
        ("change,gate,kind\nadd,fw,nac", 2, "there already"),
        ("change,gate,fire_min\nchange,fv,1", 2, "no row of gates is named 'fv'"),
        ("change,gate\nremove,fv", 2, "no row of gates is named 'fv'"),
        ("change,gate,kind\nremove,fw,nac", 2, "name alone"),
        ("change,gate\nalter,fw", 2, "not a change"),
        ("change,gate,fire_min\nchange,,1", 2, "no row is named"),
        ("change,gate,fire_min\nchange,fw,1\nchange,fw,2", 3, "changed twice"),
    ],
)
def test_a_patch_that_cannot_be_applied_is_told_by_its_own_place(patch: str, row: int, said: str) -> None:
    faults = faults_of(with_defences(BASE, d__gates=patch), ["d"])
    assert [(f.file, f.row) for f in faults] == [("defences/d/gates.csv", row)]
    assert said in faults[0].message


def test_a_cell_a_patch_wrote_is_told_by_the_patch_and_others_by_the_base() -> None:
    files = with_defences(BASE, d__gates="change,gate,fire_min\nchange,fw,-\nadd,nac,\n") | {
        "gates.csv": b"gate,kind,fire_min\nfw,fortigat,20\n"
    }
    assert places(faults_of(files, ["d"])) == [("gates.csv", 2, "kind"), ("defences/d/gates.csv", 3, "kind")]
    wrong = with_defences(BASE, d__gates="change,gate,fire_min\nchange,fw,soon\n")
    assert places(faults_of(wrong, ["d"])) == [("defences/d/gates.csv", 2, "fire_min")]


def test_the_patched_whole_is_checked() -> None:
    faults = faults_of(with_defences(BASE, d__gates="change,gate\nremove,fw\n"), ["d"])
    assert places(faults) == [("zones.csv", 2, "gate")]


def test_two_defences_may_change_one_row_in_different_cells() -> None:
    files = with_defences(
        BASE,
        a__gates="change,gate,fire_min\nchange,fw,1\n",
        b__gates="change,gate,on_failure\nchange,fw,closed\n",
    )
    gate = read(files, ["a", "b"]).gates["fw"]
    assert (gate.fire_min, gate.on_failure) == (1, "closed")


def test_two_defences_may_say_the_same() -> None:
    row = "change,gate,kind,fire_min\nadd,new,nac,1\nchange,fw,,2\n"
    assert read(with_defences(BASE, a__gates=row, b__gates=row), ["b", "a"]).gates["new"].fire_min == 1
    gone = "change,conduit\nremove,flat\n"
    assert list(read(with_defences(BASE, a__conduits=gone, b__conduits=gone), ["a", "b"]).conduits) == ["web"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("change,gate,fire_min\nchange,fw,1", "change,gate,fire_min\nchange,fw,2"),
        ("change,gate,fire_min\nchange,fw,1", "change,gate,fire_min\nchange,fw,-"),
        ("change,gate,fire_min\nchange,fw,1", "change,gate\nremove,fw"),
        ("change,gate,kind\nadd,new,nac", "change,gate,kind\nadd,new,switch"),
    ],
)
def test_two_defences_that_contradict_each_other_are_a_fault_in_any_order(a: str, b: str) -> None:
    files = with_defences(BASE, a__gates=a, b__gates=b)
    for order in permutations("ab"):
        faults = [f for f in faults_of(files, list(order)) if "contradicts" in f.message]
        assert [f.file for f in faults] == ["defences/b/gates.csv"]


def test_settings_are_laid_over_key_by_key() -> None:
    files = with_defences(BASE, d__toml='[response]\npolicy = "playbook"\n')
    assert read(files, ["d"]).settings.response.policy == "playbook"
    assert read(files, ["d"]).settings.hospital.name == "Test hospital"
    assert read(files).settings.response.policy == "full-shutdown"


def test_settings_that_contradict_each_other_are_a_fault() -> None:
    files = with_defences(BASE, a__toml="[care]\narrival = 1\n", b__toml="[care]\narrival = 2\n")
    assert places(faults_of(files, ["a", "b"])) == [("defences/b/hospital.toml", None, "care.arrival")]


def test_a_wrong_key_of_a_patch_is_told_by_the_patch() -> None:
    files = with_defences(BASE, d__toml="[care]\narival = 1\n")
    assert places(faults_of(files, ["d"])) == [("defences/d/hospital.toml", None, "care.arival")]


CELL = st.sampled_from(["", "-", "1", "2"])


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["add", "change", "remove"]),
                       st.sampled_from(["fw", "nac", "x"]), CELL), max_size=5)
)  # fmt: skip
def test_the_order_of_defences_never_matters(steps: list[tuple[str, str, str, str]]) -> None:
    patches: dict[str, str] = {}
    for name, do, gate, cell in steps:
        row = f"{do},{gate},{'' if do == 'remove' else 'nac'},{'' if do == 'remove' else cell}\n"
        patches[f"{name}__gates"] = patches.get(f"{name}__gates", "change,gate,kind,fire_min\n") + row
    files = with_defences(BASE, **patches)
    names = sorted({name for name, *_ in steps})
    told = set()
    for order in permutations(names):
        try:
            told.add(frozenset(read(files, order).gates.items()))
        except Exception as bad:
            told.add(frozenset([type(bad).__name__, *map(str, getattr(bad, "faults", ()))]))
    assert len(told) == 1
