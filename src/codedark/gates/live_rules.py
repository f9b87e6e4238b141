"""A running Linux box asked for its ruleset, and for what a ruleset does not tell. Reads only; changes nothing.

Programs are asked for what they print (`nft -j list ruleset`, `iptables-save`, `ip -j -d link`), the kernel through
/proc and /sys, the boot files through /etc. `root` is where those three stand, so that a picture of another box can be
read as well.
"""

from __future__ import annotations

import errno
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from codedark.formats.rulesets import read_ruleset
from codedark.gap.live_facts import LiveFacts
from codedark.gap.ruleset import Ruleset, joined, opaque_count
from codedark.hospital.faults import BadHospital

LISTING = "nft -j list ruleset"
_BOOT = (("etc/nftables.conf", "nftables"), ("etc/sysconfig/nftables.conf", "nftables"))
_BOOT_IPTABLES = tuple(
    (f"etc/iptables/rules.v{version}", unit) for version in (4, 6) for unit in ("netfilter-persistent", "iptables")
)
_INCLUDE = re.compile(r'^\s*include\s+"([^"]+)"\s*;?\s*$', re.MULTILINE)
_INCLUDES_MAX = 16


def read_live() -> Ruleset:
    """The ruleset the kernel of this box holds now, from whatever program it came.

    Raises:
        OSError: nft is not installed, or the kernel refuses to tell; with what to do.
        BadHospital: nft said something that is no ruleset.
    """
    told = [read_ruleset(LISTING, _asked("nft", "-j", "list", "ruleset"))]
    if any(opaque_count(table) for table in told[0].tables):
        # What iptables-nft wrote nft's JSON tells in part, its text more, iptables-save all.
        told.append(read_ruleset("nft list ruleset", _asked("nft", "list", "ruleset")))
        told += _optional("iptables-nft-save", "ip6tables-nft-save")
    return joined((*told, *_legacy()))


def _legacy() -> Iterator[Ruleset]:
    """Tables of the older kernel interface, which nft does not show; asked for only where there are some."""
    for version, names in (("ip", "ip_tables_names"), ("ip6", "ip6_tables_names")):
        listed = _text(Path("/proc/net") / names)
        if listed.strip():
            for ruleset in _optional(f"{version}tables-legacy-save"):
                # Beside a table of nft's with the same name, not instead of it.
                tables = tuple(replace(table, name=f"{table.name} (legacy)") for table in ruleset.tables)
                yield replace(ruleset, tables=tables)


def _optional(*programs: str) -> list[Ruleset]:
    found = []
    for program in programs:
        try:
            found.append(read_ruleset(program, _asked(program)))
        except (FileNotFoundError, BadHospital):
            continue
    return found


def _asked(*command: str) -> bytes:
    try:
        answer = subprocess.run(command, capture_output=True, check=False, timeout=120)
    except FileNotFoundError:
        install = f"{command[0]} is not installed: install nftables (Debian: apt install nftables), or hand in a file"
        raise FileNotFoundError(errno.ENOENT, install) from None
    except subprocess.TimeoutExpired:
        raise OSError(errno.ETIMEDOUT, f"{' '.join(command)} did not answer within 120 s") from None
    if answer.returncode != 0:
        said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[0] if said else f"exit {answer.returncode}"
        raise OSError(errno.EPERM, f"{' '.join(command)}: {why}. Run as root on the box itself")
    return answer.stdout


def read_facts(root: Path = Path("/")) -> LiveFacts:
    """What the box tells beside its ruleset. What cannot be read is left unknown.

    Args:
        root: folder that holds `proc`, `sys` and `etc`.
    """
    files = tuple(_boot_files(root))
    links = _links() if root == Path("/") else []
    return LiveFacts(
        bridges=tuple(_bridges(root, links)),
        bridge_nf_call={
            "ip": _switch(root / "proc/sys/net/bridge/bridge-nf-call-iptables"),
            "ip6": _switch(root / "proc/sys/net/bridge/bridge-nf-call-ip6tables"),
        },
        forwards_v6=_switch(root / "proc/sys/net/ipv6/conf/all/forwarding"),
        tracks_connections=(root / "proc/sys/net/netfilter/nf_conntrack_count").exists(),
        xdp=tuple(link["ifname"] for link in links if "xdp" in link or "xdp" in link.get("flags", ())),
        processes=frozenset(_processes(root)),
        boot=_boot(root, files),
        boot_files=tuple(f"/{path.relative_to(root).as_posix()}" for path in files),
    )


def _bridges(root: Path, links: list[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if links:
        for link in links:
            if link.get("linkinfo", {}).get("info_kind") == "bridge":
                ports = sorted(port["ifname"] for port in links if port.get("master") == link["ifname"])
                yield link["ifname"], tuple(ports)
        return
    for bridge in sorted((root / "sys/class/net").glob("*/brif")):
        yield bridge.parent.name, tuple(sorted(port.name for port in bridge.iterdir()))


def _switch(path: Path) -> bool | None:
    said = _text(path).strip()
    return said != "0" if said else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _processes(root: Path) -> Iterator[str]:
    for path in (root / "proc").glob("[0-9]*/comm"):
        name = _text(path).strip()
        if name:
            yield name


def _links() -> list[Any]:
    """The interfaces as the kernel tells them; /sys may show those of another network namespace."""
    try:
        links = json.loads(_asked("ip", "-j", "-d", "link", "show") or b"[]")
    except (OSError, ValueError):
        return []
    return [link for link in links if isinstance(link, dict) and "ifname" in link]


# What is loaded at boot


def _boot_files(root: Path) -> Iterator[Path]:
    """Files that a service started at boot loads; a file whose service is not enabled is not loaded."""
    for name, unit in (*_BOOT, *_BOOT_IPTABLES):
        if (root / name).is_file() and _enabled(root, unit):
            yield root / name


def _enabled(root: Path, unit: str) -> bool:
    wants = (root / "etc/systemd/system").glob(f"*.wants/{unit}.service")
    starts = (root / "etc").glob(f"rc[S235].d/S*{unit}")
    runlevels = (root / "etc/runlevels").glob(f"*/{unit}")
    return any(True for found in (wants, starts, runlevels) for _ in found)


def _boot(root: Path, files: tuple[Path, ...]) -> Ruleset | None:
    found = []
    for path in files:
        name = f"/{path.relative_to(root).as_posix()}"
        try:
            found.append(read_ruleset(name, _with_includes(root, path).encode()))
        except BadHospital:
            # A boot file that cannot be read keeps nothing: its tables are found missing.
            continue
    return joined(tuple(found)) if found else None


def _with_includes(root: Path, path: Path, depth: int = 0) -> str:
    """The file with what it includes put in its place, as nft does at loading."""

    def included(line: re.Match[str]) -> str:
        wanted = line.group(1)
        folder, pattern = (root, wanted.lstrip("/")) if wanted.startswith("/") else (path.parent, wanted)
        return "\n".join(_with_includes(root, file, depth + 1) for file in sorted(folder.glob(pattern)))

    text = _text(path)
    return text if depth >= _INCLUDES_MAX else _INCLUDE.sub(included, text)
