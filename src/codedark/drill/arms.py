"""The arms of a drill: those a scenario names, and every combination of the defences it wants compared.

Effects and credit are counted among the combinations alone: each is the hospital with some of the defences, answering
by its own policy as patched. An arm with another response, or with pinned times, is shown beside them and compared by
eye; it is in no effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codedark.drill.scenario import Arm, Combinations, Scenario
from codedark.drill.shapley import DEFENCES_MAX
from codedark.hospital.gathered import Gathered
from codedark.hospital.spelling import Spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """The arms to be played, in the order they are shown."""

    told: tuple[Arm, ...]
    defences: tuple[str, ...]
    """Defences compared; () where the scenario asks for no combinations."""
    combination: tuple[str | None, ...]
    """Name of each subset's arm, indexed by bits (bit i: `defences[i]` stands); None where it is not played."""
    reference: str
    """The arm effects are counted from: the empty combination; where it is not played, the first arm."""

    @property
    def everything(self) -> str | None:
        """The arm with every defence, when there are any and it is played."""
        return self.combination[-1] if self.defences else None

    @property
    def complete(self) -> bool:
        """Whether every combination is played, so that credit can be shared out."""
        return bool(self.defences) and None not in self.combination

    def alone(self, i: int) -> str | None:
        """The arm with defence i and no other."""
        return self.combination[1 << i]

    def all_but(self, i: int) -> str | None:
        """The arm with every defence except i."""
        return self.combination[len(self.combination) - 1 - (1 << i)]


def arms_of(scenario: Scenario, only: Sequence[str] = (), file: str = "scenario") -> Arms:
    """The arms of a scenario: the named ones first, then none, each alone, the pairs, ... all.

    Args:
        scenario: as read.
        only: names of the arms wanted; () is all of them. Their order is the scenario's, not this list's.
        file: the scenario's file, for faults.

    Raises:
        BadHospital: a wanted arm that there is none of (with the nearest name), two arms of one name, more defences
            than credit can be shared among, a scenario without any arm.

    >>> from datetime import date, datetime
    >>> from codedark.drill.parameters import Mode
    >>> from codedark.drill.scenario import Attack, Clock
    >>> monday = Clock(start=datetime(2024, 1, 1), day1=date(2024, 1, 1), horizon_days=7)
    >>> pair = Combinations(defences=("walls", "copies"), base_name="today")
    >>> quiet = Scenario(name="", title="", source="", clock=monday, attack=Attack(mode=Mode.NONE), combinations=pair)
    >>> [arm.name for arm in arms_of(quiet).told]
    ['today', 'walls', 'copies', 'walls+copies']
    """
    faults = Gathered()
    defences, combined = _combinations(scenario, faults, file)
    arms = [*scenario.arms, *(arm for _, arm in combined)]
    known = [arm.name for arm in arms]
    for name in sorted({name for name in known if known.count(name) > 1}):
        faults.add(file, "two arms of one name", "a name of its own for each", column="arms", value=name)
    spelling = Spelling(known)
    for name in only:
        if name not in known:
            faults.add("--arms", f"no arm '{name}'", spelling.fix(name, f"one of {', '.join(known)}"))
    if not arms:
        faults.add(file, "no arm to play", "add [[arms]] or [combinations]")
    faults.stop_if_any()
    told = tuple(arm for arm in arms if not only or arm.name in only)
    return _played(told, defences, {bits: arm.name for bits, arm in combined})


def _played(told: tuple[Arm, ...], defences: tuple[str, ...], names: dict[int, str]) -> Arms:
    played = {arm.name for arm in told}
    combination = tuple(names[bits] if names[bits] in played else None for bits in range(len(names)))
    reference = combination[0] if combination and combination[0] is not None else told[0].name
    return Arms(told=told, defences=defences, combination=combination, reference=reference)


def _combinations(scenario: Scenario, faults: Gathered, file: str) -> tuple[tuple[str, ...], list[tuple[int, Arm]]]:
    """Every subset as bits and arm, small ones first; ((), []) where none are asked for."""
    asked = scenario.combinations
    if asked is None:
        return (), []
    if len(asked.defences) > DEFENCES_MAX:
        fix = f"at most {DEFENCES_MAX}: every subset is played"
        faults.add(file, f"{len(asked.defences)} defences", fix, column="combinations.defences")
        return (), []
    every = sorted(range(1 << len(asked.defences)), key=lambda bits: (bits.bit_count(), bits))
    return asked.defences, [(bits, _combination(asked, bits)) for bits in every]


def _combination(asked: Combinations, bits: int) -> Arm:
    chosen = tuple(defence for i, defence in enumerate(asked.defences) if bits >> i & 1)
    title = " + ".join(chosen) or asked.base_title or asked.base_name
    return Arm(name="+".join(chosen) or asked.base_name, title=title, defences=chosen)
