"""Reads a .pptx for tests: every text in it, wherever it stands, and its parts as XML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def parts(data: bytes) -> dict[str, bytes]:
    """The files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def trees(data: bytes) -> dict[str, etree._Element]:
    """The XML files of a package, parsed."""
    return {name: etree.fromstring(blob) for name, blob in parts(data).items() if name.endswith((".xml", ".rels"))}


def first(root: etree._Element, path: str) -> etree._Element:
    """The first element at ``path`` below ``root``, which must be there."""
    found = root.find(path)
    assert found is not None, path
    return found


def all_text(data: bytes) -> str:
    """Every text and every attribute value of the file, its embedded workbooks included."""
    found: list[str] = []
    for name, blob in parts(data).items():
        found.append(name)
        if name.endswith(".xlsx"):
            found.append(all_text(blob))
        elif name.endswith((".xml", ".rels")):
            for element in etree.fromstring(blob).iter():
                found += [element.text or "", element.tail or "", *map(str, element.attrib.values())]
        else:
            found.append(blob.decode("latin-1"))
    return "\n".join(found)


def slide_names(data: bytes) -> list[str]:
    """The slide parts in their numbered order."""
    names = [name for name in parts(data) if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    return sorted(names, key=lambda name: int(re.findall(r"\d+", name)[0]))


def relations(data: bytes, name: str) -> dict[str, str]:
    """The targets of a part's relationships by id, as names in the package."""
    folder, file = posixpath.split(name)
    blob = parts(data).get(f"{folder}/_rels/{file}.rels")
    if blob is None:
        return {}
    return {
        str(rel.get("Id")): posixpath.normpath(posixpath.join(folder, str(rel.get("Target")))).lstrip("/")
        for rel in etree.fromstring(blob).iter(f"{REL}Relationship")
    }


def workbook_cells(blob: bytes) -> dict[str, str]:
    """The cells of an embedded workbook's only sheet by reference."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    files = trees(blob)
    shared: list[str] = []
    if "xl/sharedStrings.xml" in files:
        strings = files["xl/sharedStrings.xml"].iter(f"{space}si")
        shared = ["".join(text.text or "" for text in item.iter(f"{space}t")) for item in strings]
    cells = {}
    for cell in files["xl/worksheets/sheet1.xml"].iter(f"{space}c"):
        assert cell.find(f"{space}f") is None, "a workbook behind a chart holds no formulas"
        value = cell.findtext(f"{space}v") or ""
        cells[str(cell.get("r"))] = shared[int(value)] if cell.get("t") == "s" else value
    return cells
