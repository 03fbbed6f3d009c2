"""Company templates as other programs, old versions and careless people leave them: each with one kind of trouble."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

from package_edits import TYPES, Files, add, edit, files_of, packed, relate, relate_package, relations_of
from PIL import Image
from template_builder import BODY, DATE, FOOT, NS, NUMBER, TITLE, ALayout, ATemplate

LAYOUT, MASTER, THEME = (
    "ppt/slideLayouts/slideLayout1.xml",
    "ppt/slideMasters/slideMaster1.xml",
    "ppt/theme/theme1.xml",
)
MAIN = "ppt/presentation.xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
AUTHOR = "Erika Mustermann"
SECRET = "Geheimer Umsatz 4711"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
EMF = b"\x01\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(64)
WIDE_PAGE = (12192000, 6858000)


def on_layout(files: Files, shapes: str) -> None:
    """Draw ``shapes`` first on the layout."""
    edit(files, LAYOUT, "<p:grpSpPr/>", f"<p:grpSpPr/>{shapes}")


def png(noisy: bool = True, size: tuple[int, int] = (64, 36)) -> bytes:
    """A picture: with ``noisy`` black and white squares, else dark blue throughout."""
    chance = random.Random(7)
    image = Image.new("RGB", size, (8, 20, 48))
    for x in range(size[0] if noisy else 0):
        for y in range(size[1]):
            image.putpixel((x, y), (255, 255, 255) if chance.random() > 0.5 or x > size[0] // 2 else (0, 0, 0))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def place(x: float, y: float, w: float, h: float) -> str:
    x, y, w, h = (round(one * 12700) for one in (x, y, w, h))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def rectangle(number: int, colour: str, x: float, y: float, w: float, h: float) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="R"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{place(x, y, w, h)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="de-DE"/></a:p></p:txBody></p:sp>'
    )


def picture(number: int, blip: str, x: float, y: float, w: float, h: float) -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Bild" descr="Logo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f"<p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{place(x, y, w, h)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def utf_16_and_absolute_targets() -> bytes:
    files = files_of(ATemplate())
    found: Files = {}
    for name, data in files.items():
        text = data.decode()
        if name.endswith(".rels"):
            text = text.replace('Target="../', 'Target="/ppt/').replace('Target="slide', 'Target="/ppt/slide')
        keep = name == TYPES  # Office itself reads this part in UTF-8 only
        found[name] = text.encode() if keep else ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")
    return packed(found)


def odd_part_names() -> bytes:
    """Capitals that differ between list and package, blanks as %20, letters beyond ASCII, backslashes."""
    files = files_of(ATemplate())
    layout = files.pop(LAYOUT)
    links = files.pop(relations_of(LAYOUT))
    files["PPT\\SlideLayouts\\Titel und Größe 1.xml"] = layout
    files["ppt/slidelayouts/_rels/Titel%20und%20Gr%C3%B6%C3%9Fe%201.xml.rels"] = links
    edit(files, relations_of(MASTER), "slideLayout1.xml", "Titel%20und%20Gr%C3%B6%C3%9Fe%201.XML")
    edit(files, TYPES, LAYOUT, "ppt/slideLayouts/Titel%20und%20Gr%C3%B6%C3%9Fe%201.xml")
    files["PPT/PRESENTATION.XML"] = files.pop(MAIN)
    return packed(files)


def streamed() -> bytes:
    """A package written to a stream: sizes stand behind the data."""

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(data)  # type: ignore[arg-type]

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files_of(ATemplate()).items():
            archive.writestr(name, data)
    return bytes(stream.data)


def strict() -> bytes:
    """As PowerPoint's "Strict Open XML Presentation" writes it."""
    found = {}
    for name, data in files_of(ATemplate()).items():
        text = data.decode().replace("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
        text = text.replace("drawingml/2006", "drawingml").replace("presentationml/2006", "presentationml")
        text = text.replace("officeDocument/2006", "officeDocument")
        text = text.replace("http://purl.oclc.org/ooxml/package", "http://schemas.openxmlformats.org/package")
        text = text.replace("<p:presentation ", '<p:presentation conformance="strict" ')
        found[name] = text.replace(
            '<a:schemeClr val="tx1"/>', '<a:schemeClr val="tx1"><a:tint val="90%"/></a:schemeClr>'
        ).encode()
    return packed(found)


def with_programs() -> bytes:
    """A .potm: macros, and a control on the layout."""
    files = files_of(ATemplate())
    kind = "application/vnd.ms-powerpoint.template.macroEnabled.main+xml"
    files[TYPES] = re.sub(rb"application/[^\"]*template\.main\+xml", kind.encode(), files[TYPES])
    add(files, "ppt/vbaProject.bin", "application/vnd.ms-office.vbaProject", SECRET.encode())
    relate(files, MAIN, "rId90", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
    add(files, "ppt/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", f"<x>{SECRET}</x>".encode())
    relate(files, LAYOUT, "rId90", "control", "../activeX/activeX1.xml")
    edit(files, LAYOUT, "</p:spTree>", '</p:spTree><p:controls><p:control name="C" r:id="rId90"/></p:controls>')
    return packed(files)


def full_of_traces() -> bytes:
    """Sample slides with media, notes and comments, shows and sections that name them, and the author everywhere."""
    files = files_of(ATemplate(samples=2, kind="presentation"))
    secret = f"<x>{SECRET} {AUTHOR}</x>".encode()
    for name, kind in (
        ("commentAuthors", "commentAuthors"),
        ("authors", "http://schemas.microsoft.com/office/2018/10/relationships/authors"),
        ("tags/tag1", "tags"),
        ("presProps", "presProps"),
        ("revisionInfo", "http://schemas.microsoft.com/office/2015/10/relationships/revisionInfo"),
    ):
        add(files, f"ppt/{name}.xml", "application/xml", secret)
        relate(files, MAIN, f"rId7{len(files)}", kind, f"{name}.xml")
    add(files, "ppt/printerSettings/printerSettings1.bin", "application/octet-stream", secret)
    relate(files, MAIN, "rId80", "printerSettings", "printerSettings/printerSettings1.bin")
    add(files, "customXml/item1.xml", "application/xml", secret)
    relate(files, MAIN, "rId81", "customXml", "../customXml/item1.xml")
    add(files, "ppt/tags/tag2.xml", "application/xml", secret)
    relate(files, LAYOUT, "rId80", "tags", "../tags/tag2.xml")
    relate(files, LAYOUT, "rId81", "slide", "../slides/slide1.xml")
    edit(files, LAYOUT, "</p:spTree>", '</p:spTree><p:custDataLst><p:tags r:id="rId80"/></p:custDataLst>')
    edit(files, LAYOUT, "<p:cSld ", f"<!-- {AUTHOR} --><p:cSld ")
    for name, kind, type_ in (
        ("docProps/core.xml", f"{PACKAGE}/relationships/metadata/core-properties", "application/xml"),
        ("docProps/custom.xml", "custom-properties", "application/xml"),
        ("docProps/thumbnail.jpeg", f"{PACKAGE}/relationships/metadata/thumbnail", "image/jpeg"),
        ("_xmlsignatures/origin.sigs", f"{PACKAGE}/relationships/digital-signature/origin", "application/xml"),
    ):
        add(files, name, type_, secret)
        relate_package(files, kind, name)
    slide = "ppt/slides/slide1.xml"
    for n, (kind, name) in enumerate((("image", "media/image1.png"), ("comments", "comments/comment1.xml"))):
        add(files, f"ppt/{name}", "image/png" if kind == "image" else "application/xml", secret)
        relate(files, slide, f"rId9{n}", kind, f"../{name}")
    shown = '<p:custShow name="x" id="0"><p:sldLst><p:sld r:id="rId2"/></p:sldLst></p:custShow>'
    shows = f"<p:custShowLst>{shown}</p:custShowLst>"
    sections = (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="{SECRET}" '
        'id="{00000000-0000-0000-0000-000000000001}"><p14:sldIdLst><p14:sldId id="301"/></p14:sldIdLst></p14:section>'
        "</p14:sectionLst></p:ext></p:extLst>"
    )
    edit(files, MAIN, "</p:presentation>", f"{shows}{sections}</p:presentation>")
    return packed(files)


def linked_pictures() -> bytes:
    """One that is only a link to a drive, one embedded and linked, and a link from a logo into a drive."""
    files = files_of(ATemplate())
    add(files, "ppt/media/logo.PNG", "image/png", png(noisy=False))
    relate(files, LAYOUT, "rId50", "image", "../media/logo.PNG")
    relate(files, LAYOUT, "rId51", "image", f"file:///C:/Users/{AUTHOR.replace(' ', '')}/logo.png", external=True)
    both = '<a:blip r:embed="rId50" r:link="rId51"/>'
    on_layout(
        files,
        picture(60, both, 860, 10, 80, 30) + picture(61, '<a:blip r:link="rId51"/>', 760, 10, 80, 30),
    )
    return packed(files)


def alternate_content() -> bytes:
    """A bar that only newer programs show, with another for the others; and a vector logo."""
    files = files_of(ATemplate())
    add(files, "ppt/media/logo.png", "image/png", png(noisy=False))
    add(files, "ppt/media/logo.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    relate(files, LAYOUT, "rId50", "image", "../media/logo.png")
    relate(files, LAYOUT, "rId51", "image", "../media/logo.svg")
    vector = (
        '<a:blip r:embed="rId50"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rId51"/></a:ext></a:extLst>'
        "</a:blip>"
    )
    bar = (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:p14="http://schemas.microsoft.com/office/powerpoint/'
        f'2010/main" Requires="p14">{rectangle(70, "7E22CE", 0, 420, 960, 120)}</mc:Choice><mc:Fallback>'
        f"{rectangle(72, '7E22CE', 0, 420, 960, 120)}</mc:Fallback></mc:AlternateContent>"
    )
    on_layout(files, bar + picture(71, vector, 860, 10, 80, 50))
    return packed(files)


def background(fill: str, image: bytes | None = None, title_colour: str = "", kind: str = "png") -> bytes:
    """A layout on ``fill``; ``image`` is what its rId50 leads to."""
    files = files_of(ATemplate(title_colour=title_colour))
    if image is not None:
        add(files, f"ppt/media/back.{kind}", f"image/{'x-emf' if kind == 'emf' else kind}", image)
        relate(files, LAYOUT, "rId50", "image", f"../media/back.{kind}")
    edit(files, LAYOUT, "<p:spTree>", f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg><p:spTree>")
    return packed(files)


PHOTO = '<a:blipFill><a:blip r:embed="rId50"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
SHADING = (
    '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000"><a:srgbClr val="FFFFFF"/>'
    '</a:gs></a:gsLst><a:lin ang="2700000" scaled="0"/></a:gradFill>'
)


def themed(old: str, new: str, part: str = THEME, template: ATemplate | None = None) -> bytes:
    """A template with a text of one part replaced."""
    files = files_of(template or ATemplate())
    edit(files, part, old, new)
    return packed(files)


def swapped_mapping() -> bytes:
    """Black pages by a master that maps the ground to the theme's dark colour."""
    return themed('bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"', MASTER)


def mapping_of_layout() -> bytes:
    """A black layout by a mapping of its own, under a white master."""
    names = "".join(f' accent{n}="accent{n}"' for n in range(1, 7)) + ' hlink="hlink" folHlink="folHlink"'
    changed = f'<a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"{names}/>'
    return themed("<a:masterClrMapping/>", changed, LAYOUT)


def colours_of_all_kinds() -> bytes:
    files = files_of(ATemplate())
    for old, new in (
        ('<a:srgbClr val="101820"/>', '<a:sysClr val="windowText"/>'),
        ('<a:srgbClr val="FFFFFF"/>', '<a:sysClr val="window" lastClr="FFFFFF"/>'),
        ('<a:srgbClr val="0F766E"/>', '<a:hslClr hue="12600000" sat="60000" lum="25000"/>'),
        ('<a:srgbClr val="C2410C"/>', '<a:prstClr val="dkRed"/>'),
        ('<a:srgbClr val="A16207"/>', '<a:scrgbClr r="20000" g="30000" b="5000"/>'),
    ):
        edit(files, THEME, old, new)
    return packed(files)


def shouting_title() -> bytes:
    """Huge spaced capitals in the title, bullets and numbers in the body, capitals as the usual text of boxes."""
    files = files_of(ATemplate())
    edit(files, MASTER, '<a:defRPr sz="3200">', '<a:defRPr sz="9600" cap="all" spc="600" i="1">')
    bullet = '<a:lvl1pPr marL="342900" indent="-342900"><a:buFont typeface="Arial"/><a:buAutoNum type="arabicPeriod"/>'
    old = "<p:bodyStyle><a:lvl1pPr>"
    edit(files, MASTER, old, f"<p:bodyStyle>{bullet}")
    usual = '<p:defaultTextStyle><a:lvl1pPr algn="r"><a:buChar char="-"/><a:defRPr sz="700" cap="all" spc="300" i="1"/>'
    edit(files, MAIN, "</p:presentation>", f"{usual}</a:lvl1pPr></p:defaultTextStyle></p:presentation>")
    return packed(files)


def tinted_foot() -> bytes:
    """The foot in the grey that Office uses: too pale to be read."""
    files = files_of(ATemplate())
    grey = (
        '<a:lstStyle><a:lvl1pPr><a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx1"><a:tint val="75000"/>'
        "</a:schemeClr></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>"
    )
    text = files[LAYOUT].decode()
    for kind in ("dt", "ftr", "sldNum"):
        text = re.sub(rf'(type="{kind}".*?)<a:lstStyle></a:lstStyle>', rf"\1{grey}", text, count=1)
    files[LAYOUT] = text.replace("<a:lstStyle></a:lstStyle>", "<a:lstStyle/>").encode()
    edit(files, THEME, "101820", "000000")
    return packed(files)


def turned_and_lost() -> bytes:
    """A title on its side, a foot beside the page, a number two points wide."""
    beside = ("ftr", "11", 1000.0, 500.0, 300.0, 28.0)
    layout = ALayout((("title", "", -150.0, 250.0, 400.0, 60.0), BODY, DATE, beside, ("sldNum", "12", 900, 500, 2, 2)))
    files = files_of(ATemplate(((layout,),)))
    edit(files, LAYOUT, '<a:xfrm><a:off x="-1905000"', '<a:xfrm rot="16200000"><a:off x="-1905000"')
    return packed(files)


def grouped_ground() -> bytes:
    """A group over the whole page: dark, with a light corner; the layout hides what its master draws."""
    files = files_of(ATemplate())
    inner = rectangle(81, "0B1220", 0, 0, 480, 270) + rectangle(82, "FFFFFF", 440, 0, 40, 30)
    w, h = WIDE_PAGE
    frame = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="{w // 2}" cy="{h // 2}"/></a:xfrm>'
    )
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="80" name="G"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{frame}</p:grpSpPr>{inner}</p:grpSp>"
    )
    on_layout(files, group)
    edit(files, MASTER, "<p:grpSpPr/>", f"<p:grpSpPr/>{rectangle(90, 'FF0000', 0, 0, 960, 540)}")
    edit(files, LAYOUT, f"<p:sldLayout {NS}", f'<p:sldLayout {NS} showMasterSp="0"')
    return packed(files)


def thousands_of_shapes() -> bytes:
    files = files_of(ATemplate())
    on_layout(
        files, "".join(rectangle(100 + n, "0F766E", 4 + n % 200 * 4.7, 6 + n // 200, 3, 0.6) for n in range(4000))
    )
    return packed(files)


def a_layout_taken_out() -> bytes:
    """A layout that still lies in the file, taken out of its master's list; and the same id twice."""
    files = files_of(ATemplate(((ALayout(), replace(ALayout(), name="Deleted")),)))
    edit(files, MASTER, '<p:sldLayoutId id="2147483650" r:id="rId3"/>', "")
    edit(files, "ppt/slideLayouts/slideLayout2.xml", "Text hier eingeben", SECRET)
    return packed(files)


HALF_PICTURE = ALayout(
    (TITLE, ("pic", "13", 480.0, 0.0, 480.0, 540.0), ("body", "1", 40.0, 120.0, 420.0, 360.0), FOOT, NUMBER)
)
OVERLAPPING = ALayout((TITLE, ("body", "1", 40, 60, 880, 440), ("body", "2", 40, 60, 880, 440), FOOT, FOOT, NUMBER))
NASTY: dict[str, Callable[[], bytes]] = {
    "UTF-16 and absolute targets": utf_16_and_absolute_targets,
    "odd names of parts": odd_part_names,
    "written to a stream": streamed,
    "the strict kind": strict,
    "macros and a control": with_programs,
    "traces of people and slides": full_of_traces,
    "linked pictures": linked_pictures,
    "alternate content and a vector logo": alternate_content,
    "a restless photograph": lambda: background(PHOTO, png(), "FFFFFF"),
    "a dark photograph": lambda: background(PHOTO, png(noisy=False)),
    "shading from black to white": lambda: background(SHADING),
    "a picture that cannot be read": lambda: background(PHOTO, EMF, kind="emf"),
    "a swapped mapping": swapped_mapping,
    "a mapping of the layout's own": mapping_of_layout,
    "colours of all kinds": colours_of_all_kinds,
    "no East Asian font": lambda: themed('<a:ea typeface=""/>', ""),
    "a shouting title": shouting_title,
    "a pale foot": tinted_foot,
    "turned and lost places": turned_and_lost,
    "a group as the ground": grouped_ground,
    "thousands of shapes": thousands_of_shapes,
    "a layout taken out": a_layout_taken_out,
    "half a page for a picture": lambda: ATemplate(((HALF_PICTURE,),)).data(),
    "places over one another": lambda: ATemplate(((OVERLAPPING,),)).data(),
    "A0": lambda: ATemplate().on(3370, 2384).data(),
    "a small page": lambda: ATemplate().on(720, 405).data(),
}
"""Each kind of trouble with the template that has it."""
