"""A backup is read again before it counts, and somebody must be able to open it."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.incident_secrets import PASSPHRASE
from tests.cli.incident_keys import backup_keys
from tests.cli.incident_runs import Capture, opened


def test_a_backup_says_what_is_in_it_and_what_to_print_next(tmp_path: Path, capsys: Capture) -> None:
    runs, keys = opened(tmp_path, capsys), backup_keys(tmp_path)
    runs.log("Seen.")
    told = runs.json("backup", "--to", str(tmp_path), "--recipient", keys.recipient)
    assert (told["entries"], told["sound"], told["findings"]) == (2, True, [])
    assert told["heads"] == runs.json("heads")["heads"]
    assert Path(told["file"]).read_bytes().startswith(b"age-encryption.org/v1")
    said = runs("backup", "--to", str(tmp_path), "--recipient", keys.recipient)
    assert "codedark incident page" in said
    assert told["heads"][0] in said


def test_texts_that_were_sent_are_said_to_stay_behind(tmp_path: Path, capsys: Capture) -> None:
    from codedark.store.sent_files import keep_sent

    runs, keys = opened(tmp_path, capsys), backup_keys(tmp_path)
    words = ("--to", str(tmp_path), "--recipient", keys.recipient)
    assert "sent" not in runs.both("backup", *words)[1]
    keep_sent(runs.folder, b"Early warning.")
    assert "1 text under" in runs.both("backup", *words)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "who can open it was not told"),
        (["--recipient", "age1nonsense"], "age1nonsense"),
        (["--recipient", "age1x", "--passphrase"], "one of the two"),
    ],
)
def test_a_backup_nobody_could_open_is_refused(words: list[str], said: str, tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    assert said in runs("backup", "--to", str(tmp_path), *words, exit_code=2)
    assert not list(tmp_path.glob("*.age"))


def test_after_a_backup_under_a_passphrase_the_page_says_so(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "correct horse battery")
    monkeypatch.setattr("codedark.store.incident_backup.locked", lambda raw, word: b"age-encryption.org/v1\n" + raw)
    said = opened(tmp_path, capsys)("backup", "--to", str(tmp_path), "--passphrase")
    assert "--passphrase --out" in " ".join(said.split())
