"""Break-glass flows that lead from a suspect into core, and their clinical owners' signatures on them.

`signed_flows.json` beside the mandate keeps the signatures; `gap stage` lays with every plan which of its flows nobody
signed, so that an agent says it when the plan fires. It never keeps a cut from being fired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.gap.plan_book import StagedPlan
    from codedark.hospital import Fault
    from codedark.response.flow_signing import FlowSignature
    from codedark.response.mandate import Mandate

FILE = "signed_flows.json"


def sign_these(hospital: Path, live: Path, key: Path, flows: Sequence[str]) -> tuple[str, ...]:
    """Add one person's signatures to the folder's, and give the roles he signs as.

    Raises:
        BadHospital: a flow no plan leaves open, a key that may not sign, an unreadable file; nothing is written then.
    """
    import msgspec

    from codedark.cli.gap_ready import signed_mandate
    from codedark.gates.agent_folder import read_key, write_whole
    from codedark.hospital import BadHospital, Fault
    from codedark.response.flow_signing import sign_flow, signed_flows
    from codedark.response.signing import hospital_mark

    mandate, private = signed_mandate(hospital)[2], read_key(key)
    mark = hospital_mark(mandate.owner_key)
    faults = _unknown(live, flows)
    own = [sign_flow(f, private, mark) for f in dict.fromkeys(flows)]
    roles = signed_flows(own, mandate, mark)
    if not roles:
        fix = 'let the owner write a right with may = ["sign"] for its role into mandate.toml'
        faults.append(Fault(file=str(key), message="belongs to nobody who may sign a flow", fix=fix))
    if faults:
        raise BadHospital(faults)
    kept = [s for s in _read(hospital) if (s.flow, s.key) not in {(o.flow, o.key) for o in own}]
    write_whole(hospital / FILE, msgspec.json.format(msgspec.json.encode([*kept, *own]), indent=1), mode=0o644)
    return tuple(dict.fromkeys(role for found in roles.values() for role in found))


def signatures_told(
    hospital: Path, mandate: Mandate, owners: Mapping[str, str], plans: Sequence[StagedPlan]
) -> tuple[StagedPlan, ...]:
    """The plans, each with those of its flows that nobody signed who may.

    Args:
        owners: conduit -> its clinical owner, as the hospital's tables name him.
    Raises:
        BadHospital: the file of signatures cannot be read.
    """
    from codedark.response.flow_signing import signed_flows
    from codedark.response.signing import hospital_mark

    signed = signed_flows(_read(hospital), mandate, hospital_mark(mandate.owner_key), owners)
    return tuple(replace(p, flows_unsigned=tuple(f for f in p.flows if f not in signed)) for p in plans)


def _read(hospital: Path) -> list[FlowSignature]:
    import msgspec

    from codedark.hospital import BadHospital, Fault
    from codedark.response.flow_signing import FlowSignature

    file = hospital / FILE
    if not file.exists():
        return []
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[FlowSignature])
    except (msgspec.DecodeError, OSError) as error:
        fix = "move it away and sign the flows anew: codedark gap sign HOSPITAL --key FILE --flow FLOW"
        raise BadHospital([Fault(file=str(file), message=f"cannot be read: {error}", fix=fix)]) from error


def _unknown(live: Path, flows: Sequence[str]) -> list[Fault]:
    from codedark.gates.live_folder import LiveFolder
    from codedark.hospital import Fault

    laid = LiveFolder(live).laid()
    known = sorted({f for p in laid.plans for f in p.flows}) if laid is not None else []
    at = str(live / "laid.json")
    if laid is None:
        return [Fault(file=at, message="is not there", fix="run codedark gap stage: it names the flows")]
    found: list[Fault] = []
    for flow in flows:
        if flow not in known:
            near = get_close_matches(flow, known, 1)
            fix = f'did you mean "{near[0]}"?' if near else "write it as codedark gap stage prints it"
            found.append(Fault(file=at, message=f"no plan leaves the flow {flow!r} open to a suspect", fix=fix))
    return found
