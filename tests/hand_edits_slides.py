"""Hand edits of slides and of the whole deck: order, number, how slides come and look, sections, title, master."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from hand_edits import HandEdit, paragraph_with, shapes_with, slide_at, text_of, there
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx_reading import A, P

SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
ORDER, SLIDE, LOOK = (frozenset({one}) for one in ("order", "slide", "look"))
ADDED, REMOVED = frozenset({"slide", "added"}), frozenset({"slide", "removed"})
PLAN, CHOICE = "The next ninety days are planned", "The desk pays back"


def _titles(deck: Deck) -> list[str]:
    return [shape.text_frame.text if (shape := slide.shapes.title) is not None else "" for slide in deck.slides]


def _place(deck: Deck, title: str) -> int:
    return next((n for n, one in enumerate(_titles(deck)) if title in one), -1)


def _slide(deck: Deck, title: str) -> Slide:
    return slide_at(deck, _place(deck, title) + 1)


def _listed(deck: Deck) -> etree._Element:
    return there(deck.element.find(f"{P}sldIdLst"))


def _sections(deck: Deck) -> list[etree._Element]:
    return list(deck.element.iter(f"{SECTION}section"))


def _put_in_section(deck: Deck, slide_id: str, after: str | None) -> None:
    """Take a slide out of its section, and (``after`` None: nowhere) put it behind another, as PowerPoint does."""
    for item in list(deck.element.iter(f"{SECTION}sldId")):
        if item.get("id") == slide_id:
            there(item.getparent()).remove(item)
    for item in list(deck.element.iter(f"{SECTION}sldId")):
        if item.get("id") == after:
            twin = deepcopy(item)
            twin.set("id", slide_id)
            item.addnext(twin)


def _reorder(deck: Deck) -> None:
    """The plan comes second."""
    listed = list(_listed(deck))
    moved = listed[_place(deck, PLAN)]
    listed[0].addnext(moved)
    _put_in_section(deck, str(moved.get("id")), str(listed[0].get("id")))


def _delete_slide(title: str) -> Callable[[Deck], None]:
    def make(deck: Deck) -> None:
        gone = list(_listed(deck))[_place(deck, title)]
        deck.part.drop_rel(str(gone.get(qn("r:id"))))
        _listed(deck).remove(gone)
        _put_in_section(deck, str(gone.get("id")), None)

    return make


def _added_slide(deck: Deck, layout: Slide, number: int) -> Slide:
    """A new slide behind that of a number, from 1."""
    slide: Slide = deck.slides.add_slide(layout.slide_layout)
    added = list(_listed(deck))[-1]
    before = list(_listed(deck))[number - 1]
    before.addnext(added)
    _put_in_section(deck, str(added.get("id")), str(before.get("id")))
    return slide


def _duplicate(deck: Deck) -> None:
    """Duplicate slide 4: the same shapes with the same ids on a slide with another id."""
    slide = slide_at(deck, 4)
    twin = _added_slide(deck, slide, 4)
    tree = twin.shapes._spTree
    for child in list(tree)[2:]:
        tree.remove(child)
    for child in list(slide.shapes._spTree)[2:]:
        tree.append(deepcopy(child))


def _duplicated(deck: Deck) -> bool:
    return sum(CHOICE in title for title in _titles(deck)) == 2


def _new_slide(deck: Deck) -> None:
    slide = _added_slide(deck, slide_at(deck, 1), 2)
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = "A slide of my own"


def _new_in_place(deck: Deck) -> bool:
    at = _place(deck, "A slide of my own")
    return at > 0 and "It serves" in _titles(deck)[at - 1]


def _hide(deck: Deck) -> None:
    _slide(deck, CHOICE)._element.set("show", "0")


def _after_mapping(deck: Deck, xml: str) -> None:
    """Transition or timing, which stand behind the colour mapping of the fourth slide."""
    there(_slide(deck, CHOICE)._element.find(f"{P}clrMapOvr")).addnext(etree.fromstring(xml))


def _transition(deck: Deck) -> None:
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    _after_mapping(deck, f'<p:transition {space} spd="slow"><p:fade/></p:transition>')


def _animate(deck: Deck) -> None:
    """The text of the fourth slide appears on a click."""
    shape = there(shapes_with(deck, "It can be undone")[0].find(f".//{P}cNvPr")).get("id")
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    _after_mapping(
        deck,
        f'<p:timing {space}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">'
        '<p:childTnLst><p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
        '<p:childTnLst><p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>'
        '<p:childTnLst><p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>'
        '<p:par><p:cTn id="5" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" nodeType="clickEffect">'
        '<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" '
        'fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn>'
        f'<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName>'
        '</p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn>"
        '<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>'
        "</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>",
    )


def _animated(deck: Deck) -> bool:
    """And the shape that it moves is the one it was meant for."""
    for slide in deck.slides:
        for target in slide._element.iter(f"{P}spTgt"):
            meant = [one for one in slide.shapes if str(one.shape_id) == target.get("spid")]
            return bool(meant) and "It can be undone" in text_of(meant[0]._element)
    return False


def _colour_ground(deck: Deck) -> None:
    fill = _slide(deck, CHOICE).background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0xF0, 0xF8, 0xEE)


def _rename_section(deck: Deck) -> None:
    next(one for one in _sections(deck) if one.get("name") == "Concerns").set("name", "Worries")


def _title_deck(deck: Deck) -> None:
    deck.core_properties.title = "For the board, by hand"


def _edit_master(deck: Deck) -> None:
    """A word on the master, which every slide shows."""
    tree = deck.slide_master.shapes._spTree
    space = f'xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"'
    tree.append(
        etree.fromstring(
            f'<p:sp {space}><p:nvSpPr><p:cNvPr id="90" name="Mark"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
            '<a:xfrm><a:off x="100000" y="100000"/><a:ext cx="900000" cy="200000"/></a:xfrm><a:prstGeom prst="rect">'
            '<a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/>'
            "<a:t>For the board only</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    )


def _on_slide(path: str, **values: str) -> Callable[[Deck], bool]:
    """The slide on which the desk pays back has an element with these values, or is one."""

    def seen(deck: Deck) -> bool:
        found = [slide._element for slide in deck.slides if paragraph_with(deck, "undone") is not None]
        elements = [one for root in found for one in (root.iter(path) if path else [root])]
        return any(all(one.get(name) == value for name, value in values.items()) for one in elements)

    return seen


SLIDE_EDITS = (
    HandEdit("slides in another order", _reorder, lambda deck: _place(deck, PLAN) == 1, 6, ORDER),
    HandEdit("a slide deleted", _delete_slide(PLAN), lambda deck: _place(deck, PLAN) < 0, 6, REMOVED),
    HandEdit(
        "a slide deleted that has changed",
        _delete_slide(CHOICE),
        lambda deck: _place(deck, CHOICE) < 0,
        4,
        REMOVED,
        "reason",
    ),
    HandEdit("a slide duplicated", _duplicate, _duplicated, 4, ADDED),
    HandEdit("a slide of one's own", _new_slide, _new_in_place, 3, ADDED),
    HandEdit("a slide hidden", _hide, _on_slide("", show="0"), 4, SLIDE | LOOK),
    HandEdit("a transition", _transition, _on_slide(f"{P}transition", spd="slow"), 4, SLIDE | LOOK),
    HandEdit("an animation", _animate, _animated, 4, SLIDE | LOOK),
    HandEdit("a ground of one's own", _colour_ground, _on_slide(f"{A}srgbClr", val="F0F8EE"), 4, SLIDE | LOOK),
    HandEdit(
        "a section renamed",
        _rename_section,
        lambda deck: "Worries" in [one.get("name") for one in _sections(deck)],
        5,
        ORDER | SLIDE | LOOK,
    ),
    HandEdit(
        "another title of the file",
        _title_deck,
        lambda deck: deck.core_properties.title == "For the board, by hand",
        0,
        SLIDE | LOOK | frozenset({"text"}),
    ),
    HandEdit(
        "a word on the master",
        _edit_master,
        lambda deck: "For the board only" in text_of(deck.slide_master.shapes._spTree),
        0,
        SLIDE | LOOK | frozenset({"added"}),
    ),
)
