"""Export onto a deck that was edited by hand: a merge of what was exported, what stands there, and the new export.

What was exported is known from the deck's own memory (``memory``); the result starts from the edited file, so that
added slides, pictures, comments and animations stay, and takes in what changed in the preparation.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from decks.pptx.container import OLE, Container, open_container
from decks.pptx.update.aligning import texts_of
from decks.pptx.update.deciding import Choice
from decks.pptx.update.memory import DamagedMemory, Memory, NewerMemory, is_memory, mark_of_rest, read_memory
from decks.pptx.update.parcel import Unreadable
from decks.pptx.update.report import Conflict, Kept
from prep.errors import InputError, common_error

__all__ = ["Choice", "Conflict", "Kept", "Standing", "Updated", "standing", "update_deck"]

SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
CREATION = re.compile(rb"creationId\b[^>]*?\bval=[\"'](\d{1,10})[\"']")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAME_TEXTS = 0.6
"""A retitled preparation still says most of what it said; two preparations share labels and little else."""


class Updated(Struct, frozen=True):
    """The merged file; ``updated`` counts the slides into which something new came.

    ``look_at``: the numbers in the result of slides where edits by hand and new content stand together.
    """

    data: bytes
    kept: tuple[Kept, ...]
    conflicts: tuple[Conflict, ...]
    updated: int
    look_at: tuple[int, ...]


class Standing(Enum):
    """What the file in the place of a new export is; FORGOTTEN: ours by its marks, but its memory was taken out."""

    NOT_OURS = "not ours"
    FORGOTTEN = "forgotten"
    OTHER_DECK = "other deck"
    OTHER_TEMPLATE = "other template"
    UNTOUCHED = "untouched"
    EDITED = "edited"


class Ours(Struct, frozen=True, eq=False):
    """A deck of ours: its parts, its memory and the part that holds it."""

    container: Container
    memory: Memory
    part: str


def standing(before: bytes, fresh: bytes) -> Standing:
    """What ``before`` is beside the plain export ``fresh``; UNTOUCHED is any deck of ours as it was exported.

    InputError when it is a deck of ours that cannot be compared: encrypted, written by a later version, damaged.
    """
    found = _ours(before)
    new = _memory(fresh)
    if found is None:
        return Standing.FORGOTTEN if _marked(before, new) else Standing.NOT_OURS
    if _untouched(before, found):
        return Standing.UNTOUCHED
    if not _same_deck(found.memory, new):
        return Standing.OTHER_DECK
    if found.memory.template != new.template:
        return Standing.OTHER_TEMPLATE
    return Standing.EDITED


def update_deck(fresh: bytes, before: bytes, choices: Mapping[str, Choice]) -> Updated:
    """Merge the new export ``fresh`` into ``before``, a deck of ours; untouched, it is ``fresh`` byte for byte.

    A conflict without a choice keeps the hand's side and is reported again at the next export; ``Choice.HAND`` keeps
    it for good, ``Choice.PREPARATION`` takes the new. The same three give the same bytes. InputError as ``standing``;
    ValueError when ``before`` is no deck of ours.
    """
    from decks.pptx.update.whole import merge_decks

    found, new = _ours(before), _ours(fresh)
    if found is None or new is None:
        raise ValueError("only a deck of ours can be updated")
    if _untouched(before, found):
        pages = {one.key: one.shapes for one in found.memory.slides}
        changed = sum(pages.get(one.key) != one.shapes for one in new.memory.slides)
        return Updated(fresh, (), (), changed, ())
    try:
        merged = merge_decks(found.container, found.memory, found.part, new.container, new.memory, choices)
    except Unreadable as error:
        raise _refused("damaged") from error
    return Updated(merged.data, merged.kept, merged.conflicts, merged.updated, merged.look_at)


def _refused(reason: str) -> InputError:
    return InputError(common_error(f"deck_{reason}"))


def _ours(data: bytes) -> Ours | None:
    """A deck with a memory; None: a file of another kind, or one that was never ours."""
    if data.startswith(OLE) and ENCRYPTED in data:
        raise _refused("encrypted")
    try:
        container = open_container(data, "")
    except InputError:
        return None
    try:
        for part in sorted(container.parts):  # programs relate it to the presentation or to the whole package
            if part.endswith(".xml") and is_memory(container.parts[part]):
                return Ours(container, read_memory(container.parts[part]), part)
    except NewerMemory as error:
        raise _refused("newer") from error
    except DamagedMemory as error:
        raise _refused("damaged") from error
    return None


def _marked(data: bytes, new: Memory) -> bool:
    """Whether a file without memory has a slide that is marked as one of the new export's pages."""
    try:
        container = open_container(data, "")
    except InputError:
        return False
    pages = {slide.creation for slide in new.slides}
    slides = (blob for name, blob in container.parts.items() if SLIDE.fullmatch(name))
    return any(int(mark) in pages for blob in slides for mark in CREATION.findall(blob))


def _memory(fresh: bytes) -> Memory:
    found = _ours(fresh)
    if found is None:
        raise ValueError("a new export carries its memory")
    return found.memory


def _untouched(data: bytes, found: Ours) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return bool(found.memory.rest) and mark_of_rest(archive.infolist(), found.part) == found.memory.rest


def _same_deck(base: Memory, new: Memory) -> bool:
    """Whether two exports are of one preparation: by title, or by most of what they say."""
    if (base.kind, base.language) != (new.kind, new.language):
        return False
    if base.title == new.title:
        return True
    old, now = ({mark for slide in one.slides for mark in texts_of(slide)} for one in (base, new))
    return len(old & now) >= SAME_TEXTS * min(len(old), len(now)) > 0
