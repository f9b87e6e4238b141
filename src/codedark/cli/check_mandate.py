"""What is wrong with a folder's mandate: read as the gates read it, and every fault is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import Hospital


def mandate_faults(files: Mapping[str, bytes], hospital: Hospital) -> tuple[Fault, ...]:
    """Every fault of `mandate.toml` and `mandate.sig`; () when they are sound, or there is none.

    A mandate may be unsigned while it is being written; a signature that is there must be the owner's, over these
    bytes. Whether the owner's key is the one pinned at the gates, each gate asks itself.
    """
    from codedark.hospital.layout import MANDATE, MANDATE_SIGNATURE

    if MANDATE in files:
        return tuple(_faults(files, hospital))
    if MANDATE_SIGNATURE in files:
        fix = f"put {MANDATE} beside it, or delete it"
        return (Fault(file=MANDATE_SIGNATURE, message="it signs a file that is not there", fix=fix),)
    return ()


def _faults(files: Mapping[str, bytes], hospital: Hospital) -> Iterator[Fault]:
    from codedark.hospital.layout import MANDATE, MANDATE_SIGNATURE
    from codedark.hospital.spelling import Spelling
    from codedark.response.mandate_file import read_mandate
    from codedark.response.mandate_signature import mandate_signed

    raw = files[MANDATE]
    try:
        mandate = read_mandate(raw)
    except BadHospital as bad:
        yield from bad.faults
        return
    spelling = Spelling(f"zone:{zone}" for zone in hospital.zones)
    for plan in mandate.automatic.plans:
        if plan != "unknown" and plan.removeprefix("zone:") not in hospital.zones:
            fix = spelling.fix(plan, "name a zone of zones.csv, as zone:NAME")
            message = f"no plan can be prepared for '{plan}'"
            yield Fault(file=MANDATE, column="automatic.plans", message=message, fix=fix)
    if MANDATE_SIGNATURE in files and not mandate_signed(raw, files[MANDATE_SIGNATURE], mandate.owner_key):
        fix = "have the owner sign it again, whenever a byte of it has changed"
        yield Fault(file=MANDATE_SIGNATURE, message=f"not the owner's signature over this {MANDATE}", fix=fix)
