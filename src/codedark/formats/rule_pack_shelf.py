"""The rule packs in force: those that come with this program, a hospital's own, and the hours it filled in.

A pack of one's own takes the place of one of the same regime, or of those it names (`instead_of`): a hospital elsewhere
lays its own country's law beside the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from codedark.formats.rule_pack_file import read_rule_pack
from codedark.hospital.faults import BadHospital
from codedark.hospital.gathered import Gathered
from codedark.hospital.spelling import Spelling
from codedark.record.rule_pack import FilledIn, Open, Regime, RulePack, filled

SHIPPED = ("nis2-be", "gdpr-33", "gdpr-34", "supplier", "device-vigilance", "prosecutor", "insurer")
"""Regimes that come with this program, in the order they are shown."""


def shipped() -> tuple[RulePack, ...]:
    """The packs that come with this program."""
    shelf = files("codedark.formats").joinpath("rule_packs")
    read = [read_rule_pack(shelf.joinpath(f"{name}.toml").read_bytes(), f"{name}.toml") for name in SHIPPED]
    return tuple(pack for pack in read if isinstance(pack, RulePack))


def packs_in_force(own: Mapping[str, bytes]) -> tuple[RulePack, ...]:
    """The packs that come with this program, with a hospital's own over them.

    Args:
        own: file name -> bytes of a hospital's packs and filled-in hours; {}: it has none.
    Returns:
        One pack a regime: the shipped ones in their order, then the hospital's.
    Raises:
        BadHospital: every fault of every file; two of one regime; hours for a pack or stage there is none of, or where
            the regime itself names a number.
    """
    faults = Gathered()
    read = [told for file in sorted(own) if (told := _read(own[file], file, faults)) is not None]
    packs = {pack.regime: pack for pack in shipped()}
    mine = [told for told in read if isinstance(told, RulePack)]
    _distinct(mine, faults)
    for pack in mine:
        _not_there(pack, [*packs, *(other.regime for other in mine)], faults)
        packs[pack.regime] = pack
    for gone in {regime for pack in mine for regime in pack.instead_of}:
        packs.pop(gone, None)
    for told in (told for told in read if isinstance(told, FilledIn)):
        pack_filled = packs.get(told.fills)
        if _fits(told, pack_filled, packs, faults) and pack_filled is not None:
            packs[told.fills] = filled(pack_filled, told)
    faults.stop_if_any()
    return tuple(packs.values())


def _read(raw: bytes, file: str, faults: Gathered) -> RulePack | FilledIn | None:
    try:
        return read_rule_pack(raw, file)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return None


def _distinct(packs: Iterable[RulePack], faults: Gathered) -> None:
    first: dict[Regime, str] = {}
    for pack in packs:
        if first.setdefault(pack.regime, pack.file) != pack.file:
            message = f"the regime of {first[pack.regime]} too"
            faults.add(pack.file, message, "keep one of the two files", column="regime", value=pack.regime)


def _not_there(pack: RulePack, known: list[Regime], faults: Gathered) -> None:
    for regime in pack.instead_of:
        if regime not in known:
            fix = Spelling(known).fix(regime, f"one of {', '.join(known)}")
            faults.add(pack.file, f"no pack is called '{regime}'", fix, column="instead_of")


def _fits(told: FilledIn, pack: RulePack | None, packs: Mapping[Regime, RulePack], faults: Gathered) -> bool:
    before = len(faults.faults)
    if pack is None:
        fix = Spelling(packs).fix(told.fills, f"one of {', '.join(packs)}")
        faults.add(told.file, f"no pack is called '{told.fills}'", fix, column="fills")
        return False
    for name in told.within:
        stage = pack.stage(name)
        if stage is None:
            stages = [stage.name for stage in pack.stages]
            fix = Spelling(stages).fix(name, f"one of {', '.join(stages)}")
            faults.add(told.file, f"{pack.regime} has no stage '{name}'", fix, column=f"within.{name}")
        elif stage.within is not Open.TO_BE_TOLD:
            fix = "leave it out, or write a pack of your own for this regime"
            faults.add(told.file, f"{pack.regime} says itself: {stage.within}", fix, column=f"within.{name}")
    return len(faults.faults) == before
