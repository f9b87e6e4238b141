"""How the kernel is kept and called; what it says is tested in `kernel/`."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba")

from codedark.drill import jit
from codedark.drill.blank import blank_board
from codedark.drill.parameters import NAMES
from codedark.drill.transfer_book import TransferBook
from codedark.hospital.words import Policy
from tests.drill.kernel.boards import board_of, values_of


def test_whatever_is_edited_all_is_compiled_anew(tmp_path: Path) -> None:
    copies = []
    for source in jit.sources():
        copy = tmp_path / f"{source.parent.name}-{source.name}"
        copy.write_bytes(source.read_bytes())
        copies.append(copy)
    names = {jit.fingerprint(tuple(copies))}
    for copy in copies:
        copy.write_bytes(copy.read_bytes() + b"# edited\n")
        names.add(jit.fingerprint(tuple(copies)))
    assert len(names) == len(copies) + 1


def test_every_file_of_the_kernel_counts() -> None:
    kernel = Path(jit.__file__).parent / "kernel"
    assert set(kernel.glob("*.py")) < set(jit.sources())
    assert len(jit.sources()) == len({source.name for source in jit.sources() if source.parent != kernel}) + len(
        list(kernel.glob("*.py"))
    )


def test_the_cache_is_the_users_or_a_temporary_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert jit.cache_folder("abc") == tmp_path / "codedark" / "kernel-abc"
    (tmp_path / "a-file").write_text("no folder can be made below a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a-file"))
    elsewhere = jit.cache_folder("abc")
    assert elsewhere.is_dir()
    assert tmp_path not in elsewhere.parents


def test_numba_was_told_before_anything_was_compiled() -> None:
    assert str(jit.FOLDER) == jit.numba.config.CACHE_DIR
    assert jit.FINGERPRINT in jit.FOLDER.name or "codedark-kernel-" in jit.FOLDER.name


def test_a_cold_compile_is_said_before_and_a_warm_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(jit, "FOLDER", tmp_path)
    assert jit.prepare(said.append) == f"numba {jit.numba.__version__}, {jit.FINGERPRINT}"
    assert str(tmp_path) in said[0]
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "something.nbi").write_bytes(b"")
    jit.prepare(said.append)
    assert len(said) == 1


def test_more_hosts_than_a_sort_key_has_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="1048575"):
        jit.play(replace(blank_board(), hosts=2**20), np.zeros((1, len(NAMES))), 1, 0, 1, 1)


def test_a_plan_that_is_not_found_ends_the_play_instead_of_asking_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    board, values = board_of("people", Policy.FULL_SHUTDOWN), values_of("people", 1)
    nothing = TransferBook.pages(board.transfers)
    empty = type(nothing)(nothing.key[:0], nothing.road_min[:0], nothing.order[:0])
    monkeypatch.setattr(TransferBook, "pages", lambda book: empty)
    with pytest.raises(RuntimeError, match="its plan of transfers"):
        jit.play(board, values, 1, 0, 5, 5)
