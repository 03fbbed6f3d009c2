"""Types and relationships: each part has a type and is reached, each relationship leads to something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from structure.container import TYPES, Container, Relation
from structure.finding import Findings, about
from structure.names import SPACES, elements, full, short

PML = "application/vnd.openxmlformats-officedocument.presentationml."
KINDS = {
    **{kind: f"{PML}{kind}+xml" for kind in ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster")},
    **{kind: f"{PML}{kind}+xml" for kind in ("handoutMaster", "presProps", "viewProps", "tableStyles")},
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "package": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "customXml": "application/xml",
}
"""The content type of what a relationship of a kind leads to."""
NAMED_IN_XML = (
    "slide",
    "chart",
    "image",
    "hyperlink",
    "package",
    "notesMaster",
    "slideMaster",
    "audio",
    "video",
    "oleObject",
)
"""Kinds whose relationships mean nothing unless the part's XML names them; others speak for themselves."""
UNWELCOME = ("printerSettings", "thumbnail", "vbaProject", "attachedTemplate", "comments", "commentAuthors")
"""What a deck of ours never holds: traces of a template, of a machine, of people."""
SIGNATURES = {"png": b"\x89PNG", "jpg": b"\xff\xd8", "jpeg": b"\xff\xd8", "gif": b"GIF8", "xlsx": b"PK\x03\x04"}
LOCAL_PATH = re.compile(r"^(file:|[A-Za-z]:[\\/]|\\\\|/(home|Users|root|tmp|work|var)/)")
ADDRESS = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", re.IGNORECASE)


def check_package(file: Container) -> Findings:
    """All of it."""
    yield from _types(file)
    for part, relations in file.relations.items():
        if part and part not in file.parts:
            yield about(part)("relation.source", "_rels", "has relationships but is not in the file")
        yield from _relations(file, part, relations)
    for part in file.trees:
        yield from _named_ids(file, part)
    yield from _reached(file)
    yield from _media(file)
    yield from _custom_xml(file)


def _types(file: Container) -> Findings:
    tell = about(TYPES)
    tree = file.trees.get(TYPES)
    if tree is None:
        yield tell("type.none", "zip", "is missing")
        return
    named = [(one.get("PartName") or "") for one in elements(tree, "ct:Override")]
    endings = [(one.get("Extension") or "").lower() for one in elements(tree, "ct:Default")]
    for name, count in Counter([*named, *endings]).items():
        if count > 1:
            yield tell("type.twice", name, f"is given a type {count} times")
    for name in named:
        if not name.startswith("/") or name[1:] not in file.parts:
            yield tell("type.phantom", name, "has a type but is not in the file")
    for name, kind in file.types.items():
        if not kind and name != TYPES:
            yield about(name)("type.missing", "content types", "has no content type")


def _relations(file: Container, part: str, relations: tuple[Relation, ...]) -> Findings:
    tell = about(part or "the package")
    for id, count in Counter(one.id for one in relations).items():
        if count > 1:
            yield tell("relation.twice", id, f"stands for {count} relationships")
    for one in relations:
        if LOCAL_PATH.match(one.target) and one.part not in file.parts:
            yield tell("relation.path", one.id, f"leads to a place on some machine: {one.target}")
        elif one.mode == "External":
            if not ADDRESS.match(one.target):
                yield tell("relation.address", one.id, f"leads out of the file to {one.target!r}")
        elif ADDRESS.match(one.target):
            yield tell("relation.unmarked", one.id, f"{one.target} is outside but not marked as external")
        elif one.target.upper().rpartition("/")[2] == "NULL":
            yield tell("relation.null", one.id, "leads to NULL")
        elif one.part not in file.parts:
            yield tell("relation.dangling", one.id, f"leads to {one.part}, which is not in the file")
        elif one.kind in KINDS and file.types.get(one.part) != KINDS[one.kind]:
            yield tell("type.wrong", one.id, f"{one.part} is a {one.kind} of type {file.types.get(one.part)!r}")
        if one.kind in UNWELCOME:
            yield tell("part.unwelcome", one.id, f"leads to {one.kind}")


def _named_ids(file: Container, part: str) -> Findings:
    """The ids that the part's XML names are its relationships' ids."""
    space = f"{{{SPACES['r']}}}"
    used: set[str] = set()
    for element in file.trees[part].iter("{*}*"):
        for key, value in element.attrib.items():
            if not str(key).startswith(space):
                continue
            used.add(str(value))
            name = short(element)
            jump = str(element.get("action") or "").startswith("ppaction://hlinkshowjump")
            if file.relation(part, str(value)) is None and not (value == "" and jump):
                yield about(part)("relation.undeclared", name, f"names {value!r}, which is no relationship of it")
    if part.startswith(("ppt/slides/", "ppt/charts/", "ppt/presentation")):
        for one in file.relations.get(part, ()):
            if one.kind in NAMED_IN_XML and one.id not in used:
                yield about(part)("relation.unused", one.id, f"leads to {one.target} but nothing names it")


def _reached(file: Container) -> Findings:
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        for one in file.relations.get(waiting.pop(), ()):
            if one.part and one.part not in seen:
                seen.add(one.part)
                waiting.append(one.part)
    for name in file.parts:
        if name != TYPES and not name.endswith(".rels") and name not in seen:
            yield about(name)("part.orphan", "package", "no relationship leads to it")


def _media(file: Container) -> Findings:
    for name, data in file.parts.items():
        begins = SIGNATURES.get(name.rpartition(".")[2].lower(), b"")
        if not data.startswith(begins):
            yield about(name)("part.content", "first bytes", "is not what its name says")


def _custom_xml(file: Container) -> Findings:
    """A part of custom XML belongs to the presentation and has properties with an id."""
    owned = _one_each(file.related(file.main, "customXml"))
    for name in file.parts:
        tell = about(name)
        if not re.fullmatch(r"customXml/item\d+\.xml", name):
            continue
        if name not in owned:
            yield tell("custom.owner", "package", "is custom XML that the presentation does not name")
        properties = file.related(name, "customXmlProps")
        trees = [file.trees[one] for one in properties if one in file.trees]
        ids = [tree.get(full("ds:itemID")) or "" for tree in trees]
        if len(ids) != 1 or not GUID.fullmatch(ids[0]):
            yield tell("custom.properties", "relationships", "has no properties with an id of its own")


def _one_each(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count == 1}
