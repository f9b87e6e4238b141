"""What a reading says, short: facts of a field, reasons for what was left out, clauses as texts."""

from __future__ import annotations

from codedark.record.edtf import When
from codedark.record.reading import OwnNames, read_article
from codedark.record.reading.clauses import Clause, Sentence, parted
from codedark.record.reading.proposal import NOT_TOLD, Proposal
from codedark.record.reading.sentences import sentences
from codedark.record.reading.tokens import tokens
from codedark.record.reading.words import lexicon

PUBLISHED = When("2026-03-03")


def proposals(text: str, lang: str = "en", own: OwnNames = NOT_TOLD) -> tuple[Proposal, ...]:
    return read_article(text, lang, PUBLISHED, own).proposals


def facts(text: str, lang: str = "en", field: str = "", own: OwnNames = NOT_TOLD) -> set[tuple[object, str]]:
    """Value and qualifier (or status, where the value says nothing) of each proposal of a field."""
    found = proposals(text, lang, own)
    return {(p.value, str(p.qualifier or p.status)) for p in found if field in ("", p.field)}


def reasons(text: str, lang: str = "en", own: OwnNames = NOT_TOLD) -> set[str]:
    return {one.reason for one in read_article(text, lang, PUBLISHED, own).declined}


def sentence(text: str, lang: str = "en") -> Sentence:
    first = sentences(tokens(text, lang), lang)[0]
    return parted(first, lexicon(lang))


def words_of(clause: Clause, whole: Sentence) -> str:
    return " ".join(whole.words[place].text for place in clause.places)


def clauses(text: str, lang: str = "en") -> list[str]:
    whole = sentence(text, lang)
    return [words_of(clause, whole) for clause in whole.clauses]
