from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from codedark.hospital.faults import BadHospital
from codedark.record.entry import SIGNED, device_id
from codedark.record.sound import signed_by
from codedark.store.incident_folder import DATABASE, KEY, database_of, draw_device, holds_incident, read_device


def test_a_key_is_drawn_anew_each_time_and_read_back(tmp_path: Path) -> None:
    first = draw_device(tmp_path)
    assert read_device(tmp_path).id == first.id == device_id(first.public)
    assert (tmp_path / KEY).stat().st_mode & 0o777 == 0o600
    digest = b"\x07" * 32
    assert signed_by(first.public, digest, read_device(tmp_path).sign(SIGNED + digest))
    assert draw_device(tmp_path).id != first.id


def test_a_missing_damaged_or_foreign_key_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadHospital, match=r"key is missing.*Fix: restore"):
        read_device(tmp_path)
    (tmp_path / KEY).write_bytes(b"-----BEGIN PRIVATE KEY-----\nno\n")
    with pytest.raises(BadHospital, match="no private key"):
        read_device(tmp_path)
    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / KEY).write_bytes(other)
    with pytest.raises(BadHospital, match="another kind"):
        read_device(tmp_path)


def test_a_folder_holds_an_incident_when_its_record_lies_there(tmp_path: Path) -> None:
    assert not holds_incident(tmp_path)
    with pytest.raises(BadHospital, match="holds no incident"):
        database_of(tmp_path)
    with pytest.raises(BadHospital, match="no such folder"):
        database_of(tmp_path / "nowhere")
    (tmp_path / DATABASE).touch()
    assert holds_incident(tmp_path) and database_of(tmp_path) == tmp_path / DATABASE


def test_a_devices_first_entry_carries_its_key(tmp_path: Path) -> None:
    device = draw_device(tmp_path)
    details = device.details("command post 1")
    assert details == {"device": device.id, "device_public": device.public, "device_name": "command post 1"}
