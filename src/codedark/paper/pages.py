"""Any template of this room set as PDF: forms and sheets that are filled in by hand or kept beside a patient.

As with the go-bag, data goes in as JSON and is only ever shown as text, our fonts alone are used, and the same data and
day give the same bytes. A template is a `.typ` file beside this one; it reads `json(bytes(sys.inputs.data))`, finds
`title` and `day` in it, and sets the document's title from it (PDF/UA asks for one).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from typing import Any

from codedark.paper.typesetting import FONTS, STANDARDS, printable

_ROOM = "codedark.paper"


def set_pages(template: str, data: Mapping[str, Any], *, title: str, day: date) -> bytes:
    """Set one template with its data as PDF.

    Args:
        template: name of a `.typ` file of this room, such as `ward_sheets.typ`.
        data: texts, numbers, lists and dicts that the template names; characters no font of ours has become
            `typesetting.REPLACEMENT`. `title` and `day` are added.
        title: the document's title, as a reader shows it.
        day: the document's date; nothing else of the clock is in it.
    Returns:
        The PDF, tagged (PDF/UA-1) and lasting (PDF/A-2a): the same for the same arguments.
    Raises:
        FileNotFoundError: no such template.
        RuntimeError: the template is wrong; that is ours to mend, whatever the data.
    Cost: about 10 ms a page.
    """
    import typst

    told = printable({**data, "title": title, "day": day.isoformat()})
    with as_file(files(_ROOM).joinpath(FONTS)) as folder:
        pdf = typst.compile(
            files(_ROOM).joinpath(template).read_bytes(),
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(told)},
            pdf_standards=[*STANDARDS],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    return bytes(pdf)
