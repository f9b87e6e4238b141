"""How a reading is scored against labels: each fact a text should give, and each it gave, compared one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codedark.record.assertion import Status
from codedark.record.edtf import When
from codedark.record.fields import field_name
from codedark.record.reading import Proposal, read_article
from codedark.record.reading.tokens import words_in

SENTENCES = Path(__file__).parents[1] / "sentences"
LABELLED = words_in(
    "operations_cancelled appointments_cancelled patients_transferred patients_waiting beds_closed capacity_pct "
    "records_affected servers_shutdown ambulance_diversion emergency_plan ransom_demanded ransom_paid ed_status "
    "working_mode attack_type data_exfiltrated harm prehospital_unavailable systems_unavailable"
)
"""Fields the labels are complete for: a proposal of another field is not judged."""
Fact = tuple[str, object, str | None]
"""Field, value, qualifier; a list of codes is one fact a code."""


@dataclass(frozen=True, slots=True)
class Score:
    """Facts right, proposed and wanted, with what missed."""

    right: int
    proposed: int
    wanted: int
    misses: tuple[tuple[str, str, Fact], ...]
    """Id, `wrong` or `missing`, the fact."""

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def compact(path: Path) -> list[dict[str, Any]]:
    """Lines of the compact form: `lang | text | field=value:qualifier; ...`."""
    told: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            lang, text, facts = (part.strip() for part in line.split("|"))
            made = [_compact_fact(fact.strip()) for fact in facts.split(";") if fact.strip()]
            told.append({"id": f"line {number}", "lang": lang, "published": "2026-03-03", "text": text, "facts": made})
    return told


def _compact_fact(told: str) -> dict[str, Any]:
    field, _, rest = told.partition("=")
    value, _, qualifier = rest.partition(":")
    if qualifier:
        return {"field": field, "value": json.loads(value) if value else None, "qualifier": qualifier}
    if field in ("systems_unavailable", "prehospital_unavailable"):
        return {"field": field, "value": value.split(",")}
    return {"field": field, "value": {"true": True, "false": False}.get(value, value)}


def wanted(line: Mapping[str, Any]) -> set[Fact]:
    """The labels of a line, of our own form or of the shared snippets' (a dict by other names, no qualifiers)."""
    facts = line["facts"]
    if isinstance(facts, dict):
        return {f for name, value in facts.items() for f in _told_elsewhere(name, value)}
    return {f for fact in facts for f in _spread(fact["field"], fact["value"], fact.get("qualifier"))}


def _told_elsewhere(name: str, value: object) -> Iterable[Fact]:
    field = field_name(name)
    if field is None:
        raise ValueError(f"{name}: no field of that name")
    if value in ("partial", "reduced"):
        return [(field, None, "uncounted")]
    if value == "none known":
        return [(field, "none-known", None)]
    return _spread(field, value, "*" if isinstance(value, int) and not isinstance(value, bool) else None)


def _spread(field: str, value: object, qualifier: str | None) -> list[Fact]:
    if isinstance(value, list | tuple) and qualifier is None:
        return [(field, code, None) for code in value]
    return [(field, tuple(value) if isinstance(value, list) else value, qualifier)]


def proposed(proposals: Iterable[Proposal]) -> set[Fact]:
    """What was proposed, in the labels' form: a status that says all stands as the value."""
    found: set[Fact] = set()
    for one in proposals:
        if one.field in LABELLED:
            status = {Status.NONE_KNOWN: "none-known", Status.UNKNOWN: "unknown"}.get(one.status)
            found |= set(_spread(one.field, status or one.value, None if one.qualifier is None else str(one.qualifier)))
    return found


def same(one: Fact, other: Fact) -> bool:
    """Whether two facts are the same; `*` stands for any qualifier, shares agree to a hundredth."""
    if one[0] != other[0] or not (one[2] == other[2] or "*" in (one[2], other[2])):
        return False
    if isinstance(one[1], float) and isinstance(other[1], float):
        return abs(one[1] - other[1]) < 0.01
    return one[1] == other[1] and type(one[1]) is type(other[1])


def score(texts: Iterable[Mapping[str, Any]]) -> Score:
    """Read each text and compare."""
    right = given = due = 0
    misses: list[tuple[str, str, Fact]] = []
    for number, line in enumerate(texts, start=1):
        name = line.get("id", f"snippet {number}")
        want = wanted(line)
        got = proposed(read_article(line["text"], line["lang"], When(line["published"])).proposals)
        hits = {g for g in got if any(same(g, w) for w in want)}
        right, given, due = right + len(hits), given + len(got), due + len(want)
        misses += [(name, "wrong", g) for g in sorted(got - hits, key=str)]
        misses += [(name, "missing", w) for w in sorted(want, key=str) if not any(same(w, h) for h in hits)]
    return Score(right, given, due, tuple(misses))
