"""The decks before other people's programs: Microsoft's Open XML validator, and LibreOffice."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, nemawashi
from nasty_templates import NASTY
from outside import libreoffice, office_validator, pdfinfo
from pptx import Presentation
from structure.check import check_deck
from template_builder import BODY, FULL, TITLE, ALayout, ATemplate
from wild_cases import wild_dossier

from decks.layout.pages import paginate
from decks.pptx.look import look
from decks.pptx.write import write_deck
from decks.preread import preread
from prep.readiness.assessment import assess
from prep.share import share

DECKS = [
    (CASE_JA, "preread", "ja"),
    (CASE_EN, "preread", "en"),
    (CASE_JA, "preread", "en"),
    (CASE_JA, "rollout", "ja"),
    (CASE_JA, "rollout", "en"),
]


TEMPLATES = {
    "ordinary": ATemplate(),
    "two masters and samples": ATemplate(((ALayout((TITLE,)),), (ALayout(),)), samples=2),
    "portrait": ATemplate().on(612, 792),
    "old screen": ATemplate().on(720, 540),
    "dark": ATemplate(((ALayout(FULL, background="0B1220"),),)),
    "no foot": ATemplate(((ALayout((TITLE, BODY)),),)),
}
RANDOM = range(500, 512)


def a_deck(case: Path, kind: str, language: str, folder: Path, *options: str | Path) -> Path:
    folder.mkdir(exist_ok=True)
    out = folder / "deck.pptx"
    ran = nemawashi("deck", case, "--kind", kind, "--lang", language, "-o", out, *options, home=folder / "home")
    assert ran.code == 0, ran.err
    return out


def validated(*found: Path) -> dict[str, object]:
    """What the validator has against each of the files, two at a time; nothing against those left out."""
    validator = office_validator()

    def errors(deck: Path) -> object:
        done = subprocess.run([validator, str(deck)], capture_output=True, text=True, check=False)
        report = json.loads(done.stdout)
        return report.get("errors") or (done.returncode and report)

    with ThreadPoolExecutor(2) as pool:
        return {str(deck): bad for deck, bad in zip(found, pool.map(errors, found), strict=True) if bad}


def test_microsofts_validator_finds_nothing_in_the_samples(tmp_path: Path) -> None:
    office_validator()
    made = [a_deck(*values, tmp_path / str(number)) for number, values in enumerate(DECKS)]
    assert validated(*made) == {}


def test_microsofts_validator_finds_nothing_in_decks_on_templates(tmp_path: Path) -> None:
    office_validator()
    made = []
    for number, template in enumerate(TEMPLATES.values()):
        file = tmp_path / f"{number}.potx"
        file.write_bytes(template.data())
        case, language = ((CASE_JA, "ja"), (CASE_EN, "en"))[number % 2]
        kind = "rollout" if number == 2 else "preread"
        made.append(a_deck(case, kind, language, tmp_path / str(number), "--template", file))
    assert validated(*made) == {}


def test_microsofts_validator_finds_nothing_in_random_decks(tmp_path: Path) -> None:
    office_validator()
    made = []
    for seed in RANDOM:
        dossier = wild_dossier(seed)
        made.append(tmp_path / f"{seed}.pptx")
        made[-1].write_bytes(write_deck(paginate(preread(share(dossier, assess(dossier))))))
    assert validated(*made) == {}


@pytest.mark.parametrize("name", NASTY)
def test_decks_on_nasty_templates_are_sound(name: str) -> None:
    dossier = wild_dossier(len(name))
    found = look(NASTY[name](), "firm.potx")
    deck = preread(share(dossier, assess(dossier)))
    data = write_deck(paginate(deck, found.canvas(deck.language)), found)
    assert [str(finding) for finding in check_deck(data)] == []


def test_microsofts_validator_does_find_a_seeded_defect(tmp_path: Path) -> None:
    office_validator()
    deck = a_deck(CASE_EN, "preread", "en", tmp_path)
    presentation = Presentation(str(deck))
    first, second = list(presentation.slides[0].shapes)[:2]
    second._element.nvSpPr.cNvPr.set("id", str(first.shape_id))
    second._element.nvSpPr.cNvPr.set("nonsense", "1")
    presentation.save(str(deck))
    assert list(validated(deck)) == [str(deck)]


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
