"""A report as the bytes of a format: Markdown, HTML, JSON, PDF, and forms 201, 214 and 251 as tables or on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.record.report import Report

BYTES_ONLY = frozenset(
    {"pdf", "hics201-pdf", "hics214-pdf", "hics251-pdf", "hics201-blank", "hics214-blank", "hics251-blank"}
)
"""Formats no terminal shows."""


def rendered(report: Report, form: str, lang: str) -> bytes:
    """A report in one format and language.

    Args:
        form: a word of `report_asked.FORMATS`.
    Raises:
        KeyError: there is no such format.
    """
    return _MADE[form](report, lang)


def _markdown(report: Report, lang: str) -> bytes:
    from codedark.formats.report_as_form import report_markdown
    from codedark.record.report_saying import said

    return report_markdown(said(report, lang))


def _html(report: Report, lang: str) -> bytes:
    from codedark.paper.report_html import report_html
    from codedark.record.report_saying import said

    return report_html(said(report, lang))


def _json(report: Report, lang: str) -> bytes:
    from codedark.formats.report_json import report_json

    told = json.dumps(report_json(report, lang), indent=2, allow_nan=False, ensure_ascii=False)
    return f"{told}\n".encode()


def _hics201(report: Report, lang: str) -> bytes:
    from codedark.formats.hics_csv import hics_csv
    from codedark.formats.hics_incident import BLANK_201, rows_201
    from codedark.record.hics_rows import briefing

    return hics_csv(rows_201(briefing(report, lang), lang, report.head.timezone), BLANK_201)


def _hics214(report: Report, lang: str) -> bytes:
    from codedark.formats.hics_csv import hics_csv
    from codedark.formats.hics_incident import BLANK_214, rows_214
    from codedark.record.hics_rows import activity_logs

    return hics_csv(rows_214(activity_logs(report, lang), lang, report.head.timezone), BLANK_214)


def _hics251(report: Report, lang: str) -> bytes:
    from codedark.formats.hics_csv import hics_csv
    from codedark.formats.hics_incident import rows_251_told
    from codedark.formats.hics_systems import blank_251
    from codedark.record.hics_rows import system_lines

    return hics_csv(rows_251_told(system_lines(report, lang)), blank_251())


def _pdf(report: Report, lang: str) -> bytes:
    from codedark.paper.incident_report import incident_report_pdf
    from codedark.record.report_saying import said

    return incident_report_pdf(report, said(report, lang), lang)


def _on_paper(name: str, *, blank: bool) -> Callable[[Report, str], bytes]:
    """A form of HICS as PDF; `blank`: the incident's name alone, for a pen."""

    def made(report: Report, lang: str) -> bytes:
        from codedark.paper import hics_log_forms

        forms = {
            "hics201": hics_log_forms.hics_201,
            "hics214": hics_log_forms.hics_214,
            "hics251": hics_log_forms.hics_251_told,
        }
        return forms[name](report, lang, blank=blank)

    return made


_MADE: dict[str, Callable[[Report, str], bytes]] = {
    "md": _markdown,
    "html": _html,
    "json": _json,
    "pdf": _pdf,
    "hics201": _hics201,
    "hics214": _hics214,
    "hics251": _hics251,
    "hics201-pdf": _on_paper("hics201", blank=False),
    "hics214-pdf": _on_paper("hics214", blank=False),
    "hics251-pdf": _on_paper("hics251", blank=False),
    "hics201-blank": _on_paper("hics201", blank=True),
    "hics214-blank": _on_paper("hics214", blank=True),
    "hics251-blank": _on_paper("hics251", blank=True),
}
