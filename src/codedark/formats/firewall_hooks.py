"""Where a seal is hooked on makes that filter by interface: in the out direction, which is usually free.

Two filters in a row both have to let a packet through, so what stands in the in direction still judges what a seal
keeps; and packets to the gate itself never leave by an interface, so nobody locks himself out.
"""

from __future__ import annotations

from collections.abc import Iterator

from codedark.formats.firewall_record import WORD, Blank
from codedark.formats.firewall_wall import Wall


def hooks(wall: Wall) -> tuple[str, ...]:
    """The interfaces towards touched zones, each once; a blank where none is told."""
    return tuple(dict.fromkeys(one.interface or str(_blank(one.zone)) for one in wall.toward))


def hook_blanks(wall: Wall, pattern: str = WORD) -> tuple[Blank, ...]:
    """What has to be filled in."""
    return tuple(_blank(one.zone, pattern) for one in wall.toward if not one.interface)


def hook_cautions(wall: Wall) -> Iterator[str]:
    """What hooking by interface leaves out."""
    if any(line.code[0] == "Q" for line in wall.lines):
        yield "quarantined hosts are cut on the interfaces named here alone: add the out direction of every other one"
    yield "an interface that already has a filter in the out direction takes no second: merge them in the change window"


def _blank(zone: str, pattern: str = WORD) -> Blank:
    ask = f"the gate's interface towards zone {zone}, as the gate names it"
    return Blank(name=f"interface of {zone}", ask=ask, pattern=pattern)
