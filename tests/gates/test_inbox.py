from __future__ import annotations

from codedark.gates.inbox import Inbox


def test_messages_are_taken_in_the_order_they_came_and_once() -> None:
    inbox = Inbox()
    assert inbox.put(b"a") and inbox.put(b"b")
    assert inbox.take() == [b"a", b"b"] and inbox.take() == []


def test_a_full_inbox_drops_and_counts() -> None:
    inbox = Inbox(2)
    assert [inbox.put(b"x") for _ in range(5)] == [True, True, False, False, False]
    assert inbox.full and inbox.dropped_count == 3
    inbox.take()
    assert not inbox.full and inbox.put(b"y")
