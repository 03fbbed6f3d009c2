"""Pieces: measured parts of a slide that know their height, can be split over pages, and draw themselves into a box."""

from __future__ import annotations

from typing import Protocol

from decks.layout.items import Box, Item


class Piece(Protocol):
    """A part of a slide, measured for one width.

    ``height`` is what it needs, ``most`` what it may grow to when the page has room; both in points.
    """

    @property
    def height(self) -> float:
        """The least height it needs."""
        ...

    @property
    def most(self) -> float:
        """The height beyond which more room does not help."""
        ...

    def place(self, box: Box) -> tuple[Item, ...]:
        """Its items inside ``box``, which is at least ``height`` high."""
        ...

    def split(self, room: float, page: float) -> tuple[Piece | None, Piece | None]:
        """What fits into ``room`` points and what is left; ``page`` is the height of a whole empty body.

        Something that even an empty page cannot hold comes back as text, which can always be split.
        """
        ...
