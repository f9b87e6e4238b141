"""A hospital's folder on a disk: which files are loaded, how large they may be, how a new one is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.layout import counts
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital

MAX_FILE_BYTES = 512 * 2**20
"""No file of a hospital is larger; asked of the directory entry before a byte is read."""
_DEPTH = 3
_MEND = "mend its permissions"


def load_hospital(path: Path | str, defences: Sequence[str] = ()) -> Hospital:
    """Read the hospital kept in a folder, with the named defences applied.

    Raises:
        BadHospital: with every fault of the folder.
    """
    return read(load_files(path), defences)


def load_files(path: Path | str) -> dict[str, bytes]:
    """The files of a folder that a hospital is read from: path within it, with `/` -> bytes.

    Raises:
        BadHospital: no such folder, a file where the folder should be, no file of a hospital in it, a file that cannot
            be read or is larger than `MAX_FILE_BYTES`; every such file is named, none of them is read.
    """
    folder = Path(path)
    _check_folder(folder)
    found = list(_found(folder, folder))
    if all("/" in name for name, _ in found):
        fix = "`codedark new DIR` makes one to begin with"
        raise BadHospital([Fault(file=str(path), message="no file of a hospital is in the folder", fix=fix)])
    faults = [fault for name, file in found if (fault := _unreadable(name, file)) is not None]
    if faults:
        raise BadHospital(faults)
    files: dict[str, bytes] = {}
    for name, file in found:
        try:
            files[name] = file.read_bytes()
        except OSError as wrong:
            faults.append(Fault(file=name, message=f"cannot be read: {wrong.strerror}", fix=_MEND))
    if faults:
        raise BadHospital(faults)
    return files


def load_file(path: Path | str, bytes_max: int | None = None) -> bytes:
    """One file that a person names, such as an inventory.

    Raises:
        BadHospital: there is none, it is no plain file, it cannot be read, or it is larger than `bytes_max`
            (None: `MAX_FILE_BYTES`).
    """
    file = Path(path)
    if not file.exists():
        raise BadHospital([Fault(file=str(path), message="no such file", fix="correct the path")])
    fault = _unreadable(str(path), file, bytes_max)
    if fault is not None:
        raise BadHospital([fault])
    try:
        return file.read_bytes()
    except OSError as wrong:
        fault = Fault(file=str(path), message=f"cannot be read: {wrong.strerror}", fix=_MEND)
        raise BadHospital([fault]) from None


def check_new(path: Path | str) -> None:
    """Raise `BadHospital` unless a new folder may be written there: nothing stands at the path, or an empty folder."""
    folder = Path(path)
    if folder.is_dir() and any(folder.iterdir()):
        message, fix = "the folder is not empty", "name a new one; nothing is ever written over"
    elif folder.exists() and not folder.is_dir():
        message, fix = "a file stands there", "name a new folder"
    else:
        return
    raise BadHospital([Fault(file=str(folder), message=message, fix=fix)])


def write_new(path: Path | str, files: Mapping[str, bytes]) -> None:
    """Write a new folder whole: into a folder beside it that is renamed at the end, so that nothing is half there.

    Args:
        path: where nothing stands yet, or an empty folder.
        files: path within the folder, with `/` -> bytes.
    Raises:
        BadHospital: something stands there already; it is left as it is.
        OSError: the world failed (disk full, no permission); nothing is left behind.

    >>> with tempfile.TemporaryDirectory() as base:
    ...     write_new(Path(base) / "hospital", {"zones.csv": b"zone,kind"})
    ...     load_files(Path(base) / "hospital")
    {'zones.csv': b'zone,kind'}
    """
    folder = Path(path)
    check_new(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, raw in files.items():
            file = beside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        beside.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        fix = "write the path of a hospital's folder; `codedark new DIR` makes one to begin with"
        raise BadHospital([Fault(file=str(folder), message="no such folder", fix=fix)])
    if not folder.is_dir():
        fix = f"name the folder it stands in: {folder.parent}"
        raise BadHospital([Fault(file=str(folder), message="a file, not a folder", fix=fix)])


def _found(folder: Path, within: Path) -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(within.iterdir())
    except OSError as wrong:
        fault = Fault(file=str(within), message=f"cannot be read: {wrong.strerror}", fix=_MEND)
        raise BadHospital([fault]) from None
    for entry in entries:
        name = entry.relative_to(folder).as_posix()
        if entry.is_dir():
            if name.count("/") + 1 < _DEPTH and _counts_below(name):
                yield from _found(folder, entry)
        elif counts(name):
            yield name, entry


def _counts_below(name: str) -> bool:
    """Whether a file under this folder may count: asked before a deep foreign tree is walked."""
    return counts(f"{name}/hospital.toml") or counts(f"{name}/x/hospital.toml")


def _unreadable(name: str, file: Path, bytes_max: int | None = None) -> Fault | None:
    try:
        size = file.stat().st_size
    except OSError as wrong:
        return Fault(file=name, message=f"cannot be read: {wrong.strerror}", fix="mend its permissions, or remove it")
    if not file.is_file():
        return Fault(file=name, message="not a plain file", fix="replace it by the file itself")
    most = MAX_FILE_BYTES if bytes_max is None else bytes_max
    if size > most:
        message = f"{size / 2**20:,.0f} MB; at most {most // 2**20} MB are read"
        return Fault(file=name, message=message, fix="keep only the rows of this hospital, or move the file away")
    return None
