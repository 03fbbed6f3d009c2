"""The wheel holds what the program needs at run time: catalogues of both languages, sample cases, stylesheets."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROBE = """
import prep.words, sys
from prep.words import text, LANGUAGES
from tui.actions.samples import sample_file
from prep.intake.case import read_case
assert prep.words.__file__.startswith(sys.argv[1]), prep.words.__file__
for language in LANGUAGES:
    print(text("command.help.usage", language), text("common.term.preread", language))
    print(read_case(sample_file(language)).preparations[0].language.value)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_alone_speaks_both_languages_and_reads_its_samples(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    probe = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}){PROBE}", str(tmp_path)]
    done = subprocess.run(probe, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["使い方：", "事前資料", "ja", "Usage:", "pre-read", "en"], done.stderr


def test_the_wheel_holds_every_data_file_of_the_rooms_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    kinds = {".po", ".json", ".tcss", ".toml", ".xml", ".rels"}
    data = {
        str(path.relative_to(ROOT))
        for room in ("prep", "decks", "tui")
        for path in (ROOT / room).rglob("*")
        if path.suffix in kinds
    }
    assert data - names == set()
    assert {name.replace(".po", ".mo") for name in data if name.endswith(".po")} - names == set()
    assert not [name for name in names if name.startswith(("tests", "docs", ".ci"))]


def test_constraints_pin_names_and_versions_only() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        name, _, version = line.partition("==")
        assert name, line
        assert version.replace(".", "").isalnum(), line
