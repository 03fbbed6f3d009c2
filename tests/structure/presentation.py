"""The presentation: its lists of masters, layouts, slides and sections, and how the parts belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from structure.container import Container
from structure.finding import Findings, about
from structure.names import child, elements, full, whole
from structure.package import GUID

LEAST_SLIDE, LEAST_LAYOUT, MOST = 256, 2**31, 2**32
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def slide_parts(file: Container) -> list[str]:
    """The slides in the order in which they are shown; what the list names and the file lacks is left out."""
    tree = file.trees.get(file.main)
    found = []
    for one in elements(tree, "p:sldId") if tree is not None else ():
        relation = file.relation(file.main, one.get(full("r:id")))
        if relation is not None and relation.part in file.trees:
            found.append(relation.part)
    return found


def check_presentation(file: Container) -> Findings:
    """All of it."""
    tell = about(file.main or "the package")
    tree = file.trees.get(file.main)
    if tree is None:
        yield tell("presentation.none", "package", "the file has no presentation")
        return
    if file.types.get(file.main) != MAIN_TYPE:
        yield tell("presentation.type", "content types", f"is of type {file.types.get(file.main)!r}")
    for name in ("p:sldMasterIdLst", "p:notesMasterIdLst", "p:sldIdLst", "p:sldSz", "p:notesSz"):
        if child(tree, name) is None:
            yield tell("presentation.list", name, "is missing")
    yield from _slide_list(file, tree)
    yield from _masters(file, tree)
    yield from _sections(file, tree)
    for part in slide_parts(file):
        yield from _belongs(file, part)
    for part in file.parts:
        if file.types.get(part, "").endswith("notesSlide+xml"):
            yield from _notes(file, part)


def _slide_list(file: Container, tree: etree._Element) -> Findings:
    tell = about(file.main)
    ids = [one.get("id") or "" for one in elements(tree, "p:sldId")]
    for id, count in Counter(ids).items():
        if count > 1:
            yield tell("slide.id", f"slide id {id}", f"stands for {count} slides")
        if not LEAST_SLIDE <= whole(id) < LEAST_LAYOUT:
            yield tell("slide.id", f"slide id {id}", "is out of the range of slide ids")
    listed = Counter(slide_parts(file))
    every = [name for name, kind in file.types.items() if kind.endswith("presentationml.slide+xml")]
    for name in every:
        if listed[name] != 1:
            yield about(name)("slide.listed", "p:sldIdLst", f"is listed {listed[name]} times")
    if not every:
        yield tell("slide.none", "p:sldIdLst", "the deck has no slides")


def _masters(file: Container, tree: etree._Element) -> Findings:
    """Ids of masters and layouts are one range; each layout is listed by the master that it belongs to."""
    ids: list[str] = []
    for id, master in _listed(file, file.main, tree, "p:sldMasterId"):
        ids.append(id)
        if master not in file.trees:
            yield about(file.main)("master.lost", f"master id {id}", "names no master")
            continue
        if not file.related(master, "theme"):
            yield about(master)("master.theme", "relationships", "has no theme")
        for layout_id, layout in _listed(file, master, file.trees[master], "p:sldLayoutId"):
            ids.append(layout_id)
            if file.related(layout, "slideMaster") != [master]:
                yield about(master)("layout.master", f"layout id {layout_id}", f"{layout} does not belong to it")
    for id, count in Counter(ids).items():
        if count > 1 or not LEAST_LAYOUT <= whole(id) < MOST:
            yield about(file.main)("master.id", f"id {id}", "is not one master's or layout's own")
    for notes in file.related(file.main, "notesMaster"):
        if len(file.related(notes, "theme")) != 1:
            yield about(notes)("master.theme", "relationships", "has no theme of its own")


def _listed(file: Container, part: str, tree: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    for one in elements(tree, name):
        relation = file.relation(part, one.get(full("r:id")))
        yield one.get("id") or "", relation.part if relation is not None else ""


def _sections(file: Container, tree: etree._Element) -> Findings:
    """Every slide stands in one section, in the order of the slides."""
    tell = about(file.main)
    sections = elements(tree, "p14:section")
    if not sections:
        yield tell("section.none", "p:extLst", "the deck has no sections")
    shown = [one.get("id") for one in elements(tree, "p:sldId")]
    held = [one.get("id") for one in elements(tree, "p14:sldId")]
    if sections and held != shown:
        odd = sorted(set(map(str, held)) ^ set(map(str, shown))) or ["the order"]
        yield tell("section.slides", "p14:sectionLst", f"do not hold each slide once, in order: {', '.join(odd)}")
    ids = Counter(one.get("id") or "" for one in sections)
    for one in sections:
        id = one.get("id") or ""
        if ids[id] > 1 or not GUID.fullmatch(id):
            yield tell("section.id", f"section {one.get('name')!r}", f"has the id {id!r}")
        if not (one.get("name") or "").strip():
            yield tell("section.name", f"section {id}", "has no name")
    for one in elements(tree, "p14:sectionLst"):
        above = one.getparent()
        if above is None or above.get("uri") != SECTIONS:
            yield tell("section.place", "p:extLst", "the sections do not stand in their extension")


def _belongs(file: Container, part: str) -> Findings:
    tell = about(part)
    layouts = file.related(part, "slideLayout")
    if len(layouts) != 1 or not file.types.get(layouts[0], "").endswith("slideLayout+xml"):
        yield tell("slide.layout", "relationships", f"has the layouts {layouts}")
    elif not _is_listed(file, layouts[0]):
        yield tell("slide.layout", "relationships", f"{layouts[0]} is no layout of a master")
    notes = file.related(part, "notesSlide")
    if len(notes) > 1:
        yield tell("slide.notes", "relationships", f"has {len(notes)} pages of notes")


def _is_listed(file: Container, layout: str) -> bool:
    masters = file.related(file.main, "slideMaster")
    return any(layout in file.related(master, "slideLayout") for master in masters)


def _notes(file: Container, part: str) -> Findings:
    """Notes know their slide, which knows them, and the master of notes."""
    tell = about(part)
    slides, masters = file.related(part, "slide"), file.related(part, "notesMaster")
    if len(slides) != 1 or part not in file.related(slides[0], "notesSlide"):
        yield tell("notes.slide", "relationships", f"does not belong to one slide: {slides}")
    if masters != file.related(file.main, "notesMaster"):
        yield tell("notes.master", "relationships", f"has the masters {masters}")
    if not elements(file.trees[part], "a:t"):
        yield tell("notes.empty", "text", "says nothing")
