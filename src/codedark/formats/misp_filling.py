"""A MISP event while it is filled: what stands in it, and which accounts it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from codedark.formats.export_told import Item, Telling, said_of
from codedark.formats.misp_objects import Misp, attribute, filled


@dataclass(slots=True)
class Event:
    """An event while it is filled: what has been told, by which accounts."""

    telling: Telling
    items: tuple[Item, ...]
    objects: list[Misp] = field(default_factory=list)
    attributes: list[Misp] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    coded: set[str] = field(default_factory=set)
    """Accounts that have a field of their own."""
    worded: set[str] = field(default_factory=set)
    """Accounts whose words are in a description."""

    @property
    def own(self) -> str:
        """The incident's id."""
        return self.telling.about.incident

    @property
    def zone(self) -> str:
        """Name of the time zone of local times."""
        return self.telling.about.timezone

    def lead(self, name: str) -> Item | None:
        """The leading account of a field about the hospital as a whole."""
        leads = (i for i in self.items if i.leads and i.assertion.field == name and not i.assertion.about)
        return next(leads, None)

    def fill(self, name: str, told: Sequence[tuple[str, str]], comment: str = "") -> None:
        """Add an object of a template."""
        self.objects.append(filled(self.own, self.telling.about.opened_at, name, told, comment))

    def said(self, items: Sequence[Item]) -> str:
        """Accounts in words, a line each."""
        return "\n".join(said_of(item, self.zone) for item in items)

    def comment(self, text: str) -> None:
        """Add a comment."""
        made = attribute(self.own, self.telling.about.opened_at, "comment", "Other", text)
        self.attributes.append(made)
