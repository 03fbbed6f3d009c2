"""What a shape says, where it stands and how it looks, each as a short mark that tells equal from changed.

The marks are the same whether they are taken from what the export just wrote or from a file that PowerPoint saved:
runs of one look count as one run, language and spelling marks as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from decks.pptx.update.canon import digest

Place = tuple[int, int, int, int, int]
"""Left, top, width and height in EMU, and how the shape is turned: 60,000ths of a degree, with TURNED for each flip."""
TURNED = 100_000_000
NEAR = 1000
"""EMU: what a program may round a place by when it saves, less than a tenth of a millimetre."""
NUMBER = "\x05"
"""Stands for the number of the slide, which is no text of its own."""
PAGES = re.compile(r"(?<![A-Za-z0-9\[.,])\d+(?:–\d+)?$")
"""What a link to a slide ends with: its number, or the first and the last of several."""
COUNT = re.compile(f"(?<={NUMBER}) / \\d+$")


class Para(Struct, frozen=True):
    """A paragraph: how it looks, and its runs: look, text with NUMBER for slides' numbers, text as it is shown.

    "\\v" is a line break.
    """

    look: str
    runs: tuple[tuple[str, str, str], ...]

    @property
    def text(self) -> str:
        """Its words; the numbers of slides and their count are none of them."""
        found = "".join([text for _, text, _ in self.runs])
        return COUNT.sub(" / #", found) if NUMBER in found else found

    @property
    def words(self) -> str:
        """Its words as a reader sees them."""
        return "".join([shown for _, _, shown in self.runs])


Body = tuple[Para, ...]


class Seen(Struct, frozen=True):
    """A shape as read: ``frames`` are its own look and those of its cells; ``cells`` its text, one unless a table.

    ``place`` None: it follows the layout. ``said``: what stands for the text of a chart, the mark of its data.
    """

    kind: str
    place: Place | None
    frames: tuple[str, ...]
    alt: str
    cells: tuple[tuple[Body, ...], ...] = ()
    columns: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    said: str = ""


class Print(Struct, frozen=True, array_like=True, gc=False):
    """The marks of a shape.

    ``text``: by row and cell, for a text box one row with a mark for each paragraph; ``look``: the mark of the whole
    look, then each look that occurs in it; ``links``: a mark for each place its links lead to.
    """

    kind: str
    place: Place | None
    text: tuple[tuple[str, ...], ...]
    look: tuple[str, ...]
    alt: str = ""
    columns: tuple[int, ...] = ()
    links: tuple[str, ...] = ()


def print_of(seen: Seen) -> Print:
    """The marks of a shape as read."""
    if seen.kind == "chart":
        text: tuple[tuple[str, ...], ...] = ((seen.said,),)
    elif seen.kind == "table":
        text = tuple(tuple(digest("\n".join([para.text for para in body])) for body in row) for row in seen.cells)
    else:
        text = tuple(tuple(digest(para.text) for para in body) for row in seen.cells for body in row)
    return Print(
        seen.kind,
        seen.place,
        text,
        _look(seen),
        digest(seen.alt) if seen.alt else "",
        seen.columns,
        link_marks(seen.links),
    )


def without_pages(text: str) -> str:
    """The words of a link to a slide without the number it ends with, which follows the slides."""
    return PAGES.sub(NUMBER, text)


def link_marks(links: Iterable[str]) -> tuple[str, ...]:
    """A mark for each place that links lead to; those that lead nowhere have none."""
    return tuple(sorted({digest(one) for one in links if one}))


def words(body: Body) -> str:
    """The paragraphs of a text as lines."""
    return "\n".join([para.words for para in body])


def _look(seen: Seen) -> tuple[str, ...]:
    whole, parts = list(seen.frames), set(seen.frames)
    for row in seen.cells:
        for body in row:
            for para in body:
                whole.append(para.look)
                parts.add(para.look)
                counted = any(NUMBER in text for _, text, _ in para.runs)
                for look, length in spans(para.runs):
                    whole.append(look if counted else f"{look}{length}")
                    parts.add(look)
            whole.append("|")
    parts.discard("")
    return (digest(" ".join(whole)), *sorted(parts))


def spans(runs: Iterable[tuple[str, str, str]]) -> list[tuple[str, int]]:
    """The looks of a paragraph one after another, each with how many characters it holds."""
    found: list[tuple[str, int]] = []
    for look, text, _ in runs:
        length = len(text)
        if not length or text == "\v":
            continue
        if found and found[-1][0] == look:
            found[-1] = (look, found[-1][1] + length)
        else:
            found.append((look, length))
    return found


def same_place(one: Print, other: Print) -> bool:
    """Whether two shapes stand at the same place; the height of a table is that of its text, not a choice."""
    if one.place is None or other.place is None:
        return one.place == other.place
    measures = 3 if one.kind == "table" else 4
    return one.place[4] == other.place[4] and all(
        abs(a - b) <= NEAR for a, b in zip(one.place[:measures], other.place[:measures], strict=True)
    )


def same_look(one: Print, other: Print) -> bool:
    """Whether ``other`` looks like ``one``; with another text, whether it shows no look that ``one`` does not."""
    if one.columns and len(one.columns) == len(other.columns) and not _near(one.columns, other.columns):
        return False
    if one.text == other.text:
        return one.look[:1] == other.look[:1]
    return set(other.look[1:]) <= set(one.look[1:])


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))
