"""Calls of the kernel that Python 3.11 does not offer: leaving and entering namespaces, dying with one's parent."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x00020000, 0x10000000, 0x20000000, 0x40000000
_DETACH = 2  # MNT_DETACH
_PRIVATE = 1 << 18 | 1 << 14  # MS_PRIVATE | MS_REC
_SET_PARENT_DEATH_SIGNAL = 1
_SIGKILL = 9
_LIBC = ctypes.CDLL(None, use_errno=True)


class NamespacesRefused(OSError):
    """The system does not let us have namespaces of our own; the message says what to do."""


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones.

    Raises:
        OSError: with the system's reason.
    """
    if _LIBC.unshare(flags):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), "unshare")


def enter_network(fd: int) -> None:
    """Move this thread into a network namespace."""
    if _LIBC.setns(fd, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), "setns")


def die_with_parent() -> None:
    """Be killed when the process that started this one ends, however it ends."""
    _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, _SIGKILL, 0, 0, 0)


def own_network() -> int:
    """A descriptor of this thread's network namespace; as long as it is open the namespace lives."""
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY)


@contextmanager
def network(fd: int) -> Iterator[None]:
    """Be in another network namespace for a while. Sockets made there stay there."""
    home = own_network()
    enter_network(fd)
    try:
        yield
    finally:
        enter_network(home)
        os.close(home)


def new_network() -> int:
    """Make a network namespace; it goes when the descriptor is closed and nothing is in it any more."""
    home = own_network()
    unshare(CLONE_NEWNET)
    made = own_network()
    enter_network(home)
    os.close(home)
    return made


def unshare_all(uid: int, gid: int) -> bool:
    """Leave for new process and network namespaces, as root of a new user namespace where that is needed.

    Returns:
        Whether it went without being root.
    Raises:
        NamespacesRefused: what the system refused, and what an administrator can do.
    """
    try:
        unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET)
    except PermissionError:
        _as_user(uid, gid)
        return True
    except OSError as refused:
        raise NamespacesRefused(refused.errno, f"namespaces were refused ({refused.strerror}). {_remedy()}") from None
    return False


def _as_user(uid: int, gid: int) -> None:
    try:
        unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {uid} 1")
        Path("/proc/self/gid_map").write_text(f"0 {gid} 1")
    except OSError as refused:
        message = f"a user namespace was refused to uid {uid} ({refused.strerror}). {_remedy()}"
        raise NamespacesRefused(refused.errno, message) from None


EMPTY_FOLDERS = ("/mnt", "/media", "/srv", "/opt")
"""Folders that a plain system keeps empty: nothing is hidden by what we mount there, and only we see it."""


def own_folder() -> Path:
    """A folder in memory that nobody else sees and that goes with the world. Once, in a mount namespace of our own.

    Raises:
        NamespacesRefused: no empty folder to put it on, or the system refuses to.
    """
    folder = next((f for f in map(Path, EMPTY_FOLDERS) if f.is_dir() and not any(f.iterdir())), None)
    if folder is None:
        raise NamespacesRefused(20, f"none of {', '.join(EMPTY_FOLDERS)} is an empty folder: empty one, or make one")
    # EINVAL: in a chroot the root is a mere folder of a mount that cannot be named from within.
    if _LIBC.mount(b"none", b"/", None, _PRIVATE, None) and ctypes.get_errno() != errno.EINVAL:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), "mount")
    if _LIBC.mount(b"codedark-range", str(folder).encode(), b"tmpfs", 0, b"mode=0700"):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    if _shared(Path("/proc/self/mountinfo").read_text(), folder):
        _LIBC.umount2(str(folder).encode(), _DETACH)
        message = "this root is a chroot on a shared mount: bind it onto itself first (mount --bind ROOT ROOT)"
        raise NamespacesRefused(errno.EINVAL, message)
    return folder


def _shared(mounts: str, folder: Path) -> bool:
    """Whether others see what is mounted at the folder. `mounts`: mountinfo, whose optional fields end at a dash."""
    last = [fields for line in mounts.splitlines() if (fields := line.split())[4:5] == [str(folder)]][-1:]
    return any(f.startswith("shared:") for fields in last for f in fields[6 : fields.index("-", 6)])


SWITCHES = (
    ("/proc/sys/kernel/unprivileged_userns_clone", "0", "sysctl kernel.unprivileged_userns_clone=1"),
    ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
     "sysctl kernel.apparmor_restrict_unprivileged_userns=0"),
    ("/proc/sys/user/max_user_namespaces", "0", "sysctl user.max_user_namespaces=10000"),
    ("/proc/sys/user/max_net_namespaces", "0", "sysctl user.max_net_namespaces=10000"),
)  # fmt: skip
"""File, the value that forbids, and what an administrator types. Debian, Ubuntu 24.04, and all kernels."""


def _remedy() -> str:
    forbidding = [f"{file} is {value}: {remedy}" for file, value, remedy in SWITCHES if _reads(file) == value]
    return (
        "; ".join(forbidding or ["no switch of this system forbids it (a container's seccomp may)"])
        + "; or run it as root"
    )


def _reads(file: str) -> str:
    try:
        return Path(file).read_text().strip()
    except OSError:
        return ""
