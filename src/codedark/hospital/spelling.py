"""Did you mean? The nearest known name to one nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

_SEARCHES = 200
_CROWD = 3000
_READ = 60


class Spelling:
    """Names that exist, and the nearest of them to a name that does not.

    A search costs about a microsecond per known name, so one `Spelling` gives up after 200 searches: a folder with
    ten thousand wrong names gets its faults, the first 200 with a suggestion.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._left = _SEARCHES

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Made when first asked: most folders have nothing misspelt."""
        return {name.casefold(): name for name in self._known}

    def nearest(self, name: str) -> str | None:
        """The known name most like this one, or None when none is near.

        >>> Spelling(["office", "lab"]).nearest("ofice")
        'office'
        """
        if (same := self._folded.get(name.casefold())) is not None:
            return same
        if self._left <= 0 or len(name) > 200:
            return None
        self._left -= 1
        cutoff = 0.7 if len(name) > 3 else 0.5  # one letter of two is half the name
        found = get_close_matches(name.casefold(), self._crowd(name.casefold()), n=1, cutoff=cutoff)
        return self._folded[found[0]] if found else None

    def _crowd(self, name: str) -> list[str]:
        if len(self._folded) <= _CROWD:
            return list(self._folded)
        near = [k for k in self._folded if k[:2] == name[:2] and abs(len(k) - len(name)) <= 2]
        return near[:_CROWD]

    def fix(self, name: str, otherwise: str) -> str:
        """The fix to print: `did you mean 'office'?`, or what else to do.

        >>> Spelling(["office"]).fix("pump", "add it to zones.csv")
        'add it to zones.csv'
        """
        return did_you_mean(self.nearest(name), otherwise)


def did_you_mean(near: str | None, otherwise: str) -> str:
    """A fix that names the nearest name; what else to do follows when it is short enough to be read."""
    if near is None:
        return otherwise
    return f"did you mean '{near}'?" + (f" Otherwise {otherwise}" if len(otherwise) <= _READ else "")
