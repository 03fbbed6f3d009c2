"""Writes ``advance_table.py`` from font files: ``python -m decks.layout.build_advances FAMILY=REGULAR,BOLD …``.

Needs fonttools, which the product itself does not. The families are those whose widths equal the fonts a deck names:
Carlito for Calibri, Liberation Sans for Arial; and DejaVu Sans as WIDE, for fonts not known: few are wider.
"""

from __future__ import annotations

import sys
from pathlib import Path

FIRST, LAST = 0x20, 0x17F
SIGNS = "‐–—‘’“”„†‡•…‰‹›€™←↑→↓−≈≠≤≥"
LINE = 24


def _advances(file: str) -> list[int]:
    from fontTools.ttLib import TTFont

    font = TTFont(file, lazy=True)
    widths, names, em = font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
    codes = [*range(FIRST, LAST + 1), *map(ord, SIGNS)]
    return [round(widths[names[code]][0] * 1000 / em) if code in names else 0 for code in codes]


def _rows(values: list[int]) -> list[str]:
    lines = [values[start : start + LINE] for start in range(0, len(values), LINE)]
    return [f'    "{" ".join(map(str, line))} "' for line in lines]


def main(arguments: list[str]) -> None:
    """Measure the named fonts and write the table beside this module."""
    out = ['"""Advances of Latin letters and signs in thousandths of an em, 0 where the font lacks them.', ""]
    out += ["Written by build_advances.py; do not edit.", '"""', ""]
    out += [f"FIRST, LAST = {FIRST:#x}, {LAST:#x}", f'SIGNS = "{SIGNS}"', ""]
    for argument in arguments:
        family, files = argument.split("=")
        for weight, file in zip(("REGULAR", "BOLD"), files.split(","), strict=True):
            out += [f"{family.upper()}_{weight} = (", *_rows(_advances(file)), ")"]
    (Path(__file__).parent / "advance_table.py").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
