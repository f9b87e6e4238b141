"""What listeners took and nobody has read yet: bounded, so that a sender cannot fill our memory."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, Full, Queue

MESSAGES_MAX = 10_000


class Inbox:
    """Messages of one listener, oldest first. Listeners put from their threads, the watch takes from its own."""

    def __init__(self, messages_max: int = MESSAGES_MAX) -> None:
        self._queue: Queue[bytes] = Queue(messages_max)
        self.dropped_count = 0
        """Messages there was no room for."""

    @property
    def full(self) -> bool:
        """Whether the next message would be dropped."""
        return self._queue.full()

    def put(self, message: bytes) -> bool:
        """Keep a message; False: there is no room, and it is counted as dropped."""
        try:
            self._queue.put_nowait(message)
        except Full:
            self.dropped_count += 1
            return False
        return True

    def take(self) -> list[bytes]:
        """Everything that waits.

        >>> inbox = Inbox(1)
        >>> inbox.put(b"a"), inbox.put(b"b"), inbox.take(), inbox.dropped_count
        (True, False, [b'a'], 1)
        """
        taken: list[bytes] = []
        while len(taken) < MESSAGES_MAX:
            try:
                taken.append(self._queue.get_nowait())
            except Empty:
                break
        return taken


Record = Callable[[str], None]
"""Told in words whatever a listener refuses; called from the listener's threads."""
