from __future__ import annotations

import random
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from codedark.formats.hl7_ack import Code
from codedark.formats.hl7_adt import read_adt
from codedark.gates.census_listening import CensusListener
from codedark.gates.mllp_server import BEGIN, END, MllpServer, unframed
from codedark.store import spool as spool_room
from codedark.store.age_file import new_identity
from codedark.store.spool import Spool
from tests.formats.adt_messages import BORN, KEY, adt, at, of

IDENTITY, RECIPIENT = new_identity()
NOW = at("202405171200")


class Clock:
    """Goes on by itself, so that no two segments have one name."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def listening(path: Path, identity: str | None = IDENTITY, said: list[str] | None = None) -> CensusListener:
    record = said.append if said is not None else lambda _: None
    made = CensusListener(Spool(path, RECIPIENT), KEY, UTC, Clock(), record)
    made.begin(identity)
    return made


def code(answer: bytes) -> str:
    return answer.split(b"MSA|")[1][:2].decode()


def wards(listener: CensusListener) -> dict[str, str]:
    return {str(one.patient): one.ward for one in listener.standing().lying()}


def test_a_message_taken_changes_the_picture_and_survives_a_crash(tmp_path: Path) -> None:
    first = listening(tmp_path)
    assert code(first.answer(adt("A01", "202405170815"))) == "AA"
    assert code(first.answer(adt("A02", "202405170900", where="D4"))) == "AA"
    assert wards(first) == {of("4711"): "D4"} and first.heard_at is not None and first.heard_at > NOW
    first.close()  # and nothing else: as if killed
    second = listening(tmp_path)
    assert wards(second) == {of("4711"): "D4"} and second.heard_at == at("202405170900") and not second.damage
    second.close()


def test_nothing_on_the_disk_names_anybody(tmp_path: Path) -> None:
    listener = listening(tmp_path)
    listener.answer(adt("A01", "202405170815", where="PAEDIATRICS^12"))
    raw = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for secret in ("JANSSENS", BORN, "4711", "PAEDIATRICS", str(of("4711"))):
        assert secret.encode() not in raw
    listener.close()


def test_without_the_identity_the_picture_begins_anew_and_what_lies_there_stays(tmp_path: Path) -> None:
    first = listening(tmp_path)
    first.answer(adt("A01", "202405170815"))
    first.close()
    second = listening(tmp_path, None)
    assert wards(second) == {} and second.unread == 1
    second.answer(adt("A01", "202405170900", "4712"))
    second.roll()
    second.close()
    third = listening(tmp_path)  # all three clocks began at the same moment
    assert wards(third) == {of("4711"): "C3", of("4712"): "C3"}
    third.close()


def test_a_new_segment_holds_everybody(tmp_path: Path) -> None:
    first = listening(tmp_path)
    for number in range(20):
        first.answer(adt("A01", "202405170815", str(number)))
    first.roll()
    first.answer(adt("A03", "202405170915", "3"))
    first.close()
    second = listening(tmp_path)
    assert len(wards(second)) == 19 and len(list(tmp_path.glob("*.spool"))) == 1
    second.close()


def test_the_picture_can_begin_with_messages_from_files(tmp_path: Path) -> None:
    listener = CensusListener(Spool(tmp_path, RECIPIENT), KEY, UTC, Clock(), lambda _: None)
    listener.begin(None, read_adt("a", adt("A01", "202405170815"), KEY))
    assert wards(listener) == {of("4711"): "C3"} and listener.since == at("202405170815")
    listener.close()
    again = listening(tmp_path)
    assert wards(again) == {of("4711"): "C3"}
    again.close()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (adt("A01", "202405170815"), "AA"),
        (adt("A60", "202405170815"), "AA"),
        (adt("A01", "202405170815", head="|T|2.5"), "AA"),
        (adt("A01", "202405170815", "").replace(b"^^^HOSP^MR", b""), "AE"),
        (b"EVN|A01\r", "AE"),
        (b"", "AE"),
        (adt("A01", "202405170815").replace(b"ADT^A01^ADT_A01", b"ORU^R01"), "AR"),
        (adt("A01", "202405170815", patient_class="Z"), "AA"),
    ],
)
def test_what_is_answered(tmp_path: Path, raw: bytes, told: str) -> None:
    listener = listening(tmp_path)
    assert code(listener.answer(raw)) == told and listener.answered == {Code(told): 1}
    listener.close()


def test_a_message_that_is_not_on_the_disk_is_not_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    listener = listening(tmp_path, said=said)

    def full(handle: int, raw: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(spool_room.os, "write", full)
        answer = listener.answer(adt("A01", "202405170815"))
    assert code(answer) == "AE" and b"No space left" in answer and "AE" in said[0]
    assert wards(listener) == {}
    assert code(listener.answer(adt("A01", "202405170815"))) == "AA"
    listener.close()


def test_over_a_real_socket_a_thousand_messages_some_spoilt_are_each_answered(tmp_path: Path) -> None:
    luck = random.Random(6)
    listener = listening(tmp_path)
    with (
        MllpServer(("127.0.0.1", 0), (ip_network("127.0.0.1/32"),), listener.answer, lambda _: None) as server,
        socket.create_connection(server.address, timeout=20) as peer,
    ):
        came, codes = b"", list[str]()
        for n in range(1000):
            raw = bytearray(adt("A01", "202405170815", str(n)))
            if n % 2:
                for _ in range(3):
                    raw[luck.randrange(len(raw))] = luck.choice(b"|^~\\&\rAZ09 \xff")
            peer.sendall(BEGIN + bytes(raw) + END)
            while not (found := unframed(came))[0]:
                came += peer.recv(4096)
            codes.append(code(found[0][0]))
            came = found[1]
    listener.close()
    assert len(codes) == 1000 and set(codes) <= {"AA", "AE", "AR"} and codes[::2] == ["AA"] * 500
    again = listening(tmp_path)
    assert {of(str(n)) for n in range(0, 1000, 2)} <= set(wards(again))
    again.close()
