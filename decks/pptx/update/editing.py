"""Changes to a shape of the edited file: another text, look or place; its number and its place in the order stay."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from decks.pptx.container import A, P
from decks.pptx.update.canon import local, look_of
from decks.pptx.update.reading import properties_of

LINKS = ("hlinkClick", "hlinkMouseOver")
ORDER = (
    "ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst", "effectDag", "highlight",
    "uLnTx", "uLn", "uFillTx", "uFill", "latin", "ea", "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst",
)  # fmt: skip
"""The children of run properties in the order of the format."""


def set_place(element: etree._Element, like: etree._Element) -> None:
    """Put ``element`` where ``like`` stands."""
    for path in (f"{P}spPr", f"{P}xfrm", f"{P}grpSpPr"):
        mine, theirs = element.find(path), like.find(path)
        if mine is None or theirs is None:
            continue
        if path == f"{P}xfrm":
            element.replace(mine, deepcopy(theirs))
            return
        old, new = mine.find(f"{A}xfrm"), theirs.find(f"{A}xfrm")
        if old is not None:
            mine.remove(old)
        if new is not None:
            mine.insert(0, deepcopy(new))


def set_alt(element: etree._Element, like: etree._Element) -> None:
    """Give ``element`` the alt text of ``like``."""
    mine, theirs = properties_of(element), properties_of(like)
    if mine is None or theirs is None:
        return
    text = theirs.get("descr")
    if text is None:
        mine.attrib.pop("descr", "")
    else:
        mine.set("descr", text)


def set_frame(element: etree._Element, like: etree._Element) -> None:
    """Give ``element`` the fill, line and text margins of ``like``, not its place."""
    mine, theirs = element.find(f"{P}spPr"), like.find(f"{P}spPr")
    if mine is not None and theirs is not None:
        place = mine.find(f"{A}xfrm")
        fresh = deepcopy(theirs)
        for old in fresh.findall(f"{A}xfrm"):
            fresh.remove(old)
        if place is not None:
            fresh.insert(0, place)
        element.replace(mine, fresh)
    style = element.find(f"{P}style")
    if style is not None and like.find(f"{P}style") is None:
        element.remove(style)
    body, other = element.find(f"{P}txBody/{A}bodyPr"), like.find(f"{P}txBody/{A}bodyPr")
    text = element.find(f"{P}txBody")
    if body is not None and other is not None and text is not None:
        text.replace(body, deepcopy(other))


def set_paragraphs(body: etree._Element, paragraphs: list[etree._Element]) -> None:
    """The text of ``body``; its own properties stay."""
    for old in body.findall(f"{A}p"):
        body.remove(old)
    body.extend(paragraphs)


def paragraphs_of(body: etree._Element) -> list[etree._Element]:
    """The paragraphs of a text body, copied."""
    found = [deepcopy(one) for one in body.iterfind(f"{A}p")]
    for one in found:
        one.tail = None
    return found


def in_look(texts: list[etree._Element], looks: list[etree._Element]) -> list[etree._Element]:
    """The paragraphs ``texts``, each looking like the one of ``looks`` in its place, the last for those beyond."""
    if not looks:
        return texts
    for index, paragraph in enumerate(texts):
        _dress(paragraph, looks[min(index, len(looks) - 1)])
    return texts


def _dress(paragraph: etree._Element, like: etree._Element) -> None:
    old, new = paragraph.find(f"{A}pPr"), like.find(f"{A}pPr")
    if old is not None:
        paragraph.remove(old)
    if new is not None:
        paragraph.insert(0, deepcopy(new))
    runs = [one for one in paragraph if local(one) in ("r", "fld", "br")]
    models = [one for one in like if local(one) in ("r", "fld")]
    if not models:
        return
    usual = _usual(models)
    drawn = [one for one in models if look_of(one.find(f"{A}rPr")) != look_of(usual.find(f"{A}rPr"))]
    for index, run in enumerate(runs):
        model = models[index] if len(models) == len(runs) else _same_words(run, drawn) or usual
        _set_properties(run, model.find(f"{A}rPr"))


def _usual(models: list[etree._Element]) -> etree._Element:
    """The run whose look most of the text has."""
    weight: dict[str, int] = {}
    for one in models:
        look = look_of(one.find(f"{A}rPr"))
        weight[look] = weight.get(look, 0) + len(one.findtext(f"{A}t") or "")
    most = max(weight, key=lambda look: weight[look])
    return next(one for one in models if look_of(one.find(f"{A}rPr")) == most)


def _same_words(run: etree._Element, models: list[etree._Element]) -> etree._Element | None:
    words = (run.findtext(f"{A}t") or "").strip()
    return next((one for one in models if words and (one.findtext(f"{A}t") or "").strip() == words), None)


def _set_properties(run: etree._Element, model: etree._Element | None) -> None:
    """The look of ``model`` on a run; its language and its links stay its own."""
    old = run.find(f"{A}rPr")
    fresh = deepcopy(model) if model is not None else etree.Element(f"{A}rPr")
    for link in [one for one in fresh if local(one) in LINKS]:
        fresh.remove(link)
    if old is not None:
        for name in ("lang", "altLang"):
            fresh.attrib.pop(name, "")
            value = old.get(name)
            if value is not None:
                fresh.set(name, value)
        for link in [deepcopy(one) for one in old if local(one) in LINKS]:
            rank = ORDER.index(local(link))
            place = sum(ORDER.index(local(one)) < rank for one in fresh if local(one) in ORDER)
            fresh.insert(place, link)
        run.remove(old)
    run.insert(0, fresh)
