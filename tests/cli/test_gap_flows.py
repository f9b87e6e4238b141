"""A break-glass flow into core, and its clinical owner's signature: signed on the laptop, said at the gate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.live_rooms import LiveRooms, Said, live_rooms, staged

WHY = ("--reason", "files become unreadable")

FLOW = "images: office to clinic"
pytestmark = pytest.mark.namespaces


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[LiveRooms]:
    with live_rooms(tmp_path) as rooms:
        yield staged(rooms)


def signed(live: LiveRooms, by: str, *flows: str) -> Said:
    return live.type(
        "gap", "sign", live.hospital, "--key", live.key_file(by), *(w for f in flows for w in ("--flow", f))
    )


def test_a_flow_nobody_signed_is_said_and_fired_all_the_same(ready: LiveRooms) -> None:
    assert f"{FLOW} (NOT SIGNED, owner: head of imaging)" in ready.gap("stage").out
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 0 and said.out.startswith("SEALED")
    assert "is not signed by its owner" in " ".join(said.out.split())


def test_a_signed_flow_is_remarked_no_more(ready: LiveRooms) -> None:
    said = signed(ready, "physician", FLOW)
    assert said.code == 0 and said.out == "signed 1 flow as physician\n"
    assert f"{FLOW} (signed)" in ready.gap("stage").out
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 0 and "not signed by its owner" not in " ".join(said.out.split())


def test_who_may_not_sign_leaves_nothing_behind(ready: LiveRooms) -> None:
    said = signed(ready, "engineer", FLOW)
    assert said.code == 2 and "belongs to nobody who may sign a flow" in said.err
    assert not (ready.hospital / "signed_flows.json").exists()


def test_a_misspelt_flow_is_answered_with_the_nearest(ready: LiveRooms) -> None:
    said = signed(ready, "physician", FLOW, "image: office to clinic")
    assert said.code == 2 and f'did you mean "{FLOW}"?' in " ".join(said.err.split())
    assert not (ready.hospital / "signed_flows.json").exists()


def test_signing_twice_keeps_one(ready: LiveRooms) -> None:
    assert signed(ready, "physician", FLOW).code == signed(ready, "physician", FLOW).code == 0
    assert (ready.hospital / "signed_flows.json").read_text().count(FLOW) == 1


def test_a_damaged_file_of_signatures_stages_nothing_and_is_said(ready: LiveRooms) -> None:
    (ready.hospital / "signed_flows.json").write_text("[{]")
    said = ready.gap("stage")
    assert said.code == 2 and "signed_flows.json" in said.err and "move it away" in said.err
