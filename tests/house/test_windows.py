"""Everything but the gates runs on Windows: nothing Unix alone has is imported when a module is loaded."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import source

UNIX_ALONE = {"fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "syslog", "crypt", "spwd"}
UNIX_CALLS = {"os.fork", "os.forkpty", "os.getuid", "os.geteuid", "os.setsid", "os.uname", "os.mkfifo"}
NETLINK = {"AF_NETLINK", "NETLINK_NETFILTER"}

OUTSIDE_GATES = [module for module in source.modules() if source.in_house(module).split("/")[0] != "gates"]


@pytest.mark.parametrize("module", OUTSIDE_GATES, ids=source.in_house)
def test_nothing_unix_alone_is_imported_on_loading(module: Path) -> None:
    found = [
        f"{source.in_house(module)}:{line}: import {imported}"
        for line, imported in source.imports_on_loading(module)
        if imported.split(".")[0] in UNIX_ALONE
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("module", OUTSIDE_GATES, ids=source.in_house)
def test_nothing_unix_alone_is_called(module: Path) -> None:
    found = [
        f"{source.in_house(module)}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(source.tree(module))
        if isinstance(node, ast.Attribute) and (ast.unparse(node) in UNIX_CALLS or node.attr in NETLINK)
    ]
    assert not found, "\n".join(found)
