from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pptx
import pytest
from deck_builders import Language, a_deck
from lxml import etree
from pptx_reading import A, P, all_text, first, parts, relations, slide_names, trees
from template_builder import BODY, COLOURS, DATE, FOOT, FULL, NUMBER, TITLE, ALayout, ATemplate

from decks.layout.items import Box, Pages
from decks.layout.pages import paginate
from decks.pptx.colours import contrast, from_hex, readable
from decks.pptx.look import Look, look
from decks.pptx.write import write_deck
from prep.errors import InputError
from prep.words import LANGUAGES, render

WIDE_TITLE = ("ctrTitle", "", 100.0, 150.0, 760.0, 180.0)
CHAPTER = ALayout((WIDE_TITLE, ("subTitle", "1", 100.0, 340.0, 760.0, 80.0)), name="Layout")
TITLE_LAST = ALayout(tuple(reversed(FULL)))
NO_TYPES = ALayout((TITLE, ("", "13", 40.0, 120.0, 430.0, 360.0), ("", "4294967295", 490.0, 120.0, 430.0, 360.0)))
BAR = ALayout(FULL, drawn=(("0B1F3A", 0.0, 490.0, 960.0, 50.0), ("C2410C", 800.0, 0.0, 160.0, 110.0)))
DARK = ALayout(FULL, background="0B1220")
CROWDED = ALayout(
    (TITLE, *(("", str(12 + n), 20.0, 120.0 + 45 * n, 400.0, 40.0) for n in range(8))),
    drawn=(("444E65", 10.0, 200.0, 460.0, 330.0), ("D9D9D9", 480.0, 200.0, 460.0, 330.0)),
)
TEMPLATES = {
    "an ordinary one": ATemplate(),
    "a .pptx with sample slides": ATemplate(samples=3, kind="presentation"),
    "title last, odd indices": ATemplate(((CHAPTER, TITLE_LAST),)),
    "placeholders without types": ATemplate(((NO_TYPES,),)),
    "several masters": ATemplate(((CHAPTER,), (CHAPTER, ALayout()))),
    "portrait": ATemplate().on(612, 792),
    "4:3": ATemplate().on(720, 540),
    "a dark ground": ATemplate(((DARK,),)),
    "a bar at the foot": ATemplate(((BAR,),)),
    "pale colours": ATemplate(colours={**COLOURS, "accent1": "BFE3F2", "hlink": "FFD166", "dk2": "DDDDDD"}),
    "a Chinese font": ATemplate(ea="微软雅黑"),
    "drawings everywhere": ATemplate(((CROWDED,),)),
    "no title on its layout": ATemplate(((ALayout((BODY, DATE, FOOT, NUMBER)),),)),
    "no foot": ATemplate(((ALayout((TITLE, BODY)),),)),
    "a link to a sample": ATemplate(((replace(BAR, link_to_sample=True),),), samples=1),
}
EVERY = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)


def on_template(template: ATemplate, language: Language = "en") -> tuple[Look, Pages, bytes]:
    found = look(template.data(), "firm.potx")
    pages = paginate(a_deck(language), found.canvas(language))
    return found, pages, write_deck(pages, found)


def inside(box: Box, other: Box) -> bool:
    return (
        box.x >= other.x - 0.6 and box.y >= other.y - 0.6 and box.right <= other.right + 0.6
    ) and box.bottom <= other.bottom + 0.6


@EVERY
def test_every_slide_has_a_real_title_and_no_empty_placeholder(template: ATemplate) -> None:
    _, pages, data = on_template(template)
    deck = pptx.Presentation(io.BytesIO(data))
    assert len(deck.slides) == len(pages.pages)
    for slide, page in zip(deck.slides, pages.pages, strict=True):
        assert slide.shapes.title is not None
        assert "".join(re.split(r"[\v\n]", slide.shapes.title.text)) == page.title
        assert [one.name for one in slide.placeholders if not one.text_frame.text.strip()] == []


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_page_or_stands_on_what_the_template_draws(template: ATemplate, language: Language) -> None:
    found, pages, _ = on_template(template, language)
    page_box = found.template.page
    drawn = () if found.fit.bare else found.fit.layout.art
    for page in pages.pages:
        assert inside(page.heading.box, page_box)
        for item in page.items:
            assert inside(item.box, page_box)
            assert item.box.y >= page.heading.box.bottom - 0.6
            for art in drawn:
                wide = min(item.box.right, art.box.right) - max(item.box.x, art.box.x)
                high = min(item.box.bottom, art.box.bottom) - max(item.box.y, art.box.y)
                assert wide <= 1 or high <= 1, (item, art)


@EVERY
def test_every_colour_of_text_can_be_read_on_the_template(template: ATemplate) -> None:
    found, _, _ = on_template(template)
    ink, known = found.palette.ink, dict(found.fit.layout.colours)
    ground = found.fit.ground(found.fit.canvas.body)
    assert ground is not None
    for role in ("text", "muted", "accent", "warning"):
        colour = colour_of(ink.colours[role], known)
        assert readable(colour, ground), role
        for light in ("surface", "accent_light", "warning_light"):
            assert contrast(colour, colour_of(ink.colours[light], known)) >= 4.5, (role, light)
    number = found.fit.ground(found.fit.canvas.number.box)
    assert number is not None
    written = ink.colours["number"]
    own = found.fit.number.colour if found.fit.number else None
    assert readable(colour_of(written, known) if written else own or (1, 1, 1), number)


def colour_of(xml: str, known: dict[str, tuple[float, float, float]]) -> tuple[float, float, float]:
    from decks.pptx.colours import Scheme, resolved

    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    found = resolved(etree.fromstring(f"<x {space}>{xml}</x>"), Scheme(known))
    assert found is not None
    return found


@EVERY
def test_the_package_is_whole_and_keeps_nothing_of_the_samples(template: ATemplate) -> None:
    _, pages, data = on_template(template)
    files = parts(data)
    assert "Geheimes Muster" not in all_text(data)
    assert len(slide_names(data)) == len(pages.pages)
    types = etree.fromstring(files["[Content_Types].xml"])
    named = {(one.get("PartName") or "").lstrip("/") for one in types if one.get("PartName")}
    assert named <= set(files)
    for name in files:
        assert set(relations(data, name).values()) <= set(files), name
    main = trees(data)["ppt/presentation.xml"]
    order = [str(child.tag).removeprefix(P) for child in main]
    assert order[:5] == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz", "notesSz"]
    assert "firstSlideNum" not in main.attrib
    assert "presentation.main+xml" in files["[Content_Types].xml"].decode()


def test_the_same_template_gives_the_same_bytes() -> None:
    assert on_template(TEMPLATES["several masters"])[2] == on_template(TEMPLATES["several masters"])[2]


def test_the_layout_is_chosen_by_its_room_and_not_by_its_place_or_name() -> None:
    found, _, _ = on_template(TEMPLATES["several masters"])
    assert (found.fit.layout.master, found.fit.layout.part) == (1, "ppt/slideLayouts/slideLayout3.xml")


def test_foot_date_and_number_take_the_placeholders_of_the_layout() -> None:
    _, _, data = on_template(TEMPLATES["title last, odd indices"])
    slide = trees(data)["ppt/slides/slide1.xml"]
    seats = {one.get("type"): one.get("idx") for one in slide.iter(f"{P}ph")}
    assert seats == {"title": None, "ftr": "11", "dt": "10", "sldNum": "12"}


def test_a_chinese_font_gives_way_to_a_japanese_one() -> None:
    _, _, data = on_template(TEMPLATES["a Chinese font"], "ja")
    theme = trees(data)["ppt/theme/theme1.xml"]
    assert {one.get("typeface") for one in theme.iter(f"{A}ea")} == {"Yu Gothic"}


def test_a_japanese_font_of_the_template_stays() -> None:
    _, _, data = on_template(ATemplate(ea="メイリオ"), "ja")
    assert first(trees(data)["ppt/theme/theme1.xml"], f".//{A}minorFont/{A}ea").get("typeface") == "メイリオ"


def test_links_that_could_not_be_read_get_another_colour() -> None:
    _, _, data = on_template(TEMPLATES["pale colours"])
    link = first(trees(data)["ppt/theme/theme1.xml"], f".//{A}hlink/{A}srgbClr").get("val")
    assert contrast(from_hex(link or "") or (1, 1, 1), (1, 1, 1)) >= 4.5


def test_colours_that_can_be_read_stay_those_of_the_theme() -> None:
    found, _, _ = on_template(ATemplate(colours={**COLOURS, "accent1": "115E59"}))
    assert found.palette.ink.colours["accent"] == '<a:schemeClr val="accent1"/>'
    assert found.palette.ink.colours["text"] == '<a:schemeClr val="tx1"/>'
    assert found.palette.link is None


def test_drawings_that_leave_no_room_are_hidden() -> None:
    found, _, data = on_template(TEMPLATES["drawings everywhere"])
    assert found.fit.bare
    assert trees(data)["ppt/slides/slide1.xml"].get("showMasterSp") == "0"


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("[Content_Types].xml", b" " * 60_000_000)
GOOD = ATemplate().data()
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package with a text in one part replaced."""
    files = parts(data)
    assert old in files[name].decode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for one, blob in files.items():
            archive.writestr(one, blob.decode().replace(old, new) if one == name else blob)
    return stream.getvalue()


BAD = {
    "an empty file": (b"", "not_powerpoint"),
    "a picture": (b"\x89PNG....", "not_powerpoint"),
    "a zip of something else": (changed(GOOD, "_rels/.rels", 'officeDocument"', 'nothing"'), "not_powerpoint"),
    "a Word file": (
        changed(GOOD, "[Content_Types].xml", "presentationml.template.main", "wordprocessingml.document.main"),
        "not_powerpoint",
    ),
    "a password": (ENCRYPTED, "encrypted"),
    "the format of before 2007": (OLE + bytes(600) + "PowerPoint Document".encode("utf-16-le"), "old"),
    "a Word file of before 2007": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "not_powerpoint"),
    "a page without room": (ATemplate().on(320, 180).data(), "no_room"),
    "half a file": (GOOD[: len(GOOD) // 2], "damaged"),
    "broken XML": (changed(GOOD, "ppt/presentation.xml", "<p:notesSz", "<p:notesSz <"), "damaged"),
    "a measure that is none": (changed(GOOD, "ppt/presentation.xml", 'cx="12192000"', 'cx="wide"'), "damaged"),
    "no layouts": (ATemplate(masters=((),)).data(), "no_layouts"),
    "a zip bomb": (BOMB.getvalue(), "too_large"),
}


@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_template_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        look(data, "firm.potx")
    assert refused.value.message.key == f"common.error.template_{reason}"
    for language in LANGUAGES:
        assert "firm.potx" in render(refused.value.message, language)
