r"""HICS forms as CSV: the columns of the paper, one patient or system a line, safe to open in a spreadsheet program.

UTF-8 with a byte order mark, so that accents survive a double click; CRLF, as RFC 4180 has it. A cell that begins with
`=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it, so that no program runs it as a formula
(OWASP, CSV injection; ASVS 5.0, 1.2.10).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from codedark.formats.hics_cells import Cell

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def hics_csv(rows: Sequence[Sequence[Cell]], blank: Sequence[Cell] = ()) -> bytes:
    r"""Rows of cells as a file; the titles of the first row are its header.

    Args:
        rows: from `rows_254`, `rows_255`, `flat_260` of each patient, or `rows_251`; all of one form.
        blank: a row whose titles are the header when there is no row.
    Raises:
        ValueError: rows of different forms.

    >>> hics_csv([(Cell("Medical Record #", "=1+1"),)])
    b"\xef\xbb\xbfMedical Record #\r\n'=1+1\r\n"
    """
    titles = [cell.title for cell in (rows[0] if rows else blank)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(title) for title in titles])
    for row in rows:
        if [cell.title for cell in row] != titles:
            raise ValueError(f"a row of {len(row)} cells under {len(titles)} titles: one file holds one form")
        writer.writerow([safe(cell.said) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """A text on one line that no spreadsheet program runs.

    >>> safe("@SUM(A1)"), safe(" -3"), safe("ward 3")
    ("'@SUM(A1)", "'-3", 'ward 3')
    """
    line = " ".join(text.replace("\x00", "").split())
    return f"'{line}" if line.startswith(_DANGEROUS) else line
