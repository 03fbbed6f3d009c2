from __future__ import annotations

import io
import re
from functools import cache

import pptx
import pytest
from deck_builders import Language, a_deck
from lxml import etree
from nasty_templates import AUTHOR, LAYOUT, NASTY, SECRET
from pptx_reading import A, P, all_text, parts, relations, slide_names, trees

from decks.layout.items import Pages
from decks.layout.pages import paginate
from decks.pptx.colours import Scheme, contrast, resolved, to_hex
from decks.pptx.look import Look, look
from decks.pptx.write import write_deck

EVERY = pytest.mark.parametrize("name", NASTY)


@cache
def written(name: str, language: Language = "en") -> tuple[Look, Pages, bytes]:
    found = look(NASTY[name](), "firm.potx")
    pages = paginate(a_deck(language), found.canvas(language))
    return found, pages, write_deck(pages, found)


@EVERY
def test_every_slide_has_its_title_and_no_empty_placeholder(name: str) -> None:
    _, pages, data = written(name)
    deck = pptx.Presentation(io.BytesIO(data))
    assert len(deck.slides) == len(pages.pages)
    for slide, page in zip(deck.slides, pages.pages, strict=True):
        assert slide.shapes.title is not None
        assert "".join(re.split(r"[\v\n]", slide.shapes.title.text)) == page.title
        assert [one.name for one in slide.placeholders if not one.text_frame.text.strip()] == []


@EVERY
def test_nothing_of_people_programs_and_sample_slides_is_left(name: str) -> None:
    _, pages, data = written(name)
    assert SECRET not in all_text(data)
    assert AUTHOR not in all_text(data)
    assert AUTHOR.replace(" ", "") not in all_text(data)
    assert len(slide_names(data)) == len(pages.pages)
    for part, blob in parts(data).items():
        assert not re.search(f"{SECRET}|{AUTHOR}".encode(), blob), part
        assert not re.search("vba|activeX|tags|printer|comment|author|revision|thumbnail|signature", part), part


@EVERY
def test_every_relationship_and_every_named_part_is_there(name: str) -> None:
    _, _, data = written(name)
    files = parts(data)
    types = etree.fromstring(files["[Content_Types].xml"])
    assert {(one.get("PartName") or "").lstrip("/") for one in types if one.get("PartName")} <= set(files)
    for part in files:
        own = relations(data, part)
        assert set(own.values()) <= set(files), part
        if part.startswith(("ppt/slideMasters/slide", "ppt/slideLayouts/slide")):
            named = {
                value
                for one in trees(data)[part].iter()
                for key, value in one.attrib.items()
                if "relationships}" in key
            }
            assert named <= set(own), part


@EVERY
def test_body_text_can_be_read_on_what_lies_behind_it(name: str) -> None:
    found, _, _ = written(name)
    grounds = found.fit.ground(found.fit.canvas.body)
    assert grounds
    for role, colour in found.colours.items():
        if role in ("text", "muted", "accent", "warning"):
            red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
            assert all(contrast((red, green, blue), ground) >= 4.5 for ground in grounds), role


@EVERY
def test_nothing_leaves_the_page(name: str) -> None:
    found, pages, _ = written(name, "ja")
    page = found.fit.canvas.page
    for one in pages.pages:
        for item in (one.heading, *one.items):
            assert min(item.box.x, item.box.y) >= -0.6, item
            assert item.box.right <= page.w + 0.6, item
            assert item.box.bottom <= page.h + 0.6, item


@pytest.mark.parametrize(
    "name", ["UTF-16 and absolute targets", "written to a stream", "macros and a control", "a layout taken out"]
)
def test_how_a_template_is_packed_changes_nothing_on_the_slides(name: str) -> None:
    plain = look(NASTY["a layout taken out"](), "firm.potx")
    pages = paginate(a_deck("en"), plain.canvas("en"))
    assert parts(written(name)[2])["ppt/slides/slide1.xml"] == parts(write_deck(pages, plain))["ppt/slides/slide1.xml"]


def test_a_panel_lies_behind_text_where_no_colour_could_be_read() -> None:
    for name in ("a restless photograph", "shading from black to white", "a picture that cannot be read"):
        found, _, data = written(name)
        names = [one.get("name") for one in trees(data)[LAYOUT].iter(f"{P}cNvPr")]
        assert found.fit.plate is not None, name
        assert names.count("Panel") == 1, name


def test_a_picture_on_which_text_can_be_read_stays_as_it_is() -> None:
    found, _, data = written("a dark photograph")
    assert found.fit.plate is None
    assert [one.get("name") for one in trees(data)[LAYOUT].iter(f"{P}cNvPr")].count("Panel") == 0
    assert found.fit.ground(found.fit.canvas.body) != ((1.0, 1.0, 1.0),)


def test_the_ground_of_a_group_over_the_page_is_the_backgrounds_colour_for_every_program() -> None:
    _, _, data = written("a group as the ground")
    colour = trees(data)[LAYOUT].find(f"{P}cSld/{P}bg/{P}bgPr/{A}solidFill/{A}srgbClr")
    assert colour is not None
    assert colour.get("val") == "0B1220"


def test_a_mapping_of_the_layouts_own_is_written_out() -> None:
    _, _, data = written("a mapping of the layout's own")
    layout = trees(data)[LAYOUT]
    assert layout.find(f".//{A}overrideClrMapping") is None
    colour = layout.find(f"{P}cSld/{P}bg/{P}bgPr/{A}solidFill/{A}srgbClr")
    assert colour is not None
    assert colour.get("val") == "101820"


def test_titles_are_written_as_sentences_where_the_template_shouts() -> None:
    _, _, data = written("a shouting title")
    layout = trees(data)[LAYOUT]
    first = layout.find(f".//{P}sp/{P}txBody/{A}lstStyle/{A}lvl1pPr/{A}defRPr")
    assert first is not None
    assert (first.get("cap"), first.get("spc")) == ("none", "0")
    usual = trees(data)["ppt/presentation.xml"].find(f"{P}defaultTextStyle/{A}lvl1pPr/{A}defRPr")
    assert usual is not None
    assert "cap" not in usual.attrib
    assert "spc" not in usual.attrib


def test_the_grey_of_an_office_foot_is_corrected() -> None:
    found, _, _ = written("a pale foot")
    assert {"line", "date", "number"} <= set(found.palette.corrected)


def test_places_on_their_side_or_beside_the_page_are_not_used() -> None:
    fit = written("turned and lost places")[0].fit
    assert (fit.title, fit.number) == (None, None)
    assert fit.line is not None
    assert fit.line.seat.startswith('type="dt"')


def test_everything_on_a_poster_is_enlarged_alike() -> None:
    found, pages, data = written("A0")
    scale = found.fit.scale
    assert scale > 3
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    title = pages.pages[0].heading
    assert slide.shapes.title is not None
    assert slide.shapes.title.left == pytest.approx(title.box.x * scale * 12700, abs=2)
    sizes = [int(one.get("sz") or 0) for one in trees(data)["ppt/slides/slide1.xml"].iter(f"{A}rPr")]
    assert min(sizes) > 2500


def test_text_in_a_bar_says_what_it_stands_on() -> None:
    _, _, data = written("alternate content and a vector logo")
    slide = trees(data)["ppt/slides/slide1.xml"]
    holders = [one for one in slide.iter(f"{P}sp") if one.find(f".//{P}ph[@type='ftr']") is not None]
    colour = holders[0].find(f"{P}spPr/{A}solidFill/{A}srgbClr")
    assert colour is not None
    assert colour.get("val") == "7E22CE"


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        ('<a:srgbClr val="000000"><a:tint val="75000"/></a:srgbClr>', "898989"),
        ('<a:srgbClr val="FFFFFF"><a:shade val="50000"/></a:srgbClr>', "BCBCBC"),
        ('<a:prstClr val="dkBlue"/>', "00008B"),
        ('<a:hslClr hue="14400000" sat="100000" lum="50000"/>', "0000FF"),
        ('<a:scrgbClr r="50000" g="0" b="100000"/>', "BC00FF"),
        ('<a:srgbClr val="102030"><a:inv/></a:srgbClr>', "EFDFCF"),
    ],
)
def test_colours_of_every_kind_are_those_that_powerpoint_shows(xml: str, wanted: str) -> None:
    holder = etree.fromstring(f'<x xmlns:a="{A[1:-1]}">{xml}</x>')
    found = resolved(holder, Scheme())
    assert found is not None
    assert to_hex(found) == wanted
