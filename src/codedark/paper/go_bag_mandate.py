"""The mandate as a page: who may cut, hold and let go, at which hours; or that nobody signed one."""

from __future__ import annotations

from typing import Any

from codedark.gap.posture import POSTURE_WORDS, Posture
from codedark.hospital.words import Day
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_words import counted, spelled_date, weekdays
from codedark.response.mandate import Act, Mandate, Office, Right


def mandate_page(bag: GoBag) -> dict[str, Any]:
    """What the page says; `there` false where the folder has no mandate."""
    mandate = bag.mandate
    if mandate is None:
        return {"there": False, "signed": False, "roles": [], "rules": [], "missing": []}
    enrolled = [office for office in mandate.offices if office.enrolled]
    return {
        "there": True,
        "signed": bag.mandate_signed,
        "version": mandate.version,
        "valid": f"{spelled_date(mandate.valid_from)} to {spelled_date(mandate.valid_until)}",
        "expired": bag.made > mandate.valid_until,
        "roles": [_role(mandate, office) for office in mandate.offices],
        "rules": _rules(mandate),
        "missing": [_titled(office) for office in mandate.offices if not office.enrolled],
        "enrolled": f"{len(enrolled)} of {len(mandate.offices)}",
    }


def _titled(office: Office) -> str:
    return office.title or office.role


def _role(mandate: Mandate, office: Office) -> dict[str, Any]:
    rights = [right for right in mandate.rights if right.role == office.role]
    return {
        "role": _titled(office),
        "clinical": office.clinical,
        "fire": "; ".join(_firing(right) for right in rights if Act.FIRE in right.may)
        or "at night only, with a reason",
        "hold": "; ".join(_when(right) for right in rights if Act.HOLD in right.may),
        "release": "; ".join(_when(right) for right in rights if Act.RELEASE in right.may),
        "keys": str(len(office.keys)) if office.keys else "none",
    }


def _firing(right: Right) -> str:
    most = (
        ""
        if right.posture_max is Posture.DARK
        else f" up to {int(right.posture_max)} ({POSTURE_WORDS[right.posture_max]})"
    )
    return f"{_when(right)}{most or ', any posture'}"


def _when(right: Right) -> str:
    days = "" if set(right.days) == set(Day) else f", {weekdays(right.days)}"
    return f"{right.hours}{days}"


def _rules(mandate: Mandate) -> list[str]:
    hold, confirm, night = mandate.hold, mandate.confirm, mandate.night
    weekend = ", and all of Saturday and Sunday" if night.weekend else ""
    rules = [
        f"At night ({night.hours}{weekend}) one person of any of these roles may fire anything, with a reason.",
        f"A cut by one person stands {hold.alone_min} minutes. Then it decays to posture 2 "
        f"({POSTURE_WORDS[Posture.NO_ADMINISTRATION]}), never to 0, unless it is held.",
        f"To hold it longer, and to let go, conduit by conduit: {counted(confirm.persons, 'person')}, "
        f"{confirm.clinical} of them clinical.",
        f"While forbidden traffic from suspects is still counted it does not decay, up to {hold.owner_max_h:g} h after "
        "firing.",
    ]
    automatic = mandate.automatic
    if automatic.key and automatic.plans:
        rules.append(
            f"The machine alone may fire {', '.join(automatic.plans)} up to posture {int(automatic.posture_max)}, "
            f"within {automatic.care_limit_24h:g} care lost in 24 h, and never with theatres in use."
        )
    else:
        rules.append("The machine alone may fire nothing.")
    return rules


def who_may_fire(bag: GoBag) -> str:
    """Roles that may cut anything, in a line for a card; what to write where there is no mandate."""
    if bag.mandate is None:
        return ""
    firing = {r.role for r in bag.mandate.rights if Act.FIRE in r.may and r.posture_max is Posture.DARK}
    return ", ".join(_titled(office) for office in bag.mandate.offices if office.role in firing)
