"""The colours of a picture that lies behind text, seen from afar: a coarse grid of them."""

from __future__ import annotations

import io
import warnings

from lxml import etree
from msgspec import Struct

from decks.layout.items import Box
from decks.pptx.colours import RGB, luminance, mixed
from decks.pptx.container import A, Container, R

GRID = (32, 18)
MOST_PIXELS = 80_000_000
RECOLOURED = ("duotone", "lum", "clrChange", "clrRepl", "biLevel", "grayscl", "hsl", "tint")
"""Changes of a picture's colours after which its pixels say nothing."""


class Picture(Struct, frozen=True):
    """A picture over ``box``, each cell of the grid with its opacity; ``tiled``: its cells may be anywhere."""

    box: Box
    rows: tuple[tuple[tuple[RGB, float], ...], ...]
    tiled: bool

    def within(self, box: Box, below: RGB) -> tuple[RGB, ...]:
        """The darkest and the lightest colour inside ``box``, the picture lying on ``below``."""
        high, wide = len(self.rows), len(self.rows[0])
        top, bottom = _span(box.y - self.box.y, box.h, self.box.h, high)
        left, right = _span(box.x - self.box.x, box.w, self.box.w, wide)
        rows = self.rows if self.tiled else tuple(row[left:right] for row in self.rows[top:bottom])
        colours = sorted((mixed(below, colour, opacity) for row in rows for colour, opacity in row), key=luminance)
        return (colours[0], colours[-1])


def _span(start: float, long: float, whole: float, cells: int) -> tuple[int, int]:
    """The first cell that ``long`` points from ``start`` touch, and the one after the last."""
    step = (whole or 1.0) / cells
    first = min(cells - 1, max(0, int(start / step)))
    return first, max(first + 1, min(cells, int((start + long) / step) + 1))


def picture_of(
    fill: etree._Element | None, box: Box, container: Container, part: str, read: dict[str, Picture | None]
) -> Picture | None:
    """The picture of a ``blipFill`` over ``box``; None when its colours cannot be told: drawings, changed colours."""
    blip = fill.find(f"{A}blip") if fill is not None else None
    if fill is None or blip is None or any(str(one.tag).rpartition("}")[2] in RECOLOURED for one in blip):
        return None
    wanted = blip.get(f"{R}embed")
    name = next((one.target for one in container.relations(part) if one.id == wanted and not one.external), "")
    cut = fill.find(f"{A}srcRect")
    shares = tuple(int(cut.get(side) or 0) / 100_000 if cut is not None else 0.0 for side in "ltrb")
    faint = blip.find(f"{A}alphaModFix")
    opacity = int(faint.get("amt") or 100_000) / 100_000 if faint is not None else 1.0
    key = f"{name} {shares} {opacity}"
    if key not in read:
        read[key] = _read(container.parts.get(name, b""), shares, opacity)
    found = read[key]
    return None if found is None else Picture(box, found.rows, fill.find(f"{A}tile") is not None)


def _read(data: bytes, cut: tuple[float, ...], opacity: float) -> Picture | None:
    from PIL import Image  # comes with python-pptx; only a template with such a picture needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(data))
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.draft("RGB", (GRID[0] * 8, GRID[1] * 8))
            wide, high = opened.size
            left, top, right, bottom = cut
            image = opened.convert("RGBA").crop(
                (round(left * wide), round(top * high), round((1 - right) * wide), round((1 - bottom) * high))
            )
            small = image.resize(GRID, Image.Resampling.BOX).tobytes()
    except Exception:  # noqa: BLE001  each kind of picture fails in its own way, and none may end an export
        return None
    cells = [small[at : at + 4] for at in range(0, len(small), 4)]
    seen = [((one[0] / 255, one[1] / 255, one[2] / 255), one[3] / 255 * opacity) for one in cells]
    rows = tuple(tuple(seen[at : at + GRID[0]]) for at in range(0, len(seen), GRID[0]))
    return Picture(Box(0, 0, 0, 0), rows, False)
