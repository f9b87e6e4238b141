"""What `notify` answers as one JSON object; its keys stand in docs/reference/notify.md."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.hospital.values import Unknown
    from codedark.record.assertion import Assertion
    from codedark.record.clocks import Clock
    from codedark.record.decided import Told
    from codedark.record.entry import Entry
    from codedark.record.notification_draft import NotificationDraft
    from codedark.record.notifying import Moved
    from codedark.record.rule_pack import RulePack


def clock_json(clock: Clock, now: datetime, zone: str) -> dict[str, Any]:
    """One stage."""
    left_s = clock.left_s(now)
    return {
        "regime": clock.regime,
        "stage": clock.stage.name,
        "state": clock.state.value,
        "owed_by": clock.stage.owed_by,
        "recipient": dict(clock.pack.recipient_of(clock.stage)),
        "started_at": at_json(clock.started, zone),
        "started_by": clock.started_by,
        "start_entry": clock.start_entry,
        "within": str(clock.stage.within),
        "due_at": at_json(clock.due, zone),
        "due_unknown": "" if isinstance(clock.due, datetime) else clock.due.why,
        "left_min": None if left_s is None else round(left_s / 60, 1),
        "overdue": clock.overdue,
        "why": clock.why,
        "remarks": list(clock.remarks),
        "earlier": [
            {
                "due_at": at_json(one.due, zone),
                "by_role": one.by_role,
                "recorded_at": at_json(one.recorded_at, zone),
                "corrected_at": at_json(one.corrected_at, zone),
                "why": one.why,
            }
            for one in clock.earlier
        ],
        "sent": None if clock.sent is None else told_json(clock.sent, zone),
        "sent_again": [told_json(one, zone) for one in clock.again],
        "source": clock.stage.source,
        "pack_version": clock.pack.version,
    }


def told_json(told: Told, zone: str) -> dict[str, Any]:
    """Something that was sent."""
    sent = told.sent
    return {
        "sent_at": at_json(sent.sent_at, zone),
        "recipient": sent.recipient,
        "reference": sent.reference,
        "sha256": sent.sha256,
        "lang": sent.lang,
        "role": told.role,
        "entry": told.entry,
        "rests_on": list(sent.rests_on),
    }


def moved_json(moved: Moved) -> dict[str, Any]:
    """A fact that is no longer as it was told."""
    about = moved.said or moved.now
    return {
        "name": moved.name,
        "field": "" if about is None else about.field,
        "about": "" if about is None else about.about,
        "said": _assertion(moved.said),
        "now": _assertion(moved.now),
        "relation": "new" if moved.relation is None else moved.relation.value,
    }


def _assertion(said: Assertion | None) -> dict[str, Any] | None:
    from codedark.record.plain import plain

    if said is None:
        return None
    told = plain(said)
    kept = ("value", "qualifier", "status", "period", "known_at")
    return {"id": said.id, **{key: told[key] for key in kept if key in told}}


def pack_json(pack: RulePack) -> dict[str, Any]:
    """A rule pack with its sources and its gaps."""
    return {
        "regime": pack.regime,
        "version": pack.version,
        "title": dict(pack.title),
        "read_on": pack.read_on.isoformat(),
        "file": pack.file,
        "sources": list(pack.sources),
        "not_read": list(pack.not_read),
        "notes": list(pack.notes),
        "stages": [
            {
                "stage": stage.name,
                "title": dict(stage.title),
                "starts": str(stage.starts),
                "within": str(stage.within),
                "owed_by": stage.owed_by,
                "source": stage.source,
                "remark": stage.remark,
            }
            for stage in pack.stages
        ],
    }


def draft_json(draft: NotificationDraft) -> dict[str, Any]:
    """A draft with what it rests on and what it lacks."""
    return {
        "name": draft.name,
        "lang": draft.lang,
        "markdown": draft.markdown,
        "rests_on": list(draft.rests_on),
        "marked": list(draft.marked),
        "missing": [{"item": gap.item, "field": gap.field, "by_hand": gap.by_hand} for gap in draft.gaps],
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry that was written."""
    header = entry.header
    return {
        "device": header.device,
        "seq": header.seq,
        "hash": entry.hash,
        "kind": header.kind.value,
        "role": header.role,
        "text": "" if entry.body is None else entry.body.text,
    }


def changed_json(before: Sequence[Clock], after: Sequence[Clock], now: datetime, zone: str) -> list[dict[str, Any]]:
    """The clocks an entry moved, as they stand after it."""
    old = {clock.name: clock for clock in before}
    return [clock_json(clock, now, zone) for clock in after if moved_by(old.get(clock.name), clock)]


def moved_by(old: Clock | None, clock: Clock) -> bool:
    """Whether a clock stands otherwise than before."""
    return old is None or (old.state, old.due, old.sent, old.why) != (
        clock.state,
        clock.due,
        clock.sent,
        clock.why,
    )


def at_json(at: datetime | Unknown, zone: str) -> str | None:
    """A moment in a zone, with its offset; None: not known."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds") if isinstance(at, datetime) else None
