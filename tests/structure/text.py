"""The text of slides, notes and charts: language, size and links of every run, and characters that no file may hold."""

from __future__ import annotations

import re

from lxml import etree

from structure.container import Container
from structure.finding import Findings, about
from structure.names import child, elements, full, short, whole
from structure.presentation import slide_parts
from structure.shapes import Shape, shapes

JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]")
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
IN_ATTRIBUTES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LEAST, LEAST_BODY = 1000, 1200
FOOT_SEATS = ("ftr", "dt", "sldNum")
FOOT_NAMES = ("Sources", "Version", "Foot", "Date", "Draft", "Slide number", "Ways on")
OURS = ("ppt/slides/", "ppt/notesSlides/", "ppt/charts/chart")
JUMP = "ppaction://hlinksldjump"
SHOW = "ppaction://hlinkshowjump"


def check_text(file: Container) -> Findings:
    """All of it."""
    slides = slide_parts(file)
    for part, tree in file.trees.items():
        if part.endswith(".rels") or not part.startswith(OURS):
            continue
        for run in elements(tree, "a:r", "a:fld"):
            yield from _run(part, run)
        yield from _characters(part, tree)
        yield from _links(file, part, slides)
    for part in slides:
        for shape in shapes(file.trees[part]):
            if shape.kind != "p:grpSp":
                yield from _sizes(part, shape)
    for part, tree in file.trees.items():
        if part.startswith("ppt/charts/chart") and not part.endswith(".rels"):
            for one in elements(tree, "a:defRPr", "a:rPr"):
                if 0 < whole(one.get("sz")) < LEAST:
                    yield about(part)("text.small", short(one), f"is {whole(one.get('sz')) / 100} pt")


def _run(part: str, run: etree._Element) -> Findings:
    """Its language is named, and is Japanese where its letters are, with a typeface that has them."""
    said = "".join(one.text or "" for one in elements(run, "a:t"))
    where, look = f"run {said[:30]!r}", child(run, "a:rPr")
    lang = (look.get("lang") or "") if look is not None else ""
    if not LANGUAGE.fullmatch(lang):
        yield about(part)("text.language", where, f"is in the language {lang!r}")
    if JAPANESE.search(said) and not lang.startswith(("ja", "zh")):
        yield about(part)("text.japanese", where, f"has Japanese letters but the language {lang!r}")
    if look is not None and child(look, "a:latin") is not None and child(look, "a:ea") is None:
        yield about(part)("text.typeface", where, "has a typeface for Latin letters and none for Japanese ones")


def _characters(part: str, tree: etree._Element) -> Findings:
    for element in tree.iter("{*}*"):
        found = FORBIDDEN.search(element.text or "") if short(element) in ("a:t", "c:v") else None
        lines = short(element) == "c:v" and found is not None and found[0] == "\n"
        if found is not None and not lines:
            yield about(part)("text.control", short(element), f"holds the character {found[0]!r}")
        for key, value in element.attrib.items():
            bad = IN_ATTRIBUTES.search(str(value))
            if bad is not None:
                yield about(part)("text.control", f"{short(element)} {key!s}", f"holds the character {bad[0]!r}")


def _links(file: Container, part: str, slides: list[str]) -> Findings:
    """A jump leads to a slide that is shown, any other link out of the file."""
    for link in elements(file.trees[part], "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"):
        action, id = link.get("action") or "", link.get(full("r:id")) or ""
        relation = file.relation(part, id)
        if action.startswith(SHOW):
            continue
        if relation is None:
            yield about(part)("link.none", short(link), f"has no relationship {id!r}")
        elif action == JUMP and (relation.kind != "slide" or relation.part not in slides):
            yield about(part)("link.slide", short(link), f"leads to {relation.target}, which is no slide of the deck")
        elif not action and (relation.kind != "hyperlink" or relation.mode != "External"):
            yield about(part)("link.address", short(link), f"leads to {relation.target}, but not out of the file")
        elif action not in ("", JUMP):
            yield about(part)("link.action", short(link), f"does {action!r}")


def _sizes(part: str, shape: Shape) -> Findings:
    """12 pt at least, 10 in the foot; every run says its size."""
    foot = (shape.seat is not None and shape.seat[0] in FOOT_SEATS) or shape.name.startswith(FOOT_NAMES)
    for run in elements(shape.element, "a:r", "a:fld"):
        look = child(run, "a:rPr")
        size = look.get("sz") if look is not None else None
        if size is None or whole(size) < (LEAST if foot else LEAST_BODY):
            said = "".join(one.text or "" for one in elements(run, "a:t"))
            yield about(part)("text.small", shape.where, f"{said[:30]!r} is {size or 'no'} hundredths of a point")
