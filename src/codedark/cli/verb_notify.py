"""`codedark notify INCIDENT`: who must be told, since when, by when, what was sent; and drafts written from the record.

`notify INCIDENT` shows the clocks (exit 1: something of ours is overdue); `--draft REGIME:STAGE` writes a text for a
person to check. `notify INCIDENT decide WHAT --at T --role R` enters a decision clocks hang on, `notify INCIDENT sent
REGIME:STAGE --file F --role R` what left the house; `notify packs` prints the rules with their sources. The sub-verb
may stand before or behind INCIDENT. See docs/reference/notify.md, which has the keys of `--json`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from codedark.cli.answer import ExitCode, nested, note, print_json, say

if TYPE_CHECKING:
    from codedark.cli.notify_entering import Entered
    from codedark.hospital.gathered import Gathered
    from codedark.record.clocks import Clock
    from codedark.record.decided import Case
    from codedark.record.opening import About

SHOW = "show"


class IncidentFirst(TyperGroup):
    """A verb whose sub-verb may be left out (`show`) or stand behind the incident, as people type it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the sub-verb first, and `show` where there is none."""
        return super().parse_args(ctx, reordered(args, set(self.commands)))


def reordered(words: list[str], verbs: set[str]) -> list[str]:
    """The words with their sub-verb first; a folder that is called like one is written `./decide`.

    >>> reordered(["incident", "decide", "aware"], {"decide", "show"}), reordered(["incident"], {"show"})
    (['decide', 'incident', 'aware'], ['show', 'incident'])
    """
    if not words or words[0] in verbs or words[0] == "--help":
        return words
    if len(words) > 1 and words[1] in verbs:
        return [words[1], words[0], *words[2:]]
    return [SHOW, *words]


app = nested("Who must be told, by when, what was sent.")

_Incident = Annotated[Path, typer.Argument(help="Folder of the incident.")]
_Packs = Annotated[
    Path | None, typer.Option("--packs", help="Folder of your own rule packs; left out: INCIDENT/rule_packs.")
]
_Role = Annotated[str, typer.Option("--role", help="The role that answers for it, never a person's name.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.callback(cls=IncidentFirst)
def _room() -> None:
    """Who must be told, by when, what was sent."""


@app.command(SHOW)
def show(
    incident: _Incident,
    now: Annotated[str, typer.Option("--now", help="As of then; left out: the clock.")] = "",
    regime: Annotated[
        list[str] | None, typer.Option("--regime", metavar="NAME", help="Only this rule pack; repeatable.")
    ] = None,
    draft: Annotated[
        str, typer.Option("--draft", metavar="REGIME:STAGE", help="Write its text, filled in from the record.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="Language of the draft: nl, fr, de, en.")] = "en",
    out: Annotated[Path | None, typer.Option("--out", help="File of the draft; left out: stdout.")] = None,
    packs: _Packs = None,
    json: _Json = False,
) -> int:
    """The clocks, the most pressing first; or a draft."""
    from codedark.cli.notify_asked import case_in, clock, moment, opened, packs_of, regime_of, stage_of
    from codedark.hospital.gathered import Gathered
    from codedark.record.clocks import clocks

    faults = Gathered()
    found = packs_of(faults, packs, incident)
    wanted = [regime_of(faults, "--regime", one, found) for one in regime or ()]
    named = stage_of(faults, "--draft", draft, found) if draft else None
    _draft_fits(faults, draft, lang, out)
    with opened(faults, incident, write=False) as log:
        about = log.about
        at = moment(faults, "--now", now, about.timezone, clock())
        faults.stop_if_any()
        assert at is not None
        case = case_in(log, at)
    chosen = tuple(pack for pack in found if not wanted or pack in wanted)
    every = clocks(case, found if draft else chosen)
    if named is not None:
        name = f"{named[0].regime}:{named[1].name}"
        return _draft(next(one for one in every if one.name == name), case, about, lang, out, json)
    return _show(every, case, about, json)


def _draft_fits(faults: Gathered, draft: str, lang: str, out: Path | None) -> None:
    from codedark.record.notification_words import NOTIFICATION_TEXTS

    if lang not in NOTIFICATION_TEXTS:
        faults.add("--lang", "no draft is written in it", f"one of {', '.join(NOTIFICATION_TEXTS)}", value=lang)
    if out is not None and not draft:
        faults.add("--out", "there is no draft to write", "name it: --draft REGIME:STAGE", value=str(out))
    elif out is not None and out.is_dir():
        faults.add("--out", "a folder, not a file", "name the file in it", value=str(out))
    elif out is not None and not out.parent.is_dir():
        faults.add("--out", "no such folder", "make the folder, or correct the path", value=str(out))


def _show(every: tuple[Clock, ...], case: Case, about: About, json: bool) -> int:
    from codedark.cli.notify_json import at_json, clock_json, moved_json, pack_json
    from codedark.cli.notify_tables import show_clocks
    from codedark.record.notifying import moved

    changed = [one for clock in every for one in moved(clock, case.view)]
    late = sum(clock.overdue for clock in every)
    if json:
        packs = {clock.regime: clock.pack for clock in every}
        print_json(
            {
                "incident": about.incident,
                "title": about.title,
                "organisation": about.organisation,
                "timezone": case.zone,
                "exercise": about.exercise,
                "now": at_json(case.now, case.zone),
                "overdue": late,
                "clocks": [clock_json(clock, case.now, case.zone) for clock in every],
                "changed": [moved_json(one) for one in changed],
                "packs": [pack_json(pack) for pack in packs.values()],
            }
        )
    else:
        show_clocks(about, every, changed, case.now)
    return ExitCode.NO if late else ExitCode.DONE


def _draft(clock: Clock, case: Case, about: About, lang: str, out: Path | None, json: bool) -> int:
    from codedark.cli.notify_json import draft_json
    from codedark.record.notification_draft import draft_notification

    made = draft_notification(clock, case, about, lang)
    if out is not None:
        from codedark.store.snapshot import write_whole

        write_whole(out, made.markdown.encode())
    if json:
        print_json({**draft_json(made), "file": None if out is None else str(out)})
    elif out is None:
        print(made.markdown, end="")
    else:
        say(f"{out}: {made.name}, {made.lang}; rests on {len(made.rests_on)} assertions, {len(made.gaps)} gaps named.")
    hands = sum(gap.by_hand for gap in made.gaps)
    note(
        f"codedark: a draft for a person to check. Missing: {len(made.gaps) - hands}; to be written by hand: {hands}; "
        f"inferred, assumed or disputed: {len(made.marked)}."
    )
    return ExitCode.DONE


@app.command("decide")
def decide(
    incident: _Incident,
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="aware, significant, ended, ...: `notify packs` has all.")
    ],
    role: _Role,
    at: Annotated[str, typer.Option("--at", help="The moment it speaks of: 06:30, or with its date.")] = "",
    no: Annotated[bool, typer.Option("--no", help="Decided that it is not so.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, in a sentence.")] = "",
    regime: Annotated[str, typer.Option("--regime", metavar="NAME", help="For this rule pack alone.")] = "",
    due: Annotated[str, typer.Option("--due", help="Of `requested`: the day that was named.")] = "",
    decided_at: Annotated[
        str, typer.Option("--decided-at", help="When it was decided; left out: now, by the clock.")
    ] = "",
    packs: _Packs = None,
    json: _Json = False,
) -> int:
    """Enter a decision that clocks hang on."""
    from codedark.cli.notify_entering import Deciding
    from codedark.cli.notify_entering import decide as enter

    entered = enter(
        Deciding(
            incident=incident,
            what=what,
            at=at,
            role=role,
            no=no,
            why=why,
            regime=regime,
            due=due,
            decided_at=decided_at,
            packs=packs,
        )
    )
    return _entered(entered, json)


@app.command("sent")
def sent(
    incident: _Incident,
    name: Annotated[str, typer.Argument(metavar="REGIME:STAGE", help="What was sent: nis2-be:early-warning.")],
    role: _Role,
    file: Annotated[Path | None, typer.Option("--file", help="The file that was sent; a copy is kept.")] = None,
    at: Annotated[str, typer.Option("--at", help="When; left out: now, by the clock.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="The number the recipient gave it.")] = "",
    to: Annotated[str, typer.Option("--to", help="The recipient; left out: as the rule pack says.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="Language it was written in.")] = "",
    correct: Annotated[
        bool, typer.Option("--correct", help="Mend the last account of it; what is left out stays as it was.")
    ] = False,
    packs: _Packs = None,
    json: _Json = False,
) -> int:
    """Keep what was sent, and its reference number."""
    from codedark.cli.notify_entering import Sending, send

    entered = send(
        Sending(
            incident=incident,
            name=name,
            at=at,
            role=role,
            reference=reference,
            file=file,
            to=to,
            lang=lang,
            correct=correct,
            packs=packs,
        )
    )
    return _entered(entered, json)


def _entered(entered: Entered, json: bool) -> int:
    from codedark.cli.notify_json import changed_json, entry_json, moved_by
    from codedark.cli.notify_tables import show_entered
    from codedark.record.clocks import clocks

    now, zone = entered.after.now, entered.after.zone
    before, after = clocks(entered.before, entered.packs), clocks(entered.after, entered.packs)
    entry = entry_json(entered.entry)
    if json:
        print_json({"entry": entry, "clocks": changed_json(before, after, now, zone), "notes": list(entered.notes)})
    else:
        old = {clock.name: clock for clock in before}
        changed = [clock for clock in after if moved_by(old.get(clock.name), clock)]
        show_entered(entry["text"], entry["seq"], changed, entered.notes, zone)
    return ExitCode.DONE


@app.command("packs")
def packs_in_force(
    packs: Annotated[Path | None, typer.Option("--packs", help="Folder of your own rule packs.")] = None,
    json: _Json = False,
) -> int:
    """The rule packs: stages, sources, what was not read."""
    from codedark.cli.notify_asked import packs_of
    from codedark.cli.notify_json import pack_json
    from codedark.cli.notify_tables import show_packs
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    found = packs_of(faults, packs, None)
    faults.stop_if_any()
    if json:
        print_json({"packs": [pack_json(pack) for pack in found]})
    else:
        show_packs(found)
    return ExitCode.DONE
