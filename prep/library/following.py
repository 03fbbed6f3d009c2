"""The other preparations that a dossier shows: those it follows, and those whose lessons it carries."""

from __future__ import annotations

from prep.errors import LibraryError
from prep.library.shelf import Shelf
from prep.library.tables import Stored
from prep.model.dossier import named_elsewhere


def followed(shelf: Shelf[Stored], first: Stored) -> list[Stored]:
    """The preparation and those it follows; it ends where one is unknown, unreadable or was already met."""
    chain, met = [first], {first.preparation.id}
    while (follows := chain[-1].preparation.follows) is not None and follows not in met:
        met.add(follows)  # what was asked for and not what came: this must end whatever lies in the files
        try:
            found = shelf.read(follows)
        except LibraryError:
            break
        if found is None:
            break
        chain.append(found.item)
    return chain


def carried_from(shelf: Shelf[Stored], chain: list[Stored]) -> list[Stored]:
    """The preparations outside the chain whose lessons it carries, as far as they can be read."""
    found = []
    for preparation_id in named_elsewhere([stored.preparation for stored in chain]):
        try:
            other = shelf.read(preparation_id)
        except LibraryError:
            continue
        if other is not None:
            found.append(other.item)
    return found
