from __future__ import annotations

import pytest

from codedark.gap.posture import EVERYTHING_NORMAL, Posture, seal
from codedark.gates.libnft import Nft
from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.listeners import listen
from codedark.gates.range.readiness import Ready
from codedark.gates.range.sessions import alive, open_sessions, wishes
from codedark.hospital.records import ConduitId
from tests.gates.range.conftest import InWorld

CUT = seal({ConduitId(c): Posture.BREAK_GLASS for c in ("admin", "help")})


def test_both_kinds_are_wished_for(ready: Ready) -> None:
    found = wishes(ready, CUT)
    assert {w.goes_on for w in found} == {True, False}
    for one in found:
        assert ready.model.opens(one.source, one.target, one.port, EVERYTHING_NORMAL)
        assert ready.model.opens(one.source, one.target, one.port, CUT) is one.goes_on


@pytest.mark.needs("ip")
def test_a_rule_after_established_stops_no_session_and_one_before_does(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> list[list[bool]]:
        running = listen(built, ready.furnished, ready.doors)
        sessions = open_sessions(built, ready.furnished, [w for w in wishes(ready, CUT) if not w.goes_on])
        assert running
        found = [alive(sessions)]
        with network(built.gate("wall")):
            Nft().run("table inet late { chain f { type filter hook forward priority 10; ct state new drop; }\n}\n")
        found.append(alive(sessions))
        with network(built.gate("wall")):
            Nft().run("table inet soon { chain f { type filter hook forward priority -350; drop; }\n}\n")
        return [*found, alive(sessions)]

    open_, late, soon = in_small(look)
    assert open_
    assert all(open_)
    assert all(late)
    assert not any(soon)
