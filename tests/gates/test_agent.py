from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from codedark.gap.posture import Posture
from codedark.gates.agent import Agent
from codedark.gates.clock import Clock
from codedark.gates.frames import Refused
from codedark.response.keys import key_id, public_hex
from codedark.response.order import OrderAct
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces


def obey(world: Rooms, raw: bytes) -> dict[str, Any]:
    return world.at("gate", lambda: world.agents[0].agent.obey(raw))


def at_gate(world: Rooms, work: Callable[[Agent], Any]) -> Any:
    return world.at("gate", lambda: work(world.agents[0].agent))


def journal(world: Rooms) -> str:
    return (world.path / "g1" / "journal.jsonl").read_text()


@pytest.fixture
def alone(world: Rooms) -> Rooms:
    """An agent without probers."""
    world.probers_wanted = False
    world.ready()
    return world


def test_a_signed_order_cuts_what_is_forbidden_and_leaves_break_glass(alone: Rooms) -> None:
    for port in (443, 104):
        alone.listen(port)
    assert alone.connects(443) and alone.connects(104)
    told = obey(alone, alone.order(alone.cut_all))
    assert told["done"]["act"] == "cut" and not told["done"]["already"]
    assert not alone.connects(443) and alone.connects(104)


def test_one_person_cuts_for_the_mandates_time_and_no_longer(alone: Rooms) -> None:
    told = obey(alone, alone.order(alone.cut_all, hold_min=600))["done"]
    assert told["until"] - datetime.now(UTC).timestamp() <= 30 * 60
    assert "nobody confirmed" in told["remarks"][0]


def test_the_same_order_again_is_already_so_and_moves_nothing(alone: Rooms) -> None:
    raw = alone.order(alone.cut_all)
    first, again = obey(alone, raw)["done"], obey(alone, raw)["done"]
    assert again["already"] and again["until"] == first["until"]


def test_the_same_order_again_repairs_what_was_flushed(alone: Rooms) -> None:
    alone.listen(443)
    raw = alone.order(alone.cut_all)
    obey(alone, raw)
    name = at_gate(alone, lambda a: a.holding.seals[alone.cut_all.id][0].name)
    alone.nft(f"flush set inet codedark s{name}_on")
    assert "done" in obey(alone, raw)
    assert not alone.connects(443)


REFUSED: dict[str, Callable[[Rooms], bytes]] = {
    "tampered": lambda w: _flipped(w.order(w.cut_all)),
    "expired": lambda w: w.order(w.cut_all, issued_at=_ago(3600)),
    "from-the-future": lambda w: w.order(w.cut_all, issued_at=_ago(-3600)),
    "unknown-plan": lambda w: w.order(w.plan(care=Posture.DARK)),
    "not-entitled": lambda w: w.order(w.cut_all, OrderAct.CUT, w.people.visitor),
    "unknown-key": lambda w: w.order(w.cut_all, OrderAct.CUT, w.people.owner),
    "not-held": lambda w: w.order(w.cut_all, OrderAct.RELEASE, w.people.engineer, w.people.physician),
    "no-order": lambda w: b"cut everything, please",
}


def _flipped(raw: bytes) -> bytes:
    return raw[:-1] + bytes([raw[-1] ^ 1])


def _ago(seconds: int) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=seconds)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_order_is_refused_recorded_and_changes_nothing(alone: Rooms, kind: str) -> None:
    alone.listen(443)
    before = alone.nft("list ruleset")
    told = obey(alone, REFUSED[kind](alone))
    assert told["kind"] == kind and told["refused"]
    assert alone.nft("list ruleset") == before and alone.connects(443)
    assert kind in journal(alone).splitlines()[-1]


def test_a_release_read_from_the_wire_and_sent_again_lets_nothing_go(alone: Rooms) -> None:
    alone.listen(443)
    people = alone.people
    obey(alone, alone.order(alone.cut_all))
    release = alone.order(alone.cut_all, OrderAct.RELEASE, people.engineer, people.physician)
    assert "done" in obey(alone, release)
    obey(alone, alone.order(alone.cut_all))
    assert obey(alone, release)["kind"] == "replayed"
    assert not alone.connects(443)


def test_letting_go_takes_two_persons_one_of_them_clinical(alone: Rooms) -> None:
    alone.listen(443)
    obey(alone, alone.order(alone.cut_all))
    assert obey(alone, alone.order(alone.cut_all, OrderAct.RELEASE))["kind"] == "not-entitled"
    assert not alone.connects(443)
    both = (alone.people.engineer, alone.people.physician)
    assert "done" in obey(alone, alone.order(alone.cut_all, OrderAct.RELEASE, *both))
    assert alone.connects(443)


def test_one_conduit_is_let_go_and_the_others_stay_cut(alone: Rooms) -> None:
    for port in (443, 3389):
        alone.listen(port)
    obey(alone, alone.order(alone.cut_all))
    index = [c for c, _ in alone.cut_all.seal.postures].index("care")  # type: ignore[arg-type]
    both = (alone.people.engineer, alone.people.physician)
    assert "done" in obey(alone, alone.order(alone.cut_all, OrderAct.RELEASE, *both, conduits=(index,)))
    assert alone.connects(443) and not alone.connects(3389)


def test_a_hold_by_two_moves_the_deadline(alone: Rooms) -> None:
    obey(alone, alone.order(alone.cut_all))
    both = (alone.people.engineer, alone.people.physician)
    told = obey(alone, alone.order(alone.cut_all, OrderAct.HOLD, *both, hold_min=240))["done"]
    assert told["until"] - datetime.now(UTC).timestamp() > 200 * 60
    assert at_gate(alone, lambda a: a.status())["held"][0]["left_s"] > 200 * 60


def test_an_unconfirmed_cut_decays_to_posture_two_and_what_is_signed_to_hold_stays(alone: Rooms) -> None:
    """Administration stays closed, care comes back, the conduit that holds sealed stays sealed."""
    for port in (443, 3389):
        alone.listen(port)
    obey(alone, alone.order(alone.cut_all))
    cut = at_gate(alone, lambda a: a.holding.seals[alone.cut_all.id][0].name)
    alone.nft(f"flush set inet codedark s{cut}_on")  # as the kernel does at the deadline
    assert alone.connects(443) and not alone.connects(3389)
    stream = alone.stream()
    assert not stream.passes()
    stream.stop()


def test_started_again_it_holds_what_it_held(alone: Rooms) -> None:
    alone.listen(443)
    obey(alone, alone.order(alone.cut_all))
    alone.agents[0].stop()
    alone.nft("delete table inet codedark")
    assert alone.connects(443)
    alone.agents.pop()
    alone.serve(_folder(alone))
    assert not alone.connects(443)
    held = at_gate(alone, lambda a: a.status())["held"][0]
    assert held["cut_on"] and held["left_on"]


def _folder(world: Rooms) -> Any:
    from codedark.gates.agent_folder import AgentFolder

    return AgentFolder(world.path / "g1")


def test_a_clock_before_what_was_seen_is_not_trusted(alone: Rooms) -> None:
    """Cuts are taken, what lets go is not."""
    alone.listen(443)
    obey(alone, alone.order(alone.cut_all))
    alone.agents[0].stop()
    alone.agents.pop()
    alone.serve(_folder(alone), Clock(-7200))
    assert not at_gate(alone, lambda a: a.clock_trusted)
    both = (alone.people.engineer, alone.people.physician)
    assert obey(alone, alone.order(alone.cut_all, OrderAct.RELEASE, *both))["kind"] == "untrusted-clock"
    assert not alone.connects(443)


def test_a_damaged_memory_lets_nothing_go(alone: Rooms) -> None:
    obey(alone, alone.order(alone.cut_all))
    alone.agents[0].stop()
    alone.agents.pop()
    (alone.path / "g1" / "memory.json").write_bytes(b"{")
    alone.serve(_folder(alone))
    assert at_gate(alone, lambda a: a.damaged)


def test_another_program_is_mended_at_the_next_look(alone: Rooms) -> None:
    alone.listen(443)
    obey(alone, alone.order(alone.cut_all))
    alone.nft("flush chain inet codedark seal")
    at_gate(alone, lambda a: a.look())
    assert not alone.connects(443)
    assert '"mended"' in journal(alone)


def test_under_attack_an_unconfirmed_cut_is_renewed(alone: Rooms) -> None:
    soon = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1) + timedelta(seconds=4)
    obey(alone, alone.order(alone.cut_all, issued_at=soon, hold_min=1))
    before = at_gate(alone, lambda a: a.memory.held[0].deadline)
    stream = alone.stream()
    stream.passes()
    at_gate(alone, lambda a: a.look())
    stream.stop()
    assert at_gate(alone, lambda a: a.memory.held[0].deadline) >= before + timedelta(minutes=29)


def test_in_quiet_it_is_not_renewed(alone: Rooms) -> None:
    soon = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1) + timedelta(seconds=4)
    obey(alone, alone.order(alone.cut_all, issued_at=soon, hold_min=1))
    before = at_gate(alone, lambda a: a.memory.held[0].deadline)
    at_gate(alone, lambda a: a.look())
    assert at_gate(alone, lambda a: a.memory.held[0].deadline) == before


def test_a_mandate_of_somebody_else_or_an_older_one_is_refused(alone: Rooms) -> None:
    text, _ = alone.people.mandate()
    from codedark.response.mandate_signature import sign_mandate

    with pytest.raises(Refused, match="not signed by the owner"):
        at_gate(alone, lambda a: a.take_mandate(text, sign_mandate(text, alone.people.visitor)))
    at_gate(alone, lambda a: a.take_mandate(*alone.people.mandate(version=3)))
    with pytest.raises(Refused, match="version 2"):
        at_gate(alone, lambda a: a.take_mandate(*alone.people.mandate(version=2)))


def test_staging_takes_the_right_to_stage_and_this_gates_book(alone: Rooms) -> None:
    staged = alone.staged()
    with pytest.raises(Refused, match="not signed"):
        at_gate(alone, lambda a: a.stage(staged, None))
    visitor = key_id(public_hex(alone.people.visitor))
    with pytest.raises(Refused):
        at_gate(alone, lambda a: a.stage(staged, visitor))
    engineer = key_id(public_hex(alone.people.engineer))
    with pytest.raises(Refused, match="made for g2"):
        at_gate(alone, lambda a: a.stage(replace(staged, book=replace(staged.book, gate="g2")), engineer))  # type: ignore[arg-type]


def test_a_plan_that_is_held_cannot_be_staged_away(alone: Rooms) -> None:
    obey(alone, alone.order(alone.cut_all))
    engineer = key_id(public_hex(alone.people.engineer))
    with pytest.raises(Refused, match="is held here"):
        at_gate(alone, lambda a: a.stage(alone.staged(alone.plan(care=Posture.DARK)), engineer))


def test_who_may_stage_may_not_let_go(alone: Rooms) -> None:
    """A wider book under the same plan would open what two persons hold."""
    alone.listen(443)
    obey(alone, alone.order(alone.cut_all))
    staged = alone.staged()
    wider = tuple(replace(c, kept=tuple((p, c.cells(Posture.WATCH)) for p, _ in c.kept)) for c in staged.book.conduits)
    engineer = key_id(public_hex(alone.people.engineer))
    with pytest.raises(Refused, match="would let other packets through"):
        at_gate(alone, lambda a: a.stage(replace(staged, book=replace(staged.book, conduits=wider)), engineer))
    assert not alone.connects(443)
    at_gate(alone, lambda a: a.stage(staged, engineer))
    assert not alone.connects(443)


@pytest.mark.parametrize("name", ["mandate.toml", "staged.json"])
def test_with_a_damaged_file_it_starts_all_the_same_and_says_so(alone: Rooms, name: str) -> None:
    alone.listen(443)
    obey(alone, alone.order(alone.cut_all))
    alone.agents.pop().stop()
    (alone.path / "g1" / name).write_bytes(b"{")
    alone.serve(_folder(alone))
    assert '"damaged"' in journal(alone) and not alone.connects(443)


def test_the_evidence_of_a_cut_is_exact(ready: Rooms) -> None:
    for port in (443, 104):
        ready.listen(port)
    plan = ready.cut_all
    prepared = at_gate(ready, lambda a: a.prepare(plan.id))
    assert prepared["as_staged"] and prepared["touches"]
    obey(ready, ready.order(plan))
    evidence = at_gate(ready, lambda a: a.evidence(plan.id))
    assert evidence.on and evidence.as_staged
    for pair in evidence.pairs:
        for token in pair.tokens:
            assert token.sent_count == 1
            assert token.seen_count == int(token.canary.passes)
            assert token.canary.passes or token.dropped_count == 1


def test_a_session_from_before_is_shown_to_have_stopped(ready: Rooms) -> None:
    plan = ready.cut_all
    assert at_gate(ready, lambda a: a.prepare(plan.id))["sessions_before"] == 1
    obey(ready, ready.order(plan))
    pairs = {p.pair: p for p in at_gate(ready, lambda a: a.evidence(plan.id)).pairs}
    assert pairs[("office", "clinic")].sessions_before_count == 1
    assert pairs[("office", "clinic")].sessions_running_count == 0


def test_a_session_over_what_was_let_go_may_go_on(ready: Rooms) -> None:
    plan = ready.cut_all
    assert at_gate(ready, lambda a: a.prepare(plan.id))["sessions_before"] == 1
    obey(ready, ready.order(plan))
    names = [c for c, _ in plan.seal.postures]
    used = at_gate(ready, lambda a: next(iter(a.holding.lit[plan.id].sessions.running.values()))).port
    index = names.index({443: "care", 3389: "admin"}[used])  # type: ignore[arg-type]
    people = (ready.people.engineer, ready.people.physician)
    assert "done" in obey(ready, ready.order(plan, OrderAct.RELEASE, *people, conduits=(index,)))
    pairs = {p.pair: p for p in at_gate(ready, lambda a: a.evidence(plan.id)).pairs}
    assert pairs[("office", "clinic")].sessions_before_count == 0


def test_a_session_that_goes_on_is_shown_to_go_on(ready: Rooms) -> None:
    """The wrong build: established first."""
    plan = ready.cut_all
    at_gate(ready, lambda a: a.prepare(plan.id))
    at_gate(ready, lambda a: setattr(a, "_spoiled", lambda: False))
    ready.nft("insert rule inet codedark seal ct state established accept")
    obey(ready, ready.order(plan))
    pairs = {p.pair: p for p in at_gate(ready, lambda a: a.evidence(plan.id)).pairs}
    assert pairs[("office", "clinic")].sessions_running_count == 1


def by_the_machine(world: Rooms, *, care_limit_24h: float = 100.0, slots: tuple[Any, ...] | None = ()) -> Any:
    """A mandate that leaves the test plan to a machine, and an agent staged under it."""
    from codedark.response.mandate_file import read_mandate
    from codedark.response.mandate_signature import sign_mandate
    from codedark.response.mandate_text import mandate_toml

    machine = world.people.visitor
    mandate = read_mandate(world.people.mandate(version=2)[0])
    automatic = replace(
        mandate.automatic, key=public_hex(machine), plans=("zone:office",), care_limit_24h=care_limit_24h
    )
    offices = tuple(o for o in mandate.offices if o.role != "visitor")
    text = mandate_toml(replace(mandate, automatic=automatic, offices=offices))
    at_gate(world, lambda a: a.take_mandate(text, sign_mandate(text, world.people.owner)))
    engineer = key_id(public_hex(world.people.engineer))
    at_gate(world, lambda a: a.stage(replace(world.staged(), theatres=slots), engineer))
    return obey(world, world.order(world.cut_all, OrderAct.CUT, machine, hold_min=30))


def now_in_use() -> tuple[Any, ...]:
    from codedark.response.theatres import Slot

    now = datetime.now(UTC)
    return (Slot(weekday=now.weekday(), start_min=0, duration_min=1440),)


def test_a_machine_cuts_what_the_mandate_leaves_to_it(alone: Rooms) -> None:
    assert "done" in by_the_machine(alone)


def test_never_with_theatres_in_use_nor_while_nobody_knows(alone: Rooms) -> None:
    assert "theatres in use: 1" in by_the_machine(alone, slots=now_in_use())["refused"]
    assert "theatres in use: is unknown" in by_the_machine(alone, slots=None)["refused"]


def test_the_limit_of_care_counts_what_was_cut_and_let_go_before(alone: Rooms) -> None:
    """Cumulative over 24 hours, cuts held counted up to their deadlines; a restart forgets nothing."""
    price = alone.cut_all.care_lost_per_h
    assert price > 0
    people = (alone.people.engineer, alone.people.physician)
    obey(alone, alone.order(alone.cut_all, OrderAct.CUT, *people, hold_min=600))
    spent = at_gate(alone, lambda a: a._ground().care_spent_24h)
    assert spent == pytest.approx(price * 10, rel=0.01)
    obey(alone, alone.order(alone.cut_all, OrderAct.RELEASE, *people))
    assert at_gate(alone, lambda a: a._ground().care_spent_24h) < 0.1 * price
    alone.agents.pop().stop()
    alone.serve(_folder(alone))
    assert len(at_gate(alone, lambda a: a.ledger)) == 1
    assert "the limit is" in by_the_machine(alone, care_limit_24h=0.1 * price)["refused"]
