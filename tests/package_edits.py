"""Changing the parts of a template's package by hand, as text."""

from __future__ import annotations

import io
import zipfile

from template_builder import OFFICE, ATemplate

Files = dict[str, bytes]
TYPES = "[Content_Types].xml"


def files_of(template: ATemplate) -> Files:
    """The files of a template by name."""
    with zipfile.ZipFile(io.BytesIO(template.data())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    """The files in a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def edit(files: Files, name: str, old: str, new: str) -> None:
    """Replace a text in a part; it must be there."""
    text = files[name].decode()
    assert old in text, (name, old)
    files[name] = text.replace(old, new).encode()


def relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def relate(files: Files, part: str, id_: str, kind: str, target: str, external: bool = False) -> None:
    """Add a relationship; ``kind`` is the last word of its type, or the whole type."""
    kind = kind if "://" in kind else f"{OFFICE}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    line = f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    edit(files, relations_of(part), "</Relationships>", line)


def add(files: Files, name: str, content_type: str, data: bytes) -> None:
    """Add a part."""
    files[name] = data
    edit(files, TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>')


def relate_package(files: Files, kind: str, target: str) -> None:
    kind = kind if "://" in kind else f"{OFFICE}/{kind}"
    line = f'<Relationship Id="r{len(files)}" Type="{kind}" Target="{target}"/></Relationships>'
    edit(files, "_rels/.rels", "</Relationships>", line)
