"""What a program makes of a deck that is opened and saved without an edit: PowerPoint's habits, and LibreOffice itself.

PowerPoint writes every part anew: runs are split where its spelling checker looked, relationship ids and part names
are its own, it gives ids of its own to what has none, measures tables again, and leaves its properties and thumbnail.
"""

from __future__ import annotations

import io
import posixpath
import re
import subprocess
import zipfile
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

from lxml import etree
from outside import libreoffice
from pptx_reading import REL, A, C, P, R, parts

MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
TERMS = "http://purl.org/dc/terms/"
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
REVISIONS = "http://schemas.microsoft.com/office/2015/10/relationships/revisionInfo"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
RENAMED = (
    (re.compile(r"ppt/charts/chart(\d+)\.xml"), "ppt/charts/chart{}.xml", 40),
    (
        re.compile(r"ppt/embeddings/Microsoft_Excel_Sheet(\d+)\.xlsx"),
        "ppt/embeddings/Microsoft_Excel_Worksheet{}.xlsx",
        2,
    ),
    (re.compile(r"ppt/notesSlides/notesSlide(\d+)\.xml"), "ppt/notesSlides/notesSlide{}.xml", 60),
    (re.compile(r"ppt/slides/slide(\d+)\.xml"), "ppt/slides/slide{}.xml", 80),
)


def resaved_by_powerpoint(data: bytes) -> bytes:
    """The same deck as PowerPoint would leave it after Save without an edit."""
    files = parts(data)
    trees = {name: etree.fromstring(blob) for name, blob in files.items() if name.endswith((".xml", ".rels"))}
    for name, root in trees.items():
        if SLIDE.fullmatch(name):
            _touch_slide(root, name)
        elif name.startswith("ppt/notesSlides/notes"):
            _touch_text(root)
        elif name.startswith("ppt/charts/chart"):
            _touch_chart(root)
    _renumber_relations(trees)
    _leave_properties(trees)
    names = _rename(files, trees)
    for name, root in trees.items():
        files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    files["docProps/thumbnail.jpeg"] = JPEG
    files["ppt/revisionInfo.xml"] = (
        b'<p1510:revInfo xmlns:p1510="http://schemas.microsoft.com/office/powerpoint/2015/10/main"/>'
    )
    return _zipped({names.get(name, name): blob for name, blob in files.items()})


def resaved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """The deck as LibreOffice saves it; the test is skipped where that is not installed."""
    office = libreoffice()
    before, after = folder / "before.pptx", folder / "resaved"
    before.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pptx:Impress MS PowerPoint 2007 XML"]
    subprocess.run([*command, "--outdir", str(after), str(before)], capture_output=True, check=True, timeout=180)
    return (after / before.name).read_bytes()


def _zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda one: (one != "[Content_Types].xml", one)):
            archive.writestr(name, files[name])
    return stream.getvalue()


def _touch_slide(root: etree._Element, name: str) -> None:
    _touch_text(root)
    _measure_tables(root)
    for number, shape in enumerate(root.iter(f"{P}cNvPr")):
        if number and shape.find(f".//{{{A16}}}creationId") is None:
            _extend(shape, "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", _guid_element(name, number))
    common = root.find(f"{P}cSld")
    assert common is not None
    if common.find(f".//{{{P14}}}creationId") is None:
        made = etree.Element(f"{{{P14}}}creationId", {"val": str(1_000_000 + hash_of(name))}, {"p14": P14})
        listed = common.find(f"{P}extLst")
        if listed is None:
            listed = etree.SubElement(common, f"{P}extLst")
        etree.SubElement(listed, f"{P}ext", uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}").append(made)


def hash_of(name: str) -> int:
    """A number that is the same on every run."""
    return int.from_bytes(name.encode()[-6:], "big") % 1_000_000


def _guid_element(name: str, number: int) -> etree._Element:
    guid = f"{{{hash_of(name):08X}-1234-4321-8888-{number:012X}}}"
    return etree.Element(f"{{{A16}}}creationId", {"id": guid}, {"a16": A16})


def _extend(element: etree._Element, uri: str, child: etree._Element) -> None:
    listed = element.find(f"{A}extLst")
    if listed is None:
        listed = etree.SubElement(element, f"{A}extLst")
    etree.SubElement(listed, f"{A}ext", uri=uri).append(child)


def _touch_text(root: etree._Element) -> None:
    """The marks of the spelling checker, runs split at them or joined when alike, the look of a paragraph's end."""
    for paragraph in root.iter(f"{A}p"):
        runs = paragraph.findall(f"{A}r")
        _join_alike(paragraph, runs)
        for run in paragraph.findall(f"{A}r"):
            look, text = run.find(f"{A}rPr"), run.find(f"{A}t")
            assert text is not None
            if look is None:
                look = etree.Element(f"{A}rPr", lang="en-GB")
                run.insert(0, look)
            look.set("dirty", "0")
            first, space, rest = (text.text or "").partition(" ")
            if space and rest:
                twin = deepcopy(run)
                text.text = first + space
                look.set("err", "1")
                next(twin.iter(f"{A}t")).text = rest
                run.addnext(twin)
        last = paragraph.findall(f"{A}r")[-1:]
        if last and paragraph.find(f"{A}endParaRPr") is None:
            end = deepcopy(last[0].find(f"{A}rPr"))
            assert end is not None
            end.tag = f"{A}endParaRPr"
            for link in end.findall(f"{A}hlinkClick"):
                end.remove(link)
            paragraph.append(end)


def _join_alike(paragraph: etree._Element, runs: list[etree._Element]) -> None:
    """Neighbouring runs of one look are one run to PowerPoint."""
    for before, run in pairwise(runs):
        looks = [etree.tostring(look) if (look := one.find(f"{A}rPr")) is not None else b"" for one in (before, run)]
        if before.getnext() is run and looks[0] == looks[1]:
            joined = (before.findtext(f"{A}t") or "") + (run.findtext(f"{A}t") or "")
            next(run.iter(f"{A}t")).text = joined
            paragraph.remove(before)


def _measure_tables(root: etree._Element) -> None:
    """Rows as high as PowerPoint's own measure of their text, the frame as high as its rows; rows and columns named."""
    for frame in root.iter(f"{P}graphicFrame"):
        rows = list(frame.iter(f"{A}tr"))
        for number, row in enumerate(rows):
            row.set("h", str(int(str(row.get("h"))) + 1_270 * (1 + number % 3)))
            identity = etree.Element(f"{{{A16}}}rowId", {"val": str(10_000 + number)}, {"a16": A16})
            _extend(row, "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", identity)
        for number, column in enumerate(frame.iter(f"{A}gridCol")):
            identity = etree.Element(f"{{{A16}}}colId", {"val": str(20_000 + number)}, {"a16": A16})
            _extend(column, "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}", identity)
        size = frame.find(f"{P}xfrm/{A}ext")
        if rows and size is not None:
            size.set("cy", str(sum(int(str(row.get("h"))) for row in rows)))


def _touch_chart(root: etree._Element) -> None:
    """A style that older programs do not know, in PowerPoint's wrapping, and ids for its series."""
    style = "http://schemas.microsoft.com/office/drawing/2007/8/2/chart"
    wrapped = etree.fromstring(
        f'<mc:AlternateContent xmlns:mc="{MARKUP}"><mc:Choice Requires="c14" xmlns:c14="{style}"><c14:style val="102"/>'
        f'</mc:Choice><mc:Fallback><c:style xmlns:c="{C[1:-1]}" val="2"/></mc:Fallback></mc:AlternateContent>'
    )
    chart = root.find(f"{C}chart")
    assert chart is not None
    if root.find(f"{C}style") is None and root.find(f"{{{MARKUP}}}AlternateContent") is None:
        chart.addprevious(wrapped)
    unique = "http://schemas.microsoft.com/office/drawing/2014/chart"
    for number, series in enumerate(root.iter(f"{C}ser")):
        if series.find(f"{C}extLst") is None:
            extension = etree.SubElement(
                etree.SubElement(series, f"{C}extLst"), f"{C}ext", uri="{C3380CC4-5D6E-409C-BE32-E72D297353CC}"
            )
            value = f"{{0000000{number}-ABCD-4321-9876-0123456789AB}}"
            extension.append(etree.Element(f"{{{unique}}}uniqueId", {"val": value}, {"c16": unique}))


def _renumber_relations(trees: dict[str, etree._Element]) -> None:
    """Relationship ids count from elsewhere, in every part and for every use."""
    for name, relations in trees.items():
        source = re.fullmatch(r"(ppt/(?:slides|charts|notesSlides)/|ppt/)_rels/([^/]+)\.rels", name)
        if source is None or source[1] + source[2] not in trees:
            continue
        listed = list(relations.iter(f"{REL}Relationship"))
        names = {str(one.get("Id")): f"rId{len(listed) + 3 - number}" for number, one in enumerate(listed)}
        for one in listed:
            one.set("Id", names[str(one.get("Id"))])
        for element in trees[source[1] + source[2]].iter():
            for key, value in element.attrib.items():
                if str(key).startswith(R):
                    element.set(key, names.get(str(value), str(value)))


def _rename(files: dict[str, bytes], trees: dict[str, etree._Element]) -> dict[str, str]:
    """The new names of parts and of their relationships; where a part is named, the new one is put."""
    names: dict[str, str] = {}
    for name in files:
        for pattern, form, by in RENAMED:
            if found := pattern.fullmatch(name):
                names[name] = form.format(int(found[1]) + by)
                folder, file = posixpath.split(name)
                inner, own = posixpath.split(names[name])
                names[f"{folder}/_rels/{file}.rels"] = f"{inner}/_rels/{own}.rels"
    for name, root in trees.items():
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            for one in root.iter(f"{REL}Relationship"):
                target = str(one.get("Target"))
                whole = target.lstrip("/") if target[0] == "/" else posixpath.normpath(posixpath.join(base, target))
                if one.get("TargetMode") != "External" and whole in names:
                    one.set("Target", posixpath.relpath(names[whole], base or "."))
    types = trees["[Content_Types].xml"]
    for item in types.iter(f"{TYPES}Override"):
        item.set("PartName", "/" + names.get(str(item.get("PartName"))[1:], str(item.get("PartName"))[1:]))
    etree.SubElement(types, f"{TYPES}Override", PartName="/ppt/revisionInfo.xml").set(
        "ContentType", "application/vnd.ms-powerpoint.revisioninfo+xml"
    )
    if not any(item.get("Extension") == "jpeg" for item in types.iter(f"{TYPES}Default")):
        types.insert(0, etree.Element(f"{TYPES}Default", Extension="jpeg", ContentType="image/jpeg"))
    _relate(trees["_rels/.rels"], THUMBNAIL, "docProps/thumbnail.jpeg")
    _relate(trees["ppt/_rels/presentation.xml.rels"], REVISIONS, "revisionInfo.xml")
    return names


def _relate(relations: etree._Element, kind: str, target: str) -> None:
    etree.SubElement(relations, f"{REL}Relationship", Id="rId900", Type=kind, Target=target)


def _leave_properties(trees: dict[str, etree._Element]) -> None:
    """Who saved last, how often, when; what view was open."""
    core = trees["docProps/core.xml"]
    for space, name, value in (
        (CORE, "lastModifiedBy", "Somebody Else"),
        (CORE, "revision", "7"),
        (TERMS, "modified", "2026-11-26T08:15:00Z"),
    ):
        element = core.find(f"{{{space}}}{name}")
        if element is None:
            element = etree.SubElement(core, f"{{{space}}}{name}")
        element.text = value
        if name == "modified":
            element.set("{http://www.w3.org/2001/XMLSchema-instance}type", "dcterms:W3CDTF")
    application = trees["docProps/app.xml"]
    for element in application:
        if etree.QName(element).localname == "Application":
            element.text = "Microsoft Office PowerPoint"
    if "ppt/viewProps.xml" in trees:
        trees["ppt/viewProps.xml"].set("lastView", "sldSorterView")
