"""A company template whose own parts carry what must not travel: comments, notes, authors, thumbnails, data."""

from __future__ import annotations

import io
import re
import zipfile

from template_builder import NS, ATemplate

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-"
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>{0}</dc:creator><cp:lastModifiedBy>{0}</cp:lastModifiedBy><cp:keywords>{0}</cp:keywords>"
    "</cp:coreProperties>"
)
ELEMENTS = {
    "ppt/commentAuthors.xml": "commentAuthors",
    "ppt/authors.xml": "authors",
    "ppt/tags/tag1.xml": "tags",
    "ppt/presProps.xml": "presProps",
    "ppt/notesMasters/notesMaster1.xml": "notesMaster",
    "ppt/handoutMasters/handoutMaster1.xml": "handoutMaster",
    "ppt/revisionInfo.xml": "revisionInfo",
    "customXml/item1.xml": "customXml",
}
"""What presentation.xml leads to, by its kind of relationship."""
SAMPLE = {"ppt/comments/comment1.xml": "comments", "ppt/notesSlides/notesSlide1.xml": "notesSlide"}
ROOT = {
    "docProps/core.xml": (f"{PACKAGE}/relationships/metadata/core-properties", f"{TYPE}package.core-properties+xml"),
    "docProps/app.xml": (f"{OFFICE}/extended-properties", f"{TYPE}officedocument.extended-properties+xml"),
    "docProps/custom.xml": (f"{OFFICE}/custom-properties", f"{TYPE}officedocument.custom-properties+xml"),
    "docProps/thumbnail.jpeg": (f"{PACKAGE}/relationships/metadata/thumbnail", "image/jpeg"),
}


def _presentation_part(kind: str) -> tuple[str, str]:
    return f"{OFFICE}/{kind}", f"{TYPE}officedocument.presentationml.{kind}+xml"


SOURCES = {
    "_rels/.rels": ROOT,
    "ppt/_rels/presentation.xml.rels": {name: _presentation_part(kind) for name, kind in ELEMENTS.items()},
    "ppt/slides/_rels/slide1.xml.rels": {name: _presentation_part(kind) for name, kind in SAMPLE.items()},
}
"""Which relationships lead to which parts, each with its kind and its content type."""


def leaking_template(word: str) -> tuple[bytes, int]:
    """The template's file with ``word`` and a number in each place that is no look, and how many places there are."""
    places: list[str] = []

    def secret() -> str:
        places.append(f"{word}{len(places):02d}")
        return places[-1]

    added = {name: _content(name, secret()) for listed in SOURCES.values() for name in listed}
    stream = io.BytesIO()
    plain = io.BytesIO(ATemplate(samples=1, kind="presentation").data())
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = secret().encode()
        for name in old.namelist():
            data = re.sub(rb"Geheimes Muster \d", lambda _: secret().encode(), old.read(name))
            new.writestr(name, _with_added(name, data))
        for name, data in added.items():
            new.writestr(name, data)
    return stream.getvalue(), len(places)


def _content(name: str, secret: str) -> bytes:
    if name == "docProps/core.xml":
        return CORE.replace("{0}", secret).encode()
    if name.endswith("jpeg"):
        return b"\xff\xd8\xff\xe0 " + secret.encode()
    return f'<p:part {NS} name="{secret}"><p:text>{secret}</p:text></p:part>'.encode()


def _with_added(name: str, data: bytes) -> bytes:
    """A part of the plain template that also names the parts added."""
    if name == "[Content_Types].xml":
        types = (
            f'<Override PartName="/{part}" ContentType="{content}"/>'
            for listed in SOURCES.values()
            for part, (_, content) in listed.items()
        )
        return data.replace(b"</Types>", "".join(types).encode() + b"</Types>")
    relations = (
        f'<Relationship Id="rIdX{n}" Type="{kind}" Target="/{part}"/>'
        for n, (part, (kind, _)) in enumerate(SOURCES.get(name, {}).items())
    )
    return data.replace(b"</Relationships>", "".join(relations).encode() + b"</Relationships>")
