"""At how many patients a country's disaster plan counts an evacuation as its own: rules as data, with their source.

A rule is a number and who declares; whether the plan is declared is theirs. A country without a row is said to have no
rule told: it is not said to have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codedark.hospital.records import Hospital, Unknown


class Counted(StrEnum):
    """What a threshold counts."""

    SERIOUSLY_INJURED = "seriously injured"
    INJURED = "injured"
    ENDANGERED = "endangered"
    TO_EVACUATE = "to evacuate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRule:
    """One line of one country's plan."""

    country: str
    """Two letters (ISO 3166)."""
    plan: str
    counted: Counted
    at_least: int
    """Reached at this number: "more than 20" is 21."""
    sends: str
    """What the plan sends as a rule."""
    declared_by: str
    source: str
    version: str
    """Of the source."""


_BE = {
    "country": "BE",
    "plan": "MIP/PIM (medical intervention plan)",
    "sends": "3 MUG/SMUR, 5 ambulances, Red Cross",
    "declared_by": "the 112 centre, or the medical director on the spot",
    "source": "ministerial circular DGH/2017/D2, medical intervention plan (health.belgium.be); numbers as a "
    "municipality gives them (lummen.be)",
    "version": "2017",
}
THRESHOLD_RULES: tuple[ThresholdRule, ...] = (
    ThresholdRule(**_BE, counted=Counted.SERIOUSLY_INJURED, at_least=5),
    ThresholdRule(**_BE, counted=Counted.INJURED, at_least=10),
    ThresholdRule(**_BE, counted=Counted.ENDANGERED, at_least=21),
    ThresholdRule(**_BE, counted=Counted.TO_EVACUATE, at_least=21),
)


NOT_COUNTED = Unknown("nobody counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCounts:
    """How many patients a plan concerns."""

    to_evacuate: int | Unknown
    """Patients who must leave, whether a place is found for them or not."""
    endangered: int | Unknown = NOT_COUNTED
    injured: int | Unknown = NOT_COUNTED
    seriously_injured: int | Unknown = NOT_COUNTED

    def of(self, counted: Counted) -> int | Unknown:
        """The number that a threshold counts."""
        return {
            Counted.TO_EVACUATE: self.to_evacuate,
            Counted.ENDANGERED: self.endangered,
            Counted.INJURED: self.injured,
            Counted.SERIOUSLY_INJURED: self.seriously_injured,
        }[counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A threshold that is reached."""

    rule: ThresholdRule
    number: int

    @property
    def said(self) -> str:
        """The notice in a sentence."""
        rule = self.rule
        return (
            f"{self.number} {rule.counted}: {rule.at_least} or more is formally a {rule.plan}. "
            f"Tell {rule.declared_by}, who declares it; it sends {rule.sends}. Source: {rule.source}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Which thresholds are reached, and what could not be judged."""

    reached: tuple[Reached, ...]
    unknown: tuple[str, ...]
    """Each a sentence."""


def thresholds(
    hospital: Hospital, counts: PlanCounts, rules: tuple[ThresholdRule, ...] = THRESHOLD_RULES
) -> Thresholds:
    """Judge a plan's numbers by the rules of the hospital's country.

    Args:
        counts: of all sites together, as one emergency.
        rules: those shipped, or a region's own.
    """
    country = hospital.settings.hospital.country.upper()
    if not country:
        return Thresholds(reached=(), unknown=("hospital.toml tells no country: no threshold is judged",))
    own = [rule for rule in rules if rule.country == country]
    if not own:
        said = f"no rule is told for {country}: whether so many patients to evacuate are a disaster there is not judged"
        return Thresholds(reached=(), unknown=(said,))
    reached, unknown = [], []
    for rule in own:
        number = counts.of(rule.counted)
        if isinstance(number, Unknown):
            unknown.append(f"{rule.counted} ({number.why})")
        elif number >= rule.at_least:
            reached.append(Reached(rule=rule, number=number))
    open_ = (f"not judged, because the number is not known: {', '.join(unknown)}",) if unknown else ()
    return Thresholds(reached=tuple(reached), unknown=open_)
