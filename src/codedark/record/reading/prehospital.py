"""Teams that do not go out: MUG (SMUR, NEF), PIT, ambulances of the house."""

from __future__ import annotations

from codedark.record.reading.circumstances import no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import negated
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag

_FIELD = "prehospital_unavailable"
_CODES = ((Tag.MUG, "MUG"), (Tag.PIT, "PIT"), (Tag.AMBULANCE, "ambulance"))


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of teams that go out."""
    teams = [m for m in (*clause.of(*(tag for tag, _ in _CODES)), *clause.about) if m.tag in dict(_CODES)]
    if not teams:
        return
    out, neg = clause.of(Tag.NOT_OUT, Tag.DOWN), negated(clause)
    going = clause.of(Tag.GO_OUT, Tag.REACH)
    codes = tuple(code for tag, code in _CODES if any(m.tag is tag for m in teams))
    if codes == ("ambulance",) and clause.has(Tag.DIVERT, Tag.RECEIVED, Tag.BROUGHT, Tag.ED):
        return  # that is about who comes, not who goes out
    if going and clause.has(Tag.AGAIN) and not neg:
        seen.over.update((_FIELD, code) for code in codes)
        return
    at: list[Mark] = out if out and not neg else [*neg, *going] if neg and going else []
    if not at:
        return
    reason = no_fact_because(clause, seen)
    if reason:
        seen.decline(_FIELD, reason, [*teams, *at])
    else:
        seen.propose(_FIELD, codes, [*teams, *at], "teams-out")
