"""The parts in the file of a template, by names that hold whatever program packed it: PowerPoint itself, or another."""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote

MOST_BYTES = 300_000_000
MOST_XML = 40_000_000
MOST_FILES = 8_000
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARED = re.compile(r"^\ufeff?<\?xml[^>]*\?>")
STRICT = b"http://purl.oclc.org/ooxml/"
USUAL = "http://schemas.openxmlformats.org/"
HYPHENED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
ESCAPED = re.compile("%[0-9A-F]{2}")
USUAL_NAMES = {
    name.lower(): name
    for name in ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels")
}
Find = Callable[[str], str]
PERCENT = re.compile(rb'="(-?\d+(?:\.\d+)?)%"')


class NotReadable(Exception):
    """The file cannot be unpacked; ``reason`` ends the key of the complaint about it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def part_name(written: str) -> str:
    """A part's name as a package may write it: no slash before it, none backwards, signs beyond ASCII as %XX."""
    path = posixpath.normpath("/" + unquote(written).replace("\\", "/"))
    return quote(path.lstrip("/"), safe="/-._~!$&'()*+,;=:@[]")


def unpacked(data: bytes) -> tuple[dict[str, bytes], Find]:
    """Every part by a plain name, XML in UTF-8 and in the usual namespaces; NotReadable when that is impossible.

    With it comes the way from a name, however written, to the part's own; to a plain name where there is no such part.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if any(one.flag_bits & 1 for one in entries):
                raise NotReadable("encrypted")
            xml = (one.file_size for one in entries if _is_xml(one.filename))
            if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_BYTES or sum(xml) > MOST_XML:
                raise NotReadable("too_large")
            found = {part_name(one.filename): archive.read(one) for one in entries}
            names = _plain_names(found)
            parts = {names[name]: _usual(blob) if _is_xml(name) else blob for name, blob in found.items()}
            return parts, _finder(names)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise NotReadable("damaged") from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _usual(xml: bytes) -> bytes:
    """XML of the strict kind of the format, or in UTF-16, as PowerPoint usually writes it."""
    if xml.startswith(UTF_16):
        xml = DECLARED.sub("", xml.decode("utf-16")).encode()
    if STRICT not in xml:
        return xml
    xml = STRICT_NAME.sub(_namespace, xml).replace(b' conformance="strict"', b"")
    return PERCENT.sub(lambda found: b'="%d"' % round(float(found[1]) * 1000), xml)


def _namespace(found: re.Match[bytes]) -> bytes:
    """The usual name of a strict namespace or kind of relationship."""
    return USUAL.encode() + found[1] + b"/2006/" + HYPHENED.get(found[2], found[2])


def _plain_names(found: Iterable[str]) -> dict[str, str]:
    """A name for each part that every program reads: the usual folder in small letters, nothing written as %XX."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for name in found:
        folder, _, rest = ESCAPED.sub("_", name).partition("/")
        plain = f"{folder.lower()}/{rest}" if folder.lower() == "ppt" else f"{folder}/{rest}" if rest else folder
        plain = USUAL_NAMES.get(plain.lower(), plain)
        while plain.lower() in taken:
            plain = plain.replace(".", "_.", 1)
        taken.add(plain.lower())
        names[name] = plain
    return names


def _finder(names: dict[str, str]) -> Find:
    own = {plain.lower(): plain for plain in names.values()} | {name.lower(): names[name] for name in names}

    def find(written: str) -> str:
        name = part_name(written)
        return own.get(name.lower(), name)

    return find
