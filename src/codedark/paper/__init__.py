"""What can be printed? Records in, bytes out: pages that need nothing but themselves.

A *go-bag* is a PDF made beforehand and kept on paper: what to do when everything else is off. A *report* is one
self-contained HTML file: no script, no font or picture from elsewhere, readable with no network and on A4. A *picture*
is SVG in the page, with a *table twin* that says the same in figures. *Transfer papers* are a plan on one table, a call
list and request sheets; *forms* are HICS 251, 254, 255 and 260; a *stamp* is the foot of each of their pages.
`incident_report` is a report of an incident, `public_sheet` what patients, doctors and neighbours read, `restore_page`
the one page a record comes back from. This room draws what it is given; it counts nothing and keeps nothing.
It offers no names of its own: each kind of page is imported from its file, so that a form does not wait for a drill.
"""

__all__: list[str] = []
