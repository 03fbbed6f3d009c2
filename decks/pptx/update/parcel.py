"""A package whose parts can be changed: parts, their types and relationships, and the file they make."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from decks.pptx.container import Container, Relation
from decks.pptx.package import COMPRESSION, FIXED_TIME
from decks.pptx.text import attribute

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = ""
"""What stands for the package itself where a part is asked for."""


class Unreadable(Exception):
    """A part that is no XML, or that asks for more than a deck may."""


class Parcel:
    """The parts of a deck, read from a container and changed in memory."""

    def __init__(self, container: Container) -> None:
        self.main = container.main
        self.parts = dict(container.parts)
        self.types = dict(container.types)
        self._container = container
        self._relations: dict[str, list[Relation]] = {}
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()

    def tree(self, part: str) -> etree._Element:
        """The part as XML, the same at every call; say ``changed`` after changing it. Unreadable when damaged."""
        if part not in self._trees:
            self._trees[part] = _parsed(self.parts.get(part, b""))
        return self._trees[part]

    def changed(self, part: str) -> None:
        """The tree of ``part`` was changed and is to be written."""
        self._changed.add(part)

    def is_changed(self, part: str) -> bool:
        """Whether the tree of ``part`` was changed."""
        return part in self._changed

    def forget(self, part: str) -> None:
        """The content of ``part`` was replaced: what was read of it before counts no more."""
        self._trees.pop(part, None)
        self._changed.discard(part)

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part; a list of this parcel's own."""
        if part not in self._relations:
            known = part == ROOT or part in self._container.parts
            self._relations[part] = list(self._container.relations(part)) if known else []
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """The first part that ``part`` names as its ``kind``; None without one."""
        found = (one.target for one in self.relations(part) if one.kind == kind and not one.external)
        return next((target for target in found if target in self.parts), None)

    def target(self, part: str, relation: str) -> Relation | None:
        """The relationship of that id."""
        return next((one for one in self.relations(part) if one.id == relation), None)

    def relate(self, part: str, type_: str, target: str, external: bool = False) -> str:
        """The id of the relationship of ``part`` to ``target``, an existing one where there is one."""
        listed = self.relations(part)
        for one in listed:
            if (one.type, one.target, one.external) == (type_, target, external):
                return one.id
        taken = {one.id for one in listed}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        listed.append(Relation(f"rId{number}", type_, target, external))
        return f"rId{number}"

    def unrelate(self, part: str, relation: str) -> None:
        """Forget a relationship; a part that nothing names any more is not written."""
        listed = self.relations(part)
        listed[:] = [one for one in listed if one.id != relation]

    def add(self, like: str, content_type: str, data: bytes) -> str:
        """Add a part under the name ``like``, with another number when that is taken; its name."""
        stem, number, ending = re.fullmatch(r"(.*?)(\d*)(\.[^./]*)", like).groups()  # type: ignore[union-attr]
        count = int(number or "1")
        name = like
        while name in self.parts:
            count += 1
            name = f"{stem}{count}{ending}"
        self.parts[name], self.types[name] = data, content_type
        self._relations[name] = []
        return name

    def data(self, part: str) -> bytes:
        """The content of a part as it is to be written."""
        if part in self._changed:
            return HEAD.encode() + etree.tostring(self.tree(part))
        return self.parts[part]

    def reached(self) -> list[str]:
        """The parts that relationships lead to, in the order in which they are met."""
        found: dict[str, None] = {}
        waiting = [one.target for one in self.relations(ROOT) if not one.external]
        while waiting:
            part = waiting.pop(0)
            if part in found or part not in self.parts:
                continue
            found[part] = None
            waiting += [one.target for one in self.relations(part) if not one.external]
        return list(found)

    def to_bytes(self) -> bytes:
        """The file: what nothing leads to is left out; the same parts always give the same bytes."""
        names = self.reached()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            _write(archive, "[Content_Types].xml", self._content_types(names))
            for part in (ROOT, *names):
                if part:
                    _write(archive, part, self.data(part))
                if self.relations(part):
                    folder, _, file = part.rpartition("/")
                    _write(archive, f"{folder}/_rels/{file}.rels".lstrip("/"), self._listed(part))
        return stream.getvalue()

    def _content_types(self, names: list[str]) -> bytes:
        endings = {"rels": RELATIONS_TYPE, "xml": "application/xml"}
        overrides = []
        for name in names:
            ending = name.rpartition(".")[2].lower()
            if endings.setdefault(ending, self.types[name]) != self.types[name]:
                overrides.append((name, self.types[name]))
        listed = [f'<Default Extension="{attribute(e)}" ContentType="{attribute(t)}"/>' for e, t in endings.items()]
        listed += [f'<Override PartName="/{attribute(n)}" ContentType="{attribute(t)}"/>' for n, t in overrides]
        return f'{HEAD}<Types xmlns="{TYPES}">{"".join(listed)}</Types>'.encode()

    def _listed(self, part: str) -> bytes:
        folder = part.rpartition("/")[0]
        lines = []
        for one in self.relations(part):
            where = one.target if one.external else posixpath.relpath(f"/{one.target}", f"/{folder}")
            mode = ' TargetMode="External"' if one.external else ""
            type_, target = attribute(one.type), attribute(where)
            lines.append(f'<Relationship Id="{attribute(one.id)}" Type="{type_}" Target="{target}"{mode}/>')
        return f'{HEAD}<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'.encode()


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        found = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable from error
    if b"<!DOCTYPE" in data[:1000]:
        raise Unreadable
    return found


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, data, compresslevel=COMPRESSION)
