"""The page a record is restored from when this laptop is gone: one side of A4, kept where neither fire nor thief looks.

It says where the backups and the mirror lie, what to type on another laptop, and up to which entry the record is
witnessed on paper: each shift writes the new heads on it and signs them, and whoever restores types the last ones, so
that entries cut off since are named. It does not hold what opens the backups but who does: paper is copied,
photographed and left on printers. A secret that lies on one stick alone may be lost with it, though, and then every
backup is. With `identity` it is printed too; the page then says on its first line what it has become, and belongs in a
sealed envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from codedark.paper.pages import set_pages
from codedark.paper.typesetting import pages_of
from codedark.record.entry import Head
from codedark.record.head_words import head_words
from codedark.record.opening import About

_TITLE = "How to restore the record of an incident"
TEMPLATE = "restore_page.typ"
HEADS_MOST = 8
"""Devices whose heads fit; of more, those that wrote last are for the caller to choose."""
ROWS_LEAST, ROWS_MOST = 3, 16
"""Empty rows for later heads; as many as the page holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWhere:
    """Where things lie, in people's words; empty: a line to write it on."""

    backups: str = ""
    """Folder or medium, and who has it: `stick in the safe of the pharmacy`."""
    mirror: str = ""
    identity: str = ""
    """Which role holds what opens the backups, and where; never the secret itself."""
    program: str = ""
    """Where a copy of this program lies, and how it is started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePage:
    """What stands on the page."""

    about: About
    made_at: datetime
    """Aware."""
    heads: Sequence[Head]
    """Last entries by device, as they stand now."""
    device_names: dict[str, str]
    """What people call each device; others are shown by their name in the log."""
    entries_count: int
    backup_name: str = ""
    """File name of the last backup; empty: none was made."""
    passphrase: bool = False
    """Whether backups open with a passphrase, not with an identity's file."""
    where: KeptWhere = KeptWhere()
    command: str = "codedark"
    """How the program is called: `codedark`, or `./go` in a copy of its folder."""


def restore_page(page: RestorePage, *, identity: str = "") -> bytes:
    """Set the page as PDF, one side of A4.

    Args:
        identity: the secret itself, where it is wanted on the page; the page then says so.
    Returns:
        The PDF, tagged; the same for the same arguments.
    Raises:
        ValueError: `made_at` has no offset, or there are more than `HEADS_MOST` heads.
    """
    if page.made_at.tzinfo is None:
        raise ValueError(f"made_at={page.made_at}: write it with its offset")
    if len(page.heads) > HEADS_MOST:
        raise ValueError(f"{len(page.heads)} heads: {HEADS_MOST} fit on the page")
    here = page.made_at.astimezone(ZoneInfo(page.about.timezone))
    data = {
        "incident": page.about.incident,
        "incident_title": page.about.title,
        "organisation": page.about.organisation,
        "exercise": page.about.exercise,
        "made": f"{here:%Y-%m-%d %H:%M} ({page.about.timezone})",
        "entries": f"{page.entries_count:,}",
        "backup": page.backup_name,
        "opens": "passphrase" if page.passphrase else "identity",
        "where": _where(page.where),
        "secret": identity.strip(),
        "steps": _steps(page),
        "heads": [_head(head, page.device_names) for head in page.heads],
    }
    for rows in range(ROWS_MOST, ROWS_LEAST - 1, -1):
        pdf = set_pages(TEMPLATE, {**data, "rows": rows}, title=_TITLE, day=here.date())
        if pages_of(pdf) == 1:
            break
    return pdf


def _where(where: KeptWhere) -> list[dict[str, str]]:
    return [
        {"what": "Backups (.age)", "place": where.backups},
        {"what": "Mirror (.jsonl)", "place": where.mirror},
        {"what": "What opens the backups is held by", "place": where.identity},
        {"what": "A copy of this program", "place": where.program},
    ]


def _steps(page: RestorePage) -> list[dict[str, str]]:
    """What to do and what to type; capitals stand for what is to be put there."""
    opens = "--passphrase" if page.passphrase else "--identity FILE"
    name = page.backup_name or f"{page.about.incident}-DATE.age"
    heads = ' --head "HEAD"' if page.heads else ""
    return [
        {"do": "Check that the program runs on this laptop; it needs no network.", "type": f"{page.command} --version"},
        {
            "do": "Restore the NEWEST backup into a new folder. Type the latest heads below, one --head each."
            " With the mirror's medium at hand add --mirror FOLDER: it has what came after the backup.",
            "type": f"{page.command} incident restore {name} NEW-FOLDER {opens} --role ROLE --device NAME{heads}",
        },
        {
            "do": "Read what is said to be missing. Then look at the whole record.",
            "type": f"{page.command} incident verify NEW-FOLDER",
        },
        {
            "do": "Lay in what other laptops wrote meanwhile: their folder, their mirror or their backup.",
            "type": f"{page.command} incident merge NEW-FOLDER OTHER",
        },
        {"do": "Go on writing.", "type": f'{page.command} incident log NEW-FOLDER "WHAT HAPPENED" --role ROLE'},
        {
            "do": "Back up this laptop too, and print this page anew.",
            "type": f"{page.command} incident backup NEW-FOLDER --to MEDIUM ...",
        },
    ]


def _head(head: Head, names: dict[str, str]) -> dict[str, Any]:
    return {"device": names.get(head.device, "") or str(head.device), "words": head_words(head)}
