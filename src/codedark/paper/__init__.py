"""What can be printed? Records in, bytes out: pages that need nothing but themselves.

A *go-bag* is a PDF made beforehand and kept on paper: what to do when everything else is off. A *report* is one
self-contained HTML file: no script, no font or picture from elsewhere, readable with no network and on A4. A *picture*
is SVG in the page, with a *table twin* that says the same in figures. *Transfer papers* are a plan on one table, a call
list and request sheets; *forms* are HICS 251, 254, 255 and 260; a *stamp* is the foot of each of their pages.
`incident_report` is a report of an incident, `public_sheet` what patients, doctors and neighbours read, `restore_page`
the one page a record comes back from. This room draws what it is given; it counts nothing and keeps nothing.
"""

from codedark.paper.drill_report import drill_report
from codedark.paper.go_bag import content_sha256, cuts_sha256, go_bag
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_gathering import gathered
from codedark.paper.typesetting import Mark, pages_of, read_mark, typeset

__all__ = [
    "GoBag",
    "Mark",
    "content_sha256",
    "cuts_sha256",
    "drill_report",
    "gathered",
    "go_bag",
    "pages_of",
    "read_mark",
    "typeset",
]
