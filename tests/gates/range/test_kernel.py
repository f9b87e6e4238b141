from __future__ import annotations

import errno
from pathlib import Path

import pytest

from codedark.gates.range import kernel
from codedark.gates.range.kernel import NamespacesRefused, network, new_network, own_folder, own_network
from codedark.gates.range.world import in_new_world


def test_a_socket_belongs_to_the_namespace_it_was_made_in(worlds: None) -> None:
    def look(rootless: bool) -> tuple[bool, bool]:
        import os

        home, made = os.fstat(own_network()).st_ino, new_network()
        with network(made):
            there = os.fstat(own_network()).st_ino
        return there == os.fstat(made).st_ino, os.fstat(own_network()).st_ino == home

    assert in_new_world(look) == (True, True)


def test_a_folder_of_our_own_is_seen_by_nobody_else(worlds: None) -> None:
    def write(rootless: bool) -> str:
        folder = own_folder()
        (folder / "secret").write_text("here")
        return str(folder)

    folder = in_new_world(write)
    assert not (Path(folder) / "secret").exists()


def test_a_refusal_says_what_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    switch = tmp_path / "switch"
    switch.write_text("0\n")
    monkeypatch.setattr(kernel, "SWITCHES", ((str(switch), "0", "sysctl allow=1"),))

    def refuse(flags: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", "unshare")

    monkeypatch.setattr(kernel, "unshare", refuse)
    with pytest.raises(NamespacesRefused, match=r"uid 1000 .*sysctl allow=1; or run it as root"):
        kernel.unshare_all(1000, 1000)


def test_a_system_out_of_namespaces_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(flags: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "unshare")

    monkeypatch.setattr(kernel, "unshare", refuse)
    with pytest.raises(NamespacesRefused, match="No space left"):
        kernel.unshare_all(0, 0)


def test_no_empty_folder_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "full").touch()
    monkeypatch.setattr(kernel, "EMPTY_FOLDERS", (str(tmp_path),))
    with pytest.raises(NamespacesRefused, match="empty one"):
        own_folder()


@pytest.mark.parametrize(("told", "shared"), [("shared:7 master:3 ", True), ("master:3 ", False), ("", False)])
def test_a_mount_others_see_is_told_by_its_optional_fields(told: str, shared: bool) -> None:
    mounts = f"30 1 254:0 / / rw - ext4 /dev/vda rw\n31 30 0:44 / /mnt rw,relatime {told}- tmpfs none rw\n"
    assert kernel._shared(mounts, Path("/mnt")) is shared
    assert kernel._shared(mounts, Path("/srv")) is False
