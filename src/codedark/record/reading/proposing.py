"""An article as proposals: clause by clause, every family of facts; then what the whole text decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from codedark.record.assertion import Qualifier, Status
from codedark.record.edtf import When
from codedark.record.reading import attack, beds, cancelled, emergency, patients, prehospital, systems, theft
from codedark.record.reading.circumstances import goes_on_from_before, of_another_incident
from codedark.record.reading.clauses import Sentence, parted
from codedark.record.reading.counting import COUNTABLE
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.language import LANGUAGES, language_of
from codedark.record.reading.proposal import NOT_TOLD, Declined, OwnNames, Proposal, Reading
from codedark.record.reading.sentences import sentences
from codedark.record.reading.tags import Tag
from codedark.record.reading.tokens import tokens
from codedark.record.reading.words import lexicon

FAMILIES = (cancelled, patients, beds, emergency, prehospital, systems, theft, attack)
"""Modules that each read some fields out of a clause."""


class UnsureLanguage(ValueError):
    """The text's language cannot be told from its words."""


def read_article(text: str, lang: str | None, published: When, own: OwnNames = NOT_TOLD) -> Reading:
    """Read an article: what it says of our fields, and what looked like it and was left out.

    Args:
        text: as people read it, without markup.
        lang: `nl`, `fr`, `de` or `en`; None: told from its little words.
        published: year of it decides which years are another's.
        own: the hospital's own names; with none told, any hospital may be the one.
    Returns:
        The reading; a text that says nothing of our fields gives one without proposals.
    Raises:
        UnsureLanguage: `lang` is None and the words do not decide.
        ValueError: `lang` is none of ours.
    Cost: linear in the text; see benchmarks/bench_intake.py.
    Source: rules of our own; bars and misses in benchmarks/results/intake.md.

    >>> read_article("The hospital cancelled 70 operations.", "en", When("2026-03-03")).proposals[0].value
    70
    """
    told = _language(text, lang)
    seen = Gathering(
        text=text, lang=told, year=int(published.end[:4] if not published.open_end else published.start[:4]), own=own
    )
    table = lexicon(told)
    for words in sentences(tokens(text, told), told):
        _read_sentence(parted(words, table), seen)
    kept, declined = _settled(seen)
    return Reading(
        lang=told,
        proposals=tuple(sorted(kept, key=lambda p: (p.start, p.end))),
        declined=tuple(sorted({*seen.declined, *declined}, key=lambda d: (d.start, d.end, d.field))),
    )


def _language(text: str, lang: str | None) -> str:
    told = lang or language_of(text)
    if told is None:
        raise UnsureLanguage("the words do not tell which language it is")
    if told not in LANGUAGES:
        raise ValueError(f"lang={told!r}: {', '.join(LANGUAGES)} are read")
    return told


def _read_sentence(sentence: Sentence, seen: Gathering) -> None:
    seen.sentence = sentence
    seen.last_field_age += 1
    if seen.last_field_age > 1:
        seen.last_field = ""
    for clause in sentence.clauses:
        seen.clause = clause
        for family in FAMILIES:
            family.read(clause, seen)
        for mark in clause.of(*COUNTABLE):
            seen.last_noun = mark.tag
    seen.elsewhere_before = all(of_another_incident(c, sentence, seen.year) for c in sentence.clauses) or (
        seen.elsewhere_before and goes_on_from_before(sentence)
    )
    seen.ransom_before = sentence.has(Tag.RANSOM)


def _settled(seen: Gathering) -> tuple[list[Proposal], list[Declined]]:
    """What stands when the whole text is known."""
    declined: list[Declined] = []
    kept: list[Proposal] = []
    counted = {p.field for p in seen.proposals if _has_figure(p)}
    counted |= {p.field for p in seen.proposals if p.field == "ed_status" and p.value != "open"}
    for one in seen.proposals:
        left, reason = _after_all(one, seen, counted)
        if left is not None:
            kept.append(left)
        if reason:
            declined.append(Declined(field=one.field, start=one.start, end=one.end, wording=one.wording, reason=reason))
    return _one_kind_of_attack(kept), declined


def _has_figure(one: Proposal) -> bool:
    return one.qualifier is not None and one.qualifier is not Qualifier.UNCOUNTED


def _after_all(one: Proposal, seen: Gathering, counted: Iterable[str]) -> tuple[Proposal | None, str]:
    """A proposal as it stands after the whole text; and why it does not, or not whole."""
    if one.qualifier is Qualifier.UNCOUNTED and one.field in counted:
        return None, "more-elsewhere"
    if one.rule.startswith("ed-open") and one.field in counted:
        return None, "more-elsewhere"
    if isinstance(one.value, tuple) and one.qualifier is None:
        codes = tuple(code for code in one.value if (one.field, code) not in seen.over)
        if codes == one.value:
            return one, ""
        return (replace(one, value=codes) if codes else None), "solved"
    ended = (one.field, "") in seen.over and one.value in _ENDED.get(one.field, ())
    return (None, "solved") if ended else (one, "")


_ENDED: MappingProxyType[str, tuple[object, ...]] = MappingProxyType(
    {
        "ed_status": ("closed", "limited", "walk-in-only"),
        "ambulance_diversion": (True,),
        "working_mode": ("paper",),
        "emergency_plan": (True,),
    }
)
"""Values that no longer hold once the text says that the state is over."""


def _one_kind_of_attack(kept: list[Proposal]) -> list[Proposal]:
    """Phishing is how a ransomware came in; "unknown" beside a kind that is named was said before it."""
    kinds = [p for p in kept if p.field == "attack_type"]
    if len({p.value for p in kinds}) < 2:
        return kept
    best = next((v for v in ("ransomware", "ddos", "phishing") if any(p.value == v for p in kinds)), None)
    return [p for p in kept if p.field != "attack_type" or p.value == best or p.status is Status.ASSUMED]
