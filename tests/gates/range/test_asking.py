from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.gates.libnft import Nft
from codedark.gates.range.asking import ask, resolve
from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.listeners import listen
from codedark.gates.range.questions import break_glass_questions
from codedark.gates.range.readiness import Ready
from codedark.gates.range.walker import Walker
from tests.gates.range.conftest import InWorld

pytestmark = pytest.mark.needs("ip")


def test_a_name_is_asked_for_before_the_port(in_small: InWorld, ready: Ready) -> None:
    (one,) = break_glass_questions(ready)

    def look(built: Built) -> list[tuple[bool, str]]:
        running = listen(built, ready.furnished, ready.doors)
        walker = Walker(built, ready.furnished, ready.doors, ready.model.class_of.tolist())

        def asked() -> tuple[bool, str]:
            return ask(built, ready.furnished, walker, one)

        found = [asked(), ask(built, ready.furnished, walker, replace(one, name="", names_at=()))]
        with network(built.gate("inner")):
            Nft().run("insert rule inet filter forward udp dport 53 drop\n")
        found.append(asked())
        assert running
        return found

    by_name, by_address, without_names = in_small(look)
    assert by_name[0]
    assert by_name[1].startswith("dc-1 says pacs is 10.4.0.10")
    assert by_address == (True, "opened")
    assert without_names == (False, "no name service answers what pacs is")


def test_a_name_nobody_has_is_not_found(in_small: InWorld, ready: Ready) -> None:
    (one,) = break_glass_questions(ready)

    def look(built: Built) -> object:
        running = listen(built, ready.furnished, ready.doors)
        assert running
        return resolve(built, ready.furnished, one.source, one.names_at[0], "nobody")

    assert in_small(look) is None
