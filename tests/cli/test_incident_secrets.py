"""What closes and opens a backup: named by people, told apart, asked for where nobody typed it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from codedark.cli.incident_secrets import PASSPHRASE, asked_passphrase, identity_of, recipients_of, secret_of
from codedark.hospital.gathered import Gathered
from codedark.store.age_file import encrypted
from tests.cli.incident_keys import backup_keys


def test_a_recipient_is_typed_or_read_from_a_file(tmp_path: Path) -> None:
    keys = backup_keys(tmp_path)
    file = tmp_path / "recipient"
    file.write_text(f"# of the pharmacy\n{keys.recipient}\n", encoding="ascii")
    assert recipients_of(Gathered(), [keys.recipient, str(file)]) == (keys.recipient, keys.recipient)


def test_what_is_neither_is_named(tmp_path: Path) -> None:
    keys, faults = backup_keys(tmp_path), Gathered()
    assert recipients_of(faults, ["nobody", str(keys.identity)]) == ()
    assert [fault.value for fault in faults.faults] == ["nobody", str(keys.identity)]
    assert "AGE-SECRET" not in str(faults.faults)


def test_the_passphrase_comes_from_the_environment_before_anybody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE, "correct horse")
    assert asked_passphrase(confirmed=True) == "correct horse"


def test_a_backup_under_a_passphrase_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE, "correct horse")
    file = tmp_path / "b.age"
    file.write_bytes(b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n")
    assert secret_of(Gathered(), file, None, False) == ("", "correct horse")


def test_a_backup_to_a_recipient_needs_its_identity(tmp_path: Path) -> None:
    keys, file, faults = backup_keys(tmp_path), tmp_path / "b.age", Gathered()
    file.write_bytes(encrypted(b"x", keys.recipient))
    assert secret_of(faults, file, None, False) == ("", "")
    assert "--identity" in str(faults.faults[0])
    assert secret_of(Gathered(), file, keys.identity, False) == (keys.identity.read_text().strip(), "")


def test_what_is_no_backup_asks_for_nothing(tmp_path: Path) -> None:
    faults = Gathered()
    assert secret_of(faults, tmp_path, None, False) == ("", "")
    assert not faults.faults


def test_an_identity_under_a_passphrase_is_asked_for_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(raw: bytes, ask: Callable[[], str]) -> str:
        return f"{raw.decode()} opened with {ask()}"

    monkeypatch.setattr("codedark.store.age_file.read_identity", read)  # scrypt takes seconds; tests/store pays them
    monkeypatch.setenv(PASSPHRASE, "correct horse")
    file = tmp_path / "sealed"
    file.write_bytes(b"it")
    assert identity_of(Gathered(), file) == "it opened with correct horse"


def test_a_file_that_is_no_identity_is_named(tmp_path: Path) -> None:
    faults, file = Gathered(), tmp_path / "empty"
    file.write_bytes(b"")
    assert identity_of(faults, file) == ""
    assert identity_of(faults, tmp_path / "none") == ""
    assert [fault.file for fault in faults.faults] == [str(file), str(tmp_path / "none")]
