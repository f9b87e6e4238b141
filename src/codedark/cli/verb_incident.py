"""`codedark incident`: the record of an incident, opened, written, shown, verified, kept and brought back.

Each sub-verb stands in a file of its own; docs/reference/incident.md has them all, and the keys of `--json`.
"""

from __future__ import annotations

from codedark.cli import (
    incident_backing,
    incident_correcting,
    incident_joining,
    incident_logging,
    incident_opening,
    incident_page,
    incident_restoring,
    incident_showing,
    incident_taking,
    incident_verifying,
)
from codedark.cli.answer import nested

app = nested("The record of an incident: append-only, signed, as known at any moment.")
app.command("open", help="Begin a record in a folder.")(incident_opening.run)
app.command("log", help="Write an entry: a sentence, and what it says of a field.")(incident_logging.run)
app.command("ask", help="Note what is unknown, and who was asked.")(incident_correcting.ask)
app.command("show", help="What is known, as of any moment; or the entries.")(incident_showing.run)
app.command("correct", help="Correct an entry by a new one; withdraw what it asserted.")(incident_correcting.correct)
app.command("erase", help="Erase the words of one entry; the chain still holds.")(incident_correcting.erase)
app.command("take", help="Take in what other verbs did: each line once.")(incident_taking.run)
app.command("verify", help="Is the log as it was written? Each fault, named.")(incident_verifying.run)
app.command("heads", help="The heads to write down, read out, countersign.")(incident_verifying.heads)
app.command("mirror", help="Set or change the second medium; say where it is.")(incident_joining.mirror)
app.command("backup", help="The record as one encrypted file on another medium.")(incident_backing.run)
app.command("page", help="The page on paper that a record is restored from.")(incident_page.run)
app.command("restore", help="A backup into a new folder; what it lacks is named.")(incident_restoring.restore)
app.command("salvage", help="What can be read of a damaged record, into a new folder.")(incident_restoring.salvage)
app.command("merge", help="Lay another laptop's record of it into this one.")(incident_joining.merge)
app.command("sync", help="Let this folder and a server have all of each other's.")(incident_joining.sync)
