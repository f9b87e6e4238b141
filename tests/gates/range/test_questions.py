from __future__ import annotations

from codedark.gap.posture import Posture
from codedark.gates.range.questions import break_glass_questions, desktop_questions
from codedark.gates.range.readiness import Ready, get_ready
from codedark.hospital import read
from tests.gates.range.small import TABLES


def test_a_modality_is_asked_to_find_its_archive_by_name(ready: Ready) -> None:
    (one,) = break_glass_questions(ready)
    machines = ready.furnished.machines
    assert (machines[one.source].name, machines[one.target].name, one.port) == ("ct-1", "pacs-1", 104)
    assert (one.name, one.posture, one.passes) == ("pacs", Posture.BREAK_GLASS, True)
    assert [machines[m].name for m in one.names_at] == ["dc-1"]
    assert one.break_glass


def test_a_published_desktop_must_work_and_a_workstations_must_not(ready: Ready) -> None:
    works, does_not = desktop_questions(ready)
    names = [m.name for m in ready.furnished.machines]
    assert (names[works.source], names[works.target], works.passes) == ("nurse-1", "desk-1", True)
    assert names[does_not.source].startswith("ws-")
    assert not does_not.passes
    assert {works.port, does_not.port} == {3389}
    assert not works.break_glass


def test_a_hospital_without_such_rows_is_asked_nothing() -> None:
    rows = [
        line for line in TABLES["conduits.csv"].splitlines() if not line.startswith(("images,", "desktop,", "help,"))
    ]
    tables = {**TABLES, "conduits.csv": "\n".join(rows)}
    ready = get_ready(read({name: text.encode() for name, text in tables.items()}, ()), "ws-1")
    assert break_glass_questions(ready) == ()
    assert [q for q in desktop_questions(ready) if q.passes] == []
