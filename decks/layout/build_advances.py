"""Writes ``advances.json`` from font files: ``python -m decks.layout.build_advances FOLDER…``.

Needs fonttools, which the product itself does not. The folders hold, anywhere below them, the free fonts named in
``SOURCES``: those whose widths equal the fonts that templates name (Carlito for Calibri, Caladea for Cambria, Gelasio
for Georgia, the Liberation fonts, URW's for Century Gothic, Palatino, Century Schoolbook and Bookman) or that are
themselves what a template names. In Debian they are the packages fonts-crosextra-carlito, fonts-crosextra-caladea,
fonts-liberation, fonts-dejavu-core, fonts-dejavu-extra, fonts-open-sans, fonts-roboto-unhinted, fonts-lato,
fonts-inter, fonts-urw-base35, fonts-noto-cjk, fonts-ipaexfont-gothic and fonts-morisawa-bizud-gothic; Gelasio,
Montserrat, Source Sans 3, Noto Sans and Poppins are the @fontsource packages (latin and latin-ext, 400 and 700, .woff).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

FIRST, LAST = 0x20, 0x17F
SIGNS = "‐–—‘’“”„†‡•…‰‹›€™←↑→↓−≈≠≤≥"
Weights = tuple[str, str]

SOURCES: dict[str, Weights] = {
    "Calibri": ("Carlito-Regular.ttf", "Carlito-Bold.ttf"),
    "Cambria": ("Caladea-Regular.ttf", "Caladea-Bold.ttf"),
    "Arial": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "Arial Narrow": ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf"),
    "Times New Roman": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    "Courier New": ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"),
    "Georgia": (
        "gelasio-latin-400-normal.woff gelasio-latin-ext-400-normal.woff",
        "gelasio-latin-700-normal.woff gelasio-latin-ext-700-normal.woff",
    ),
    "Wide": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "Wide Serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    "Verdana": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "Open Sans": ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf"),
    "Roboto": ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
    "Lato": ("Lato-Regular.ttf", "Lato-Bold.ttf"),
    "Inter": ("Inter-Regular.otf", "Inter-Bold.otf"),
    "Montserrat": (
        "montserrat-latin-400-normal.woff montserrat-latin-ext-400-normal.woff",
        "montserrat-latin-700-normal.woff montserrat-latin-ext-700-normal.woff",
    ),
    "Poppins": (
        "poppins-latin-400-normal.woff poppins-latin-ext-400-normal.woff",
        "poppins-latin-700-normal.woff poppins-latin-ext-700-normal.woff",
    ),
    "Source Sans": (
        "source-sans-3-latin-400-normal.woff source-sans-3-latin-ext-400-normal.woff",
        "source-sans-3-latin-700-normal.woff source-sans-3-latin-ext-700-normal.woff",
    ),
    "Noto Sans": (
        "noto-sans-latin-400-normal.woff noto-sans-latin-ext-400-normal.woff",
        "noto-sans-latin-700-normal.woff noto-sans-latin-ext-700-normal.woff",
    ),
    "Century Gothic": ("URWGothic-Book.otf", "URWGothic-Demi.otf"),
    "Palatino": ("P052-Roman.otf", "P052-Bold.otf"),
    "Century Schoolbook": ("C059-Roman.otf", "C059-Bold.otf"),
    "Bookman": ("URWBookman-Light.otf", "URWBookman-Demi.otf"),
    "Noto Sans CJK": ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    "IPAex": ("ipaexg.ttf", "ipaexg.ttf"),
    "BIZ UDP": ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf"),
    "Half Width": ("BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf"),
}
"""A family, and the files of its regular and its bold weight; several files of one weight complete each other."""

WIDER: dict[str, tuple[dict[int, str], dict[int, str]]] = {
    "Verdana": (
        {
            274: "i",
            344: "j",
            352: " ",
            364: ",.",
            421: "I",
            427: "r",
            454: "()-/:;[\\]|",
            455: "J",
            545: "?",
            592: "k",
            636: "*_`",
            684: "S",
            693: "K",
            1076: "%",
        },
        {
            332: "'",
            403: "j",
            480: "-",
            543: "()[]|",
            546: "I",
            555: "J",
            587: '"',
            597: "z",
            617: "?",
            669: "x",
            689: "/\\",
            711: "$*0123456789_`",
            737: "Y",
            782: "R",
            847: "N",
            867: "#+<=>^~",
            979: "w",
            1058: "m",
            1128: "W",
            1272: "%",
        },
    )
}
"""Characters in which a family, by its published widths, is wider than the free font that stands for it."""


def _measured(files: str, folders: list[Path]) -> dict[str, int]:
    from fontTools.ttLib import TTFont

    found: dict[str, int] = {}
    for name in files.split():
        path = next(path for folder in folders for path in sorted(folder.rglob(name)))
        font = TTFont(path, lazy=True, fontNumber=0)
        widths, names, em = font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
        for character in (*map(chr, range(FIRST, LAST + 1)), *SIGNS):
            if (glyph := names.get(ord(character))) is not None:
                found.setdefault(character, round(widths[glyph][0] * 1000 / em))
    return found


def _table(widths: dict[str, int], wider: dict[int, str]) -> dict[str, str]:
    """The characters of each width; an accented letter only where it is wider or narrower than its base letter.

    Width 0 holds the accented letters that the font lacks.
    """
    for width, characters in wider.items():
        widths |= {character: max(width, widths[character]) for character in characters}
    rows: dict[int, str] = {}
    for code in (*range(FIRST, LAST + 1), *map(ord, SIGNS)):
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0] if code <= LAST else character
        width = widths.get(character, 0)
        if width != (widths.get(base, 0) if base != character else 0):
            rows[width] = rows.get(width, "") + character
    return {str(width): rows[width] for width in sorted(rows)}


def main(arguments: list[str]) -> None:
    """Measure the fonts below the named folders and write the table beside this module."""
    folders = [Path(argument) for argument in arguments]
    found = {}
    for family, weights in SOURCES.items():
        wider = WIDER.get(family, ({}, {}))
        found[family] = [_table(_measured(files, folders), more) for files, more in zip(weights, wider, strict=True)]
    lines = ",\n".join(f" {json.dumps(family)}: {_shown(tables)}" for family, tables in found.items())
    (Path(__file__).parent / "advances.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _shown(tables: list[dict[str, str]]) -> str:
    """JSON in which every character that cannot be seen is an escape."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u00a0", "\\u00a0").replace("\u00ad", "\\u00ad")


if __name__ == "__main__":
    main(sys.argv[1:])
