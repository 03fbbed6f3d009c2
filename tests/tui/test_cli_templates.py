"""``deck --template`` and ``template``: what they write, say and keep."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from command import CASE_EN, CASE_JA, nemawashi
from pptx import Presentation
from pptx.util import Pt
from template_builder import ALayout, ATemplate

from prep.words import LANGUAGES


def a_template(folder: Path, template: ATemplate | None = None, name: str = "firm.potx") -> Path:
    file = folder / name
    file.write_bytes((template or ATemplate(samples=2).on(720, 540)).data())
    return file


def width(file: Path) -> int:
    found = Presentation(io.BytesIO(file.read_bytes())).slide_width
    assert found is not None
    return int(found)


@pytest.mark.parametrize("case", [CASE_JA, CASE_EN], ids=["ja", "en"])
def test_a_deck_is_written_on_the_template(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    ran = nemawashi("deck", case, "--template", a_template(tmp_path), "-o", out, home=tmp_path / "home")
    assert (ran.code, ran.out.strip()) == (0, str(out))
    assert width(out) == Pt(720)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_that_is_none_is_one_line_and_writes_nothing(language: str, tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    for name, data in (("missing.potx", None), ("notes.potx", b"hello"), ("empty.potx", ATemplate(((),)).data())):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        ran = nemawashi("deck", CASE_EN, "--template", tmp_path / name, "-o", out, home=tmp_path / "home", ui=language)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert name in ran.err
    assert not out.exists()


def test_a_template_kept_is_that_of_every_deck_until_it_is_cleared(tmp_path: Path) -> None:
    home, file = tmp_path / "home", a_template(tmp_path)
    assert nemawashi("template", file, "--use", home=home).code == 0
    widths = []
    for number, options in enumerate(([], ["--template", ""], [])):
        if number == 2:
            assert nemawashi("template", "--clear", home=home).code == 0
        out = tmp_path / f"{number}.pptx"
        assert nemawashi("deck", CASE_EN, *options, "-o", out, home=home).code == 0
        widths.append(width(out))
    assert widths == [Pt(720), Pt(960), Pt(960)]


def test_a_template_kept_leaves_decks_of_other_formats_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert nemawashi("template", a_template(tmp_path), "--use", home=home).code == 0
    assert nemawashi("deck", CASE_EN, "-o", tmp_path / "deck.md", home=home).code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_says_what_it_found_and_draws_the_page(language: str, tmp_path: Path) -> None:
    template = ATemplate(
        ((ALayout(name="Inhalt", drawn=(("0B1F3A", 0.0, 0.0, 960.0, 20.0),)),),), samples=3, ea="SimSun"
    )
    ran = nemawashi("template", a_template(tmp_path, template), home=tmp_path / "home", ui=language)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    for found in ("firm.potx", "33.9 × 19.1", "16:9", "Inhalt", "SimSun", "Yu Gothic"):
        assert any(found in line for line in lines), found
    drawn = [line.strip() for line in lines if line.strip().startswith("│")]
    assert len({len(line) for line in drawn}) == 1
    assert [mark for mark in "█▓▒=-#" if not any(mark in line for line in drawn)] == []
    assert "█" in drawn[0]
    assert drawn.index(next(line for line in drawn if "▓" in line)) < drawn.index(
        next(line for line in drawn if "▒" in line)
    )


def test_template_without_a_file_explains_the_one_kept(tmp_path: Path) -> None:
    home, file = tmp_path / "home", a_template(tmp_path)
    assert nemawashi("template", home=home).code == 2
    nemawashi("template", file, "--use", home=home)
    assert str(file) in nemawashi("template", home=home).out


def test_clearing_goes_with_nothing_else(tmp_path: Path) -> None:
    assert nemawashi("template", a_template(tmp_path), "--clear", home=tmp_path / "home").code == 2


def test_a_template_is_read_again_only_when_its_file_has_changed(tmp_path: Path) -> None:
    from tui.actions.templates import read_look

    file = a_template(tmp_path)
    first = read_look(file)
    assert read_look(file) is first
    a_template(tmp_path, ATemplate().on(612, 792))
    assert read_look(file).template.page.h == 792


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explanation_fits_eighty_columns(language: str, tmp_path: Path) -> None:
    from nasty_templates import NASTY
    from rich.cells import cell_len

    file = tmp_path / "firm.potx"
    file.write_bytes(NASTY["a restless photograph"]())
    ran = nemawashi("template", file, "--ui", language, home=tmp_path / "home")
    assert ran.code == 0
    assert max(cell_len(line) for line in ran.out.splitlines() if str(file) not in line) <= 80
