"""What is this hospital? Tables and records; bytes of a folder in, a Hospital or all its faults out.

A *hospital* is sites, zones, hosts, accounts, applications, services, conduits, gates, operations, patients, crews and
the region around, as their owner told them; each fact has a *basis* (observed, stated, inferred, assumed) and a
*source*; what nobody knows is `Unknown(why)`. A *need* is all of, any of, or at least k of other things. A *defence* is
a patch to these tables. This room reads and checks; it touches no file (`store` does) and concludes nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.reading import read
    from codedark.hospital.records import Hospital, Unknown

__all__ = ["BadHospital", "Fault", "Hospital", "Unknown", "read"]

_HOME = {"BadHospital": "faults", "Fault": "faults", "Hospital": "records", "Unknown": "records", "read": "reading"}


def __getattr__(name: str) -> object:
    """The offered names, each when first asked for: who needs a `Fault` alone does not wait 0.2 s for arrays."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
