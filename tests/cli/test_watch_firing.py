"""`codedark watch --fire`: what a machine may do alone, with a real gate and real packets."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from codedark.response.keys import public_hex
from codedark.response.mandate_file import read_mandate
from codedark.response.mandate_signature import sign_mandate
from codedark.response.mandate_text import mandate_toml
from tests.cli.live_rooms import LiveRooms
from tests.formats.detector_lines import eve, wazuh

pytestmark = pytest.mark.namespaces

SECONDS = 25.0


def automatic(live: LiveRooms, **more: Any) -> None:
    """A mandate that leaves the plans of office and place unknown to the visitor's key, the machine here."""
    people = live.world.people
    mandate = read_mandate(people.mandate(version=2)[0])
    told = {"key": public_hex(people.visitor), "plans": ("zone:office", "unknown"), "care_limit_24h": 100.0} | more
    offices = tuple(o for o in mandate.offices if o.role != "visitor")
    changed = replace(mandate, automatic=replace(mandate.automatic, **told), offices=offices)
    text = mandate_toml(changed)
    (live.hospital / "mandate.toml").write_bytes(text)
    (live.hospital / "mandate.sig").write_bytes(sign_mandate(text, people.owner))


class Watching:
    """`codedark watch --fire` running on the laptop."""

    def __init__(self, live: LiveRooms, folder: Path) -> None:
        self.eve, self.wazuh = folder / "eve.json", folder / "alerts.json"
        for file in (self.eve, self.wazuh):
            file.touch()
        words = [sys.executable, "-m", "codedark", "watch", str(live.hospital), "--eve", str(self.eve)]
        words += ["--wazuh", str(self.wazuh), "--fire", str(live.key_file("visitor")), "--json"]
        self.out = (folder / "out").open("w+")
        self.running = live.world.at(
            "laptop", lambda: subprocess.Popen(words, stdout=self.out, stderr=subprocess.PIPE, text=True)
        )
        assert self.running.stderr is not None
        for line in self.running.stderr:
            if "watching" in line:
                return
        raise AssertionError("it did not begin to watch")

    def alarm(self, *, channels: int = 2) -> None:
        """Two signals about ws-1, from so many detectors."""
        now = datetime.now(UTC) - timedelta(seconds=2)
        at = now.strftime("%Y-%m-%dT%H:%M:%S.%f+0000")
        flow = {"src_ip": "10.1.0.2", "dest_ip": "10.2.0.2", "src_port": 50000, "dest_port": 445}
        for k in range(2):
            told = {"action": "allowed", "gid": 1, "signature_id": 3000 + k, "signature": f"S{k}", "severity": 1}
            line = eve(timestamp=at, src_ip="10.2.0.2", dest_ip="10.1.0.2", flow=flow, alert=told)
            with self.eve.open("ab") as file:
                file.write(line + b"\n")
        if channels > 1:
            agent = {"id": "007", "name": "ws-1", "ip": "10.1.0.2"}
            with self.wazuh.open("ab") as file:
                file.write(wazuh(timestamp=at, agent=agent) + b"\n")

    def told(self) -> list[dict[str, Any]]:
        """Objects printed so far."""
        self.out.flush()
        return [json.loads(line) for line in Path(self.out.name).read_text().splitlines() if line.endswith("}")]

    def end(self) -> None:
        self.running.terminate()
        self.running.wait(10)
        if self.running.stderr is not None:
            self.running.stderr.close()
        self.out.close()


@pytest.fixture
def watching(live: LiveRooms, tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    begun: list[Watching] = []

    def begin(**more: Any) -> Watching:
        live.serve("g1")
        automatic(live, **more)
        said = live.gap("stage")
        assert said.code == 0, said
        begun.append(Watching(live, tmp_path))
        return begun[-1]

    yield begin
    for one in begun:
        one.end()


def until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


def test_an_alarm_of_two_detectors_is_cut_with_nobody_asked(live: LiveRooms, watching: Callable[..., Watching]) -> None:
    live.world.listen(443)
    watch = watching()
    assert live.world.connects(443)
    watch.alarm()
    assert until(lambda: not live.world.connects(443))


@pytest.mark.parametrize(
    ("more", "channels", "because"),
    [
        ({"care_limit_24h": 0.0}, 2, "the limit is"),
        ({"plans": ("zone:clinic",)}, 2, "is not marked automatic"),
        ({}, 1, "rests on 1 channel"),
    ],
)
def test_beyond_the_mandate_it_only_proposes(
    live: LiveRooms, watching: Callable[..., Watching], more: dict[str, Any], channels: int, because: str
) -> None:
    live.world.listen(443)
    watch = watching(**more)
    watch.alarm(channels=channels)
    assert until(lambda: any(one["kind"] == "recommendation" for one in watch.told()))
    told = next(one for one in watch.told() if one["kind"] == "recommendation")
    assert because in json.dumps(told)
    time.sleep(1.0)
    assert live.world.connects(443)
