"""`codedark statement --check FILE`: a text edited by hand, held against the record, and issued as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import say

if TYPE_CHECKING:
    from codedark.cli.statement_making import Made
    from codedark.hospital.gathered import Gathered
    from codedark.record.public_issuing import Leaving
    from codedark.record.public_reading import Checked

SUFFIXES = (".md", ".txt")
CANNOT_SEE = (
    "It cannot see a fact in words it does not know, a number moved to another thing, the words for one and for none, "
    "or names that stand nowhere in the record. Somebody must read it too."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as it lies in a file."""

    file: Path
    raw: bytes
    text: str
    lang: str


def read_text(faults: Gathered, file: Path, languages: Sequence[str]) -> Text | None:
    """A file to check, and which language it is in; None: it is at fault."""
    from codedark.hospital.faults import BadHospital
    from codedark.record.reading.language import language_of
    from codedark.store.folder import load_file

    if file.suffix.lower() not in SUFFIXES:
        faults.add("--check", "not a text file", "Markdown (.md) or plain text (.txt)", value=str(file))
        return None
    try:
        raw = load_file(file)
        text = raw.decode("utf-8-sig")
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return None
    except UnicodeDecodeError:
        faults.add("--check", "not UTF-8", "save it as UTF-8", value=str(file))
        return None
    read = language_of(text)
    lang = languages[0] if languages else read
    if languages and read not in (None, lang):
        faults.add("--lang", f"its words are {read}", "the language of the text", value=lang)
        return None
    if lang is None:
        faults.add("--lang", "the words do not tell which language it is", "name it: --lang nl", value=str(file))
        return None
    return Text(file=file, raw=raw, text=text, lang=lang)


def checked(made: Made, text: Text) -> Checked:
    """The text held against what may be told to these readers; contacts given for earlier statements are known."""
    from dataclasses import replace

    from codedark.record.public_reading import check_text
    from codedark.record.public_saying import statement

    before = (contact for one in made.issued for contact in one.contacts)
    contacts = tuple(dict.fromkeys((*made.asked.contacts, *before)))
    own = statement(replace(made.asked, contacts=contacts), text.lang)
    return check_text(text.text, own, made.sifted, made.view)


def leaving_text(made: Made, text: Text, held: Checked) -> Leaving:
    """What is written down of a text that leaves as it stands."""
    from hashlib import sha256

    from codedark.record.public_issuing import Leaving

    return Leaving(
        audience=made.sifted.audience,
        lang=text.lang,
        form=text.file.suffix.lower().lstrip("."),
        sha256=sha256(text.raw).hexdigest(),
        rests_on=held.rests_on,
        corrects=held.corrects,
        as_of=made.view.as_of,
    )


def show_checked(text: Text, held: Checked) -> None:
    """Every slip with its line, or that none was found; and what the check cannot see."""
    for slip in held.slips:
        say(f"{text.file}:{slip.line}: “{slip.words}”: {slip.why}; {slip.fix}")
    slips = f"{len(held.slips)} slip{'s' * (len(held.slips) != 1)}"
    found = "No slip found" if not held.slips else slips
    say(f"{found} ({text.lang}); it rests on {len(held.rests_on)} assertions that may be told. {CANNOT_SEE}")


def checked_json(text: Text, held: Checked) -> dict[str, object]:
    """The same as one object."""
    return {
        "file": str(text.file),
        "lang": text.lang,
        "slips": [{"line": s.line, "words": s.words, "why": s.why, "fix": s.fix} for s in held.slips],
        "rests_on": list(held.rests_on),
        "corrects": list(held.corrects),
        "cannot_see": CANNOT_SEE,
    }
