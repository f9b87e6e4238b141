"""What git keeps works on any machine: no registry's address, no path of the machine it was written on."""

from __future__ import annotations

import re

import pytest

from tests.house import source

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "deb." + "debian.org",
    "registry." + "npmjs.org",
    "proxy." + "golang.org",
)
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:" + "wo" + r"rk|ro" + r"ot|home/\w+|Us" + r"ers/\w+)/[\w.]")
BYTES_MAX = 5_000_000

NAMES = sorted(path.relative_to(source.ROOT).as_posix() for path in source.tracked_files())


def _text(name: str) -> str:
    return (source.ROOT / name).read_bytes().decode("utf-8", "replace")


def test_no_registry_host_is_tracked() -> None:
    found = [f"{name}: {host}" for name in NAMES for text in [_text(name)] for host in REGISTRIES if host in text]
    assert not found, "\n".join(found)


def test_no_path_of_one_machine_is_tracked() -> None:
    found = [f"{name}: {hit.group()}" for name in NAMES for hit in MACHINE_PATH.finditer(_text(name))]
    assert not found, "\n".join(found)


def test_no_lock_with_addresses_is_tracked() -> None:
    assert "uv.lock" not in NAMES


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "uv.txt"])
def test_every_pinned_package_has_its_hashes(name: str) -> None:
    listed = (source.ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert listed
    for line in listed:
        assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


def test_the_development_list_holds_the_running_list() -> None:
    """One environment serves both: the same version, whichever list was installed."""

    def pins(name: str) -> set[str]:
        text = (source.ROOT / "requirements" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^\S+==\S+(?: ;[^\\]*)?", text, re.MULTILINE))

    assert pins("run.txt") <= pins("dev.txt")


def test_no_tracked_file_is_huge() -> None:
    found = [name for name in NAMES if (source.ROOT / name).stat().st_size > BYTES_MAX]
    assert not found
