"""Makes the pictures of the README: the app in both languages as SVG, page one of both sample decks as PNG.

Run it with the project's Python: ``python docs/make_pictures.py``. The slides need LibreOffice and poppler-utils.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from prep.words import LANGUAGES, Lang

IMAGES = Path(__file__).parent / "images"
SAMPLES = Path(__file__).parent.parent / "prep" / "words" / "samples"
SIZE = (120, 36)
STEP = 4  # objections: acknowledge, explore, respond


async def picture_of_app(language: Lang, home: Path) -> str:
    """The screen of the sample's objections, as SVG without a font from elsewhere."""
    from prep.library.tiny import open_library
    from tui.actions.importing import import_files
    from tui.app import NemawashiApp

    library = open_library(home)
    imported = import_files(library, [SAMPLES / f"case-{language}.json"])
    app = NemawashiApp(library, language, home, imported[0].preparation_ids[0])
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for _ in range(STEP):
            await pilot.press("f6")
            await pilot.pause()
        svg = app.export_screenshot(title="nemawashi")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


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
    """Write all four pictures and name them."""
    IMAGES.mkdir(exist_ok=True)
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(picture_of_app(language, Path(folder) / "home"))
            (IMAGES / f"app-{language}.svg").write_text(svg, encoding="utf-8")
            (IMAGES / f"slide-{language}.png").write_bytes(picture_of_slide(language, Path(folder)))
        sys.stdout.write(f"docs/images/app-{language}.svg docs/images/slide-{language}.png\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
