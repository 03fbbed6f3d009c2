"""A look at one preparation among thousands: what a search needs, and nothing is repaired on the way."""

from __future__ import annotations

from prep.errors import Damaged, common_error
from prep.library.protocol import Glimpse, Worth
from prep.library.seal import UnsoundError
from prep.library.shelf import Shelf
from prep.library.tables import Stored


def glance(shelf: Shelf[Stored], preparation_id: str, worth: Worth) -> Glimpse | None:
    """See ``Library.glance``."""
    path, data = shelf.path(preparation_id), shelf.raw(preparation_id)
    if path is None or data is None or not worth(data):
        return None
    try:
        stored = shelf.decode(data, preparation_id, shelf.name(path))
    except UnsoundError:
        raise Damaged(common_error("damaged_in_place", file=shelf.name(path))) from None
    return Glimpse(stored.preparation, stored.meta.organisation_id)
