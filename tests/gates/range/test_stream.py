from __future__ import annotations

import time

import pytest

from codedark.gates.libnft import Nft
from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.readiness import Ready
from codedark.gates.range.stream import Arrived, Stream, after, pause_around, stream_across
from tests.gates.range.conftest import InWorld


def test_what_was_sent_before_the_order_and_came_after_it_is_late_and_no_leak() -> None:
    assert after(10.0, [Arrived(sent_s=9.9, came_s=10.002)]) == (pytest.approx(2.0), 0)
    assert after(10.0, [Arrived(sent_s=9.9, came_s=9.91)]) == (0.0, 0)
    assert after(10.0, [Arrived(sent_s=10.001, came_s=10.003)]) == (pytest.approx(3.0), 1)


def test_a_sender_that_paused_is_said() -> None:
    assert pause_around(1.0, [0.999, 1.0, 1.001]) == pytest.approx(0.001)
    assert pause_around(1.0, []) == 0.02


def test_a_stream_is_laid_across_what_the_plan_parts(ready: Ready) -> None:
    plan = ready.plan("zone:office")
    assert plan is not None
    parted = [pair for _, s in ready.seals(plan.seal) for pair in s.touched]
    assert ("office", "servers") in parted


@pytest.mark.needs("ip")
def test_the_last_packet_is_seen_where_a_gate_drops_the_rest(in_small: InWorld, ready: Ready) -> None:
    plan = ready.plan("zone:office")
    assert plan is not None

    def look(built: Built) -> tuple[str, int, int, float, int]:
        stream = stream_across(built, ready, plan.seal, "office")
        assert stream is not None
        stream.begin()
        time.sleep(0.15)
        at = time.clock_gettime(time.CLOCK_BOOTTIME)
        with network(built.gate(stream.gate)):
            Nft().run("table inet shut { chain f { type filter hook forward priority -350; drop; }\n}\n")
        time.sleep(0.1)
        sent, came = stream.end()
        last_ms, leaked = after(at, came)
        stream.stop()
        return stream.what, len(sent), len(came), last_ms, leaked

    what, sent, came, last_ms, leaked = in_small(look)
    assert what == "from office to servers through between"
    assert 0 < came < sent
    assert leaked > 0
    assert last_ms < 100


@pytest.mark.needs("ip")
def test_without_a_cut_everything_arrives(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> tuple[int, int]:
        at = {p.zone: p.address for p in ready.furnished.probers}
        stream = Stream((built.zone("office"), at["office"]), (built.zone("servers"), at["servers"]), 47119)  # type: ignore[index]
        stream.begin()
        time.sleep(0.1)
        sent, came = stream.end()
        stream.stop()
        return len(sent), len(came)

    sent, came = in_small(look)
    assert sent == came > 50
