from __future__ import annotations

import io
import posixpath
import re
import zipfile

import pytest
from deck_builders import Language, Words, a_deck, numbers
from lxml import etree
from msgspec.structs import replace
from pptx_reading import A, C, P, R, all_text, first, parts, relations, slide_names, trees, workbook_cells

from decks.deck import Chart, ChartPoint, Deck, Paragraph, Section, Slide, Text
from decks.layout.items import Box, ChartItem, Page
from decks.layout.pages import paginate
from decks.pptx import package
from decks.pptx.plot import plot, value_labels
from decks.pptx.workbook import safe, workbook
from decks.pptx.write import write_deck

LANGUAGES: tuple[Language, ...] = ("ja", "en")
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def file_of(deck: Deck) -> bytes:
    return write_deck(paginate(deck))


def slides(data: bytes) -> list[etree._Element]:
    found = trees(data)
    return [found[name] for name in slide_names(data)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_python_pptx_opens_the_file_and_finds_every_title(language: Language) -> None:
    import pptx

    pages = paginate(a_deck(language))
    found = pptx.Presentation(io.BytesIO(write_deck(pages)))
    titles = ["".join(re.split(r"[\v\n]", slide.shapes.title.text)) for slide in found.slides]
    assert titles == [page.title for page in pages.pages]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_pages_give_the_same_bytes(language: Language) -> None:
    assert file_of(a_deck(language)) == file_of(a_deck(language))


def test_every_relationship_has_its_part_and_every_part_its_type() -> None:
    data = file_of(a_deck("ja"))
    files = parts(data)
    types = etree.fromstring(files["[Content_Types].xml"])
    known = {str(item.get("PartName")).lstrip("/") for item in types if item.get("PartName")}
    assert known <= set(files)
    for name in files:
        assert set(relations(data, name).values()) <= set(files), name
        if name.startswith("ppt/") and name.endswith(".xml"):
            assert name in known


def test_every_relationship_id_used_in_a_slide_is_declared() -> None:
    data = file_of(a_deck("en"))
    for name in slide_names(data):
        used = {value for e in trees(data)[name].iter() for key, value in e.attrib.items() if str(key).startswith(R)}
        assert used <= set(relations(data, name))


def test_shape_ids_are_unique_on_a_slide_and_slide_ids_in_the_deck() -> None:
    data = file_of(a_deck("en", 3))
    for slide in slides(data):
        ids = [item.get("id") for item in slide.iter(f"{P}cNvPr")]
        assert len(set(ids)) == len(ids)
    ids = [item.get("id") for item in trees(data)["ppt/presentation.xml"].iter(f"{P}sldId")]
    assert len(set(ids)) == len(ids) == len(slide_names(data))


def test_the_notes_master_is_listed_before_the_slides() -> None:
    root = trees(file_of(a_deck("en")))["ppt/presentation.xml"]
    names = [etree.QName(child).localname for child in root]
    assert names.index("sldMasterIdLst") < names.index("notesMasterIdLst") < names.index("sldIdLst")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_run_on_slides_and_notes_names_its_language(language: Language) -> None:
    data = file_of(a_deck(language))
    for name, root in trees(data).items():
        if not re.match(r"ppt/(slides|notesSlides)/[^/]+\.xml$", name):
            continue
        for run in root.iter(f"{A}r"):
            lang = first(run, f"{A}rPr").get("lang")
            assert lang
            assert not JAPANESE.search(run.findtext(f"{A}t") or "") or lang == "ja-JP"


def test_the_title_comes_first_and_the_page_number_is_a_field() -> None:
    for slide in slides(file_of(a_deck("en"))):
        kinds = [item.get("type") for item in slide.iter(f"{P}ph")]
        assert kinds[0] == "title"
        assert [field.get("type") for field in slide.iter(f"{A}fld")] == ["slidenum"]


def test_tables_and_charts_have_alt_texts() -> None:
    for slide in slides(file_of(a_deck("ja"))):
        for frame in slide.iter(f"{P}graphicFrame"):
            assert next(frame.iter(f"{P}cNvPr")).get("descr")


def test_evidence_tags_jump_to_the_slide_that_anchors_them() -> None:
    pages = paginate(a_deck("en"))
    data = write_deck(pages)
    anchor = next(n for n, page in enumerate(pages.pages, 1) if "m1" in page.anchors)
    first = trees(data)["ppt/slides/slide1.xml"]
    runs = [run for run in first.iter(f"{A}r") if (run.findtext(f"{A}t") or "").startswith("[")]
    links = [link for run in runs for link in run.iter(f"{A}hlinkClick")]
    assert {link.get("action") for link in links} == {"ppaction://hlinksldjump"}
    targets = {relations(data, "ppt/slides/slide1.xml")[str(link.get(f"{R}id"))] for link in links}
    assert targets == {f"ppt/slides/slide{anchor}.xml"}


def test_a_chart_says_what_its_workbook_says() -> None:
    data = file_of(a_deck("en"))
    charts = [name for name in parts(data) if re.match(r"ppt/charts/chart\d+\.xml$", name)]
    assert charts
    for name in charts:
        cells = workbook_cells(parts(data)[next(iter(relations(data, name).values()))])
        for reference in trees(data)[name].iter(f"{C}strRef", f"{C}numRef"):
            column, row = re.findall(r"\$([A-C])\$(\d+)", reference.findtext(f"{C}f") or "")[0]
            for point in reference.iter(f"{C}pt"):
                value, cell = point.findtext(f"{C}v") or "", cells[f"{column}{int(row) + int(str(point.get('idx')))}"]
                assert value == cell or float(value) == float(cell)


def test_a_gap_stays_a_gap_and_the_target_is_a_dashed_line() -> None:
    data = file_of(a_deck("en", slides=(numbers(Words("en", 1)),)))
    chart = trees(data)["ppt/charts/chart1.xml"]
    values, target = list(chart.iter(f"{C}ser"))
    shown = [point.get("idx") for point in first(values, f"{C}val").iter(f"{C}pt")]
    assert shown == ["0", "2", "3", "4", "5"]
    assert first(target, f".//{A}prstDash").get("val") == "dash"
    assert first(chart, f".//{C}dispBlanksAs").get("val") == "gap"
    assert all(int(str(axis.get("val"))) > 0 for axis in chart.iter(f"{C}axId"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_a_workbook_takes_no_text_for_a_formula(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("text", ["plain", " ends in spaces  ", "two\nlines", "<&>", "x" * 40_000])
def test_a_workbook_keeps_a_text_up_to_what_a_cell_holds_without_space_at_its_ends(text: str) -> None:
    point = ChartPoint(text, 1.5, "1.5")
    chart = Chart("bar", "T", "=SUM(A1)", (point, point), None, "", "", "alt")
    cells = workbook_cells(workbook(chart, (text, text)))
    kept = text.strip()[:16_000]
    assert cells == {"B1": "'=SUM(A1)", "A2": kept, "B2": "1.5", "A3": kept, "B3": "1.5"}


def test_a_workbook_takes_no_text_for_the_code_of_a_character() -> None:
    point = ChartPoint("_x003D_1", 1, "1")
    written = parts(workbook(Chart("bar", "T", "S", (point,), None, "", "", "alt"), ("_x003D_1",)))
    assert b"<t>_x005F_x003D_1</t>" in written["xl/sharedStrings.xml"]


def test_bars_start_at_zero() -> None:
    data = file_of(a_deck("en"))
    bars = [root for root in trees(data).values() if root.find(f".//{C}barChart") is not None]
    assert bars
    assert all(float(str(first(root, f".//{C}valAx/{C}scaling/{C}min").get("val"))) == 0 for root in bars)


def test_control_characters_and_lone_surrogates_never_reach_the_file() -> None:
    bad = 'a\x00b\x1bc\ud800d\ufffee & <tag> "quoted"'
    slide = Slide("1", Section.BODY, bad, (Paragraph(Text(bad)),), (bad,), bad, (bad,))
    deck = replace(a_deck("en", slides=(slide,)), title=bad, subject=bad, author=bad, organisation=bad)
    found = all_text(file_of(deck))
    assert "abcde & <tag>" in found
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", found)


def test_no_mark_turns_the_direction_of_what_stands_behind_it() -> None:
    turned = "Total \u202e001\u202c, \u2066open \u2067שלום\u2069"
    slide = Slide("1", Section.BODY, turned, (Paragraph(Text(turned)),), (turned,), turned)
    found = all_text(file_of(a_deck("en", slides=(slide,))))
    assert "Total 001, open שלום" in found
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", found)


def test_sections_follow_the_slides() -> None:
    data = file_of(a_deck("en"))
    space = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    root = trees(data)["ppt/presentation.xml"]
    names = [section.get("name") for section in root.iter(f"{space}section")]
    listed = [item.get("id") for item in root.iter(f"{space}sldId")]
    assert names == ["Decision", "Reasons", "Concerns", "Appendix"]
    assert listed == [item.get("id") for item in root.iter(f"{P}sldId")]


def test_properties_come_from_the_deck_alone() -> None:
    files = parts(file_of(a_deck("en")))
    core = files["docProps/core.xml"].decode()
    for expected in ("Listening Desk", "Better renewals", "Imogen Farr", "2026-11-24T00:00:00Z", "en-GB"):
        assert expected in core
    assert not any("thumbnail" in name or "printerSettings" in name for name in files)
    with zipfile.ZipFile(io.BytesIO(file_of(a_deck("en")))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {package.FIXED_TIME}


def test_no_slide_keeps_an_empty_placeholder() -> None:
    for slide in slides(file_of(a_deck("ja"))):
        for shape in slide.iter(f"{P}sp"):
            if shape.find(f".//{P}ph") is not None:
                assert "".join(t.text or "" for t in shape.iter(f"{A}t")).strip()


def test_a_deck_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="without pages"):
        write_deck(replace(paginate(a_deck("en")), pages=()))


def test_our_zip_writer_writes_what_python_pptx_would() -> None:
    """Fails when python-pptx changes what ``package`` relies on."""
    data = file_of(a_deck("en"))
    found = package.OpcPackage.open(io.BytesIO(data))
    theirs = io.BytesIO()
    found.save(theirs)
    assert parts(theirs.getvalue()) == parts(package.to_bytes(found))


def test_every_base_file_is_placed() -> None:
    assert {path.name for path in package.BASE.iterdir()} == set(package.STORED_AS.values())


def test_rels_of_the_base_resolve() -> None:
    for stored in package.STORED_AS:
        assert posixpath.normpath(stored) == stored


def test_notes_stand_on_the_notes_page_only() -> None:
    slide = Slide("1", Section.BODY, "T", (Paragraph(Text("body")),), notes="NOTE-MARK one\nNOTE-MARK two")
    data = file_of(a_deck("en", slides=(slide,)))
    where = [name for name, blob in parts(data).items() if b"NOTE-MARK" in blob]
    assert where == ["ppt/notesSlides/notesSlide1.xml"]


def _charts(pages: tuple[Page, ...]) -> list[Chart]:
    return [item.chart for page in pages for item in page.items if hasattr(item, "chart")]


def test_labels_are_the_words_of_the_deck() -> None:
    pages = paginate(a_deck("en", slides=(numbers(Words("en", 1)),)))
    chart = _charts(pages.pages)[0]
    root = trees(write_deck(pages))["ppt/charts/chart1.xml"]
    labels = {text.text for text in root.iter(f"{A}t")}
    assert labels == {point.shown for point in chart.points if point.value is not None} | {chart.target_label}


def test_a_label_of_a_chart_is_one_line_whatever_its_unit() -> None:
    points = tuple(ChartPoint(f"M{n}", n, f"{n} per\nhour") for n in range(3))
    chart = Chart("line", "T", "S", points, 2, "Target 2 per\nhour", "per\nhour", "alt")
    root = trees(file_of(a_deck("en", slides=(Slide("1", Section.BODY, "T", (chart,)),))))["ppt/charts/chart1.xml"]
    labels = {text.text for text in root.iter(f"{A}t")}
    assert labels == {"0 per hour", "1 per hour", "2 per hour", "Target 2 per hour"}


def test_emoji_are_whole_runs_in_a_font_that_knows_them_and_right_to_left_text_says_so() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    texts = (Text(f"a{family}\U0001f1ef\U0001f1f5b"), Text(f"نحن {family} نحتاج"), Text("5 → 6 ✓"))
    slide = Slide("1", Section.BODY, "T", tuple(Paragraph(text) for text in texts))
    root = trees(file_of(a_deck("en", slides=(slide,))))["ppt/slides/slide1.xml"]
    in_font = [
        first(run, f"{A}t").text
        for run in root.iter(f"{A}r")
        if first(run, f"{A}rPr/{A}latin").get("typeface") == "Segoe UI Emoji"
    ]
    assert in_font == [f"{family}\U0001f1ef\U0001f1f5"]
    assert [properties.get("rtl") for properties in root.iter(f"{A}pPr")].count("1") == 1
    assert f"نحن {family} نحتاج" in [first(run, f"{A}t").text for run in root.iter(f"{A}r")]  # in one run


def test_an_axis_names_the_year_below_the_first_month_shown_of_it() -> None:
    points = tuple(
        ChartPoint(f"{year}-{month}", 5.0 + month, f"{month}%", f"M{month}", str(year))
        for year, month in ((2025, 11), (2025, 12), (2026, 1), (2026, 2))
    )
    chart = Chart("line", "T", "S", points, 8.0, "Target", "%", "alt")
    found = plot(ChartItem(Box(0, 0, 600, 300), chart, 12, "Chart"), "Calibri")
    assert found.axis == ("M11\n2025", "M12", "M1\n2026", "M2")
    places = value_labels(found)
    assert places[0].side == "l"
    assert places[3].side == "r"
