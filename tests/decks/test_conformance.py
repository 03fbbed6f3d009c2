"""The decks before other people's programs: Microsoft's Open XML validator, and LibreOffice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, nemawashi
from outside import libreoffice, office_validator, pdfinfo
from pptx import Presentation

DECKS = [
    pytest.param(CASE_JA, "preread", "ja", id="pre-read in Japanese"),
    pytest.param(CASE_EN, "preread", "en", id="pre-read in English"),
    pytest.param(CASE_JA, "preread", "en", id="Japanese pre-read with English labels"),
    pytest.param(CASE_JA, "rollout", "ja", id="rollout in Japanese"),
    pytest.param(CASE_JA, "rollout", "en", id="Japanese rollout with English labels"),
]


def a_deck(case: Path, kind: str, language: str, folder: Path) -> Path:
    out = folder / "deck.pptx"
    ran = nemawashi("deck", case, "--kind", kind, "--lang", language, "-o", out, home=folder / "home")
    assert ran.code == 0, ran.err
    return out


@pytest.mark.parametrize(("case", "kind", "language"), DECKS)
def test_microsofts_validator_finds_nothing(case: Path, kind: str, language: str, tmp_path: Path) -> None:
    validator = office_validator()
    deck = a_deck(case, kind, language, tmp_path)
    done = subprocess.run([validator, str(deck)], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report.get("errors", []) == []
    assert done.returncode == 0


def test_microsofts_validator_does_find_a_seeded_defect(tmp_path: Path) -> None:
    validator = office_validator()
    deck = a_deck(CASE_EN, "preread", "en", tmp_path)
    presentation = Presentation(str(deck))
    first, second = list(presentation.slides[0].shapes)[:2]
    second._element.nvSpPr.cNvPr.set("id", str(first.shape_id))
    second._element.nvSpPr.cNvPr.set("nonsense", "1")
    presentation.save(str(deck))
    done = subprocess.run([validator, str(deck)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"]
    assert done.returncode == 1


def test_libreoffice_draws_every_slide(tmp_path: Path) -> None:
    office, counter = libreoffice(), pdfinfo()
    deck = a_deck(CASE_JA, "preread", "ja", tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(deck)],
        capture_output=True,
        check=True,
    )
    told = subprocess.run([counter, str(deck.with_suffix(".pdf"))], capture_output=True, text=True, check=True).stdout
    pages = next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:"))
    assert int(pages) == len(Presentation(str(deck)).slides)
