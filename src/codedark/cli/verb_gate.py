"""`codedark gate ...`: what runs on enforcement points and probers, and the keys people sign with.

`key FILE` makes a key; `enrol FOLDER` makes a gate of this machine; `serve FOLDER` is its agent; `probe` is a prober;
`boot FOLDER` loads the sealed state without the agent. None of these is run on the laptop of an incident: `gap fire`
is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, nested, note, print_json
from codedark.cli.recording import RecordOption

if TYPE_CHECKING:
    import socket

    from codedark.response.keys import KeyId

app = nested("An enforcement point of ours: enrol it, serve orders, probe.")

_Folder = Annotated[Path, typer.Argument(help="Folder that the gate keeps its state in.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.callback()
def _room() -> None:
    """An enforcement point of ours: enrol it, serve orders, probe."""


@app.command("key")
def key(file: Annotated[Path, typer.Argument(help="Where to keep the private key.")], json: _Json = False) -> int:
    """Make an Ed25519 key to sign with; print the public half, to be put into the mandate."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from codedark.gates.agent_folder import write_key
    from codedark.response.keys import key_id, public_hex

    if file.exists():
        note(f"{file} is there already: a key is never overwritten. Name another file, or move it away.")
        return ExitCode.BAD_INPUT
    made = Ed25519PrivateKey.generate()
    write_key(file, made)
    public = public_hex(made)
    if json:
        print_json({"file": str(file), "public": public, "id": key_id(public)})
    else:
        print(f"public key  {public}\nits name    {key_id(public)}")
        note(f"The private half lies in {file}, readable by you alone. Lost or stolen: revoke it in mandate.toml.")
    return ExitCode.DONE


@app.command("enrol")
def enrol(
    folder: _Folder,
    gate: Annotated[str, typer.Option("--gate", help="The gate of the hospital's tables that this machine is.")],
    owner_key: Annotated[str, typer.Option("--owner-key", help="Public key that signs the mandate; pinned here.")],
    agent: Annotated[str, typer.Option("--agent", help="This member's name; the gate's own unless it is a pair.")] = "",
    listen: Annotated[str, typer.Option("--listen", help="Address and port for orders.")] = "127.0.0.1:47115",
    bridge: Annotated[
        bool, typer.Option("--bridge", help="It stands transparently in the path, and routes not.")
    ] = False,
    inside: Annotated[
        bool, typer.Option("--inside", help="It judges packets that arrive here, keeping one network's members apart.")
    ] = False,
    fail_open: Annotated[
        bool,
        typer.Option("--fail-open", help="With an untrusted clock at boot let deadlines count: the owner's choice."),
    ] = False,
    json: _Json = False,
) -> int:
    """Make this machine a gate: a key of its own, the owner's pinned. Nothing is cut, nothing listens yet."""
    from codedark.formats.nft_seal import Family, Hook
    from codedark.gates.agent_folder import AgentFolder, GateSettings
    from codedark.hospital import BadHospital, Fault
    from codedark.response.keys import parsed, public_hex

    faults = []
    try:
        parsed(owner_key)
    except ValueError:
        faults.append(Fault(file="--owner-key", value=owner_key, message="no public key", fix="64 hexadecimal digits"))
    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        faults.append(Fault(file="--listen", value=listen, message="no address", fix="write it like 10.10.24.2:47115"))
    if faults:
        raise BadHospital(faults)
    settings = GateSettings(
        gate=gate,
        agent=agent or gate,
        family=Family.BRIDGE if bridge else Family.INET,
        hook=Hook.INPUT if inside else Hook.FORWARD,
        listen=listen,
        owner_key=owner_key,
        fail_open=fail_open,
    )
    public = public_hex(AgentFolder(folder).enrol(settings))
    if json:
        print_json({"folder": str(folder), "gate": gate, "agent": settings.agent, "public": public})
    else:
        print(f"enrolled    {settings.agent} of gate {gate}\npublic key  {public}")
        note("Write this key into the hospital's agents table; then: codedark gate serve " + str(folder))
    return ExitCode.DONE


@app.command("serve")
def serve(folder: _Folder) -> int:
    """Be the agent of this gate: take orders, fire, prove, let go. Ends with Ctrl-C; what is held stays held."""
    import signal
    import threading

    from codedark.gates.agent import Agent
    from codedark.gates.agent_folder import AgentFolder
    from codedark.gates.agent_serving import AgentServer
    from codedark.gates.clock import Clock

    agent = Agent(AgentFolder(folder), Clock())
    agent.start()
    for damage in agent.damage:
        note(f"DAMAGED: {damage}. What is held stays held.")
    try:
        server = AgentServer(agent)
    except OSError as failed:
        raise OSError(failed.errno, f"{agent.settings.listen}: {failed.strerror or failed}") from None
    server.start()
    held = len(agent.memory.held)
    note(
        f"{agent.settings.agent} serves gate {agent.settings.gate} on {server.address[0]}:{server.address[1]};"
        f" {len(agent.holding.plans)} plans staged, {held} held"
    )
    if agent.mandate is None:
        note("No mandate is in force here: no order will be taken.")
    if not agent.clock_trusted:
        note("The clock stands before a time already seen: cuts are taken, holds and releases are not.")
    ended = threading.Event()
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, lambda *_: ended.set())
    ended.wait()
    server.stop()
    note("stopped; what is held stays held, the kernel lets go at its time")
    return ExitCode.DONE


@app.command("probe")
def probe(
    address: Annotated[str, typer.Argument(help="This prober's own address.")],
    peer: Annotated[list[str], typer.Option("--peer", help="Address of another prober; repeatable.")],
    gate_key: Annotated[list[str], typer.Option("--gate-key", help="Public key of a gate; repeatable.")],
    port: Annotated[int, typer.Option("--port", help="Where to take commands from gates.", min=1, max=65535)] = 47116,
) -> int:
    """Be a prober: send tokens to other probers when a gate asks, and say which arrived. Ends with Ctrl-C."""
    import signal
    import threading

    from codedark.gates.prober import Prober
    from codedark.hospital import BadHospital, Fault
    from codedark.response.keys import key_id, parsed

    keys: dict[KeyId, str] = {}
    faults = []
    for public in gate_key:
        try:
            parsed(public)
            keys[key_id(public)] = public
        except ValueError:
            faults.append(Fault(file="--gate-key", value=public, message="no public key", fix="64 hexadecimal digits"))
    if faults:
        raise BadHospital(faults)
    prober = Prober(address=address, peers=frozenset(peer), keys=keys)
    try:
        prober.start(port)
    except OSError as failed:
        raise OSError(failed.errno, f"{address} port {port}: {failed.strerror or failed}") from None
    note(f"prober {address}, port {port}: {_some(len(peer), 'peer')}; {_some(len(keys), 'gate')} may ask")
    ended = threading.Event()
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, lambda *_: ended.set())
    ended.wait()
    prober.stop()
    return ExitCode.DONE


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


@app.command("obey")
def obey(
    folder: _Folder,
    heard: Annotated[list[str] | None, typer.Argument(help="The groups as they were heard; none: asked for.")] = None,
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Take an order that was read out by telephone, typed in at this gate's own console."""
    from codedark.gates.agent_folder import AgentFolder
    from codedark.gates.frames import ask_unsigned
    from codedark.hospital import BadHospital, Fault
    from codedark.response.signing import to_bytes
    from codedark.response.spoken import Misheard
    from codedark.response.spoken import heard as understood

    text = " ".join(heard or ()) or typer.prompt("Groups as heard", err=True)
    try:
        raw = to_bytes(understood(text))
    except Misheard as wrong:
        raise BadHospital([Fault(file="order", message=str(wrong), fix="ask for these groups again")]) from None
    host, _, port = AgentFolder(folder).settings().listen.rpartition(":")
    with _agent_at(host.strip("[]"), int(port), folder) as sock:
        told = ask_unsigned(sock, "order", {"order": raw.hex()})
    if json:
        print_json(told)
    elif "done" in told:
        print(f"{told['done']['act']} of {told['done']['plan']}: {'already so' if told['done']['already'] else 'done'}")
    else:
        print(f"REFUSED: {told['refused']}")
    _record(record, folder)
    return ExitCode.DONE if "done" in told else ExitCode.NO


def _record(record: str | None, folder: Path) -> None:
    """What the gate's journal has and an incident's record lacks, into that record, where one is named."""
    from codedark.cli.recording import recording

    with recording(record, f"--gate {folder}") as keep:
        if keep is not None:
            from codedark.cli.incident_taking import of_gate

            keep.put(lambda: of_gate(folder).drafts)


def _agent_at(host: str, port: int, folder: Path) -> socket.socket:
    """A connection to this gate's own agent.

    Raises:
        OSError: it does not listen; with what to do.
    """
    import socket

    try:
        return socket.create_connection((host, port), timeout=5)
    except OSError as failed:
        why = f"the agent of this gate does not answer at {host}:{port} ({failed.strerror or failed}); start it: "
        raise OSError(failed.errno, f"{why}codedark gate serve {folder}") from None


@app.command("boot")
def boot(
    folder: _Folder,
    show: Annotated[bool, typer.Option("--show", help="Print the script instead of running it.")] = False,
) -> int:
    """Load the sealed state as the machine's start does, without the agent; run it before the network comes up."""
    import subprocess

    script = folder / "boot.sh"
    if not script.is_file():
        note(f"{script}: nothing was staged here yet, so there is nothing to load.")
        return ExitCode.NO
    if show:
        print(script.read_text(encoding="utf-8"), end="")
        return ExitCode.DONE
    done = subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, check=False)
    if done.stderr:
        note(done.stderr.rstrip())
    return ExitCode.DONE if done.returncode == 0 else ExitCode.WORLD_FAILED
