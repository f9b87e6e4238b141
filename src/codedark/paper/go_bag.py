"""The go-bag as data: what people hold in their hands when everything else is off, section by section, ready to be set.

Everything is text or a list of texts; the template beside this file (`go_bag.typ`) only lays it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

import msgspec

from codedark.gap.out_of_reach import Beyond, OutOfReach, out_of_reach
from codedark.gap.posture import Posture
from codedark.paper.go_bag_cards import card_rows, cards_of_plans
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_forms import forms
from codedark.paper.go_bag_mandate import mandate_page, who_may_fire
from codedark.paper.go_bag_plans import PLACE_UNKNOWN, Priced, index_rows, plan_pages, priced_plans, prices
from codedark.paper.go_bag_power import evidence, power_off_rows, restart_rows, shutdown_said
from codedark.paper.go_bag_roles import role_pages
from codedark.paper.go_bag_staged import staged_rows
from codedark.paper.go_bag_unknown import what_is_unknown
from codedark.paper.go_bag_words import care, counted, in_threes, listed, sentence, spelled_date
from codedark.paper.typesetting import REPLACEMENT, told_unprintable, unprintable

OUT_OF_REACH_MOST = 12
"""Lines of what no gate sees on a plan's page; the rest is counted."""


def go_bag(bag: GoBag) -> dict[str, Any]:
    """Lay out a whole bag.

    Returns:
        A dict of texts, lists and dicts, whose keys the template names. The same bag gives the same dict; only `made`
        and `stale` move with the day it is printed.
    Cost: one set of cable cards a distinct plan; about 0.5 s for 24 plans over 230 conduits.
    """
    hospital = bag.hospital
    plans = priced_plans(bag)
    unknown = next(p for p in plans if PLACE_UNKNOWN in p.zones)
    cards, cards_of = cards_of_plans(bag, plans)
    data = {
        "title": f"Go-bag of {hospital.settings.hospital.name}",
        "hospital": hospital.settings.hospital.name,
        "made": spelled_date(bag.made),
        "stale": spelled_date(bag.made + timedelta(days=bag.valid_days)),
        "digest": in_threes(hospital.sha256[:12]),
        "defences": listed(hospital.defences),
        "counts": _counts(bag),
        "unknown": what_is_unknown(bag, plans, sum(not card.told for card in cards)),
        "horizon": f"{hospital.settings.care.horizon_h:g}",
        "roles": role_pages(bag, unknown, cards),
        "index": index_rows(bag, plans),
        "priced": prices(bag, plans),
        "staged": staged_rows(bag),
        "plans": [
            _with_reach(bag, page, priced, cards_of) for page, priced in zip(plan_pages(bag, plans), plans, strict=True)
        ],
        "cards": card_rows(bag, cards, cards_of),
        "who_may": who_may_fire(bag),
        "shutdown": shutdown_said(bag, plans),
        "shutdown_care": care(bag.shutdown.care.total_per_h),
        "evidence": evidence(bag),
        "power_off": power_off_rows(bag),
        "restart": restart_rows(bag),
        "mandate": mandate_page(bag),
        "forms": forms(bag),
    }
    if characters := unprintable(data):
        told = f"Characters our fonts lack are printed as {REPLACEMENT}: {told_unprintable(characters)}."
        data["unknown"] = [*data["unknown"], told]
    return data


def content_sha256(data: Mapping[str, Any]) -> str:
    """Digest of a bag's content, whatever day it was printed and from which bytes: 64 hexadecimal digits."""
    told = {key: value for key, value in data.items() if key not in {"made", "stale", "digest"}}
    return sha256(msgspec.json.encode(told)).hexdigest()


def cuts_sha256(data: Mapping[str, Any]) -> str:
    """Digest of what its plans cut alone: which plan answers an alarm from where. Prices and patients do not count."""
    told = [(row["zone"], row["id"]) for row in data["priced"]]
    return sha256(msgspec.json.encode(told)).hexdigest()


def _counts(bag: GoBag) -> str:
    hospital = bag.hospital
    core = sum(zone.core for zone in hospital.zones.values())
    parts = (
        counted(len(hospital.sites), "site"),
        f"{counted(len(hospital.zones), 'zone')} ({core} core)",
        counted(len(hospital.gates), "gate"),
        counted(len(hospital.services), "service"),
    )
    return ", ".join(parts)


def _with_reach(
    bag: GoBag, page: dict[str, Any], priced: Priced, cards_of: Mapping[str, tuple[int, ...]]
) -> dict[str, Any]:
    """A plan's page with what no gate sees and the numbers of its cable cards."""
    seal = next(s for posture, s, _ in priced.seals if posture is Posture.BREAK_GLASS)
    beyond = out_of_reach(bag.hospital, seal, bag.pairs)
    same = [one.place for one in beyond if one.kind is Beyond.SAME_NETWORK]
    others = [one for one in beyond if one.kind is not Beyond.SAME_NETWORK]
    return {
        **page,
        "beyond": [_beyond(one) for one in others[:OUT_OF_REACH_MOST]],
        "beyond_more": max(len(others) - OUT_OF_REACH_MOST, 0),
        "same_network": listed(same),
        "cards": listed(map(str, cards_of.get(priced.id, ()))),
    }


def _beyond(one: OutOfReach) -> dict[str, str]:
    return {"place": one.place, "what": one.what, "close": sentence(one.close_by)}
