"""What somebody asks of `statement`: readers, languages, contacts, moments; everything that is wrong at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Entry
    from codedark.record.opening import About
    from codedark.record.public import Audience
    from codedark.record.public_statement import Contact

AUDIENCES = ("patients", "doctors", "neighbours")
FORMATS = ("md", "html", "pdf", "txt", "json")
CONTACT_KINDS = ("news", "telephone", "email")
CONTACT_LETTERS_MOST = 120
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The options as they were typed."""

    audience: str = ""
    lang: str = ""
    as_of: str = ""
    form: str = "md"
    out: Path | None = None
    contacts: tuple[str, ...] = ()
    next_at: str = ""
    check: Path | None = None
    review: bool = False
    issue: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The same, understood."""

    audience: Audience
    languages: tuple[str, ...]
    """In the order of the record; empty: a text to check says which it is."""
    as_of: datetime
    now: datetime
    contacts: tuple[Contact, ...]
    next_at: datetime | None


def check_words(faults: Gathered, words: Words) -> None:
    """What can be told to be wrong before the incident is opened."""
    from codedark.record.report_texts import LANGUAGES

    if not words.review:
        _one_of(faults, "--for", words.audience, AUDIENCES)
    _one_of(faults, "--lang", words.lang, ("", ALL, *LANGUAGES))
    _one_of(faults, "--format", words.form, FORMATS)
    if words.review and (words.issue or words.check is not None):
        faults.add("--review", "goes with no other task", "leave out --issue and --check")
    if words.check is not None and words.lang == ALL:
        faults.add("--lang", "a text is checked in one language", "name it, or leave it out", value=words.lang)
    _issue_fits(faults, words)
    _check_out(faults, words.out)


def _issue_fits(faults: Gathered, words: Words) -> None:
    if not words.issue:
        return
    if not words.role.strip():
        faults.add("--role", "left out", "who issues it: --role spokesperson")
    if words.form == "json" and words.check is None:
        faults.add("--issue", "nobody reads JSON", "issue md, html, pdf or txt", value=words.form)
    if words.as_of:
        faults.add("--as-of", "what is issued says what is known now", "leave it out", value=words.as_of)


def _one_of(faults: Gathered, option: str, word: str, known: tuple[str, ...]) -> None:
    listed = f"one of {', '.join(one for one in known if one)}"
    if word not in known:
        faults.add(option, "left out" if not word else "not a word it knows", listed, value=word or None)


def _check_out(faults: Gathered, out: Path | None) -> None:
    if out is not None and out.is_dir():
        faults.add("--out", "a folder, not a file", "name the file in it", value=str(out))
    elif out is not None and not out.absolute().parent.is_dir():
        faults.add("--out", "no such folder", "make the folder, or correct the path", value=str(out))


def understood(faults: Gathered, words: Words, about: About, entries: list[Entry], now: datetime) -> Wanted | None:
    """The options in the incident's own time; None: something is at fault.

    Args:
        now: taken where no moment was asked for, or what was entered last where a clock went wrong.
    """
    from codedark.cli.notify_asked import moment as hour_or_moment
    from codedark.cli.report_asked import moment
    from codedark.record.public import Audience

    last = max((entry.header.recorded_at for entry in entries), default=now)
    as_of = moment(faults, "--as-of", words.as_of, about.timezone, ending=True) or max(now, last)
    next_at = hour_or_moment(faults, "--next", words.next_at, about.timezone, None)
    if next_at is not None and next_at <= as_of:
        faults.add("--next", "not after the moment of the statement", "a later moment", value=words.next_at)
    contacts = tuple(contact for text in words.contacts if (contact := contact_of(faults, text)) is not None)
    if faults.faults:
        return None
    return Wanted(
        audience=Audience(words.audience or AUDIENCES[0]),
        languages=_languages(words, about.languages),
        as_of=as_of,
        now=max(now, last),
        contacts=contacts,
        next_at=next_at,
    )


def _languages(words: Words, of_record: tuple[str, ...]) -> tuple[str, ...]:
    from codedark.record.report_texts import LANGUAGES

    known = tuple(dict.fromkeys((*(lang for lang in of_record if lang in LANGUAGES), *LANGUAGES)))
    if words.lang == ALL:
        return known
    if words.lang:
        return (words.lang,)
    return () if words.check is not None else known[:1]


def contact_of(faults: Gathered, text: str) -> Contact | None:
    """A contact as typed, `telephone=0800 00 000`; None: it is at fault."""
    from codedark.record.public_statement import Contact, ContactKind

    kind, mark, told = text.partition("=")
    told = " ".join(told.split())
    example = "such as --contact telephone=0800..., news=https://..., email=..."
    if not mark or kind.strip() not in CONTACT_KINDS:
        faults.add("--contact", f"not KIND=TEXT with {', '.join(CONTACT_KINDS)}", example, value=text)
    elif not told or not told.isprintable():
        faults.add("--contact", "empty, or letters that cannot be printed", example, value=repr(text))
    elif len(told) > CONTACT_LETTERS_MOST:
        faults.add("--contact", f"longer than {CONTACT_LETTERS_MOST} letters", "one place, on one line", value=text)
    else:
        return Contact(kind=ContactKind(kind.strip()), text=told)
    return None
