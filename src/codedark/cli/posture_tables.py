"""Conduits at every posture as a person reads them: what all of it costs, the dear ones, what posture 2 takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from codedark.cli.answer import counted, say, table

if TYPE_CHECKING:
    from codedark.gap.admin_paths import AdminTier
    from codedark.gap.posture import Posture
    from codedark.gap.posture_prices import ConduitPrices
    from codedark.hospital import Hospital
    from codedark.hospital.ports import PortSet

_FEW = 3
_POSTURES = ("2", "3", "4")


def print_postures(
    hospital: Hospital,
    zones: Sequence[str] | None,
    priced: Sequence[ConduitPrices],
    together: Mapping[Posture, float],
    *,
    full: bool,
) -> None:
    """Print what everything at once costs, each conduit alone, and what posture 2 takes."""
    from codedark.gap.posture import Posture

    where = f" that join {', '.join(zones)}" if zones else ""
    if not priced:
        say(f"There is no conduit{where}: nothing to close.")
        return
    _print_answer(hospital, where, priced, together)
    _print_prices([p for p in priced if full or p.costs], len(priced))
    _print_break_glass([p for p in priced if p.pieces_count[Posture.BREAK_GLASS]])
    _print_taken(priced, full=full)
    say("Nothing was cut. What to cut when something is suspected: codedark gap plan.")


def _print_answer(
    hospital: Hospital, where: str, priced: Sequence[ConduitPrices], together: Mapping[Posture, float]
) -> None:
    from codedark.gap.posture import POSTURE_WORDS
    from codedark.gap.posture_prices import CutBy

    horizon_h = hospital.settings.care.horizon_h
    whole = sum(p.cut_by is CutBy.WHOLE for p in priced)
    costing = sum(p.costs for p in priced)
    say(
        f"{counted(len(priced), 'conduit')}{where}: gates cut {whole or 'none'} of them whole;"
        f" {costing or 'none'} cost{'s' * (costing == 1)} care when closed alone."
    )
    say(f"Care is counted an hour over {horizon_h:g} h; 1 is one elective operation.")
    if not whole:
        say("No posture can be fired here: a seal names only what gates cut whole.\n")
        return
    print("Everything gates cut whole, at once, costs:")
    for posture, care in together.items():
        print(f"  {care:8.2f}  at posture {int(posture)}, {POSTURE_WORDS[posture]}")
    print()


def _print_prices(shown: Sequence[ConduitPrices], all_count: int) -> None:
    from codedark.gap.posture_prices import CutBy

    if shown:
        table(
            ("conduit", "from", "to", "gate", "owner", *_POSTURES),
            [(p.row.conduit, p.row.from_, p.row.to, _gate(p), _owner(p), *_prices(p)) for p in shown],
            title="Care lost an hour with this conduit alone at posture 2, 3 or 4",
            right=_POSTURES,
        )
    if any(p.costs and p.cut_by is not CutBy.WHOLE for p in shown):
        say("(in brackets): no gate cuts all of it, so no plan closes it; the price if it stops for another reason.")
    if others := all_count - len(shown):
        say(
            f"{counted(others, 'other')} cost{'s' * (others == 1)} nothing alone: care has another way,"
            " paper lasts, or no need is told that uses it. --full lists them."
        )
    say("Prices do not add up: several at once may cost more.\n")


def _print_break_glass(kept: Sequence[ConduitPrices]) -> None:
    if not kept:
        say("No conduit is break-glass: at posture 3 nothing passes that 4 would stop.\n")
        return
    table(
        ("conduit", "break-glass", "owner", "rows at 2", "rows at 3"),
        [
            (p.row.conduit, "stood on" if p.stood_on else "named", p.row.clinical_owner, *_pieces(p))
            for p in sorted(kept, key=lambda p: p.stood_on)
        ],
        title="What still passes at posture 3",
        right=("rows at 2", "rows at 3"),
    )
    if any(p.stood_on for p in kept):
        say("stood on: a break-glass flow works only with it (names, time, directory, licences).\n")


def _print_taken(priced: Sequence[ConduitPrices], *, full: bool) -> None:
    """What posture 2 takes: conduit by conduit, or those alike in one row."""
    from codedark.hospital.ports import NO_PORTS

    taking = [p for p in priced if p.taken != NO_PORTS]
    if not taking:
        print("Posture 2 takes nothing: no administrative path is told.\n")
        return
    title = f"What posture 2 takes, from {len(taking)} of {counted(len(priced), 'conduit')}"
    if full:
        rows: list[tuple[object, ...]] = [
            (p.row.conduit, p.tier, _ports(p.taken), p.spared_count or None, _pieces(p)[0]) for p in taking
        ]
        heads = ("conduit", "tier", "ports", "spared", "rows at 2")
        table(heads, rows, title=title, right=("spared", "rows at 2"))
    else:
        rows = [
            (tier, _ports(ports), len(alike), sum(p.spared_count for p in alike) or None, _listed(alike))
            for (tier, ports), alike in _alike(taking).items()
        ]
        heads = ("tier", "ports", "conduits", "spared", "which")
        table(heads, rows, title=title, right=("conduits", "spared"))
    if any(p.spared_count for p in taking):
        say("spared: narrower rows on these ports that stay at 2, because somebody needs them.\n")


def _alike(taking: Iterable[ConduitPrices]) -> dict[tuple[AdminTier, PortSet], list[ConduitPrices]]:
    """(tier, ports) -> conduits, in the order in which tiers are closed, the most conduits first."""
    from codedark.gap.admin_paths import AdminTier

    order = list(AdminTier)
    found: dict[tuple[AdminTier, PortSet], list[ConduitPrices]] = {}
    for one in taking:
        found.setdefault((one.tier, one.taken), []).append(one)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]))))


def _gate(one: ConduitPrices) -> str:
    from codedark.gap.posture_prices import CutBy

    if one.cut_by is CutBy.WHOLE:
        return ", ".join(one.gates)
    return f"partly: {', '.join(one.gates)}" if one.gates else str(one.cut_by)


def _owner(one: ConduitPrices) -> str:
    marks = ["(break-glass)"] * one.row.break_glass + ["(stood on)"] * one.stood_on
    return " ".join([*[one.row.clinical_owner] * bool(one.row.clinical_owner), *marks])


def _prices(one: ConduitPrices) -> tuple[str, ...]:
    from codedark.gap.posture_prices import CutBy

    told = (f"{care:.2f}" if care else "0" for care in one.care_lost_per_h.values())
    return tuple(told if one.cut_by is CutBy.WHOLE else (t if t == "0" else f"({t})" for t in told))


def _pieces(one: ConduitPrices) -> tuple[int, int]:
    """Rows that pass at 2 and at 3."""
    at_2, at_3, _ = one.pieces_count.values()
    return at_2, at_3


def _ports(ports: PortSet) -> str:
    """Ports in a cell that may wrap; in words where it is all that machines are administered by, or everything."""
    from codedark.gap.admin_paths import ADMINISTRATION
    from codedark.hospital.ports import port_set, written
    from codedark.hospital.words import Protocol

    if ports == ADMINISTRATION:
        return "all administrative"
    return "everything" if ports == port_set(Protocol.ANY, ()) else written(ports).replace(",", ", ")


def _listed(alike: Sequence[ConduitPrices]) -> str:
    names = [str(p.row.conduit) for p in alike]
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more} more" if more > 0 else "")
