"""Which cable to pull, when several would do: care first, then what can be found, then the shortest walk."""

from __future__ import annotations

from collections.abc import Iterator

from codedark.hospital.records import Cable, GateId, Hospital, ZoneId

Asked = tuple[GateId | None, frozenset[ZoneId]]
"""A gate (None: there is none) and the two zones between which it was not shown to cut; one zone: within it."""


def cable_to_pull(hospital: Hospital, left: list[Asked]) -> Cable:
    """The cable to pull next for what is left: fewest core zones off, told of, closes most, fewest zones off.

    Args:
        left: not empty, each of two zones.
    Returns:
        A row of `cables`, or one that says nothing where nobody told of any.
    """
    choices: dict[tuple[GateId, ZoneId], Cable] = {}
    for gate, pair in left:
        for zone in sorted(pair):
            for cable in _choices(hospital, gate, zone):
                choices[cable.gate, cable.zone] = cable
    order = {zone: i for i, zone in enumerate(hospital.zones)}

    def weight(cable: Cable) -> tuple[int, bool, int, int, int, GateId]:
        off = on_the_same(hospital, cable)
        core = sum(hospital.zones[zone].core for zone in off)
        closes = len(closed_by(hospital, cable, left))
        return core, not told_of(cable), -closes, len(off), order[cable.zone], cable.gate

    return min(choices.values(), key=weight)


def _choices(hospital: Hospital, gate: GateId | None, zone: ZoneId) -> Iterator[Cable]:
    """The cable of a zone at its own gate, and at the gate asked about; without either, any that is told of it.

    Where none is told, one that says nothing, so that the card says so.
    """
    own = hospital.zones[zone].gate
    gates = [g for g in dict.fromkeys((own, gate)) if g is not None]
    told = [hospital.cables[g, zone] for g in gates if (g, zone) in hospital.cables]
    if not gates:
        told = [cable for cable in hospital.cables.values() if cable.zone == zone]
    yield from told or [_untold(hospital, gates[0] if gates else GateId(""), zone)]


def _untold(hospital: Hospital, gate: GateId, zone: ZoneId) -> Cable:
    return Cable(
        gate=gate, zone=zone, interface="", room="", panel_port="", cable="", note="",
        basis=hospital.zones[zone].basis, source="",
    )  # fmt: skip


def closed_by(hospital: Hospital, cable: Cable, left: list[Asked]) -> list[Asked]:
    """A zone's cable at its own gate closes every pair of it; at another gate, what passes that gate."""
    zones = on_the_same(hospital, cable)
    return [
        (gate, pair)
        for gate, pair in left
        if any(z in pair and (gate in {cable.gate, None} or hospital.zones[z].gate == cable.gate) for z in zones)
    ]


def told_of(cable: Cable) -> bool:
    """Whether somebody who was never there can find it: a room, and a port or a label."""
    return bool(cable.room and (cable.panel_port or cable.cable))


def on_the_same(hospital: Hospital, cable: Cable) -> tuple[ZoneId, ...]:
    """Zones that hang on one cable: rows of one gate with the same room, port and label."""
    if not told_of(cable):
        return (cable.zone,)
    place = (cable.gate, cable.room, cable.panel_port, cable.cable)
    rows = hospital.cables.values()
    return tuple(c.zone for c in rows if (c.gate, c.room, c.panel_port, c.cable) == place)
