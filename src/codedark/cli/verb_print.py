"""`codedark print HOSPITAL`: the go-bag as PDF: what people hold in their hands when everything else is off.

The first fifteen minutes a page a role, every prepared plan with what it costs, cable cards to cut out, the power-off
order, what starts first, the mandate, and blank forms. Printed beforehand, put in a bag, printed again when it is out
of date: `--check` says whether it is.

`--json`: `{"file", "pages", "sha256", "hospital_sha256", "made", "stale_after", "plans": [{"zone", "id",
"care_lost_per_h": {"2", "3", "4"}}], "cards", "unknown": []}`; `zone` is `place unknown` for that plan, `sha256` the
file's. With `--check`: `{"file", "current", "why": [], "made", "stale_after"}`. Exit 1: the bag is out of date.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import ExitCode, note, print_json, progress, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from codedark.paper.go_bag_contents import GoBag
    from codedark.paper.typesetting import Mark
    from codedark.response.mandate import Mandate

FILE = "go-bag.pdf"
LANGUAGES = ("en",)


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help=f"Folder, or a name that ends in .pdf; default {FILE}.")] = Path(),
    made: Annotated[
        str, typer.Option("--made", metavar="DATE", help="Day printed on it, such as 2026-03-01; default: today.")
    ] = "",
    valid_days: Annotated[
        int, typer.Option("--valid-days", metavar="N", help="Days until it is out of date although nothing changed.")
    ] = 31,
    lang: Annotated[str, typer.Option("--lang", help="Language: en.")] = "en",
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0.1, metavar="S", help="Seconds to prove each plan.")
    ] = 60.0,
    check: Annotated[bool, typer.Option("--check", help="Say whether the printed bag is out of date.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Print the go-bag: first 15 minutes, plans, cable cards, power-off order, mandate, forms."""
    day = _day(made)
    file = _file(out, lang, valid_days, made, day)
    if check:
        return _check(hospital, file, defence, day, time_limit, json)
    _not_over_another(file)
    bag = gather(hospital, defence or (), day, valid_days, time_limit)
    return _print(bag, file, json)


def _day(made: str) -> date:
    """The day asked for; today by this machine's clock where none is, or where it cannot be read."""
    try:
        return date.fromisoformat(made)
    except ValueError:
        return datetime.now().astimezone().date()


def _file(out: Path, lang: str, valid_days: int, made: str, day: date) -> Path:
    """Where the bag goes; everything that is wrong with the options at once."""
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    file = out if out.suffix.lower() == ".pdf" else out / FILE
    if not file.absolute().parent.is_dir():
        faults.add("--out", "no such folder", f"make {file.absolute().parent} first", value=str(out))
    elif file.is_dir():
        faults.add("--out", "a folder, not a file", f"for instance {file / FILE}", value=str(out))
    if lang not in LANGUAGES:
        faults.add("--lang", "not a language we print in", f"one of {', '.join(LANGUAGES)}", value=lang)
    if not 1 <= valid_days <= 3660:
        faults.add("--valid-days", "out of range", "a number from 1 to 3,660", value=str(valid_days))
    if made and day.isoformat() != made:
        faults.add("--made", "not a date", "year, month and day as 2026-03-01", value=made)
    faults.stop_if_any()
    return file


def _not_over_another(file: Path) -> None:
    """A bag is written over an older bag, and over nothing else."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.paper.typesetting import read_mark

    if file.exists() and read_mark(file.read_bytes()) is None:
        fix = "name another file; nothing but an older bag is ever written over"
        raise BadHospital([Fault(file=str(file), message="something stands there that is no go-bag", fix=fix)])


def gather(folder: Path, defences: Sequence[str], day: date, valid_days: int, time_limit_s: float) -> GoBag:
    """Read the folder and its mandate, and ask every room what a bag needs."""
    from codedark.hospital.reading import read
    from codedark.paper.go_bag_gathering import gathered
    from codedark.store.folder import load_files

    files = load_files(folder)
    loaded = read(files, defences)
    mandate, signed = _mandate(files)
    count = len(loaded.zones) + 1
    with progress(f"solving {count} plans", count) as advance:
        return gathered(
            loaded,
            mandate,
            day,
            mandate_signed=signed,
            valid_days=valid_days,
            time_limit_s=time_limit_s,
            advance=advance,
        )


def _mandate(files: Mapping[str, bytes]) -> tuple[Mandate | None, bool]:
    """The folder's mandate, and whether its signature fits the owner's key in it."""
    from codedark.response.mandate_file import MANDATE, read_mandate
    from codedark.response.mandate_signature import SIGNATURE, mandate_signed

    if MANDATE not in files:
        return None, False
    mandate = read_mandate(files[MANDATE])
    signature = files.get(SIGNATURE)
    return mandate, signature is not None and mandate_signed(files[MANDATE], signature, mandate.owner_key)


def _mark(bag: GoBag, data: dict[str, Any]) -> Mark:
    from codedark.paper.go_bag import content_sha256, cuts_sha256
    from codedark.paper.typesetting import Mark

    hospital = bag.hospital
    return Mark(
        hospital_sha256=hospital.sha256,
        content_sha256=content_sha256(data),
        cuts_sha256=cuts_sha256(data),
        made=bag.made,
        valid_days=bag.valid_days,
        defences=tuple(hospital.defences),
    )


def _print(bag: GoBag, file: Path, json: bool) -> int:
    from hashlib import sha256

    from codedark.paper.go_bag import go_bag
    from codedark.paper.typesetting import pages_of, typeset

    data = go_bag(bag)
    pdf = typeset(data, _mark(bag, data))
    _write(file, pdf)
    told = {
        "file": str(file),
        "pages": pages_of(pdf),
        "sha256": sha256(pdf).hexdigest(),
        "hospital_sha256": bag.hospital.sha256,
        "made": bag.made.isoformat(),
        "stale_after": (bag.made + timedelta(days=bag.valid_days)).isoformat(),
        "plans": data["priced"],
        "cards": len(data["cards"]),
        "unknown": data["unknown"],
    }
    if json:
        print_json(told)
    else:
        _show(told, len({plan["id"] for plan in data["priced"]}))
    return ExitCode.DONE


def _write(file: Path, pdf: bytes) -> None:
    """Whole or not at all: a bag that is half written is worse than last month's."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(pdf)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _show(told: Mapping[str, Any], distinct: int) -> None:
    from codedark.paper.go_bag_words import counted

    print(f"{told['file']}: {told['pages']} pages, out of date after {told['stale_after']}.")
    plans, cards = counted(distinct, "plan"), counted(told["cards"], "cable card")
    say(f"{plans} for {len(told['plans'])} places an alarm may come from, {cards}.")
    print("What it does not know, and says so:")
    for line in told["unknown"]:
        say(line, indent="  - ", hanging="    ")
    say("Print it on both sides, cut the cards, write the telephone numbers in, put it where no lock needs a network.")


def _check(folder: Path, file: Path, defence: list[str] | None, today: date, time_limit_s: float, json: bool) -> int:
    """Whether a printed bag still says what the folder says."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.paper.go_bag import content_sha256, cuts_sha256, go_bag
    from codedark.paper.typesetting import read_mark
    from codedark.store.folder import load_file

    mark = read_mark(load_file(file))
    if mark is None:
        raise BadHospital([Fault(file=str(file), message="no go-bag of ours", fix="name the PDF that was printed")])
    wanted = tuple(mark.defences if defence is None else defence)
    bag = gather(folder, wanted, mark.made, mark.valid_days, time_limit_s)
    stale_after = mark.made + timedelta(days=mark.valid_days)
    why = []
    if sorted(wanted) != sorted(mark.defences):
        why.append(f"it was printed with the defences: {', '.join(mark.defences) or 'none'}")
    data = go_bag(bag)
    if cuts_sha256(data) != mark.cuts_sha256:
        why.append("what would be cut changed: its plans are not the ones that are staged")
    elif content_sha256(data) != mark.content_sha256:
        same = bag.hospital.sha256 == mark.hospital_sha256
        changed = "the mandate, or codedark itself, changed" if same else "figures on it changed"
        why.append(f"{changed}; what would be cut did not")
    if today > stale_after:
        why.append(f"it was made on {mark.made} for {mark.valid_days} days")
    if json:
        dates = {"made": mark.made.isoformat(), "stale_after": stale_after.isoformat()}
        print_json({"file": str(file), "current": not why, "why": why, **dates})
    elif why:
        print(f"OUT OF DATE: {file}.")
        for reason in why:
            say(f"{reason}.", indent="  - ", hanging="    ")
    else:
        print(f"Up to date: {file}, until {stale_after}.")
        if bag.hospital.sha256 != mark.hospital_sha256:
            note("The folder changed, but nothing that is printed did; only the digits on each page are older.")
    return ExitCode.NO if why else ExitCode.DONE
