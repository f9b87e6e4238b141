"""The texts for a gate and a seal in the words of its make: who writes what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from codedark.formats.firewall_asa import asa_texts
from codedark.formats.firewall_fortigate import fortigate_texts
from codedark.formats.firewall_ios import ios_texts
from codedark.formats.firewall_junos import junos_texts
from codedark.formats.firewall_panos import panos_texts
from codedark.formats.firewall_record import MINUTES, FirewallTexts
from codedark.formats.firewall_wall import Wall, wall
from codedark.formats.firewall_windows import windows_texts
from codedark.gap.capabilities import CAPABILITIES
from codedark.gap.gate_book import Cell, GateBook
from codedark.gap.gate_seal import GateSeal
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind

Writer = Callable[[GateId, Wall, int], FirewallTexts]

WRITERS: Mapping[GateKind, Writer] = {
    # A FortiGate's deadline is a date, which is filled in; the others count minutes.
    GateKind.FORTIGATE: lambda gate, one, minutes: fortigate_texts(gate, one),
    GateKind.PAN_OS: panos_texts,
    GateKind.IOS: ios_texts,
    GateKind.ASA: asa_texts,
    GateKind.JUNOS: junos_texts,
    GateKind.WINDOWS: windows_texts,
}


def firewall_texts(
    book: GateBook, seal: GateSeal, kind: GateKind, *, refused: Iterable[Cell] = (), minutes: int = MINUTES
) -> FirewallTexts:
    """Write a seal in the words of one make.

    Args:
        refused: what conduits that deny refuse, from `gap.refused`; written first where a permit is final.
        minutes: how long a fired seal holds by itself, where the make counts minutes.
    Raises:
        KeyError: no texts are written for this make (`capabilities` says which are).

    >>> sorted(WRITERS) == sorted(k for k, c in CAPABILITIES.items() if c.rendered and k is not GateKind.NFTABLES)
    True
    """
    final = CAPABILITIES[kind].permits_final
    built = wall(book, seal, refused if final else ())
    texts = WRITERS[kind](book.gate, built, minutes)
    return replace(texts, cautions=(*texts.cautions, *_left_out(seal, built)))


def _left_out(seal: GateSeal, built: Wall) -> Iterator[str]:
    """What no text says, whatever the make."""
    if built.hidden:
        yield f"cut although something of them is kept, because no address is told: {', '.join(built.hidden)}"
    if seal.watch:
        yield "conduits at posture watch are not counted here: use the gate's own logging"
    if any(a == b for a, b in seal.touched):
        yield "hosts of one zone that share a segment reach each other without this gate: keep them apart at the switch"
