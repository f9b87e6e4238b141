"""A small rule pack as somebody types it."""

from __future__ import annotations

PACK = """
regime = "nis2-xx"
version = "3"
read_on = 2026-03-01
sources = ["the law of nowhere, article 1"]
needs = ["significant"]
title = { en = "Nowhere's law", nl = "De wet van nergens" }
recipient = { en = "the authority" }

[[evidence]]
field = "systems_unavailable"
values = ["ehr"]

[[stages]]
name = "notice"
title = { en = "notice" }
starts = "decision:aware"
within = "12 h"
items = ["what"]

[[stages]]
name = "final"
title = { en = "final" }
starts = "sent:notice"
within = "1 month"
ongoing = "from the end"

[[items]]
name = "what"
title = { en = "What happened" }
fields = ["attack_type"]
"""

HOURS = """
fills = "insurer"
version = "2026"
source = "policy of 2026, clause 7"
read_on = 2026-03-01

[within]
notice = "48 h"
"""


def pack(*changes: tuple[str, str], text: str = PACK) -> bytes:
    """The pack with some of its text replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()
