"""A heap of faults: reading goes on after each, so that a person mends the folder once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn, TypeVar

from codedark.hospital.faults import BadHospital, CellFault, Fault

T = TypeVar("T")


class Gathered:
    """Faults found so far, in the order found."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self.faults: list[Fault] = list(faults)

    def add(
        self,
        file: str,
        message: str,
        fix: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note one fault. A long value is cut: the place says where the rest stands."""
        if value is not None and len(value) > 80:
            value = value[:77] + "..."
        self.faults.append(Fault(file=file, row=row, column=column, value=value, message=message, fix=fix))

    def attempt(self, work: Callable[[], T], file: str, *, column: str | None = None) -> T | None:
        """What `work` gives, or None and the fault it met."""
        try:
            return work()
        except CellFault as fault:
            self.add(file, fault.message, fault.fix, column=column)
            return None

    def stop_if_any(self) -> None:
        """Raise `BadHospital` with everything found, each fault once."""
        if self.faults:
            self.stop()

    def stop(self) -> NoReturn:
        """Raise `BadHospital` with everything found, each fault once, those of one file together by row."""
        order = {file: at for at, file in enumerate(dict.fromkeys(fault.file for fault in self.faults))}
        told = list(dict.fromkeys(self.faults))
        raise BadHospital(sorted(told, key=lambda fault: (order[fault.file], fault.row or 0)))
