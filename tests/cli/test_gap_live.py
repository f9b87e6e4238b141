"""The live day, typed as people type it: real packets, real gates, in namespaces."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import groupby
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gates.agent_folder import write_key
from codedark.response.keys import public_hex
from codedark.response.order import OrderAct
from codedark.response.signing import from_bytes
from tests.cli.live_rooms import LiveRooms, staged

pytestmark = pytest.mark.namespaces
WHY = ("--reason", "files become unreadable")
TWO = "engineer physician"


def held(live: LiveRooms) -> list[dict[str, Any]]:
    agent = live.world.agents[0].agent
    status: dict[str, Any] = live.world.at("gate", agent.status)
    return list(status["held"])


@pytest.fixture
def ready(live: LiveRooms) -> LiveRooms:
    staged(live)
    for port in (443, 104):
        live.world.listen(port)
    return live


def test_from_alarm_to_sealed_it_takes_two_commands(ready: LiveRooms) -> None:
    """The bar is three: what to cut, and cut."""
    ready.commands_count = 0
    assert ready.world.connects(443)
    proposed = ready.type("gap", "plan", ready.hospital, "--suspect", "ws-1")
    assert proposed.out
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 0, said
    assert ready.commands_count == 2
    assert not ready.world.connects(443)


def test_fire_says_sealed_and_packets_agree(ready: LiveRooms) -> None:
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 0 and said.out.startswith("SEALED: office (plan ")
    assert "except 1 listed flow, 2 paths unproven" in said.out
    assert "images: office to clinic" in said.out
    assert not ready.world.connects(443) and ready.world.connects(104)


def test_what_comes_next_can_be_copied(ready: LiveRooms) -> None:
    said = ready.gap("fire", "office", *WHY)
    assert f"  codedark gap hold {ready.hospital} office --key FILE --key FILE --minutes 120\n" in said.out


def test_fire_with_json_is_one_object(ready: LiveRooms) -> None:
    said = ready.gap("fire", "zone:office", *WHY, "--json")
    told = said.told
    assert said.code == 0 and said.err == ""
    assert set(told) == {
        "act", "plan", "name", "stage", "sealed", "deadline", "confirmed", "care_lost_per_h", "skew_ms", "gates",
        "agents", "lacking", "proof", "out_of_reach",
    }  # fmt: skip
    assert told["sealed"] is True and told["proof"]["verdict"] == "sealed except listed flows"
    assert told["agents"][0]["agent"] == "g1" and told["agents"][0]["took_ms"] >= 0
    assert len(told["out_of_reach"]) == 2 and told["lacking"] == {}


def test_nobody_without_the_right_fires(ready: LiveRooms) -> None:
    said = ready.gap("fire", "office", *WHY, by="visitor")
    assert said.code == 1 and said.out == ""
    assert "visitor may not cut" in said.err and "Who may now: engineer, physician" in said.err
    assert held(ready) == [] and ready.world.connects(443)
    assert "visitor may not cut" in ready.log()


def test_a_refusal_with_json_is_an_object_too(ready: LiveRooms) -> None:
    told = ready.gap("fire", "office", *WHY, "--json", by="visitor").told
    assert set(told) == {"act", "plan", "name", "refused"}


def test_fired_again_it_is_asked_of_the_gates_again_and_proven_again(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    again = ready.gap("fire", "office", *WHY)
    assert again.code == 0 and "already so" in again.out and "2 of 2 pairs" in again.out


def test_sealed_is_never_said_from_memory(ready: LiveRooms) -> None:
    """Another laptop let go: this one fires anew, and does not believe what it remembers."""
    ready.gap("fire", "office", *WHY)
    assert ready.elsewhere().gap("release", "office", by=TWO).code == 0
    assert ready.world.connects(443)
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 0 and "already so" not in said.out
    assert not ready.world.connects(443)


def test_a_second_laptop_holds_what_the_first_fired(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    said = ready.elsewhere().gap("hold", "office", "--minutes", "50", by=TWO)
    assert said.code == 0 and said.out.startswith("HELD, and SEALED: office")
    assert held(ready)[0]["confirmed"]


def test_a_hold_takes_two_persons_one_of_them_clinical(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    until = held(ready)[0]["until"]
    alone = ready.gap("hold", "office", "--minutes", "120")
    assert alone.code == 1 and "to hold takes 2 persons, 1 of them clinical" in alone.err
    assert held(ready)[0]["until"] == until
    both = ready.gap("hold", "office", "--minutes", "120", by=TWO)
    assert both.code == 0 and held(ready)[0]["until"] > until + 80 * 60


def test_nothing_is_held_or_let_go_that_no_gate_holds(ready: LiveRooms) -> None:
    for verb, more in (("hold", ("--minutes", "60")), ("release", ())):
        said = ready.gap(verb, "office", *more, by=TWO)
        assert said.code == 1 and f"no gate holds it, so there is nothing to {verb}" in said.err.lower()


def test_one_conduit_is_let_go_and_the_rest_is_proven(ready: LiveRooms) -> None:
    running = ready.world.stream()
    try:
        ready.gap("fire", "office", *WHY)
        assert not running.passes()
        said = ready.gap("release", "office", "--conduit", "stream", by=TWO)
        assert said.code == 0 and "stream. 3 conduits of it stay cut" in said.out
        assert "2 of 2 pairs" in said.out and "CALL" not in said.err
        assert running.passes() and not ready.world.connects(443)
    finally:
        running.stop()
    assert ready.gap("prove", "office").code == 0
    assert "cut, 1 let go" in ready.gap("status").out


def test_all_of_it_is_let_go(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    assert ready.gap("release", "office").code == 1 and held(ready)
    said = ready.gap("release", "office", by=TWO)
    assert said.code == 0 and "every gate let go of all of it" in said.out
    assert held(ready) == [] and ready.world.connects(443)


def test_a_conduit_that_the_plan_does_not_cut_is_named(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    said = ready.gap("release", "office", "--conduit", "car", "--conduit", "images", by=TWO)
    assert said.code == 2 and "did you mean 'care'?" in said.err and "2 faults" in said.err
    assert not ready.world.connects(443)


def test_a_plan_that_is_not_staged_is_answered_with_the_nearest(ready: LiveRooms) -> None:
    said = ready.gap("fire", "ofice", *WHY)
    assert said.code == 2 and "did you mean 'office'?" in said.err and held(ready) == []


def test_prove_says_no_when_nothing_is_cut(ready: LiveRooms) -> None:
    said = ready.gap("prove", "office")
    assert said.code == 1 and "UNKNOWN: nothing is proven" in said.out and "not held here" in said.out


def test_prove_with_json_is_one_object(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    told = ready.gap("prove", "office", "--json").told
    assert set(told) == {"verdict", "sentence", "pairs", "flows", "unproven", "plan", "name", "out_of_reach"}
    assert {p["verdict"] for p in told["pairs"]} == {"sealed"}


def test_status_tells_what_is_held_and_until_when(ready: LiveRooms) -> None:
    assert "open" in ready.gap("status").out
    plan = ready.gap("fire", "office", *WHY, "--json").told["plan"]
    said = ready.gap("status")
    assert said.code == 0 and plan in said.out and "cut" in said.out and "UTC" in said.out
    told = ready.gap("status", "--json").told
    assert told["g1"]["held"][0]["plan"] == plan


def test_status_without_a_mandate_says_what_to_do(live: LiveRooms) -> None:
    live.serve("g1")
    said = live.gap("status")
    assert said.code == 3 and "NOT KNOWN" in said.out and "codedark gap stage" in said.out


def test_everything_said_fits_a_hundred_columns(ready: LiveRooms) -> None:
    said = [ready.gap("stage"), ready.gap("fire", "office", *WHY), ready.gap("fire", "office", *WHY)]
    said += [
        ready.gap("status"),
        ready.gap("order", "office", *WHY),
        ready.gap("hold", "office", "--minutes", "9", by=TWO),
    ]
    lines = [line for one in said for line in one.out.splitlines() if "codedark gap" not in line]
    assert max(map(len, lines)) <= 100


# A gate that does not answer, and a half of a pair


def test_a_gate_that_does_not_answer_is_named_with_its_cables(ready: LiveRooms) -> None:
    ready.world.agents[0].stop()
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 1 and said.out.startswith("NOT CUT: office")
    assert "g1" in said.out and "Connection refused" in said.out
    assert "By hand, for what is not shown to be cut:" in said.out
    assert "Find the cable of office" in said.out or "Pull" in said.out
    assert "CALL duty-engineer" in said.err
    assert ready.world.connects(443)


def test_cables_that_are_told_are_named(live: LiveRooms) -> None:
    staged(live)
    cables = "gate,zone,interface,room,panel_port,cable\ng1,office,off0,Main: B0.12,P3/7,C-12\ng1,clinic,cli0,,,\n"
    live.write(agents=live.agents_table("g1"), cables=cables)
    live.world.agents[0].stop()
    said = live.gap("fire", "office", *WHY)
    assert said.code == 1 and "Main: B0.12: Pull C-12, P3/7: office off." in said.out


def test_half_a_pair_is_half_done_and_says_which_half(live: LiveRooms) -> None:
    staged(live, "g1a", "g1b")
    live.world.agents[1].stop()
    said = live.gap("fire", "office", *WHY)
    assert said.code == 1
    assert "HALF DONE: office" in said.out and "g1a did it; g1b did NOT" in said.out
    told = live.gap("fire", "office", *WHY, "--json").told
    assert told["sealed"] is False and "g1b" in told["lacking"]["g1"]
    assert [a["done"] for a in told["agents"]] == [True, False]


def test_a_pair_is_sealed_when_both_hold_it(live: LiveRooms) -> None:
    staged(live, "g1a", "g1b")
    told = live.gap("fire", "office", *WHY, "--json").told
    assert told["sealed"] is True and told["skew_ms"] < 50 and len(told["agents"]) == 2


def test_a_release_that_half_worked_says_so(live: LiveRooms) -> None:
    staged(live, "g1a", "g1b")
    assert live.gap("fire", "office", *WHY).code == 0
    live.world.agents[1].stop()
    said = live.gap("release", "office", by=TWO)
    assert said.code == 1 and "g1a did it; g1b did NOT" in said.out


# What is missing


def test_without_staging_there_is_nothing_to_fire(live: LiveRooms) -> None:
    live.serve("g1")
    said = live.gap("fire", "office", *WHY)
    assert said.code == 2 and "no plan was staged yet" in said.err and "codedark gap stage" in said.err


def test_a_mandate_that_is_missing_or_unsigned_is_said_with_its_fix(live: LiveRooms) -> None:
    live.serve("g1")
    live.write(agents=live.agents_table("g1"), signed=False)
    (live.hospital / "mandate.sig").unlink()
    said = live.gap("stage")
    assert said.code == 2 and "mandate.sig: is not there" in said.err and "codedark gap sign" in said.err
    (live.hospital / "mandate.toml").unlink()
    said = live.gap("fire", "office", *WHY)
    assert said.code == 2 and "mandate.toml: is not there" in said.err and "docs/reference/mandate.md" in said.err


def test_a_mandate_somebody_changed_is_not_staged(live: LiveRooms) -> None:
    live.serve("g1")
    file = live.hospital / "mandate.toml"
    file.write_bytes(file.read_bytes().replace(b"alone_min = 30", b"alone_min = 60"))
    said = live.gap("stage")
    assert said.code == 2 and "does not fit mandate.toml" in said.err
    assert not (live.hospital / "live").exists()


def test_the_owner_signs_the_mandate(live: LiveRooms) -> None:
    live.serve("g1")
    (live.hospital / "mandate.sig").unlink()
    said = live.type("gap", "sign", live.hospital, "--key", live.key_file("owner"))
    assert said.code == 0 and "signed version 1" in said.out
    assert live.gap("stage").code == 0
    told = live.type("gap", "sign", live.hospital, "--key", live.key_file("owner"), "--json").told
    assert told == {"signed": str(live.hospital / "mandate.toml"), "version": 1}


def test_nobody_but_the_owner_signs_the_mandate(live: LiveRooms) -> None:
    live.write()
    said = live.type("gap", "sign", live.hospital, "--key", live.key_file("engineer"))
    assert said.code == 2 and "another key owns this mandate" in said.err


def test_a_folder_being_mended_keeps_nobody_from_firing(ready: LiveRooms) -> None:
    (ready.hospital / "hosts.csv").write_text("host,zone\nws-1,nowhere\n")
    (ready.hospital / "mandate.sig").write_text("0" * 128)
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 0 and said.out.startswith("SEALED")
    assert "what was staged counts" in said.err and "The mandate that was staged counts" in said.err


# Keys that are lost: SECURITY.md, step by step


def signed(live: LiveRooms, text: bytes) -> None:
    (live.hospital / "mandate.toml").write_bytes(text)
    assert live.type("gap", "sign", live.hospital, "--key", live.key_file("owner")).code == 0


def test_a_revoked_key_cuts_nothing_once_gates_know(ready: LiveRooms) -> None:
    key = public_hex(ready.world.people.physician)
    gone = f'[[revoked]]\nkey = "{key}"\nsince = 2026-01-01T00:00:00+01:00\nwhy = "stolen"\n'.encode()
    signed(ready, ready.world.people.mandate(version=2)[0] + gone)
    assert ready.gap("stage").code == 0
    said = ready.gap("fire", "office", *WHY, by="physician")
    assert said.code == 1 and "revoked" in said.out + said.err and "stolen" in said.out + said.err
    assert held(ready) == [] and ready.world.connects(443)


def test_a_lost_owners_key_is_replaced_at_the_gates_console(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    ready.world.agents[0].stop()
    old, new = public_hex(ready.world.people.owner), Ed25519PrivateKey.generate()
    folder = ready.path / "g1"
    settings = folder / "gate.toml"
    settings.write_text(settings.read_text().replace(old, public_hex(new)))
    for name in ("mandate.toml", "mandate.sig"):
        (folder / name).unlink()
    ready.world.people.owner = new
    write_key(ready.key_file("owner"), new)
    ready.world.serve(ready.world_folder("g1"))
    assert not ready.world.connects(443)  # held meanwhile
    signed(ready, ready.world.people.mandate(version=2)[0])
    assert ready.gap("stage").code == 0
    assert ready.gap("release", "office", by=TWO).code == 0
    assert ready.world.connects(443)


# By telephone


def test_an_order_is_read_out_and_typed_in_at_the_gate(ready: LiveRooms) -> None:
    said = ready.gap("order", "office", *WHY, "--json")
    heard = said.told["groups"]
    done = ready.type("gate", "obey", ready.path / "g1", *heard, at="gate")
    assert done.code == 0 and done.out.startswith("cut of ")
    assert not ready.world.connects(443)
    assert ready.gap("hold", "office", "--minutes", "45", by=TWO).code == 0  # the laptop takes it over


def test_a_misheard_group_is_named_and_nothing_is_done(ready: LiveRooms) -> None:
    heard = ready.gap("order", "office", *WHY, "--json").told["groups"]
    wrong = heard[4]
    heard[4] = wrong[:-1] + ("0" if wrong[-1] != "0" else "2")
    said = ready.type("gate", "obey", ready.path / "g1", *heard, at="gate")
    assert said.code == 2 and "5" in said.err and "ask for these groups again" in said.err
    assert ready.world.connects(443)


def test_an_order_gates_would_refuse_is_not_read_out(ready: LiveRooms) -> None:
    said = ready.gap("order", "office", *WHY, by="visitor")
    assert said.code == 1 and said.out == "" and "gates would refuse it" in said.err


def test_an_order_says_what_it_is_and_until_when(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    said = ready.gap("order", "office", "--act", "release", "--conduit", "care", "--valid", "45", by=TWO)
    assert said.code == 0 and said.out.startswith("release of care: office (plan ")
    assert "64 groups" in said.out
    told = ready.gap("order", "office", "--act", "release", "--conduit", "care", "--json", by=TWO).told
    signed = from_bytes(bytes.fromhex(told["order"]))
    assert signed.order.act is OrderAct.RELEASE and len(signed.signatures) == 2 and len(told["groups"]) == 64
    assert set(told) == {"act", "plan", "name", "taken_until", "order", "groups"}


def test_an_act_that_does_not_exist_is_refused(ready: LiveRooms) -> None:
    said = ready.gap("order", "office", "--act", "open")
    assert said.code == 2 and "cut, hold or release" in said.err


# Quick, and stopped


def test_firing_loads_no_solver(ready: LiveRooms) -> None:
    code = (
        "import sys; from codedark.cli.main import answer; code = answer(sys.argv[1:]);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'scipy', 'numba', 'llvmlite', 'duckdb', 'typst'}),"
        " file=sys.stderr); sys.exit(code)"
    )
    line = ["gap", "fire", str(ready.hospital), "office", *WHY, "--key", str(ready.key_file("engineer"))]
    words = [sys.executable, "-c", code, *line]
    ran = ready.world.at("laptop", lambda: subprocess.run(words, capture_output=True, text=True, check=False))
    assert ran.returncode == 0, ran
    assert ran.stderr.splitlines()[-1] == "[]"


def test_stopped_half_way_it_says_that_the_order_may_be_out(ready: LiveRooms, monkeypatch: pytest.MonkeyPatch) -> None:
    from codedark.gates.controller import Controller

    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Controller, "evidence", stopped)
    said = ready.gap("fire", "office", *WHY)
    assert said.code == 130
    assert "the order may be with some gates" in said.err and "codedark gap status" in said.err
    assert held(ready)  # it was


def test_the_log_tells_the_story_in_order(ready: LiveRooms) -> None:
    ready.gap("fire", "office", *WHY)
    ready.gap("release", "office", by=TWO)
    told = [json.loads(line) for line in ready.log().splitlines()]
    stages = [after for after, _ in groupby(entry["after"] for entry in told)]
    assert stages[:4] == ["proposed", "authorised", "ordered", "applied"] and stages[-1] == "path-open"
    assert any("files become unreadable" in str(entry) for entry in told)
