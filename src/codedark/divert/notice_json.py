"""A notice, and a whole book of them, as JSON and back: what is sent beside the telephone call, and what is kept.

Keys are the names of the records' fields; moments are ISO 8601 with their offset; null is "not told".
"""

from __future__ import annotations

from typing import Any

from codedark.divert.notices import Notice, NoticeBook


def notice_as_json(notice: Notice, book: NoticeBook | None = None) -> dict[str, Any]:
    """One notice as a plain object; with the book also `ended_by`, `acknowledged` and `unacknowledged`."""
    told: dict[str, Any] = _plain(notice)
    if book is not None:
        ended = book.ended_by(notice.number)
        told["ended_by"] = None if ended is None else ended.number
        told["acknowledged"] = [_plain(one) for one in book.acknowledged if one.number == notice.number]
        told["unacknowledged"] = list(book.unacknowledged(notice.number))
    return told


def _plain(record: object) -> Any:
    """As it comes back from JSON: texts, numbers, lists and objects alone."""
    import msgspec

    return msgspec.json.decode(msgspec.json.encode(record))


def book_as_json(book: NoticeBook) -> bytes:
    """A book as JSON; the same book gives the same bytes.

    >>> book_from_json(book_as_json(NoticeBook())) == NoticeBook()
    True
    """
    import msgspec

    return msgspec.json.encode(book)


def book_from_json(raw: bytes) -> NoticeBook:
    """The book that was kept.

    Raises:
        ValueError: it is no book of notices; the message says where, as `$.notices[0].issued_at`.
    """
    import msgspec

    try:
        book = msgspec.json.decode(raw, type=NoticeBook)
    except msgspec.DecodeError as wrong:
        raise ValueError(f"no book of notices: {wrong}") from None
    odd = [one.number for one in book.notices]
    if odd != list(range(1, len(odd) + 1)):
        raise ValueError(f"no book of notices: numbers are {odd}, and must count up from 1 without gaps")
    late = [one.number for one in book.notices if one.replaces is not None and not 1 <= one.replaces < one.number]
    if late:
        raise ValueError(f"no book of notices: {late} end notices that do not stand before them")
    return book
