"""What a live command needs before it does anything: plan, mandate, keys, and where the gates answer.

Everything was laid ready by `gap stage`. A folder that somebody is in the middle of mending keeps nobody from firing:
then what was staged counts, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from codedark.cli.answer import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from codedark.gap.plan_book import StagedPlan
    from codedark.gates.controller import Controller, Member
    from codedark.gates.laid_wiring import Wiring
    from codedark.gates.live_folder import Laid, LiveFolder
    from codedark.hospital import Hospital
    from codedark.response.mandate import Mandate

_A = TypeVar("_A")
_B = TypeVar("_B")
SIGNATURES_MOST = 2
SIGN_FIRST = "have its owner sign it: codedark gap sign HOSPITAL --key FILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the laptop's desk: everything that was laid ready, and whose keys are at hand."""

    path: Path
    """The hospital's folder."""
    hospital: Hospital | None
    """None: the folder cannot be read just now."""
    laid: Laid
    wiring: Wiring
    members: tuple[Member, ...]
    mandate: Mandate
    signers: tuple[Ed25519PrivateKey, ...]
    folder: LiveFolder

    def controller(self) -> Controller:
        """Connections to come, with the first person's key."""
        from codedark.gates.controller import Controller

        return Controller(members=self.members, key=self.signers[0])

    def local(self, at: datetime) -> datetime:
        """A time by the hospital's wall clock, as the mandate's hours are told."""
        from zoneinfo import ZoneInfo

        return at.astimezone(ZoneInfo(self.laid.timezone)).replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One plan that was staged, and the desk it lies on."""

    desk: Desk
    plan: StagedPlan
    name: str
    """The plan as the person called it."""

    @property
    def unseen(self) -> tuple[str, ...]:
        """What no gate sees while this plan holds."""
        return self.desk.wiring.unseen(self.plan.id)


def get_ready(
    path: Path, plan: str, key: Sequence[Path], defence: Sequence[str] | None = None, live: Path | None = None
) -> Ready:
    """Read what was laid ready, the keys and the mandate; the plan by its name or id.

    Raises:
        BadHospital: nothing was staged; no plan of that name; no key, no mandate, no agent.
    """
    laid, wiring, folder = _staged(path, live)
    signers, found = _both(lambda: read_keys(key), lambda: _named(laid, plan))
    desk = _desk(path, laid, wiring, folder, signers, defence)
    return Ready(desk=desk, plan=found, name=found.names[0] if plan == found.id else plan)


def get_desk(path: Path, key: Sequence[Path], defence: Sequence[str] | None = None, live: Path | None = None) -> Desk:
    """The same for no plan in particular.

    Raises:
        BadHospital: nothing was staged; no key, no mandate, no agent.
    """
    laid, wiring, folder = _staged(path, live)
    return _desk(path, laid, wiring, folder, read_keys(key), defence)


def _staged(path: Path, live: Path | None) -> tuple[Laid, Wiring, LiveFolder]:
    from codedark.gates.laid_wiring import read_wiring
    from codedark.gates.live_folder import LiveFolder
    from codedark.hospital import BadHospital, Fault

    folder = LiveFolder(live or path / "live")
    laid, wiring = folder.laid(), read_wiring(folder.path)
    if laid is None or wiring is None:
        if path.is_dir():
            signed_mandate(path)  # what is missing before staging can help is said first
        fix = f"codedark gap stage {path} --key FILE, beforehand"
        raise BadHospital([Fault(file=str(folder.path), message="no plan was staged yet", fix=fix)])
    return laid, wiring, folder


def _desk(
    path: Path,
    laid: Laid,
    wiring: Wiring,
    folder: LiveFolder,
    signers: Iterable[Ed25519PrivateKey],
    defence: Sequence[str] | None,
) -> Desk:
    hospital = _loaded(path, laid.defences if defence is None else defence, laid)
    return Desk(
        path=path,
        hospital=hospital,
        laid=laid,
        wiring=wiring,
        members=_members(hospital, wiring),
        mandate=_mandate(path, wiring),
        signers=tuple(signers),
        folder=folder,
    )


def _both(first: Callable[[], _A], second: Callable[[], _B]) -> tuple[_A, _B]:
    """Two things read; what is wrong with either of them at once."""
    from codedark.hospital import BadHospital

    try:
        one = first()
    except BadHospital as wrong:
        try:
            second()
        except BadHospital as too:
            raise BadHospital([*wrong.faults, *too.faults]) from None
        raise
    return one, second()


def _named(laid: Laid, plan: str) -> StagedPlan:
    from codedark.gap.plan_book import named
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    found = named(laid.plans, plan)
    if found is None:
        words = [name for p in laid.plans for name in (p.id, *p.names, *(n.removeprefix("zone:") for n in p.names))]
        fix = Spelling(words).fix(plan, "name a zone, `unknown`, or the 12 digits of a plan")
        raise BadHospital([Fault(file="PLAN", value=plan, message="no plan of that name is staged", fix=fix)])
    return found


def _loaded(path: Path, defences: Sequence[str], laid: Laid) -> Hospital | None:
    from codedark.hospital import BadHospital
    from codedark.store.folder import load_hospital

    try:
        loaded = load_hospital(path, defences)
    except BadHospital as wrong:
        count = f"{len(wrong.faults)} fault{'s' * (len(wrong.faults) != 1)}"
        note(f"The folder has {count} just now (codedark check {path}): what was staged counts.")
        return None
    if laid.hospital_sha256 != loaded.sha256:
        note("The folder has changed since its plans were staged: what lies on the gates is what is fired.")
    return loaded


def _members(hospital: Hospital | None, wiring: Wiring) -> tuple[Member, ...]:
    from codedark.gates.laid_wiring import members_of

    members = members_of(hospital) if hospital is not None else wiring.members
    return members or wiring.members or no_agents()


def who_answers(path: Path, defence: Sequence[str] | None, live: Path) -> tuple[Member, ...]:
    """Every agent of the folder; where that cannot be read, of what was staged.

    Raises:
        BadHospital: the folder cannot be read and nothing was staged, or no agent is told.
    """
    from codedark.gates.laid_wiring import members_of, read_wiring
    from codedark.hospital import BadHospital
    from codedark.store.folder import load_hospital

    wiring = read_wiring(live)
    try:
        return members_of(load_hospital(path, defence or ())) or no_agents()
    except BadHospital:
        if wiring is None:
            raise
        return wiring.members


def no_agents() -> tuple[Member, ...]:
    """Say that there is nobody to send to.

    Raises:
        BadHospital: always.
    """
    from codedark.hospital import BadHospital, Fault

    fix = "enrol a gate (codedark gate enrol), and write its row into agents.csv"
    raise BadHospital([Fault(file="agents.csv", message="no agent is told: there is nobody to send to", fix=fix)])


def _mandate(path: Path, wiring: Wiring) -> Mandate:
    """The folder's; where that does not hold, the one that was staged."""
    from codedark.hospital import BadHospital
    from codedark.response.mandate_file import read_mandate

    try:
        return signed_mandate(path)[2]
    except BadHospital as wrong:
        note(f"{wrong.faults[0]} The mandate that was staged counts until then.")
        return read_mandate(wiring.mandate.encode())


def signed_mandate(path: Path) -> tuple[bytes, bytes, Mandate]:
    """mandate.toml of a folder, its signature, and what it says.

    Raises:
        BadHospital: one of the two is not there, they do not fit, or it cannot be read.
    """
    from codedark.hospital import BadHospital, Fault
    from codedark.response.mandate_file import read_mandate
    from codedark.response.mandate_signature import mandate_signed

    faults = [
        Fault(file=str(path / name), message="is not there", fix=fix)
        for name, fix in (("mandate.toml", "write one: docs/reference/mandate.md"), ("mandate.sig", SIGN_FIRST))
        if not (path / name).is_file()
    ]
    if faults:
        raise BadHospital(faults)
    text, signature = (path / "mandate.toml").read_bytes(), (path / "mandate.sig").read_bytes()
    mandate = read_mandate(text)
    if not mandate.owner_key or not mandate_signed(text, signature, mandate.owner_key):
        file = str(path / "mandate.sig")
        raise BadHospital([Fault(file=file, message="does not fit mandate.toml", fix=SIGN_FIRST)])
    return text, signature, mandate


def read_keys(files: Iterable[Path]) -> list[Ed25519PrivateKey]:
    """Everybody's private key.

    Raises:
        BadHospital: a file is missing or holds none, or one person signs twice; all of it at once.
    """
    from codedark.gates.agent_folder import read_key
    from codedark.hospital import BadHospital, Fault
    from codedark.response.keys import public_hex

    keys: dict[str, Ed25519PrivateKey] = {}
    faults: list[Fault] = []
    for file in files:
        try:
            key = read_key(file)
        except BadHospital as wrong:
            faults += wrong.faults
            continue
        if public_hex(key) in keys:
            fix = "two persons have two keys; name each once"
            faults.append(Fault(file="--key", value=str(file), message="the same key twice", fix=fix))
        keys[public_hex(key)] = key
    if len(keys) > SIGNATURES_MOST:
        fix = "two persons sign an order, at most"
        faults.append(Fault(file="--key", value=str(len(keys)), message="too many persons", fix=fix))
    if faults:
        raise BadHospital(faults)
    return list(keys.values())


def conduits_of(plan: StagedPlan, asked: Sequence[str]) -> Sequence[str]:
    """Conduits of a plan that somebody named; every one that it does not cut at once.

    Raises:
        BadHospital: it cuts no such conduit.
    """
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    known = [str(c) for c, _ in plan.seal.postures]
    spelling, otherwise = Spelling(known), f"one of {', '.join(known[:8])}{' ...' * (len(known) > 8)}"
    faults = [
        Fault(file="--conduit", value=c, message="the plan cuts no such conduit", fix=spelling.fix(c, otherwise))
        for c in asked
        if c not in known
    ]
    if faults:
        raise BadHospital(faults)
    return asked
