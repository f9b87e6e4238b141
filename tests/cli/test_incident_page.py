"""The page a record is restored from fits on one side, has the heads, and holds no secret unless asked."""

from __future__ import annotations

from pathlib import Path

from tests.cli.incident_keys import backup_keys
from tests.cli.incident_runs import Capture, opened


def test_the_page_is_one_pdf_with_the_heads_and_without_the_secret(tmp_path: Path, capsys: Capture) -> None:
    runs, keys, out = opened(tmp_path, capsys), backup_keys(tmp_path), tmp_path / "page.pdf"
    file = runs.json("backup", "--to", str(tmp_path), "--recipient", keys.recipient)["file"]
    told = runs.json("page", "--out", str(out), "--backup", file, "--held-by", "pharmacist on duty")
    assert told["secret"] is False
    assert told["heads"] == runs.json("heads")["heads"]
    assert out.read_bytes().startswith(b"%PDF")
    said = runs("page", "--out", str(out), "--with-identity", str(keys.identity))
    assert "envelope" in said
    assert keys.identity.read_text().strip() not in said


def test_a_page_of_a_backup_that_is_not_there_is_not_written(tmp_path: Path, capsys: Capture) -> None:
    runs, out = opened(tmp_path, capsys), tmp_path / "page.pdf"
    assert "--backup" in runs("page", "--out", str(out), "--backup", str(tmp_path / "none.age"), exit_code=2)
    assert not out.exists()


def test_of_many_devices_those_that_wrote_last_stand_on_the_page(tmp_path: Path, capsys: Capture) -> None:
    from codedark.cli.incident_page import _latest
    from codedark.paper.restore_page import HEADS_MOST
    from tests.record.making import START, chain, draft

    class Log:
        """As many devices as do not fit, the first of which wrote last."""

        def entries(self) -> list[object]:
            entries: list[object] = []
            for number in range(HEADS_MOST + 2):
                at = START.replace(year=START.year + 1) if number == 0 else START.replace(minute=number)
                entries += chain([(draft(), at)], number=number + 1, opened=False)
            return entries

        def heads(self) -> tuple[object, ...]:
            from codedark.record.entry import Head

            told = [e.header for e in self.entries()]  # type: ignore[attr-defined]
            hashes = [e.hash for e in self.entries()]  # type: ignore[attr-defined]
            return tuple(
                Head(device=h.device, seq=h.seq, hash=own) for h, own in sorted(zip(told, hashes, strict=True), key=str)
            )

    log = Log()
    kept, left_out = _latest(log)  # type: ignore[arg-type]
    first = log.entries()[0].header.device  # type: ignore[attr-defined]
    assert (len(kept), left_out) == (HEADS_MOST, 2)
    assert first in {head.device for head in kept}
