"""`codedark gap stage|fire|hold|release|prove|status|order|sign`: a cut carried out, from the laptop.

`stage` is done beforehand; `fire` prepares, fires, proves and says what packets show, in one command. What is laid
ready, the incident and its log lie in `HOSPITAL/live` (`--live DIR`). Exit 0: done, and sealed where that was asked;
1: it is not sealed, or a gate did not do it; 2: bad input, nothing was sent; 3: the world failed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import ExitCode, note, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from codedark.gap.plan_book import StagedPlan
    from codedark.gates.live import Live
    from codedark.gates.live_folder import Laid
    from codedark.hospital import Hospital
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
        ("stage", stage),
        ("fire", fire),
        ("hold", hold),
        ("release", release),
        ("prove", prove),
        ("status", status),
        ("order", order),
        ("sign", sign),
    ):
        app.command(name)(run)


def stage(hospital: _Hospital, key: _Keys, defence: _Defences = None, live: _Live = None, json: _Json = False) -> int:
    """Solve every plan, and lay it ready on every gate with the mandate; slow, in quiet hours. Cuts nothing."""
    from codedark.cli.gap_laying import lay
    from codedark.gates.live_folder import LiveFolder
    from codedark.store.folder import load_hospital

    loaded = load_hospital(hospital, defence or ())
    laid = lay(loaded)
    LiveFolder(live or hospital / "live").save_laid(laid)
    controller = _controller(loaded, key)
    text, signature, _ = _mandate(hospital)
    answers = [*controller.take_mandate(text, signature)]
    failed = {a.member.agent: a.failed for a in answers if a.failed}
    answers = controller.stage(laid.staged())
    failed |= {a.member.agent: a.failed for a in answers if a.failed}
    controller.close()
    incomplete = _incomplete(loaded)
    if json:
        print_json(
            {
                "plans": [
                    {"id": p.id, "names": p.names, "care_lost_per_h": p.care_lost_per_h, "flows": p.flows}
                    for p in laid.plans
                ],
                "staged": [a.member.agent for a in answers if not a.failed],
                "failed": failed,
                "incomplete": incomplete,
            }
        )
    else:
        from codedark.cli.live_tables import print_staged

        print_staged(laid, answers, failed, incomplete)
    return ExitCode.WORLD_FAILED if failed else ExitCode.DONE


def fire(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a few words; kept in the log.")],
    hold_min: Annotated[int, typer.Option("--hold", min=1, max=65535, metavar="MIN", help="How long to ask for.")] = 30,
    defence: _Defences = None,
    live: _Live = None,
    json: _Json = False,
) -> int:
    """Cut now: prepare, fire on all gates at one instant, prove by packets. One person may, with a reason."""
    from codedark.response.order import OrderAct

    return _act(hospital, plan, key, OrderAct.CUT, defence, live, json=json, hold_min=hold_min, reason=reason)


def hold(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    hold_min: Annotated[int, typer.Option("--minutes", min=1, max=65535, help="From now.")],
    defence: _Defences = None,
    live: _Live = None,
    json: _Json = False,
) -> int:
    """Confirm a cut beyond its deadline: two persons, one of them clinical."""
    from codedark.response.order import OrderAct

    return _act(hospital, plan, key, OrderAct.HOLD, defence, live, json=json, hold_min=hold_min)


def release(
    hospital: _Hospital,
    plan: _Plan,
    key: _Keys,
    conduit: Annotated[
        list[str] | None, typer.Option("--conduit", help="Let go of this conduit alone; repeatable. None: of all.")
    ] = None,
    defence: _Defences = None,
    live: _Live = None,
    json: _Json = False,
) -> int:
    """Let go, conduit by conduit or all of it: two persons, one of them clinical."""
    from codedark.response.order import OrderAct

    return _act(hospital, plan, key, OrderAct.RELEASE, defence, live, json=json, conduits=conduit or ())


def prove(
    hospital: _Hospital, plan: _Plan, key: _Keys, defence: _Defences = None, live: _Live = None, json: _Json = False
) -> int:
    """Prove again, by packets, what is cut now."""
    from codedark.gap.proving import ProofVerdict
    from codedark.gap.proving import prove as judged
    from codedark.gates.live import seals_at

    loaded, laid, found, _ = _ready(hospital, plan, defence, live)
    controller = _controller(loaded, key)
    seals = seals_at(laid, found)
    evidence = controller.evidence(found.id, seals)
    controller.close()
    proof = judged(
        seals.items(), evidence, flows_listed=found.flows, out_of_reach_count=len(_out_of_reach(loaded, found))
    )
    if json:
        print_json(_proof_json(proof))
    else:
        from codedark.cli.live_tables import print_proof

        print_proof(proof)
    return ExitCode.DONE if proof.verdict in {ProofVerdict.SEALED, ProofVerdict.SEALED_EXCEPT} else ExitCode.NO


def status(hospital: _Hospital, key: _Keys, defence: _Defences = None, json: _Json = False) -> int:
    """Ask every gate what it holds, until when, and how its clock stands."""
    from codedark.store.folder import load_hospital

    controller = _controller(load_hospital(hospital, defence or ()), key)
    answers = controller.ask("status", {m.agent: None for m in controller.members})
    controller.close()
    if json:
        print_json({a.member.agent: a.told if a.told is not None else {"failed": a.failed} for a in answers})
    else:
        from codedark.cli.live_tables import print_status

        print_status(answers)
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
    from codedark.gates.clock import Clock
    from codedark.gates.live import new_order, signed_by
    from codedark.hospital import BadHospital, Fault
    from codedark.response.order import OrderAct
    from codedark.response.signing import hospital_mark, to_bytes
    from codedark.response.spoken import spoken, spoken_groups

    if act not in {a.value for a in OrderAct}:
        raise BadHospital([Fault(file="--act", value=act, message="no such act", fix="cut, hold or release")])
    _, _, found, mandate = _ready(hospital, plan, defence, live)
    made = new_order(
        OrderAct(act),
        found,
        Clock().now(),
        hold_min=hold_min,
        conduits=_conduits(found, conduit or ()),
        valid_s=60 * valid_min,
        reason=reason,
    )
    signed = signed_by(made, _keys(key), hospital_mark(mandate.owner_key))
    if json:
        print_json({"order": to_bytes(signed).hex(), "groups": spoken_groups(signed), "plan": found.id, "act": act})
    else:
        print(f"{act} {found.names[0]} ({found.id}), taken until {made.expires_at:%H:%M} UTC")
        print(spoken(signed))
        note("Read it out group by group; at the gate: codedark gate obey FOLDER, and type what is heard.")
    return ExitCode.DONE


def sign(
    hospital: _Hospital,
    key: Annotated[Path, typer.Option("--key", help="The owner's private key.")],
    json: _Json = False,
) -> int:
    """Sign mandate.toml as its owner; gates take no other."""
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
    return ExitCode.DONE


# What these share


def _act(
    hospital: Path,
    plan: str,
    key: Sequence[Path],
    act: Any,
    defence: Sequence[str] | None,
    live: Path | None,
    *,
    json: bool,
    hold_min: int = 30,
    reason: str = "",
    conduits: Sequence[str] = (),
) -> int:
    """One order through the machine: signed, sent, proven, shown."""
    from codedark.gates.live import new_order, signed_by
    from codedark.response import events as ev
    from codedark.response.order import OrderAct
    from codedark.response.ruling import may

    loaded, laid, found, mandate = _ready(hospital, plan, defence, live)
    signers = _keys(key)
    running = _live(hospital, loaded, laid, found, mandate, key, live, quiet=json)
    now = running.clock.now()
    made = new_order(act, found, now, hold_min=hold_min, conduits=_conduits(found, conduits), reason=reason)
    signed = signed_by(made, signers, running.mark)
    acts = {OrderAct.CUT: "fire", OrderAct.HOLD: "hold", OrderAct.RELEASE: "release"}
    from codedark.response.mandate import Act

    ruling = may(mandate, signed.keys, Act(acts[act]), found.posture_max, _local(loaded, now), bool(reason.strip()))
    if not ruling.yes:
        note(f"Not sent: {ruling.why}")
        if json:
            print_json({"refused": ruling.why, "plan": found.id})
        return ExitCode.NO
    if act is OrderAct.CUT:
        from codedark.gates.live import planned

        running.feed(ev.AlarmRaised(at=now, planned=planned(found, laid), why=(reason,)))
    running.feed(ev.Approved(at=now, signed=signed, ruling=ruling))
    running.controller.close()
    return _told(running, found, act, json=json)


def _told(running: Live, plan: StagedPlan, act: Any, *, json: bool) -> int:
    from codedark.response.incident import Word
    from codedark.response.order import OrderAct

    cut = running.incident.cut(plan.id)
    failed = [] if cut is None else [g for g in cut.gates if g.word in {Word.REFUSED, Word.SILENT, Word.PARTLY}]
    if json:
        print_json(
            {
                "act": str(act),
                "plan": plan.id,
                "name": plan.names[0],
                "stage": "" if cut is None else str(cut.stage),
                "sealed": cut is not None and cut.sealed,
                "deadline": None if cut is None else cut.deadline,
                "care_lost_per_h": plan.care_lost_per_h,
                "skew_ms": running.controller.skew_ms(running.answers),
                "gates": [] if cut is None else [{"gate": g.gate, "word": g.word, "why": g.why} for g in cut.gates],
                "stragglers": running.controller.stragglers(running.answers),
                "proof": None if running.proof is None else _proof_json(running.proof),
                "out_of_reach": running.out_of_reach_count,
            }
        )
    else:
        from codedark.cli.live_tables import print_done

        print_done(running, plan, act)
    if act is OrderAct.RELEASE:
        return ExitCode.NO if any(a.done is None for a in running.answers) or not running.answers else ExitCode.DONE
    return ExitCode.DONE if cut is not None and cut.sealed and not failed else ExitCode.NO


def _proof_json(proof: Any) -> dict[str, Any]:
    return {
        "verdict": proof.verdict,
        "sentence": proof.sentence,
        "pairs": [
            {"gate": p.gate, "agent": p.agent, "from": p.pair[0], "to": p.pair[1], "verdict": p.verdict, "why": p.why}
            for p in proof.pairs
        ],
        "flows": proof.flows_listed,
        "unproven": proof.unproven_paths_count,
    }


def _ready(
    hospital: Path, plan: str, defence: Sequence[str] | None, live: Path | None
) -> tuple[Hospital, Laid, StagedPlan, Mandate]:
    """The hospital, what was laid ready for it, the plan that is meant, and the mandate."""
    from codedark.gap.plan_book import named
    from codedark.gates.live_folder import LiveFolder
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.spelling import Spelling
    from codedark.store.folder import load_hospital

    laid = LiveFolder(live or hospital / "live").laid()
    loaded = load_hospital(hospital, defence if defence is not None else () if laid is None else laid.defences)
    if laid is None:
        fix = "codedark gap stage HOSPITAL --key FILE, beforehand"
        raise BadHospital([Fault(file=str(hospital), message="no plan was staged yet", fix=fix)])
    if laid.hospital_sha256 != loaded.sha256:
        note("The folder has changed since its plans were staged: those that lie on the gates are what is fired.")
    found = named(laid.plans, plan)
    if found is None:
        words = [name for p in laid.plans for name in (p.id, *p.names, *(n.removeprefix("zone:") for n in p.names))]
        fix = Spelling(words).fix(plan, "name a zone, `unknown`, or the 12 digits of a plan")
        raise BadHospital([Fault(file="PLAN", value=plan, message="no plan of that name is staged", fix=fix)])
    return loaded, laid, found, _mandate(hospital)[2]


def _mandate(hospital: Path) -> tuple[bytes, bytes, Mandate]:
    from codedark.hospital import BadHospital, Fault
    from codedark.response.mandate_file import read_mandate
    from codedark.response.mandate_signature import mandate_signed

    faults = []
    for name, fix in (
        ("mandate.toml", "write one: docs/reference/mandate.md"),
        ("mandate.sig", "have its owner sign it: codedark gap sign HOSPITAL --key FILE"),
    ):
        if not (hospital / name).is_file():
            faults.append(Fault(file=str(hospital / name), message="is not there", fix=fix))
    if faults:
        raise BadHospital(faults)
    text, signature = (hospital / "mandate.toml").read_bytes(), (hospital / "mandate.sig").read_bytes()
    mandate = read_mandate(text)
    if not mandate_signed(text, signature, mandate.owner_key):
        fix = "have its owner sign it again: codedark gap sign HOSPITAL --key FILE"
        raise BadHospital([Fault(file=str(hospital / "mandate.sig"), message="does not fit mandate.toml", fix=fix)])
    return text, signature, mandate


def _keys(files: Sequence[Path]) -> list[Ed25519PrivateKey]:
    from codedark.gates.agent_folder import read_key
    from codedark.hospital import BadHospital, Fault

    if len({file.resolve() for file in files}) < len(files):
        fix = "two persons have two keys; name each file once"
        raise BadHospital([Fault(file="--key", message="the same key twice", fix=fix)])
    return [read_key(file) for file in files]


def _controller(loaded: Hospital, key: Sequence[Path]) -> Any:
    from codedark.gates.controller import Controller, Member
    from codedark.hospital import BadHospital, Fault

    members = [
        Member(gate=a.gate, agent=str(a.agent), address=(str(a.address.host), a.address.port), key=a.key)
        for a in loaded.agents.values()
    ]
    if not members:
        fix = "enrol a gate (codedark gate enrol), and write its row into agents.csv"
        raise BadHospital([Fault(file="agents.csv", message="no agent is told: there is nobody to send to", fix=fix)])
    return Controller(members=members, key=_keys(key[:1])[0])


def _live(
    hospital: Path,
    loaded: Hospital,
    laid: Laid,
    plan: StagedPlan,
    mandate: Mandate,
    key: Sequence[Path],
    live: Path | None,
    *,
    quiet: bool,
) -> Live:
    from codedark.cli.live_tables import tell
    from codedark.gates.live import Live
    from codedark.gates.live_folder import LiveFolder
    from codedark.response.incident import Pace
    from codedark.response.machine import begin
    from codedark.response.signing import hospital_mark

    folder = LiveFolder(live or hospital / "live")
    return Live(
        incident=folder.incident() or begin(mandate, Pace(propose_s=0)),  # people ask here, not detectors
        laid=laid,
        controller=_controller(loaded, key),
        folder=folder,
        mark=hospital_mark(mandate.owner_key),
        tell=(lambda command: None) if quiet else tell,
        signers=_keys(key),
        out_of_reach_count=len(_out_of_reach(loaded, plan)),
    )


def _out_of_reach(loaded: Hospital, plan: StagedPlan) -> tuple[Any, ...]:
    from codedark.gap.out_of_reach import out_of_reach

    return out_of_reach(loaded, plan.seal)


def _conduits(plan: StagedPlan, asked: Sequence[str]) -> Sequence[str]:
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    known = [str(c) for c, _ in plan.seal.postures]
    spelling = Spelling(known)
    faults = [
        Fault(
            file="--conduit",
            value=c,
            message="the plan cuts no such conduit",
            fix=spelling.fix(c, "name one of its own"),
        )
        for c in asked
        if c not in known
    ]
    if faults:
        raise BadHospital(faults)
    return asked


def _incomplete(loaded: Hospital) -> list[str]:
    """Break-glass conduits whose closure is not complete: said when plans are signed, never at fire time."""
    from codedark.depend import needed_paths
    from codedark.gap.break_glass import break_glass

    return [one.missing for one in break_glass(loaded, needed_paths(loaded)).incomplete]


def _local(loaded: Hospital, now: Any) -> Any:
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo(loaded.settings.hospital.timezone)).replace(tzinfo=None)
