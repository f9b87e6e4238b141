"""`codedark gap postures HOSPITAL`: every conduit in every posture, and what that costs patients. Fires nothing.

Prices are of one conduit alone at postures 2, 3 and 4; `together` is everything that gates cut whole, at once: the
price of `everything@3`, or with one `--zone` of `zone:NAME@3`. `--json` tells every conduit, as `--full` does.

`--json`: `{"zones": [], "horizon_h", "conduits": [{"conduit", "from", "to", "gates": [], "cut_by", "ungated": [[from,
to]], "break_glass", "stood_on", "clinical_owner", "on_expiry", "care_lost_per_h": {"2", "3", "4"}, "pieces": {"2",
"3", "4"}, "taken_at_2": {"ports", "tier", "spared"}}], "together": {"2", "3", "4"}, "denies"}`. `cut_by` is `whole`,
`partly`, `no gate` or `nothing to cut`; `ports` is null where posture 2 takes nothing; `denies` counts the hospital's
deny rows, which hold at every posture and have no price.
Exit 0: told. Exit 1: nothing to tell, because no conduit joins what was asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from codedark.gap.posture import Posture
    from codedark.gap.posture_prices import ConduitPrices
    from codedark.hospital import Hospital


def register(app: typer.Typer) -> None:
    """Put the verb under `gap`."""
    app.command("postures")(postures)


def postures(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    zone: Annotated[
        list[str] | None, typer.Option("--zone", help="Conduits that join this zone alone; repeatable.")
    ] = None,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every conduit, also those that cost nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """What each conduit costs patients at each posture, which gates cut it, what stays open. Fires nothing."""
    from codedark.cli.answer import print_json
    from codedark.gap.posture_prices import price_conduits, price_together
    from codedark.gap.tiers import tiers
    from codedark.store.folder import load_hospital

    loaded = load_hospital(hospital, defence or ())
    zones = _understood(loaded, zone or ())
    split = tiers(loaded)
    priced, together = price_conduits(split, zones), price_together(split, zones)
    if json:
        print_json(_as_json(loaded, zones, priced, together))
    else:
        from codedark.cli.posture_tables import print_postures

        print_postures(loaded, zones, priced, together, full=full)
    return ExitCode.DONE if priced else ExitCode.NO


def _understood(hospital: Hospital, words: Sequence[str]) -> tuple[str, ...] | None:
    """The zones asked for, None for all; every word that means nothing at once."""
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    near = Spelling(hospital.zones)
    faults = [
        Fault(file="--zone", value=w, message="no zone of that name", fix=near.fix(w, "name a zone"))
        for w in words
        if w not in hospital.zones
    ]
    if faults:
        raise BadHospital(faults)
    return tuple(dict.fromkeys(words)) or None


def _as_json(
    hospital: Hospital,
    zones: Sequence[str] | None,
    priced: Sequence[ConduitPrices],
    together: Mapping[Posture, float],
) -> dict[str, Any]:
    from codedark.hospital.words import Action

    return {
        "zones": list(zones or ()),
        "horizon_h": hospital.settings.care.horizon_h,
        "conduits": [_one(p) for p in priced],
        "together": _by_posture(together),
        "denies": sum(c.action is Action.DENY for c in hospital.conduits.values()),
    }


def _one(priced: ConduitPrices) -> dict[str, Any]:
    from codedark.hospital.ports import NO_PORTS, written

    row = priced.row
    return {
        "conduit": row.conduit,
        "from": str(row.from_),
        "to": str(row.to),
        "gates": priced.gates,
        "cut_by": priced.cut_by,
        "ungated": priced.ungated,
        "break_glass": row.break_glass,
        "stood_on": priced.stood_on,
        "clinical_owner": row.clinical_owner,
        "on_expiry": row.on_expiry,
        "care_lost_per_h": _by_posture(priced.care_lost_per_h),
        "pieces": _by_posture(priced.pieces_count),
        "taken_at_2": {
            "ports": None if priced.taken == NO_PORTS else written(priced.taken),
            "tier": priced.tier,
            "spared": priced.spared_count,
        },
    }


def _by_posture(told: Mapping[Posture, float]) -> dict[str, float]:
    return {str(int(posture)): value for posture, value in told.items()}
