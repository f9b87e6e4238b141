"""Every make's texts against the seal they stand for, in golden files and by models that read them back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark.formats.firewall_record import PARTS, FirewallTexts
from codedark.formats.firewall_texts import WRITERS, firewall_texts
from codedark.gap.capabilities import CAPABILITIES
from codedark.hospital.words import GateKind
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_checks import agrees, goes_back, lets_go, texts_for
from tests.formats.firewall_packets import packet
from tests.formats.firewall_worlds import DEVICES, HOSTILE, MAKES, World, worlds

GOLDEN = Path(__file__).parent / "golden" / "firewalls"
REFRESH = "CODEDARK_REFRESH_GOLDEN"
"""Set to 1 to write the golden files anew; then read the difference as an engineer of that make would."""
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
SAFE = {
    GateKind.FORTIGATE: r'[A-Za-z0-9 ._:/,"<>|-]',
    GateKind.PAN_OS: r"[A-Za-z0-9 ._:/,\"'<>|=$&?@\[\]{}#;-]",
    GateKind.IOS: r"[A-Za-z0-9 ._:/,<>!-]",
    GateKind.ASA: r'[A-Za-z0-9 ._:/,<>|"-]',
    GateKind.JUNOS: r"[A-Za-z0-9 ._:/,<>\[\]#-]",
    GateKind.WINDOWS: r"[A-Za-z0-9 ._:/,'|()$=#-]",
}


def shown(texts: FirewallTexts) -> str:
    """All texts as one page."""
    parts = [f"==== {part}\n{getattr(texts, part)}" for part in PARTS]
    fill = [f"{b.name}: {b.ask}" for b in texts.to_fill]
    return "\n".join([*parts, "==== to fill in", *fill, "", "==== cautions", *texts.cautions, ""])


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("kind", MAKES)
def test_a_text_is_what_it_was(kind: GateKind, case: str) -> None:
    world = CASES[case]
    text = shown(firewall_texts(world.book, world.seal, kind, refused=world.refused))
    golden = GOLDEN / kind / f"{case}.txt"
    if os.environ.get(REFRESH) == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), f"{golden} differs; {REFRESH}=1 writes it anew"


def test_no_golden_file_outlives_its_case() -> None:
    wanted = {f"{kind}/{case}.txt" for kind in MAKES for case in CASES}
    assert {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.txt")} == wanted


@pytest.mark.parametrize("kind", MAKES)
@SLOW
@given(data=st.data())
def test_a_packet_passes_iff_the_seal_says_so(kind: GateKind, data: st.DataObject) -> None:
    agrees(kind, data.draw(worlds()), data)


@pytest.mark.parametrize("case", [c for c in CASES if c != "interfaces-not-told"])
@pytest.mark.parametrize("kind", MAKES)
def test_releasing_brings_back_what_was_staged_and_unstaging_leaves_nothing(kind: GateKind, case: str) -> None:
    goes_back(kind, CASES[case])


@pytest.mark.parametrize("kind", MAKES)
def test_a_seal_lets_go_at_its_deadline_and_not_before(kind: GateKind) -> None:
    lets_go(kind, CASES["break-glass"], packet("10.10.0.5", "10.10.40.9", "tcp", 445))


@pytest.mark.parametrize("kind", MAKES)
@settings(SLOW, max_examples=40)
@given(world=worlds(names=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=8).map("".join)))
def test_no_name_of_a_zone_injects_a_command(kind: GateKind, world: World) -> None:
    texts = texts_for(kind, world)
    calm = texts_for(kind, _renamed(world))
    for part in PARTS:
        told, wanted = getattr(texts, part), getattr(calm, part)
        assert len(told.splitlines()) == told.count("\n") == wanted.count("\n")
        assert _shape(told) == _shape(wanted), part
        odd = set(re.sub(SAFE[kind], "", told.replace("\n", "")))
        assert not odd, odd


def _renamed(world: World) -> World:
    """The same world with dull names."""
    from dataclasses import replace

    plain = {p.zone: type(p.zone)(f"q{k}") for k, p in enumerate(world.book.places)}

    def cells(old):  # type: ignore[no-untyped-def]
        return tuple(replace(c, from_zone=plain[c.from_zone], to_zone=plain[c.to_zone]) for c in old)

    book = replace(world.book, places=tuple(replace(p, zone=plain[p.zone]) for p in world.book.places))
    seal = replace(
        world.seal,
        touched=tuple((plain[a], plain[b]) for a, b in world.seal.touched),
        keep=cells(world.seal.keep),
        canaries=tuple(replace(c, from_zone=plain[c.from_zone], to_zone=plain[c.to_zone]) for c in world.seal.canaries),
    )
    return World(book=book, seal=seal, refused=cells(world.refused))


def _shape(text: str) -> list[tuple[str, int, int]]:
    """First word, number of words that are not a remark's, number of quotes, of each line."""
    found = []
    for line in text.splitlines():
        words = line.split()
        remark = any(w in {"remark", "comments", "description"} for w in words[:6])
        found.append((words[0] if words else "", 0 if remark else len(words), line.count('"') + line.count("'")))
    return found


@pytest.mark.parametrize("kind", MAKES)
@pytest.mark.parametrize("case", CASES)
def test_names_keep_to_the_shortest_limit_of_any_make(kind: GateKind, case: str) -> None:
    text = shown(firewall_texts(CASES[case].book, CASES[case].seal, kind))
    assert max(map(len, re.findall(r"CODEDARK-[\w.-]+", text))) <= 63
    assert all(len(n) <= 35 for n in re.findall(r'set name "([^"]+)"', text))


def test_every_make_that_is_said_to_be_rendered_is() -> None:
    assert set(WRITERS) == set(DEVICES) == {k for k, c in CAPABILITIES.items() if c.rendered} - {GateKind.NFTABLES}


def test_a_make_without_texts_is_a_key_error() -> None:
    world = CASES["dark"]
    with pytest.raises(KeyError):
        firewall_texts(world.book, world.seal, GateKind.NAC)


@pytest.mark.parametrize("kind", [GateKind.FORTIGATE, GateKind.PAN_OS])
def test_where_a_permit_is_final_what_a_conduit_refuses_stays_refused(kind: GateKind) -> None:
    from tests.formats.firewall_checks import staged

    device, texts = staged(kind, CASES["refused-anyway"])
    device.paste(texts.fire)
    assert not device.passes(packet("10.10.0.5", "10.10.40.9", "tcp", 22))
    assert device.passes(packet("10.10.0.5", "10.10.40.9", "tcp", 23))
