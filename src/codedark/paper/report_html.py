"""The report of an incident as one self-contained HTML file: readable with no network, on a telephone, and on A4."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from codedark.record.report_said import SaidReport

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "incident_report.html.jinja"


def report_html(said: SaidReport) -> bytes:
    """Write a report as one HTML file, UTF-8.

    Nothing is fetched when it is opened: styles stand inside, there is no script, and the page forbids itself every
    request. All text of the record is escaped. Marks are words, never colour alone. The same report gives the same
    bytes.

    Args:
        said: from `record.report_saying.said`.
    """
    return _template().render(said=said).encode()


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("codedark.paper").joinpath(TEMPLATE).read_text(encoding="utf-8"))
