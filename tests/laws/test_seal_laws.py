"""Laws of seals: closing more lets nothing new through, and gates, `reach` and `depend` speak of the same cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from codedark.formats.nft_seal import render
from codedark.gap.gate_book import GateBook, gate_books
from codedark.gap.gate_seal import gate_seal
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, Seal, decayed, seal, strictest
from codedark.gap.tiers import Tiers, tiers
from codedark.gap.walls import Measures
from codedark.hospital import Hospital
from codedark.hospital.ports import carries
from codedark.hospital.records import Host, Port
from codedark.hospital.words import Action, Protocol
from tests.gap.seal_oracle import Flow, SealOracle
from tests.gap.seal_worlds import KINDS, GateJudge, flows, hospitals, seals

MANY = settings(max_examples=100, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck))
names = st.sampled_from(["a", "b", "c", "d"])
any_seal = st.builds(
    seal,
    st.dictionaries(names, st.sampled_from(list(Posture))),  # type: ignore[arg-type]
    st.lists(names, max_size=2),  # type: ignore[arg-type]
    st.lists(names, max_size=2),  # type: ignore[arg-type]
)


def _through(book: GateBook, one: Seal, every: Iterable[Flow]) -> set[Flow]:
    judge = GateJudge(gate_seal(book, one), book)
    return {flow for flow in every if judge.lets_through(flow)}


# Seals among themselves


@MANY
@given(any_seal, any_seal, any_seal)
def test_the_strictest_of_seals_is_the_same_in_any_order_and_of_any_grouping(a: Seal, b: Seal, c: Seal) -> None:
    assert strictest([a, b]) == strictest([b, a])
    assert strictest([a, strictest([b, c])]) == strictest([strictest([a, b]), c]) == strictest([a, b, c])
    assert strictest([a, a]) == a
    assert strictest([a, EVERYTHING_NORMAL]) == a


@MANY
@given(any_seal, st.frozensets(names))
def test_what_is_left_at_a_deadline_is_never_above_what_was_and_never_below_posture_2(
    one: Seal, held: frozenset[str]
) -> None:
    left = decayed(one, held)
    for conduit, was in one.postures:
        now = left.posture_of(conduit)
        assert min(was, Posture.NO_ADMINISTRATION) <= now <= was
        assert now == was or (conduit not in held and now is Posture.NO_ADMINISTRATION)
    assert decayed(left, held) == left
    assert not left.contain
    assert not left.quarantine


# Packets


@FEW
@given(st.data())
def test_a_higher_posture_never_lets_more_through(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    one, every = data.draw(seals(hospital)), flows(hospital)
    conduit = data.draw(st.sampled_from(sorted(hospital.conduits)))
    low, high = sorted(data.draw(st.lists(st.sampled_from(list(Posture)), min_size=2, max_size=2)))
    for book in gate_books(tiers(hospital), {}, []).values():
        lower, higher = (seal({**dict(one.postures), conduit: p}, one.contain, one.quarantine) for p in (low, high))
        assert _through(book, higher, every) <= _through(book, lower, every)


@FEW
@given(st.data())
def test_sealing_more_never_opens_a_path(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    one, other, every = data.draw(seals(hospital)), data.draw(seals(hospital)), flows(hospital)
    for book in gate_books(tiers(hospital), {}, []).values():
        both = _through(book, strictest([one, other]), every)
        assert both <= _through(book, one, every) & _through(book, other, every)


@FEW
@given(st.data())
def test_what_is_left_at_a_deadline_lets_through_all_that_the_cut_did(data: st.DataObject) -> None:
    """Else the cut and what is left, both on until the deadline, would close a break-glass flow together."""
    hospital = data.draw(hospitals())
    one, every = data.draw(seals(hospital)), flows(hospital)
    held = data.draw(st.frozensets(st.sampled_from(sorted(hospital.conduits))))
    for book in gate_books(tiers(hospital), {}, []).values():
        assert _through(book, one, every) <= _through(book, decayed(one, held), every)


@FEW
@given(st.data())
def test_a_break_glass_row_passes_at_every_posture_below_dark(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    assume(any(c.break_glass for c in hospital.conduits.values()))
    drawn, oracle = data.draw(seals(hospital)), SealOracle(hospital)
    one = seal({c: min(p, Posture.BREAK_GLASS) for c, p in drawn.postures}, drawn.contain)
    glass = {
        flow
        for flow in flows(hospital)
        for c in hospital.conduits.values()
        if c.break_glass
        for a in oracle.zones_of(flow.source)
        for b in oracle.zones_of(flow.target)
        if oracle.joins(c, a, b) and oracle._row_has(c, flow, a, b)
    }
    for book in gate_books(tiers(hospital), {}, []).values():
        assert glass <= _through(book, one, glass)


# What is said of it


@FEW
@given(st.data())
def test_a_gate_seal_has_a_name_of_its_content_and_text_of_its_name(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    one, other = data.draw(seals(hospital)), data.draw(seals(hospital))
    split = tiers(hospital)
    for book, again in zip(*(gate_books(split, {}, []).values() for _ in range(2)), strict=True):
        held = [gate_seal(book, s) for s in (one, other)]
        assert (held[0].name == held[1].name) is (replace(held[0], name="") == replace(held[1], name=""))
        assert render(book, held[:1]) == render(again, [gate_seal(again, one)])


@FEW
@given(st.data())
def test_closing_administration_costs_no_care_on_any_hospital(data: st.DataObject) -> None:
    hospital = data.draw(hospitals(denies=True))
    split = tiers(hospital)
    assert split.care_lost_per_h(seal(dict.fromkeys(hospital.conduits, Posture.NO_ADMINISTRATION))) == 0


# The same cut


@MANY
@given(st.data())
def test_what_reach_calls_cut_some_gate_drops_and_what_it_calls_open_none_does(data: st.DataObject) -> None:
    hospital = data.draw(hospitals(denies=True, gated=True, unaddressed=False))
    # Two zones of which no network is told look the same to a gate: `out_of_reach` says so.
    assume(sum(not z.prefixes for z in hospital.zones.values()) <= 1)
    drawn = data.draw(seals(hospital))
    held = [h for h in drawn.quarantine if hospital.hosts.named(h).quarantine is not None]
    one, split = seal(dict(drawn.postures), drawn.contain, held), tiers(hospital)
    judges = [GateJudge(gate_seal(b, one), b) for b in gate_books(split, {}, []).values()]
    rest, cut = split.measures(EVERYTHING_NORMAL), split.measures(one)
    denied = any(c.action is Action.DENY for c in hospital.conduits.values())
    for x, y in _pairs(hospital):
        for protocol, number in KINDS:
            # A seal takes nothing from a row that a deny row already does: the firewall does that. Within one zone
            # there is none, so there a row kept under containment keeps what another row denies.
            if protocol == "50" or (denied and x.zone == y.zone):
                continue
            port = Port(Protocol(protocol), None if protocol == "icmp" else number)
            flow = Flow(x.address, y.address, protocol, number)  # type: ignore[arg-type]
            passes = all(judge.lets_through(flow) for judge in judges)
            if _reached(split, x, y, port, cut):
                assert passes, f"reach says that {flow} stays open"
            elif _reached(split, x, y, port, rest):
                assert not passes, f"reach says that {flow} is cut"


def _pairs(hospital: Hospital) -> list[tuple[Host, Host]]:
    told = [h for h in hospital.hosts if h.address is not None]
    return [(x, y) for x in told for y in told if x.host != y.host and x.address.version == y.address.version]  # type: ignore[union-attr]


def _reached(split: Tiers, x: Host, y: Host, port: Port, measures: Measures) -> bool:
    """Whether reach lets x open a connection to y: one hop."""
    graph, hosts = split.ground.reach, split.ground.hospital.hosts
    i, j = hosts.index_of(x.host), hosts.index_of(y.host)
    if measures.quarantined[i] or measures.quarantined[j]:
        return False
    one, other = graph.class_of[i], graph.class_of[j]
    if x.zone == y.zone and graph.inside_open[one] and not measures.contained[hosts.zone_at[i]]:
        return True
    edges = (graph.edge_from == one) & (graph.edge_to == other) & ~measures.closed[graph.edge_conduit]
    return any(carries(graph.port_sets[p], port) for p in graph.edge_ports[edges].tolist())
