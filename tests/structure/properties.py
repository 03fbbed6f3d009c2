"""The document's properties: ours, complete, and nobody else's."""

from __future__ import annotations

import re

from structure.container import Container
from structure.finding import Findings, about
from structure.names import child, elements, short, whole
from structure.presentation import slide_parts

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PATH = re.compile(r"[A-Za-z]:\\|file:|/(home|Users|root|tmp)/")


def check_properties(file: Container) -> Findings:
    """All of it."""
    core = next((one for one in file.related("", "core-properties") if one in file.trees), None)
    if core is None:
        yield about("docProps/core.xml")("property.core", "package", "is missing")
    else:
        tree = file.trees[core]
        for name in ("dc:title", "dc:creator", "dcterms:created", "dcterms:modified", "dc:language"):
            if child(tree, name) is None:
                yield about(core)("property.core", name, "is missing")
        for name in ("dcterms:created", "dcterms:modified"):
            for one in elements(tree, name):
                if not MOMENT.fullmatch(one.text or ""):
                    yield about(core)("property.time", name, f"is {one.text!r}")
    for app in file.related("", "extended-properties"):
        yield from _counts(file, app)
    if not file.related("", "extended-properties"):
        yield about("docProps/app.xml")("property.app", "package", "is missing")
    for name in file.parts:
        if "thumbnail" in name.lower() or "printersettings" in name.lower():
            yield about(name)("part.unwelcome", "package", "comes from elsewhere")


def _counts(file: Container, part: str) -> Findings:
    """How many slides and notes there are, and no trace of a machine."""
    tree = file.trees[part]
    counted = {
        "ep:Slides": len(slide_parts(file)),
        "ep:Notes": sum(kind.endswith("notesSlide+xml") for kind in file.types.values()),
    }
    for name, count in counted.items():
        found = child(tree, name)
        if found is None or whole(found.text, -1) != count:
            said = found.text if found is not None else None
            yield about(part)("property.count", name, f"says {said!r}, there are {count}")
    for one in elements(tree, "ep:Template", "ep:HyperlinkBase"):
        if PATH.search(one.text or ""):
            yield about(part)("property.path", short(one), f"names a place: {one.text}")
