"""`codedark gap stage|fire|hold|release|prove|status|order|sign`: a cut carried out, from the laptop.

`stage` is done beforehand; `fire` prepares, fires, proves and says what packets show, in one command. What is laid
ready, the incident and its log lie in `HOSPITAL/live` (`--live DIR`). Exit 0: done, and sealed where that was asked;
1: it is not sealed, or a gate did not do it; 2: bad input, nothing was sent; 3: the world failed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json
from codedark.cli.recording import RecordOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.cli.gap_acting import Wish
    from codedark.cli.gap_ready import Ready
    from codedark.gap.proving import Proof
    from codedark.gates.live import Live
    from codedark.response.mandate import Mandate

_Hospital = Annotated[Path, typer.Argument(help="Folder of the hospital.")]
_Plan = Annotated[str, typer.Argument(help="Id or name of a staged plan: `unknown`, a zone, `zone:NAME@4`, 12 digits.")]
_Keys = Annotated[list[Path], typer.Option("--key", help="File with a private key; twice for two persons.")]
_Defences = Annotated[list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")]
_Live = Annotated[Path | None, typer.Option("--live", help="Where laid plans, incident and log lie; HOSPITAL/live.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def register(app: typer.Typer) -> None:
    """Add these commands to `codedark gap`."""
    for name, run in (
        ("sign", sign),
        ("stage", stage),
        ("fire", fire),
        ("prove", prove),
        ("status", status),
        ("hold", hold),
        ("release", release),
        ("order", order),
    ):
        app.command(name)(run)


def sign(
    hospital: _Hospital,
    key: Annotated[Path, typer.Option("--key", help="The signer's private key.")],
    flow: Annotated[
        list[str] | None,
        typer.Option("--flow", help='As its clinical owner: "CONDUIT: A to B", as gap stage prints it; repeatable.'),
    ] = None,
    live: _Live = None,
    json: _Json = False,
) -> int:
    """Sign mandate.toml as its owner; gates take no other. With --flow: a break-glass flow, as its clinical owner."""
    if flow:
        return _sign_flows(hospital, live or hospital / "live", key, flow, json=json)
    from codedark.gates.agent_folder import read_key, write_whole
    from codedark.hospital import BadHospital, Fault
    from codedark.response.keys import public_hex
    from codedark.response.mandate_file import read_mandate
    from codedark.response.mandate_signature import sign_mandate

    file = hospital / "mandate.toml"
    if not file.is_file():
        fix = "write one: docs/reference/mandate.md"
        raise BadHospital([Fault(file=str(file), message="there is no mandate to sign", fix=fix)])
    raw, private = file.read_bytes(), read_key(key)
    mandate = read_mandate(raw)
    if mandate.owner_key != public_hex(private):
        fix = f'write key = "{public_hex(private)}" under [owner], if this is the owner\'s key'
        raise BadHospital([Fault(file=str(file), column="owner.key", message="another key owns this mandate", fix=fix)])
    write_whole(hospital / "mandate.sig", sign_mandate(raw, private), mode=0o644)
    if json:
        print_json({"signed": str(file), "version": mandate.version})
    else:
        print(f"signed version {mandate.version} of {file}")
        note("Gates have it after: codedark gap stage " + str(hospital))
    return ExitCode.DONE


def _sign_flows(hospital: Path, live: Path, key: Path, flows: list[str], *, json: bool) -> int:
    from codedark.cli.gap_flows import sign_these

    roles = sign_these(hospital, live, key, flows)
    if json:
        print_json({"flows": flows, "roles": roles})
    else:
        print(f"signed {len(flows)} flow{'s' * (len(flows) != 1)} as {', '.join(roles)}")
        note("Gates know it after: codedark gap stage " + str(hospital))
    return ExitCode.DONE


def stage(
    hospital: _Hospital,
    key: _Keys,
    suspect: Annotated[
        list[str] | None, typer.Option("--suspect", help="Lay ready a plan for these suspects too; repeatable.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="... that keeps this service running; repeatable.")
    ] = None,
    since: Annotated[
        float | None, typer.Option("--since", min=0, metavar="MIN", help="... in which the intruder has been so long.")
    ] = None,
    conduit: Annotated[
        list[str] | None, typer.Option("--conduit", help="A plan for one conduit too: NAME@3; repeatable.")
    ] = None,
    defence: _Defences = None,
    live: _Live = None,
    json: _Json = False,
) -> int:
    """Solve every plan, and lay it ready on every gate with the mandate; slow, in quiet hours. Cuts nothing."""
    from functools import partial

    from codedark.cli.gap_asked_plans import Asked
    from codedark.cli.gap_flows import signatures_told
    from codedark.cli.gap_laying import lay_ready
    from codedark.cli.gap_ready import read_keys, signed_mandate
    from codedark.store.folder import load_hospital

    loaded = load_hospital(hospital, defence or ())
    mandate, signers = signed_mandate(hospital), read_keys(key)
    owners = {str(c.conduit): c.clinical_owner for c in loaded.conduits.values()}
    signatures = partial(signatures_told, hospital, mandate[2], owners)
    asked = Asked(suspects=tuple(suspect or ()), keep=tuple(keep or ()), since_min=since, conduits=tuple(conduit or ()))
    staged = lay_ready(loaded, mandate[:2], signers[0], live or hospital / "live", signatures, asked)
    if json:
        print_json(staged.as_json())
    else:
        from codedark.cli.live_tables import print_staged

        print_staged(staged)
    return ExitCode.WORLD_FAILED if staged.failed else ExitCode.DONE


def fire(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a few words; kept in the log.")],
    hold_min: Annotated[int, typer.Option("--minutes", min=1, max=65535, help="How long to ask for.")] = 30,
    defence: _Defences = None,
    live: _Live = None,
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Cut now: prepare, fire on all gates at one instant, prove by packets. One person may, with a reason."""
    from codedark.cli.gap_acting import Wish
    from codedark.cli.gap_ready import get_ready
    from codedark.response.order import OrderAct

    ready = get_ready(hospital, plan, key, defence, live)
    return _act(ready, Wish(act=OrderAct.CUT, hold_min=hold_min, reason=reason), record, json=json)


def _act(ready: Ready, wish: Wish, record: str | None, *, json: bool) -> int:
    """Send one order; what becomes of it goes into an incident's record too, where one is named."""
    from codedark.cli.gap_acting import act_on
    from codedark.cli.recording import recording

    with recording(record, f"--live {ready.desk.folder.path}") as keep:
        if keep is not None:
            ready.desk.folder.heard = keep.heard
        return act_on(ready, wish, json=json)


def hold(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    hold_min: Annotated[int, typer.Option("--minutes", min=1, max=65535, help="From now.")],
    defence: _Defences = None,
    live: _Live = None,
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Confirm a cut beyond its deadline: two persons, one of them clinical."""
    from codedark.cli.gap_acting import Wish
    from codedark.cli.gap_ready import get_ready
    from codedark.response.order import OrderAct

    ready = get_ready(hospital, plan, key, defence, live)
    return _act(ready, Wish(act=OrderAct.HOLD, hold_min=hold_min), record, json=json)


def release(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    conduit: Annotated[
        list[str] | None, typer.Option("--conduit", help="Let go of this conduit alone; repeatable. None: of all.")
    ] = None,
    defence: _Defences = None,
    live: _Live = None,
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Let go, conduit by conduit or all of it: two persons, one of them clinical."""
    from codedark.cli.gap_acting import Wish
    from codedark.cli.gap_ready import get_ready
    from codedark.response.order import OrderAct

    ready = get_ready(hospital, plan, key, defence, live)
    return _act(ready, Wish(act=OrderAct.RELEASE, conduits=tuple(conduit or ())), record, json=json)


def prove(
    hospital: _Hospital, plan: _Plan, key: _Keys, defence: _Defences = None, live: _Live = None, json: _Json = False
) -> int:
    """Prove again, by packets, what is cut now."""
    from codedark.cli.gap_acting import proof_json
    from codedark.cli.gap_ready import get_ready
    from codedark.gap.proving import ProofVerdict

    ready = get_ready(hospital, plan, key, defence, live)
    proof = _proof(ready)
    if json:
        print_json(proof_json(proof) | {"plan": ready.plan.id, "name": ready.name, "out_of_reach": list(ready.unseen)})
    else:
        from codedark.cli.live_tables import print_proof

        print_proof(proof, ready)
    return ExitCode.DONE if proof.verdict in {ProofVerdict.SEALED, ProofVerdict.SEALED_EXCEPT} else ExitCode.NO


def _proof(ready: Ready) -> Proof:
    """Evidence of every gate for what it holds of the plan, and the verdict."""
    from codedark.gap.proving import prove as judged
    from codedark.gates.holding import seals_of
    from codedark.gates.live import seals_at
    from codedark.gates.standing import released_at

    controller = ready.desk.controller()
    staged, gates = ready.desk.laid.staged(), seals_at(ready.desk.laid, ready.plan)
    answers = controller.ask("status", {m.agent: None for m in controller.members if m.gate in gates})
    released = released_at(answers, ready.plan.id)
    seals = {g: seals_of(staged[g], ready.plan, tuple(sorted(released.get(g, ()))))[0] for g in gates}
    evidence = controller.evidence(ready.plan.id, seals)
    controller.close()
    return judged(seals.items(), evidence, flows_listed=ready.plan.flows, out_of_reach_count=len(ready.unseen))


def status(hospital: _Hospital, key: _Keys, defence: _Defences = None, live: _Live = None, json: _Json = False) -> int:
    """Ask every gate what it holds, until when, and how its clock stands."""
    from codedark.cli.gap_ready import read_keys, who_answers
    from codedark.gates.controller import Controller
    from codedark.gates.live_folder import LiveFolder

    signers = read_keys(key)
    folder = LiveFolder(live or hospital / "live")
    controller = Controller(members=who_answers(hospital, defence, folder.path), key=signers[0])
    answers = controller.ask("status", {m.agent: None for m in controller.members})
    controller.close()
    if json:
        print_json({a.member.agent: a.told if a.told is not None else {"failed": a.failed} for a in answers})
    else:
        from codedark.cli.live_tables import print_status

        print_status(answers, folder.laid())
    return ExitCode.WORLD_FAILED if any(a.failed for a in answers) else ExitCode.DONE


def order(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    act: Annotated[str, typer.Option("--act", help="cut, hold or release.")] = "cut",
    hold_min: Annotated[int, typer.Option("--minutes", min=1, max=65535, help="How long to hold.")] = 30,
    valid_min: Annotated[int, typer.Option("--valid", min=1, max=1000, help="Minutes in which it is taken.")] = 20,
    conduit: Annotated[list[str] | None, typer.Option("--conduit", help="To release: this one; repeatable.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a few words.")] = "",
    defence: _Defences = None,
    live: _Live = None,
    json: _Json = False,
) -> int:
    """Sign an order to be read out by telephone; at the gate: `codedark gate obey FOLDER`. Sends nothing."""
    from codedark.cli.gap_acting import Wish, refused, signed_order
    from codedark.cli.gap_ready import get_ready
    from codedark.hospital import BadHospital, Fault
    from codedark.response.order import OrderAct
    from codedark.response.signing import to_bytes
    from codedark.response.spoken import spoken_groups

    if act not in {a.value for a in OrderAct}:
        raise BadHospital([Fault(file="--act", value=act, message="no such act", fix="cut, hold or release")])
    ready = get_ready(hospital, plan, key, defence, live)
    wish = Wish(act=OrderAct(act), hold_min=hold_min, reason=reason, conduits=tuple(conduit or ()))
    signed, ruling = signed_order(ready, wish, valid_s=60 * valid_min)
    if not ruling.yes:
        return refused(ready, wish, f"not signed, gates would refuse it: {ruling.why}", json=json)
    if json:
        told = {"act": act, "plan": ready.plan.id, "name": ready.name, "taken_until": signed.order.expires_at}
        print_json({**told, "order": to_bytes(signed).hex(), "groups": spoken_groups(signed)})
    else:
        from codedark.cli.live_tables import print_order

        print_order(ready, signed)
    return ExitCode.DONE


def opened(
    hospital: Path, defence: Sequence[str] | None, key: Sequence[Path], live: Path | None, *, quiet: bool
) -> tuple[Live, Mandate]:
    """A live incident for no plan in particular, and the mandate it stands under; for those who watch and fire."""
    from codedark.cli.gap_acting import live_of
    from codedark.cli.gap_ready import get_desk

    desk = get_desk(hospital, key, defence, live)
    unseen = max((len(desk.wiring.unseen(p.id)) for p in desk.laid.plans), default=0)  # never said to be fewer
    return live_of(desk, unseen, quiet=quiet), desk.mandate
