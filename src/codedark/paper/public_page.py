"""A public statement as one HTML file that fetches nothing: for a web server that still runs, telephones, paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from codedark.record.public_statement import Kind, Statement

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "public_page.html.jinja"


def public_page(statements: Sequence[Statement]) -> bytes:
    """Write statements as one HTML file, UTF-8; several languages stand below each other, each marked as its own.

    No script, nothing from elsewhere, everything a person gave is escaped. The same statements give the same bytes.

    Raises:
        ValueError: there is no statement.
    """
    if not statements:
        raise ValueError("statements=(): there is nothing to write")
    return _template().render(statements=statements, advice=Kind.ADVICE).encode()


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("codedark.paper").joinpath(TEMPLATE).read_text(encoding="utf-8"))
