"""Makes the pictures of docs/decks.md: all slides of both sample decks, in our own design and on two templates.

Run it with the project's Python: ``python docs/make_deck_pictures.py``. The slides need LibreOffice and poppler-utils.
The two companies are invented, their templates are built here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from prep.words import LANGUAGES, Lang

ROOT = Path(__file__).parent.parent
PICTURES = Path(__file__).parent / "images" / "decks"
SAMPLES = ROOT / "prep" / "words" / "samples"
NEEDED = ("soffice", "pdftoppm")
SLIDE_WIDE = 640
COLUMNS = 3
GAP = 10
GROUND = (120, 126, 134)
QUALITY = 62
MOST_BYTES = 4_000_000


def templates() -> dict[str, bytes]:
    """Our own design as an empty file, and the templates of two invented companies by name."""
    sys.path.insert(0, str(ROOT / "tests"))
    from template_builder import COLOURS, ALayout, ATemplate

    bar = ALayout(
        (
            ("title", "", 36.0, 14.0, 760.0, 72.0),
            ("body", "1", 36.0, 104.0, 888.0, 384.0),
            ("dt", "10", 36.0, 506.0, 150.0, 26.0),
            ("ftr", "11", 200.0, 506.0, 540.0, 26.0),
            ("sldNum", "12", 800.0, 506.0, 124.0, 26.0),
        ),
        drawn=(
            ("10233F", 0.0, 0.0, 960.0, 92.0),
            ("F28C28", 0.0, 92.0, 960.0, 4.0),
            ("F28C28", 864.0, 24.0, 20.0, 44.0),
            ("FFFFFF", 888.0, 38.0, 20.0, 30.0),
            ("F28C28", 912.0, 52.0, 20.0, 16.0),
        ),
        name="Brand bar",
    )
    north = ATemplate(
        ((bar,),),
        colours={**COLOURS, "dk2": "10233F", "accent1": "1B4F8F", "accent2": "B4530A", "accent5": "5B7083"},
        title_colour="FFFFFF",
    )
    page = ALayout(
        (
            ("title", "", 42.0, 46.0, 510.0, 66.0),
            ("body", "1", 42.0, 132.0, 510.0, 640.0),
            ("dt", "10", 42.0, 796.0, 110.0, 26.0),
            ("ftr", "11", 160.0, 796.0, 300.0, 26.0),
            ("sldNum", "12", 470.0, 796.0, 82.0, 26.0),
        ),
        drawn=(
            ("7A1F2B", 0.0, 0.0, 14.0, 842.0),
            ("7A1F2B", 42.0, 120.0, 510.0, 1.5),
            ("C9A227", 510.0, 18.0, 12.0, 12.0),
            ("7A1F2B", 526.0, 18.0, 26.0, 12.0),
            ("C9A227", 42.0, 790.0, 510.0, 1.0),
        ),
        name="社内標準",
    )
    crimson = {**COLOURS, "dk1": "231815", "accent1": "7A1F2B", "accent2": "B5451B", "accent3": "C9A227"}
    south = ATemplate(
        ((page,),), wide=595.0, high=842.0, ea="游明朝", latin="Times New Roman", colours=crimson, title_colour="7A1F2B"
    )
    return {"own": b"", "bar": north.data(), "portrait": south.data()}


def slides(language: Lang, template: Path | None, folder: Path) -> list[Path]:
    """Every slide of the sample's pre-read as a picture, in order."""
    from tui.cli.run import run

    deck = folder / "deck.pptx"
    named = str(template) if template is not None else ""
    case = str(SAMPLES / f"case-{language}.json")
    if run(["deck", case, "-o", str(deck), "--force", "--template", named]) != 0:
        raise SystemExit("the deck was not written")
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(deck)]
    subprocess.run(office, check=True, capture_output=True)
    paper = ["pdftoppm", "-scale-to-x", str(SLIDE_WIDE * 2), "-scale-to-y", "-1", "-png", str(folder / "deck.pdf")]
    subprocess.run([*paper, str(folder / "slide")], check=True)
    return sorted(folder.glob("slide*.png"))


def sheet(pictures: list[Path], columns: int) -> Image.Image:
    """The pictures in rows on one sheet."""
    shown = []
    for path in pictures:
        with Image.open(path) as opened:
            high = round(opened.height * SLIDE_WIDE / opened.width)
            shown.append(opened.convert("RGB").resize((SLIDE_WIDE, high), Image.Resampling.LANCZOS))
    high, rows = shown[0].height, -(-len(shown) // columns)
    size = (GAP + columns * (SLIDE_WIDE + GAP), GAP + rows * (high + GAP))
    found = Image.new("RGB", size, GROUND)
    for number, picture in enumerate(shown):
        row, column = divmod(number, columns)
        found.paste(picture, (GAP + column * (SLIDE_WIDE + GAP), GAP + row * (high + GAP)))
    return found


def main() -> int:
    """Write the six sheets and name them; 1 when a program is missing or the sheets are too large."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"missing: {', '.join(missing)}. Install LibreOffice Impress and poppler-utils, then again.\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    total = 0
    with tempfile.TemporaryDirectory() as base:
        for name, data in templates().items():
            template = Path(base) / f"{name}.potx" if data else None
            if template is not None:
                template.write_bytes(data)
            for language in LANGUAGES:
                folder = Path(base) / f"{name}-{language}"
                folder.mkdir()
                pictures = slides(language, template, folder)
                out = PICTURES / f"{name}-{language}.webp"
                sheet(pictures, COLUMNS if name != "portrait" else COLUMNS + 1).save(
                    out, "WEBP", quality=QUALITY, method=6
                )
                total += out.stat().st_size
                sys.stdout.write(f"{out.relative_to(ROOT)}: {len(pictures)} slides, {out.stat().st_size // 1000} kB\n")
    if total > MOST_BYTES:
        sys.stderr.write(f"the sheets have {total} bytes, more than {MOST_BYTES}: lower QUALITY or SLIDE_WIDE\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
