"""The first fifteen minutes, a page a role: numbered steps with their minute, what to do, to say and to ask.

The steps are the same everywhere; the figures, names and tables in them are the hospital's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from codedark.gap.cable_cards import CableCard
from codedark.paper.go_bag_clinical import clinical, ward
from codedark.paper.go_bag_command import commander, engineer
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_plans import Priced
from codedark.paper.go_bag_runners import switchboard, technician


def role_pages(bag: GoBag, unknown: Priced, cards: Iterable[CableCard]) -> list[dict[str, Any]]:
    """One page a role, in the order people are called.

    Args:
        unknown: the plan for place unknown.
        cards: every cable card of the bag.
    """
    return [
        commander(bag, unknown),
        engineer(bag),
        clinical(bag),
        ward(bag),
        switchboard(bag),
        technician(bag, list(cards)),
    ]
