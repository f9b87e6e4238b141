"""What every make's texts must do, said once: agree with the seal, go back to staged, let go by themselves."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from codedark.formats.firewall_fortigate import DEADLINE, TOP
from codedark.formats.firewall_record import FirewallTexts, filled
from codedark.formats.firewall_texts import firewall_texts
from codedark.gap.capabilities import CAPABILITIES, Undo
from codedark.hospital.words import GateKind
from tests.formats.firewall_devices import Device
from tests.formats.firewall_packets import lets_open, lets_pass
from tests.formats.firewall_worlds import DEVICES, STATELESS, World, packets

MINUTES = 30
BY_INTERFACE = {GateKind.IOS, GateKind.ASA, GateKind.JUNOS}
FILL = {TOP.name: "1", DEADLINE.name: "06:30 2026/01/13"}
"""The model's first policy, and half an hour after its clock."""


def texts_for(kind: GateKind, world: World) -> FirewallTexts:
    """The texts, with nothing left to fill in."""
    texts = firewall_texts(world.book, world.seal, kind, refused=world.refused, minutes=MINUTES)
    done = filled(texts, {b.name: FILL[b.name] for b in texts.to_fill})
    assert not done.to_fill and "<<i" not in done.stage
    return done


def staged(kind: GateKind, world: World) -> tuple[Device, FirewallTexts]:
    """A device on which the seal is staged."""
    device, texts = DEVICES[kind](world.interface_to()), texts_for(kind, world)
    device.paste(texts.stage)
    return device, texts


def agrees(kind: GateKind, world: World, data: st.DataObject, packet_count: int = 12) -> None:
    """Staged, everything passes; fired, a packet passes iff the seal says so; released, everything passes."""
    device, texts = staged(kind, world)
    sent = [data.draw(packets(world)) for _ in range(packet_count)]
    if kind in BY_INTERFACE:
        # Towards anybody else no interface is hooked, and a caution says so.
        sent = [p for p in sent if {device.interface_to(p.source), device.interface_to(p.target)} <= _hooked(world)]
    assert all(map(device.passes, sent)), "a staged seal is not active"
    device.paste(texts.fire)
    refused = world.refused if CAPABILITIES[kind].permits_final else ()
    for one in sent:
        if kind in STATELESS:
            for way in (one, one.answer()):
                assert device.passes(way) == lets_pass(world.book, world.seal, way), way
        else:
            assert device.passes(one) == lets_open(world.book, world.seal, one, refused), one
    device.paste(texts.release)
    assert all(map(device.passes, sent))


def _hooked(world: World) -> set[str]:
    return {p.interface for p in world.book.places}


def goes_back(kind: GateKind, world: World) -> None:
    """Fired and released is staged again; unstaged leaves nothing."""
    device, texts = DEVICES[kind](world.interface_to()), texts_for(kind, world)
    bare = copy.deepcopy(device.state())
    device.paste(texts.stage)
    before = copy.deepcopy(device.state())
    device.paste(texts.fire)
    assert device.state() != before or not world.seal.touched
    device.paste(texts.undo)
    device.paste(texts.flush_sessions)
    device.paste(texts.verify)
    device.paste(texts.release)
    assert device.state() == before
    device.paste(texts.unstage)
    assert device.state() == bare


def lets_go(kind: GateKind, world: World, probe: Any) -> None:
    """With its undo armed, a seal holds until its deadline and no longer. `probe`: a packet it refuses."""
    device, texts = staged(kind, world)
    device.paste(texts.fire)
    if kind not in {GateKind.IOS, GateKind.JUNOS}:
        # There the undo text confirms: it holds a seal beyond its deadline.
        device.paste(texts.undo)
    assert CAPABILITIES[kind].undo is not Undo.NONE
    assert not device.passes(probe)
    device.wait(MINUTES - 1)
    assert not device.passes(probe)
    device.wait(MINUTES)
    assert device.passes(probe)
