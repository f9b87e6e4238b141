"""A hospital folder, people with keys and a gate with probers in namespaces: where the live commands are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.gates.agent_folder import write_key
from codedark.gates.agent_serving import AgentServer
from codedark.response.keys import public_hex
from tests.gates.rooms import Rooms, rooms, rooms_tables
from tests.making import make_files

PEOPLE = ("owner", "engineer", "physician", "visitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Exit code, stdout and stderr of one command."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


class LiveRooms:
    """The rooms, with the folder `hospital` and files of keys `NAME.key`; `type` is a command on the laptop."""

    def __init__(self, world: Rooms) -> None:
        self.world, self.path = world, world.path
        self.hospital = world.path / "hospital"
        self.commands_count = 0
        for name in PEOPLE:
            write_key(self.key_file(name), getattr(world.people, name))

    def key_file(self, name: str) -> Path:
        """Where somebody's private key lies."""
        return self.path / f"{name}.key"

    def write(self, *, mandate: bool = True, signed: bool = True, **tables: str) -> None:
        """Write the folder; tables that are given replace those of the rooms."""
        files = make_files(**(rooms_tables() | tables))
        if mandate:
            files["mandate.toml"], signature = self.world.people.mandate()
            if signed:
                files["mandate.sig"] = signature
        self.hospital.mkdir(exist_ok=True)
        for name, data in files.items():
            (self.hospital / name).write_bytes(data)

    def agents_table(self, *names: str) -> str:
        """agents.csv with the keys these agents have."""
        rows = ["agent,gate,address,key"]
        for i, name in enumerate(names):
            public = public_hex(self.world_folder(name).key())
            rows.append(f"{name},g1,10.9.0.1:{47115 + i},{public}")
        return "\n".join(rows) + "\n"

    def world_folder(self, name: str) -> Any:
        """The folder of an agent."""
        from codedark.gates.agent_folder import AgentFolder

        return AgentFolder(self.path / name)

    def elsewhere(self) -> LiveRooms:
        """A second laptop: the same folder copied, with what was staged, and no memory of any incident."""
        other = LiveRooms.__new__(LiveRooms)
        other.world, other.path, other.commands_count = self.world, self.path, 0
        other.hospital = self.path / "copied"
        copytree(self.hospital, other.hospital)
        for name in ("incident.json", "log.jsonl"):
            (other.hospital / "live" / name).unlink(missing_ok=True)
        return other

    def log(self) -> str:
        """The incident's log, as text."""
        return (self.hospital / "live" / "log.jsonl").read_text()

    def serve(self, *names: str) -> list[AgentServer]:
        """Enrol and serve these members of the gate, and let their probers run; the folder names them."""
        for i, name in enumerate(names):
            self.world.enrol(name, listen=f"10.9.0.1:{47115 + i}")
        servers = [self.world.serve(self.world_folder(name)) for name in names]
        self.world.probe()
        self.write(agents=self.agents_table(*names))
        return servers

    def type(self, *words: object, at: str = "laptop") -> Said:
        """One command, in a room."""
        self.commands_count += 1
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = self.world.at(at, lambda: answer([str(w) for w in words]))
        return Said(code=code, out=out.getvalue(), err=err.getvalue())

    def gap(self, verb: str, *words: object, by: str = "engineer") -> Said:
        """`codedark gap VERB HOSPITAL ... --key ...`: by one person, or by several with blanks between."""
        keys = [word for name in by.split() for word in ("--key", self.key_file(name))]
        return self.type("gap", verb, self.hospital, *words, *keys)

    def start(self, *words: object, at: str = "gate") -> subprocess.Popen[str]:
        """A command as a process of its own, running on."""
        line = [sys.executable, "-m", "codedark", *map(str, words)]
        return self.world.at(
            at, lambda: subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )


@contextmanager
def live_rooms(path: Path) -> Iterator[LiveRooms]:
    """Build them; gone when left."""
    with rooms(path) as world:
        yield LiveRooms(world)


def staged(live: LiveRooms, *names: str) -> LiveRooms:
    """Rooms in which everything is staged."""
    live.serve(*(names or ("g1",)))
    said = live.gap("stage")
    assert said.code == 0, said
    return live
