"""The file as a package of parts with types and relationships; what cannot be read is a finding."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from structure.finding import Finding, Findings, about
from structure.names import elements

TYPES = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True)
class Relation:
    """A relationship of a part: ``kind`` is the last word of its type, ``part`` the target in the file, "" outside."""

    id: str
    type: str
    target: str
    part: str
    mode: str

    @property
    def kind(self) -> str:
        return self.type.rpartition("/")[2]


@dataclass(frozen=True)
class Container:
    """The parts by name, those that are XML parsed, and the relationships of each ("" for the file's own)."""

    entries: tuple[zipfile.ZipInfo, ...]
    parts: dict[str, bytes]
    trees: dict[str, etree._Element]
    types: dict[str, str]
    relations: dict[str, tuple[Relation, ...]]
    unreadable: tuple[Finding, ...]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that ``part`` has a relationship of that kind to."""
        return [one.part for one in self.relations.get(part, ()) if one.kind == kind and one.part]

    def relation(self, part: str, id: str | None) -> Relation | None:
        """The relationship of that id; None when the part has none."""
        return next((one for one in self.relations.get(part, ()) if one.id == id), None)

    @property
    def main(self) -> str:
        """The part that the file opens with; "" when it has none."""
        return next(iter(self.related("", "officeDocument")), "")


def opened(data: bytes) -> Container:
    """The package in ``data``; zipfile.BadZipFile when it is no zip at all."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = tuple(archive.infolist())
        parts = {entry.filename: archive.read(entry) for entry in entries}
    trees, bad = {}, []
    for name, blob in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            trees[name] = etree.fromstring(blob, _PARSER)
        except etree.XMLSyntaxError as error:
            bad.append(Finding("xml.broken", name, f"line {error.lineno}", str(error)))
        if b"<!DOCTYPE" in blob[:1000]:
            bad.append(Finding("xml.doctype", name, "prologue", "a part holds no document type"))
    relations = {_source(name): _relations(name, tree) for name, tree in trees.items() if name.endswith(".rels")}
    return Container(entries, parts, trees, _types(trees.get(TYPES), parts), relations, tuple(bad))


def _types(tree: etree._Element | None, parts: dict[str, bytes]) -> dict[str, str]:
    if tree is None:
        return {}
    by_ending = {
        (one.get("Extension") or "").lower(): one.get("ContentType") or "" for one in elements(tree, "ct:Default")
    }
    named = {
        (one.get("PartName") or "").lstrip("/"): one.get("ContentType") or "" for one in elements(tree, "ct:Override")
    }
    return {name: named.get(name) or by_ending.get(name.rpartition(".")[2].lower(), "") for name in parts}


def _source(name: str) -> str:
    """The part that a relationships part speaks of."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _relations(name: str, tree: etree._Element) -> tuple[Relation, ...]:
    base = posixpath.dirname(_source(name))
    found = []
    for one in elements(tree, "rel:Relationship"):
        target, mode = one.get("Target") or "", one.get("TargetMode") or ""
        part = "" if mode == "External" else posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
        found.append(Relation(one.get("Id") or "", one.get("Type") or "", target, part, mode))
    return tuple(found)


def check_entries(file: Container) -> Findings:
    """The zip: the types come first, each name once, nothing that an Office program cannot read."""
    yield from file.unreadable
    names = [entry.filename for entry in file.entries]
    if not names or names[0] != TYPES:
        yield about(TYPES)("zip.order", "zip", f"is not the first entry, {names[0] if names else 'nothing'} is")
    for name, count in Counter(name.lower() for name in names).items():
        if count > 1:
            yield about(name)("zip.twice", "zip", f"stands {count} times in the file")
    for entry in file.entries:
        wrong = [
            *(["is compressed in a way of its own"] if entry.compress_type not in (0, 8) else []),
            *(["is encrypted"] if entry.flag_bits & 1 else []),
            *(["is a folder"] if entry.filename.endswith("/") else []),
            *(["has an illegal name"] if "\\" in entry.filename or entry.filename.startswith("/") else []),
        ]
        for what in wrong:
            yield about(entry.filename)("zip.entry", "zip", what)
