"""What was typed for `gap texts` and `gap cacao`, made into a seal and its texts, gate by gate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codedark.cli.answer import ExitCode, note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from codedark.formats.cacao import WithoutText
    from codedark.formats.firewall_record import FirewallTexts
    from codedark.gap.plan import CutPlan
    from codedark.gap.posture import Posture, Seal
    from codedark.gap.tiers import Tiers
    from codedark.hospital import Hospital
    from codedark.hospital.records import GateId, ZoneId
    from codedark.hospital.words import GateKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed about gates."""

    gates: Sequence[str]
    make: str | None
    interfaces: Sequence[str]
    fills: Sequence[str]
    minutes: int


@dataclass(frozen=True, slots=True)
class Written:
    """Everything an answer is made of."""

    hospital: Hospital
    plan: CutPlan
    posture: Posture
    texts: tuple[FirewallTexts, ...]
    others: tuple[WithoutText, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Done only where nothing is left to a person."""
        from codedark.hospital.words import GateKind

        hands = any(one.kind is not GateKind.NFTABLES for one in self.others)
        ready = (self.texts or self.others) and not hands and not any(t.to_fill for t in self.texts)
        return ExitCode.DONE if ready and not self.plan.residual else ExitCode.NO


def written_texts(
    folder: Path,
    suspect: Sequence[str] | None,
    since: float | None,
    zone: Sequence[str] | None,
    posture: int,
    asked: Asked,
    defence: Sequence[str] | None,
) -> Written:
    """Decide what is sealed, and write it for each gate; what means nothing is refused before anything is decided."""
    from codedark.gap.posture import Posture
    from codedark.gap.tiers import tiers
    from codedark.store.folder import load_hospital

    loaded = load_hospital(folder, defence or ())
    told = _understood(loaded, zone or (), asked)
    split = tiers(loaded)
    level = Posture(posture)
    if zone:
        # Named by a person: suspects, if any are named too, are not asked for a cut of their own.
        plan, seal = _zones_off(split, [str(z) for z in zone], level)
    else:
        plan, seal = _plan(loaded, suspect, since, level)
    rendered, others = _rendered(split, seal, told, asked)
    return Written(loaded, plan, level, rendered, others)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was typed, understood."""

    gates: tuple[GateId, ...]
    make: GateKind | None
    interfaces: Mapping[ZoneId, str]
    fills: Mapping[str, str]


def _understood(hospital: Hospital, zones: Sequence[str], asked: Asked) -> _Told:
    """Every word that means nothing at once."""
    import re

    from codedark.formats.firewall_record import WORD
    from codedark.formats.firewall_texts import WRITERS
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.records import GateId, ZoneId
    from codedark.hospital.spelling import Spelling
    from codedark.hospital.words import GateKind

    faults: list[Fault] = []

    def known(option: str, words: Sequence[str], names: Sequence[str], what: str) -> None:
        near = Spelling(names)
        faults.extend(
            Fault(file=option, value=w, message=f"no {what} of that name", fix=near.fix(w, f"name a {what}"))
            for w in words
            if w not in names
        )

    def pairs(option: str, words: Sequence[str], form: str) -> dict[str, str]:
        faults.extend(
            Fault(file=option, value=w, message="is no pair", fix=f"write {form}") for w in words if "=" not in w
        )
        return dict(w.split("=", 1) for w in words if "=" in w)

    known("--zone", zones, list(hospital.zones), "zone")
    known("--gate", asked.gates, list(hospital.gates), "gate")
    known("--make", [asked.make] if asked.make else [], [str(k) for k in WRITERS], "make with texts")
    interfaces = pairs("--interface", asked.interfaces, "ZONE=NAME")
    known("--interface", list(interfaces), list(hospital.zones), "zone")
    fills = pairs("--fill", asked.fills, "NAME=VALUE")
    faults += [
        Fault(file="--interface", value=name, message="no name of an interface", fix="write it as the gate does")
        for name in interfaces.values()
        if not re.fullmatch(WORD, name)
    ]
    if faults:
        raise BadHospital(faults)
    return _Told(
        gates=tuple(GateId(g) for g in asked.gates) or tuple(hospital.gates),
        make=GateKind(asked.make) if asked.make else None,
        interfaces={ZoneId(z): name for z, name in interfaces.items()},
        fills=fills,
    )


def _plan(
    hospital: Hospital, suspect: Sequence[str] | None, since: float | None, level: Posture
) -> tuple[CutPlan, Seal]:
    import re

    from codedark import depend, reach
    from codedark.gap import least_harm_cut, presume, read_suspects
    from codedark.gap.posture import seal_of_plan
    from codedark.gap.suspects import ELAPSED_MIN

    words = [w for option in suspect or () for w in re.split(r"[\s,;]+", option) if w]
    compiled = reach.compile(hospital)
    presumed = presume(
        hospital, compiled, read_suspects(hospital, words), elapsed_min=ELAPSED_MIN if since is None else since
    )
    plan = least_harm_cut(hospital, compiled, depend.compile(hospital), presumed)
    if plan.residual:
        note(f"{len(plan.residual)} paths to core stay open with this cut: `codedark gap plan` shows them.")
    return plan, seal_of_plan(plan, level)


def _zones_off(split: Tiers, zones: Sequence[str], level: Posture) -> tuple[CutPlan, Seal]:
    """Zones sealed off because somebody named them: said as a plan, judged as one, chosen by nobody."""
    import numpy as np

    from codedark.gap.gate_book import gated_pairs
    from codedark.gap.plan import CutPlan, Presumed, Residual
    from codedark.gap.posture import seal_of_zones
    from codedark.hospital.records import ZoneId

    seal = seal_of_zones(gated_pairs(split), zones, level)
    named = ", ".join(zones)
    why = (f"zones sealed off by name: {named}",)
    presumed = Presumed(hosts=frozenset(), zones=frozenset(map(ZoneId, zones)), place_unknown=False, why=why)
    judged, hospital = split.judge(seal, presumed), split.hospital
    exposed = tuple(hospital.hosts.zone_ids[z] for z in np.flatnonzero(judged.exposed).tolist())
    behind = judged.exposed & ~judged.exposed_plainly
    still = "it is still reached from there: `gap plan --suspect` shows the path"
    plan = CutPlan(
        presumed=presumed,
        cut=tuple(c for c, _ in seal.postures),
        quarantine=(),
        contain=(),
        care_lost_per_h=judged.care_lost_per_h,
        exposed_care_per_h=judged.exposed_care_per_h,
        bound=judged.cost_per_h,
        optimal=False,
        services_lost=judged.services_lost,
        residual=tuple(Residual(suspect=named, core=z, path=(), why=still) for z in exposed if hospital.zones[z].core),
        exposed=exposed,
        fire_min=max((g.fire_min for g in hospital.gates.values()), default=0.0),
        alternatives=(),
        behind_break_glass=tuple(hospital.hosts.zone_ids[z] for z in np.flatnonzero(behind).tolist()),
        break_glass_care_per_h=judged.break_glass_care_per_h,
    )
    return plan, seal


def _rendered(
    split: Tiers, seal: Seal, told: _Told, asked: Asked
) -> tuple[tuple[FirewallTexts, ...], tuple[WithoutText, ...]]:
    from codedark.formats.cacao import WithoutText
    from codedark.formats.firewall_record import filled
    from codedark.formats.firewall_texts import WRITERS, firewall_texts
    from codedark.gap.gate_book import gate_books
    from codedark.gap.gate_seal import gate_seal
    from codedark.gap.refused import refused_cells

    hospital = split.hospital
    interfaces = {(g, z): name for g in told.gates for z, name in told.interfaces.items()}
    books, refused = gate_books(split, interfaces, ()), refused_cells(split)
    texts: list[FirewallTexts] = []
    others: list[WithoutText] = []
    for gate in told.gates:
        own, kind = gate_seal(books[gate], seal), told.make or hospital.gates[gate].kind
        if own.empty:
            note(f"{gate} has nothing to do.")
        elif kind in WRITERS:
            texts.append(firewall_texts(books[gate], own, kind, refused=refused, minutes=asked.minutes))
        else:
            others.append(WithoutText(gate=gate, name=hospital.gates[gate].name, kind=kind))
    return _filled(texts, told.fills, filled), tuple(others)


def _filled(texts: Sequence[FirewallTexts], fills: Mapping[str, str], put: Any) -> tuple[FirewallTexts, ...]:
    """Each blank filled where it stands; a name that stands nowhere is refused by the first text."""
    names = {b.name for t in texts for b in t.to_fill}
    nowhere = {n: v for n, v in fills.items() if n not in names}
    own = [{n: v for n, v in fills.items() if n in {b.name for b in t.to_fill}} for t in texts]
    own[:1] = [{**first, **nowhere} for first in own[:1]]
    return tuple(put(t, told) for t, told in zip(texts, own, strict=True))
