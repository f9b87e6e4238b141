"""The executive summary: at most six sentences made from what leads, each clause resting on assertions that are named.

Six questions, in this order: what was it and when, what stands still, which care was lost, who can still come, how does
the hospital work, what became of data and money. What nobody told makes no clause; what is told to be unknown says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from codedark.record.agreeing import elsewhere
from codedark.record.assertion import Assertion, AssertionId, PeriodKind, Status
from codedark.record.date_words import known_in_sentence, when_in_sentence
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Form
from codedark.record.number_words import unit_form
from codedark.record.other_sites import of_other_sites
from codedark.record.report_texts import TEXTS, field_label, known_word, word
from codedark.record.value_words import short_mark, time_said, value_said
from codedark.record.view import Relation, Standing, View

SENTENCES: tuple[tuple[str, ...], ...] = (
    ("attack_type", "discovered_at", "onset_at", "ended_at"),
    ("servers_shutdown", "systems_unavailable"),
    (
        "operations_cancelled",
        "appointments_cancelled",
        "imaging_cancelled",
        "laboratory_cancelled",
        "patients_transferred",
        "patients_diverted",
    ),
    ("ed_status", "ambulance_diversion", "prehospital_unavailable"),
    ("capacity_pct", "working_mode", "harm"),
    ("data_exfiltrated", "ransom_paid"),
)
"""Fields of each sentence."""
UNKNOWN_TOO = frozenset({"attack_type", "data_exfiltrated"})
"""Fields of which it is told when they are not known."""
STALE_H = 24.0
"""A state told longer ago is said with the moment it was told: a department closed a month ago may be open. Assumed."""
SPANS_MOST = 2
"""Periods of one count that a summary names: the latest, and the one with most before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing a sentence says."""

    lead: Assertion
    status: Status
    """Of the standing: a contradiction shows."""
    stale: bool = False
    """A state that nobody has told anew for more than `STALE_H`: it may have changed since."""
    beside: tuple[Assertion, ...] = ()
    """Accounts that contradict, or that give a number where the leading one gives none."""
    stale_beside: frozenset[AssertionId] = frozenset()
    """Those of them that tell a state of another site, and told it longer ago than that."""
    adds_up: bool = True
    """Of a count: whether nothing in its series speaks against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """One sentence, in no language yet."""

    organisation: str
    clauses: tuple[Clause, ...]
    """Empty: the record says nothing of what hit it, and the sentence says that."""

    @property
    def rests_on(self) -> tuple[AssertionId, ...]:
        """What it is made from, each once."""
        told = (assertion.id for clause in self.clauses for assertion in (clause.lead, *clause.beside))
        return tuple(dict.fromkeys(told))


def summary(
    view: View, organisation: str, doubted: frozenset[AssertionId] = frozenset()
) -> tuple[SummarySentence, ...]:
    """The executive summary of a view.

    Only accounts that are alive speak, so nothing that was withdrawn or replaced can. Who contradicts the leading
    account is heard in the same breath: "no harm is known" alone would be worse than nothing.

    Args:
        view: as of the report's moment.
        organisation: whose incident it is.
        doubted: counts that do not add up with others of their series (`series.reconcile`).
    Returns:
        At most six sentences; the first is always there.
    """
    by_field: dict[str, list[Standing]] = {}
    for standing in view.standings:
        by_field.setdefault(standing.key.field, []).append(standing)
    made = (
        SummarySentence(organisation=organisation, clauses=tuple(_clauses(by_field, fields, view.as_of, doubted)))
        for fields in SENTENCES
    )
    return tuple(sentence for place, sentence in enumerate(made) if sentence.clauses or place == 0)


def _clauses(
    by_field: Mapping[str, list[Standing]], fields: tuple[str, ...], as_of: datetime, doubted: frozenset[AssertionId]
) -> Iterator[Clause]:
    for name in fields:
        made = (_clause(standing, as_of) for standing in by_field.get(name, []))
        clauses = [replace(one, adds_up=one.lead.id not in doubted) for one in made if one is not None]
        yield from _spans(clauses) if FIELD[name].form is Form.COUNT else clauses[:1]


def _clause(standing: Standing, as_of: datetime) -> Clause | None:
    if standing.lead is None:
        return None
    lead, whole = standing.lead.assertion, not standing.key.about
    tells = lead.status.tells or (lead.status is Status.UNKNOWN and lead.field in UNKNOWN_TOO)
    if not (tells and whole):
        return None
    beside = _beside(standing, lead)
    old = frozenset(one.id for one in (lead, *beside) if _is_stale(one, as_of))
    return Clause(lead=lead, status=standing.status, stale=lead.id in old, beside=beside, stale_beside=old - {lead.id})


def _is_stale(told: Assertion, as_of: datetime) -> bool:
    return FIELD[told.field].state and as_of - told.known_at > timedelta(hours=STALE_H)


def _beside(standing: Standing, lead: Assertion) -> tuple[Assertion, ...]:
    told = [a.assertion for a in standing.accounts if a.relation is Relation.DIFFERS]
    if lead.qualifier is not None and not lead.qualifier.numbered:
        less = (a.assertion for a in standing.accounts if a.relation is Relation.LESS_EXACT)
        told += [one for one in less if one.value is not None and not elsewhere(one, lead)][:1]
    return (*told, *(account.assertion for account in of_other_sites(standing)))


def _spans(clauses: list[Clause]) -> list[Clause]:
    """Of one count's periods the latest total, else the latest and the largest before it, earliest first."""
    totals = [c for c in clauses if c.lead.period is not None and c.lead.period.kind is PeriodKind.CUMULATIVE]
    if totals:
        return [max(totals, key=_late)]
    ordered = sorted(clauses, key=_late)
    if len(ordered) <= SPANS_MOST:
        return ordered
    return sorted([max(ordered[:-1], key=_large), ordered[-1]], key=_late)


def _late(clause: Clause) -> tuple[str, str]:
    period = clause.lead.period
    return ("" if period is None else period.when.end, clause.lead.known_at.isoformat())


def _large(clause: Clause) -> float:
    value = clause.lead.value
    told = value if isinstance(value, tuple) else (value,)
    return max((float(n) for n in told if isinstance(n, int | float)), default=0.0)


def sentence_said(sentence: SummarySentence, lang: str, zone: str) -> str:
    """A sentence in a language, every marked value with its mark.

    Args:
        lang: a key of `TEXTS`.
        zone: in which moments are said.
    """
    said = [clause_said(clause, sentence.organisation, lang, zone) for clause in sentence.clauses]
    told_what = any(clause.lead.field == "attack_type" for clause in sentence.clauses)
    first = {clause.lead.field for clause in sentence.clauses} <= set(SENTENCES[0])
    if first and not told_what:
        said.insert(0, word(lang, "clause", "attack_type.silent", organisation=sentence.organisation))
    whole = word(lang, "number", "clauses").join(said)
    return f"{whole[:1].upper()}{whole[1:]}."


def clause_said(clause: Clause, organisation: str, lang: str, zone: str) -> str:
    """One clause, without capital and full stop."""
    lead, clauses = clause.lead, TEXTS[lang]["clause"]
    key = _key(lead)
    form = clauses.get(key, clauses["plain"])
    said = form.format(organisation=organisation, value=_value(lead, lang, zone), label=field_label(lang, lead.field))
    when = time_said(lead, lang, zone)
    sites = word(lang, "phrase", "sites", sites=", ".join(lead.scope)) if lead.scope else ""
    told = word(lang, "phrase", "as-told", at=known_in_sentence(lead.known_at, lang, zone)) if clause.stale else ""
    beside = ", ".join(part for part in (when, sites, told) if part)
    doubt = (
        "" if clause.adds_up else word(lang, "phrase", "mark-bare", status=word(lang, "series", "does-not-reconcile"))
    )
    others = (_other_said(one, clause, lang, zone) for one in clause.beside)
    marks = (short_mark(lead, clause.status, lang), doubt, *others)
    return " ".join(part for part in (said, f"({beside})" if beside else "", *marks) if part)


def _other_said(other: Assertion, clause: Clause, lang: str, zone: str) -> str:
    by = known_word(lang, "by", other.by) if other.by else word(lang, "phrase", "another")
    if elsewhere(other, clause.lead):
        by = ", ".join(other.scope)
    value = " ".join(part for part in (value_said(other, lang, zone), short_mark(other, other.status, lang)) if part)
    if other.id in clause.stale_beside and elsewhere(other, clause.lead):
        value += f" ({word(lang, 'phrase', 'as-told', at=known_in_sentence(other.known_at, lang, zone))})"
    return f"[{by}{word(lang, 'number', 'colon')}{value}]"


def _value(lead: Assertion, lang: str, zone: str) -> str:
    if FIELD[lead.field].form is Form.MOMENT and lead.value is not None:
        return when_in_sentence(When(str(lead.value)), lang, zone)
    return value_said(lead, lang, zone)


def _key(lead: Assertion) -> str:
    """Under which words a clause stands; of none of them: label and value."""
    if not lead.status.tells:
        return f"{lead.field}.unknown"
    if lead.status is Status.NONE_KNOWN:
        return f"{lead.field}.none"
    return _KEY[FIELD[lead.field].form](lead)


def _count_key(lead: Assertion) -> str:
    try:
        form = unit_form(lead.value, lead.qualifier)
    except ValueError:
        return "plain"
    if lead.field == "capacity_pct":
        return lead.field
    return f"{lead.field}.{'many' if form in ('all', 'share') else form}"


_KEY: Mapping[Form, Callable[[Assertion], str]] = MappingProxyType(
    {
        Form.COUNT: _count_key,
        Form.FLAG: lambda lead: f"{lead.field}.{'yes' if lead.value is True else 'no' if lead.value is False else ''}",
        Form.CHOICE: lambda lead: lead.field if lead.field == "attack_type" else f"{lead.field}.{lead.value}",
        Form.CODES: lambda lead: lead.field if lead.value else "plain",
        Form.MOMENT: lambda lead: lead.field if lead.value is not None else "plain",
        Form.TEXT: lambda lead: lead.field,
    }
)
