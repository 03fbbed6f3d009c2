"""What leaves the parts of a template before a deck is built on them: links to slides, foreign objects, odd type."""

from __future__ import annotations

from lxml import etree

from decks.pptx.art import MC
from decks.pptx.container import A, Container, P, R, Relation

LOOKS = (
    *("slideMaster", "slideLayout", "theme", "themeOverride", "image", "hdphoto", "hyperlink", "font"),
    *("chart", "package", "chartStyle", "chartColorStyle", "themeOverride", "chartUserShapes"),
    *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
    *("video", "audio", "media"),
)
"""The kinds of relationships by which a part of a template looks as it does; programs, data and slides are none."""
SAFE = ("http://", "https://", "mailto:")
WHOLE_OF = {
    "oleObj": "graphicFrame",
    "relIds": "graphicFrame",
    "chart": "graphicFrame",
    "contentPart": "contentPart",
    "media": "ext",
    "svgBlip": "ext",
    "imgLayer": "ext",
}
"""What must go as a whole when something inside it has lost its part."""
EMPTIED = ("custDataLst", "controls", "Choice", "Fallback", "AlternateContent", "extLst")
ODD = ("cap", "spc", "baseline", "strike", "u", "i")
ODD_INSIDE = ("ln", "effectLst", "effectDag", "highlight", "uLnTx", "uLn", "uFillTx", "uFill")


def kept_relations(container: Container, part: str) -> tuple[Relation, ...]:
    """Those relationships of a part that its look needs and that lead somewhere."""
    listed = _layouts_listed(container, part)

    def stays(one: Relation) -> bool:
        if one.kind not in LOOKS or (one.kind == "slideLayout" and listed is not None and one.id not in listed):
            return False
        if one.external:
            return one.kind == "hyperlink" and one.target.lower().startswith(SAFE)
        return one.target in container.parts and bool(container.types.get(one.target))

    return tuple(one for one in container.relations(part) if stays(one))


def _layouts_listed(container: Container, part: str) -> set[str] | None:
    """The ids of the layouts that a master shows; None for other parts."""
    if not container.types.get(part, "").endswith("slideMaster+xml"):
        return None
    return {one.get(f"{R}id") or "" for one in container.tree(part).iter(f"{P}sldLayoutId")}


def strip(tree: etree._Element, kept: set[str]) -> None:
    """Take out of a part what names a relationship that is not among ``kept``."""
    for element in [*tree.iter(etree.Element)]:
        for key, value in element.attrib.items():
            if value and value not in kept and str(key).startswith(R):
                _cut(element, str(key))


def _cut(element: etree._Element, attribute: str) -> None:
    name = str(element.tag).rpartition("}")[2]
    if name == "blip":
        del element.attrib[attribute]
        if not any(str(key).startswith(R) for key in element.attrib):
            _remove(_above(element, "pic", "bg", "buBlip", "blipFill"))
        return
    whole = WHOLE_OF.get(name)
    above = _above(element, whole) if whole else None
    _remove(element if above is None else above)


def _above(element: etree._Element, *names: str) -> etree._Element | None:
    """The outermost that carries one of these names: a picture before the fill inside it."""
    found = [one for one in element.iterancestors() if str(one.tag).rpartition("}")[2] in names]
    return found[-1] if found else None


def _remove(element: etree._Element | None) -> None:
    """Take an element out, and what is left empty around it."""
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return
    parent.remove(element)
    if not len(parent) and str(parent.tag).rpartition("}")[2] in EMPTIED:
        keep = str(parent.tag) in (f"{MC}Choice", f"{MC}Fallback")
        above = parent.getparent()
        if not keep or (above is not None and not any(len(one) for one in above)):
            _remove(above if keep else parent)


def plain_type(styles: etree._Element | None) -> None:
    """Take out of text styles what would change text boxes of ours: capitals, spaced letters, shadows."""
    for run in styles.iter(f"{A}defRPr") if styles is not None else ():
        for name in ODD:
            run.attrib.pop(name, "")
        for child in list(run):
            if str(child.tag).rpartition("}")[2] in ODD_INSIDE:
                run.remove(child)


def as_sentences(shape: etree._Element) -> None:
    """Let a placeholder show its text as it is measured: no capitals, no spaced letters, one column."""
    body = shape.find(f"{P}txBody")
    if body is None:
        return
    frame = body.find(f"{A}bodyPr")
    if frame is not None:
        frame.attrib.pop("numCol", "")
    style = body.find(f"{A}lstStyle")
    if style is None:
        style = etree.Element(f"{A}lstStyle")
        body.insert(1, style)
    level = style.find(f"{A}lvl1pPr")
    if level is None:
        level = etree.Element(f"{A}lvl1pPr")
        style.insert(1 if style.find(f"{A}defPPr") is not None else 0, level)
    run = level.find(f"{A}defRPr")
    if run is None:
        run = etree.Element(f"{A}defRPr")
        extensions = level.find(f"{A}extLst")
        level.insert(len(level) if extensions is None else level.index(extensions), run)
    for name, usual in (("cap", "none"), ("spc", "0"), ("baseline", "0")):
        run.set(name, usual)
