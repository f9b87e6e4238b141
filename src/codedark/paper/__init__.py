"""What can be printed? Records in, bytes out: pages that need nothing but themselves.

A *report* is one self-contained HTML file: no script, no font or picture from elsewhere, readable with no network and
on A4. A *picture* is SVG in the page, with a *table twin* that says the same in figures. This room draws what it is
given; it counts nothing and keeps nothing.
"""

from codedark.paper.drill_report import drill_report

__all__ = ["drill_report"]
