"""Ways to break a deck at the level of its file, parts and relationships added, changed and taken away."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

TYPES = "[Content_Types].xml"
PRESENTATION = "ppt/presentation.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
SLIDES, NOTES, CHARTS, BOOKS = "ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/charts/chart", "ppt/embeddings/"
SLIDE_RELATIONS, NOTES_RELATIONS = "ppt/slides/_rels/", "ppt/notesSlides/_rels/"
RELATIONS = "ppt/_rels/presentation.xml.rels"


@dataclass
class Broken:
    """A file under the hammer: its entries in order, names may stand twice."""

    entries: list[tuple[str, bytes]] = field(default_factory=list)

    @classmethod
    def of(cls, data: bytes) -> Broken:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls([(entry.filename, archive.read(entry)) for entry in archive.infolist()])

    @property
    def data(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, blob in self.entries:
                archive.writestr(zipfile.ZipInfo(name), blob)
        return stream.getvalue()

    def first(self, begins: str, pattern: str = "") -> str:
        """The first part whose name begins so and whose text has the pattern."""
        return next(
            name
            for name, blob in self.entries
            if name.startswith(begins) and re.search(pattern, blob.decode("utf-8", "replace"), re.DOTALL)
        )

    def change(self, begins: str, pattern: str, new: str) -> None:
        """Replace the first match in the first part that has one."""
        part = self.first(begins, pattern)
        self.entries = [
            (name, re.sub(pattern, new, blob.decode(), count=1, flags=re.DOTALL).encode() if name == part else blob)
            for name, blob in self.entries
        ]

    def add(self, name: str, blob: bytes, kind: str = "") -> None:
        """A part, with its content type when given."""
        self.entries.append((name, blob))
        if kind:
            self.change(TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')

    def relate(self, relations: str, id: str, kind: str, target: str) -> None:
        """A relationship more."""
        line = f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'
        self.change(relations, "</Relationships>", f"{line}</Relationships>")

    def remove(self, name: str) -> None:
        self.entries = [entry for entry in self.entries if entry[0] != name]

    def inside_workbook(self, pattern: str, new: str) -> None:
        """Change the sheet or the strings of the first workbook."""
        part = self.first(BOOKS)
        book = Broken.of(dict(self.entries)[part])
        book.change("xl/", pattern, new)
        self.entries = [(name, book.data if name == part else blob) for name, blob in self.entries]


Defect = Callable[[Broken], None]


def swap(begins: str, pattern: str, new: str) -> Defect:
    """A defect that is a replacement."""
    return lambda deck: deck.change(begins, pattern, new)


def a_name_twice(deck: Broken) -> None:
    deck.entries.append(deck.entries[-1])


def types_in_the_middle(deck: Broken) -> None:
    deck.entries.insert(3, deck.entries.pop(0))


def a_part_without_a_type(deck: Broken) -> None:
    deck.add("ppt/media/sound.bin", b"...")
    deck.relate(RELATIONS, "rId900", f"{OFFICE}/theme", "media/sound.bin")


def a_slide_left_behind(deck: Broken) -> None:
    deck.change(PRESENTATION, r'<p:sldId id="256"[^>]*/>', "")
    deck.change(PRESENTATION, r'<p14:sldId id="256"/>', "")
    deck.change(RELATIONS, r'<Relationship [^>]*slides/slide1\.xml"/>', "")


def a_part_nobody_reaches(deck: Broken) -> None:
    deck.add("ppt/media/image9.png", b"\x89PNG", "image/png")


def a_thumbnail(deck: Broken) -> None:
    deck.add("docProps/thumbnail.jpeg", b"\xff\xd8\xff", "image/jpeg")
    deck.relate(
        "_rels/.rels",
        "rId900",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        "docProps/thumbnail.jpeg",
    )


def settings_of_a_printer(deck: Broken) -> None:
    deck.add("ppt/printerSettings/printerSettings1.bin", b"HP", "application/vnd.printerSettings")
    deck.relate(RELATIONS, "rId900", f"{OFFICE}/printerSettings", "printerSettings/printerSettings1.bin")


def a_picture_without_alt_text(deck: Broken) -> None:
    deck.add("ppt/media/image9.png", b"\x89PNG", "image/png")
    deck.relate(deck.first(SLIDE_RELATIONS), "rId900", f"{OFFICE}/image", "../media/image9.png")
    deck.change(
        deck.first(SLIDES),
        "</p:spTree>",
        '<p:pic><p:nvPicPr><p:cNvPr id="900" name="P"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:embed="rId900"/></p:blipFill><p:spPr/></p:pic></p:spTree>',
    )


def an_external_address_not_marked(deck: Broken) -> None:
    deck.relate(deck.first(SLIDE_RELATIONS), "rId900", f"{OFFICE}/hyperlink", "https://example.invalid/")


def a_file_of_some_machine(deck: Broken) -> None:
    deck.relate("_rels/.rels", "rId900", f"{OFFICE}/attachedTemplate", "file:///C:/Users/me/t.potx")


def a_second_layout(deck: Broken) -> None:
    deck.relate(deck.first(SLIDE_RELATIONS), "rId900", f"{OFFICE}/slideLayout", "../slideLayouts/slideLayout1.xml")


def a_relation_to_nothing(deck: Broken) -> None:
    deck.relate(deck.first(SLIDE_RELATIONS), "rId900", f"{OFFICE}/tags", "../tags/tag1.xml")


def a_relation_to_null(deck: Broken) -> None:
    deck.relate(deck.first(SLIDE_RELATIONS), "rId900", f"{OFFICE}/image", "NULL")


def a_jump_to_a_layout(deck: Broken) -> None:
    part = deck.first(SLIDES, "hlinkClick")
    deck.relate(
        part.replace("slides/", "slides/_rels/") + ".rels",
        "rId900",
        f"{OFFICE}/slide",
        "../slideLayouts/slideLayout1.xml",
    )
    deck.change(part, r'<a:hlinkClick r:id="\w+"', '<a:hlinkClick r:id="rId900"')


def a_jump_taken_away(deck: Broken) -> None:
    part = deck.first(SLIDES, "hlinkClick")
    deck.entries = [
        (name, re.sub(rb"<a:hlinkClick [^>]*/>", b"", blob) if name == part else blob) for name, blob in deck.entries
    ]


def a_chart_on_two_slides(deck: Broken) -> None:
    part = deck.first(SLIDE_RELATIONS, "chart1.xml")
    other = next(name for name, _ in deck.entries if name.startswith(SLIDE_RELATIONS) and name != part)
    deck.relate(other, "rId900", f"{OFFICE}/chart", "../charts/chart1.xml")


def a_workbook_that_is_none(deck: Broken) -> None:
    part = deck.first(BOOKS)
    deck.entries = [(name, b"not a zip" if name == part else blob) for name, blob in deck.entries]


def custom_xml_of_nobody(deck: Broken) -> None:
    deck.add("customXml/item9.xml", b"<x/>", "application/xml")
    deck.relate("_rels/.rels", "rId900", f"{OFFICE}/customXml", "customXml/item9.xml")


def custom_xml_without_properties(deck: Broken) -> None:
    deck.add("customXml/item9.xml", b"<x/>", "application/xml")
    deck.relate(RELATIONS, "rId900", f"{OFFICE}/customXml", "../customXml/item9.xml")


def with_custom_xml(deck: Broken, id: str = "{3A6F9C52-0B1E-5D7A-9C42-7E1B5A90D3F4}") -> None:
    """Custom XML as it should be; a defect only with a wrong ``id``."""
    custom_xml_without_properties(deck)
    properties = f'<ds:datastoreItem xmlns:ds="{OFFICE.replace("relationships", "customXml")}" ds:itemID="{id}"/>'
    deck.add(
        "customXml/itemProps9.xml",
        properties.encode(),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    deck.add(
        "customXml/_rels/item9.xml.rels",
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/customXmlProps" Target="itemProps9.xml"/></Relationships>'.encode(),
    )
