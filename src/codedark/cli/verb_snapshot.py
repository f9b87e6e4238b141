"""`codedark snapshot ...`: today's patients for the day the record is off: taken hourly, encrypted, shown with its age.

`key FOLDER` makes the keys; `take HOSPITAL --store FOLDER` counts in files, servers and tables; `serve` listens for
admission messages and takes one each hour; `show` opens the newest; `sheets` prints blank ward sheets for a pen.

With `--json`, of `take`: `{"file", "taken_at", "patients", "wards": [{"ward", "site", "patients", "critical",
"missing": {MARK: n}}], "missing": {MARK: n}, "theatre_list", "arrivals", "telephones", "sources": [], "notes": [],
"faults": [{"file", "row", "column", "value", "message", "fix"}]}`. Of `show`: the same without `faults`, with
`"age_min", "damaged": [], "strangers": [], "same_folder"` and, with `--patients`, `"in_bed": [{"patient", "site",
"ward", "bed", "admitted_at", "acuity", "pool", "missing": []}]`. MARK is a column of `patients`: `acuity`, `needs`,
`can_go_home`, `escort`, `demands`. `same_folder`: whether the hospital's tables are as they were when it was taken.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, nested, note, print_json

if TYPE_CHECKING:
    from codedark.cli.snapshot_taking import Named
    from codedark.divert.census import Census
    from codedark.hospital.records import Hospital, Prefix
    from codedark.store.snapshot import SnapshotFolder

app = nested("Today's patients, kept encrypted for when the record is off.")

PASSPHRASE = "CODEDARK_PASSPHRASE"  # noqa: S105 (name of the variable)
"""Environment variable that is asked for the identity's passphrase before a person is."""

_Hospital = Annotated[Path, typer.Argument(help="Folder of the hospital.")]
_Store = Annotated[Path, typer.Option("--store", help="Folder of the snapshots and their keys.")]
_Hl7 = Annotated[
    list[Path] | None, typer.Option("--hl7", help="File of HL7 v2 ADT messages, or a folder of them; repeatable.")
]
_Fhir = Annotated[
    list[str] | None,
    typer.Option("--fhir", help="FHIR R4 bundle, folder of them, or address of a server or search; repeatable."),
]
_Table = Annotated[
    list[Path] | None,
    typer.Option("--table", help="Folder of CSV files, or a workbook: patients, theatre_list, ...; repeatable."),
]
_Token = Annotated[Path | None, typer.Option("--token-file", help="File with the FHIR server's bearer token.")]
_Authority = Annotated[
    str, typer.Option("--authority", help="Assigning authority (PID-3.4) whose patient numbers are used.")
]
_Numbers = Annotated[
    bool, typer.Option("--numbers", help="The tables' `patient` cells are hospital numbers: keep references only.")
]
_Identity = Annotated[
    Path | None, typer.Option("--identity", help="Identity file; left out: FOLDER/identity of the store.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.callback()
def _room() -> None:
    """Today's patients, kept encrypted for when the record is off."""


@app.command("key")
def key(
    folder: Annotated[Path, typer.Argument(help="Folder to keep snapshots and keys in.")],
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help=f"Put the identity under a passphrase (asked, or {PASSPHRASE}).")
    ] = False,
    json: _Json = False,
) -> int:
    """Make the keys: a recipient to encrypt to, an identity that opens, a key for references."""
    from codedark.store.snapshot import SnapshotFolder

    recipient = SnapshotFolder(folder).make_keys(ask_passphrase(confirmed=True) if passphrase else "")
    if json:
        print_json({"folder": str(folder), "recipient": recipient})
        return ExitCode.DONE
    print(f"recipient   {recipient}")
    note(f"{folder}/identity opens every snapshot. Copy it to the laptop that will read them and to a safe; then")
    note("remove it from a machine that only takes snapshots. Lost, no snapshot opens; nobody can mend that.")
    return ExitCode.DONE


@app.command("take")
def take(
    hospital: _Hospital,
    store: _Store,
    hl7: _Hl7 = None,
    fhir: _Fhir = None,
    table: _Table = None,
    token_file: _Token = None,
    authority: _Authority = "",
    numbers: _Numbers = False,
    json: _Json = False,
) -> int:
    """Take one snapshot from files, servers and tables. What cannot be read is said; the rest is taken."""
    from codedark.cli.snapshot_tables import as_json, show_census
    from codedark.cli.snapshot_taking import census_of, gathered
    from codedark.hospital.faults import listed
    from codedark.store.snapshot import Kept

    named = _named(hl7, fhir, table, token_file, authority, numbers)
    loaded, folder = _opened(hospital, store)
    now = datetime.now(UTC)
    into = gathered(named, loaded, folder.reference_key(), now)
    for line in listed(into.faults):
        note(line)
    census = census_of(into, loaded, now)
    if into.asked_for_patients and not census.patients:
        for line in census.notes:
            note(line)
        note("No in-patient could be counted in: nothing is written, the older snapshots stay.")
        return ExitCode.NO
    file = folder.write(Kept(census=census, hospital_sha256=loaded.sha256), now)
    if json:
        print_json({"file": str(file), **as_json(census), "faults": into.faults})
    else:
        print(f"written     {file}")
        show_census(census)
    return ExitCode.DONE


@app.command("serve")
def serve(
    hospital: _Hospital,
    store: _Store,
    listen: Annotated[str, typer.Option("--listen", help="Address and port to listen on, such as 10.1.2.3:2575.")],
    peer: Annotated[list[str], typer.Option("--peer", help="Address or network that may send; repeatable.")],
    every_min: Annotated[
        float, typer.Option("--every-min", help="Minutes between two snapshots.", min=0.01, max=1440)
    ] = 60.0,
    identity: _Identity = None,
    hl7: _Hl7 = None,
    fhir: _Fhir = None,
    table: _Table = None,
    token_file: _Token = None,
    authority: _Authority = "",
    numbers: _Numbers = False,
) -> int:
    """Listen for ADT messages over MLLP; write a snapshot each hour and when stopped (Ctrl-C or SIGTERM)."""
    import signal
    import threading

    from codedark.cli.snapshot_serving import HourlyTaker
    from codedark.cli.snapshot_taking import adt_of, zone_of
    from codedark.gates.census_listening import CensusListener
    from codedark.gates.mllp_server import MllpServer
    from codedark.store.spool import Spool

    named = _named(hl7, fhir, table, token_file, authority, numbers, needed=False)
    address, peers = _address(listen), _peers(peer)
    loaded, folder = _opened(hospital, store)
    secret = folder.identity(ask_passphrase, identity) if identity is not None else None
    spool = Spool(folder.path / "spool", folder.recipient())
    references = folder.reference_key()
    listener = CensusListener(spool, references, zone_of(loaded), _now, note, authority=authority)
    listener.begin(secret, adt_of(named, loaded, references) if named.hl7 else None)
    for line in listener.damage:
        note(f"spool: {line}")
    if listener.unread:
        note(f"{counted(listener.unread, 'segment')} of an earlier run left unread: --identity reads them back")
    beside = replace(named, hl7=())
    taker = HourlyTaker(folder, loaded, listener, beside, references, _now)
    stopped = threading.Event()
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, lambda *_: stopped.set())
    try:
        server = MllpServer(address, peers, listener.answer, note)
    except OSError as failed:
        listener.close()
        raise OSError(failed.errno, f"{listen}: {failed.strerror or failed}") from None
    with server:
        note(f"listening on {server.address[0]}:{server.address[1]} for {counted(len(peers), 'peer')}")
        taker.run(every_min, stopped)
    listener.close()
    said = ", ".join(f"{count} {code}" for code, count in sorted(listener.answered.items())) or "none"
    note(f"stopped; messages answered: {said}")
    return ExitCode.WORLD_FAILED if taker.failed else ExitCode.DONE


@app.command("show")
def show(
    hospital: _Hospital,
    store: _Store,
    identity: _Identity = None,
    patients: Annotated[bool, typer.Option("--patients", help="List every in-patient with the bed.")] = False,
    json: _Json = False,
) -> int:
    """Open the newest snapshot: its age, counts a ward, missing marks, what could not be read."""
    from codedark.cli.snapshot_tables import (
        as_json,
        patients_json,
        show_age,
        show_census,
        show_damaged,
        show_patients,
    )
    from codedark.divert.counting_in import with_marks
    from codedark.divert.todays import strangers

    loaded, folder = _opened(hospital, store)
    now = _now()
    opened = folder.newest(folder.identity(ask_passphrase, identity), now)
    taken = opened.kept.census
    census: Census = replace(taken, patients=with_marks(taken.patients, loaded))
    odd, same = strangers(loaded, census), opened.kept.hospital_sha256 == loaded.sha256
    if json:
        told = {"file": str(opened.file), "age_min": census.age_min(now), "damaged": list(opened.damaged)}
        rest = {"strangers": list(odd), "same_folder": same}
        listed = {"in_bed": patients_json(census)} if patients else {}
        print_json({**told, **as_json(census), **rest, **listed})
        return ExitCode.DONE
    show_damaged(opened.damaged)
    show_age(census, now)
    if not same:
        note("The hospital's tables were changed after it was taken.")
    for line in odd:
        note(line)
    show_census(census)
    if patients:
        show_patients(census)
    return ExitCode.DONE


@app.command("sheets")
def sheets(
    hospital: _Hospital,
    out: Annotated[Path, typer.Option("--out", help="PDF to write.")],
    json: _Json = False,
) -> int:
    """Blank ward sheets for entry by hand, one A4 page a ward, as a PDF."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.paper.typesetting import pages_of
    from codedark.paper.ward_sheets import ward_sheets
    from codedark.store.folder import load_hospital
    from codedark.store.snapshot import write_whole

    loaded = load_hospital(hospital)
    if not loaded.wards:
        fix = "add wards.csv: one row a ward, as admission messages name it"
        raise BadHospital([Fault(file="wards.csv", message="the hospital has no wards", fix=fix)])
    pdf = ward_sheets(loaded, _now().date())
    write_whole(out, pdf, 0o644)
    if json:
        print_json({"file": str(out), "wards": len(loaded.wards), "pages": pages_of(pdf)})
    else:
        print(f"written     {out}: {counted(pages_of(pdf), 'page')}, {counted(len(loaded.wards), 'ward')}")
    return ExitCode.DONE


def _now() -> datetime:
    return datetime.now(UTC)


def _opened(hospital: Path, store: Path) -> tuple[Hospital, SnapshotFolder]:
    from codedark.store.folder import load_hospital
    from codedark.store.snapshot import SnapshotFolder

    return load_hospital(hospital), SnapshotFolder(store)


def _named(
    hl7: list[Path] | None,
    fhir: list[str] | None,
    table: list[Path] | None,
    token_file: Path | None,
    authority: str,
    numbers: bool,
    needed: bool = True,
) -> Named:
    """What was named; raises `BadHospital` with every path that is not there, and when nothing was named at all."""
    from codedark.cli.snapshot_taking import Named
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.store.folder import load_file

    files = [*(hl7 or ()), *(table or ()), *(Path(one) for one in fhir or () if "://" not in one)]
    faults = [
        Fault(file=str(one), message="no such file or folder", fix="correct the path")
        for one in files
        if not one.exists()
    ]
    if needed and not (hl7 or fhir or table):
        fix = "name at least one of --hl7, --fhir, --table"
        faults.append(Fault(file="snapshot take", message="nothing to take it from", fix=fix))
    if faults:
        raise BadHospital(faults)
    token = load_file(token_file).decode("utf-8", "replace").strip() if token_file is not None else ""
    if token and not (token.isascii() and token.isprintable()):
        fix = "the token alone, on one line"
        raise BadHospital([Fault(file=str(token_file), message="no bearer token", fix=fix)])
    return Named(
        hl7=tuple(hl7 or ()),
        fhir=tuple(fhir or ()),
        tables=tuple(table or ()),
        token=token,
        authority=authority,
        numbers=numbers,
    )


def ask_passphrase(confirmed: bool = False) -> str:
    """The passphrase of an identity: from the environment, else asked for."""
    told = os.environ.get(PASSPHRASE)
    if told:
        return told
    return str(typer.prompt("Passphrase of the identity", hide_input=True, confirmation_prompt=confirmed, err=True))


def _address(listen: str) -> tuple[str, int]:
    from codedark.hospital.faults import BadHospital, CellFault, Fault
    from codedark.hospital.wiring import endpoint

    try:
        told = endpoint(listen)
    except CellFault as wrong:
        fault = Fault(file="--listen", value=listen, message=wrong.message, fix="write it like 10.1.2.3:2575")
        raise BadHospital([fault]) from None
    return told.host, told.port


def _peers(peer: list[str]) -> tuple[Prefix, ...]:
    from codedark.hospital.cells import prefix
    from codedark.hospital.faults import BadHospital, CellFault, Fault

    found, faults = [], []
    for text in peer:
        try:
            found.append(prefix(text))
        except CellFault as wrong:
            faults.append(Fault(file="--peer", value=text, message=wrong.message, fix=wrong.fix))
    if faults:
        raise BadHospital(faults)
    return tuple(found)
