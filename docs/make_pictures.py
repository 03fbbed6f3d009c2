"""Makes the pictures of README and guides: the app in both languages as SVG, page one of both sample decks as PNG.

Run it with the project's Python: ``python docs/make_pictures.py``; with ``app`` behind it only the pictures of the app
are made. The slides need LibreOffice and poppler-utils.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len

from prep.words import LANGUAGES, Lang

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import NemawashiApp

IMAGES = Path(__file__).parent / "images"
SAMPLES = Path(__file__).parent.parent / "prep" / "words" / "samples"
SIZE = (120, 36)
CELL = 12.2  # the width of one cell in the SVG
FONT_SIZE = 20
FONT = 'Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK JP", "BIZ UDGothic", "MS Gothic", monospace'

Shot = Literal["app", "people-map", "mining", "preview"]

WAYS: dict[Shot, tuple[str, ...]] = {
    "app": ("f6", "f5", "f7", "tab"),
    "people-map": ("f6", "ctrl+o", "down", "enter", "down", "right"),
    "mining": ("f6", "f7", "enter", "tab", "tab", "tab", "tab", "ctrl+o", *["right"] * 12, "enter"),
    "preview": ("ctrl+g", "8", "enter", "enter"),
}
"""The keys that lead from the first step of the sample to each picture."""


async def picture_of_app(shot: Shot, language: Lang, home: Path) -> str:
    """One screen of the sample as SVG, without a font from elsewhere."""
    from prep.library.tiny import open_library
    from tui.actions.importing import import_files
    from tui.app import NemawashiApp

    library = open_library(home)
    imported = import_files(library, [SAMPLES / f"case-{language}.json"])
    app = NemawashiApp(library, language, home, imported[0].preparation_ids[0])
    async with app.run_test(size=SIZE) as pilot:
        for key in WAYS[shot]:
            await at_rest(app, pilot)
            await pilot.press(key)
        await at_rest(app, pilot)
        svg = app.export_screenshot(title="nemawashi")
    return spaced(re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL))


async def at_rest(app: NemawashiApp, pilot: Pilot[None]) -> None:
    """Wait until the app has answered, and drawn what is made beside the screen."""
    await pilot.pause(0.3)
    while not app.turns.resting:
        await pilot.pause(0.05)


def spaced(svg: str) -> str:
    """The picture with a place for each run of signs: wide ones take two cells, and columns meet, in every browser."""
    plain = svg.replace("font-variant-east-asian: full-width;", "")
    plain = plain.replace("font-family: Fira Code, monospace;", f"font-family: {FONT};")
    lined = set(re.findall(r"\.(\S+) \{[^}]*underline", plain))

    def placed(found: re.Match[str]) -> str:
        return runs(found[1], found[2], lined) or found[0]

    return re.sub(r"<text ([^>]*)>([^<]*)</text>", placed, plain)


def runs(attributes: str, escaped: str, lined: set[str]) -> str:
    """One run of Rich's as text elements of signs of one width; "" for what has no place, as the title.

    Blanks are left out, but for those in the styles that are ``lined``.
    """
    place = re.search(r'class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength', attributes)
    if place is None:
        return ""
    style, at, line = place[1], float(place[2]), place[3]
    made = []
    for width, signs in groupby(unescape(escaped), key=lambda sign: 0 if sign == "\xa0" else cell_len(sign)):
        text = "".join(signs)
        length = max(width, 1) * len(text) * CELL
        if width or style in lined:
            apart = f' letter-spacing="{2 * CELL - FONT_SIZE:.1f}"' if width > 1 else ""
            where = f'class="{style}" x="{at:.1f}" y="{line}" textLength="{length:.1f}"{apart}'
            made.append(f"<text {where}>{escape(text)}</text>")
        at += length
    return "".join(made)


def picture_of_slide(language: Lang, folder: Path) -> bytes:
    """Page one of the sample's pre-read, as PNG."""
    from tui.cli.run import run

    deck = folder / f"{language}.pptx"
    if run(["deck", str(SAMPLES / f"case-{language}.json"), "-o", str(deck)]) != 0:
        raise SystemExit("the deck was not written")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(deck)]
    subprocess.run(office, check=True, capture_output=True)
    paper = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", str(deck.with_suffix(".pdf"))]
    subprocess.run([*paper, str(folder / language)], check=True)
    return (folder / f"{language}.png").read_bytes()


def main() -> int:
    """Write the pictures and name them, in colour whatever the terminal is."""
    os.environ.pop("NO_COLOR", None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    IMAGES.mkdir(exist_ok=True)
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            for shot in WAYS:
                svg = asyncio.run(picture_of_app(shot, language, Path(folder) / shot))
                (IMAGES / f"{shot}-{language}.svg").write_text(svg, encoding="utf-8")
                sys.stdout.write(f"docs/images/{shot}-{language}.svg\n")
            if sys.argv[1:] != ["app"]:
                (IMAGES / f"slide-{language}.png").write_bytes(picture_of_slide(language, Path(folder)))
                sys.stdout.write(f"docs/images/slide-{language}.png\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
