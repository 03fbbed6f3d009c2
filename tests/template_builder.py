"""Company templates for tests, as nasty as wanted: no types, odd indices, several masters, any page, sample slides."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace

MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
COLOURS = {
    **{"dk1": "101820", "lt1": "FFFFFF", "dk2": "334155", "lt2": "F1F5F9", "hlink": "1D4ED8", "folHlink": "6D28D9"},
    **{"accent1": "0F766E", "accent2": "C2410C", "accent3": "A16207"},
    **{"accent4": "4D7C0F", "accent5": "1D4ED8", "accent6": "7E22CE"},
}
TITLE = ("title", "", 40.0, 30.0, 880.0, 70.0)
BODY = ("body", "1", 40.0, 120.0, 880.0, 360.0)
DATE = ("dt", "10", 40.0, 500.0, 200.0, 28.0)
FOOT = ("ftr", "11", 300.0, 500.0, 360.0, 28.0)
NUMBER = ("sldNum", "12", 720.0, 500.0, 200.0, 28.0)
Holder = tuple[str, str, float, float, float, float]
FULL: tuple[Holder, ...] = (TITLE, BODY, DATE, FOOT, NUMBER)


@dataclass(frozen=True)
class ALayout:
    """A layout with its placeholders (type, idx, x, y, w, h in points), and rectangles of a colour drawn on it."""

    holders: tuple[Holder, ...] = FULL
    drawn: tuple[tuple[str, float, float, float, float], ...] = ()
    name: str = "Layout"
    background: str = ""
    link_to_sample: bool = False


@dataclass(frozen=True)
class ATemplate:
    """A template to be written; ``masters`` are tuples of layouts, ``samples`` counts its own slides."""

    masters: tuple[tuple[ALayout, ...], ...] = ((ALayout(),),)
    wide: float = 960.0
    high: float = 540.0
    ea: str = ""
    latin: str = "Calibri"
    colours: dict[str, str] = field(default_factory=lambda: dict(COLOURS))
    title_colour: str = ""
    samples: int = 0
    kind: str = "template"

    def on(self, wide: float, high: float) -> ATemplate:
        """The same on a page of another size, its placeholders scaled."""
        x, y = wide / self.wide, high / self.high

        def scaled(layout: ALayout) -> ALayout:
            holders = tuple((kind, idx, a * x, b * y, c * x, d * y) for kind, idx, a, b, c, d in layout.holders)
            return replace(layout, holders=holders)

        masters = tuple(tuple(scaled(layout) for layout in layouts) for layouts in self.masters)
        return replace(self, wide=wide, high=high, masters=masters)

    def data(self) -> bytes:
        """The file."""
        return _zipped(_parts(self))


def _emu(points: float) -> int:
    return round(points * 12700)


def _place(x: float, y: float, w: float, h: float) -> str:
    return f'<a:xfrm><a:off x="{_emu(x)}" y="{_emu(y)}"/><a:ext cx="{_emu(w)}" cy="{_emu(h)}"/></a:xfrm>'


def _holder(number: int, holder: Holder, look: str = "") -> str:
    kind, idx, *box = holder
    marks = (f' type="{kind}"' if kind else "") + (f' idx="{idx}"' if idx else "")
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Same name"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{marks}/></p:nvPr></p:nvSpPr><p:spPr>{_place(box[0], box[1], box[2], box[3])}</p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle>{look}</a:lstStyle>"
        '<a:p><a:r><a:rPr lang="de-DE"/><a:t>Text hier eingeben</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _rectangle(number: int, drawn: tuple[str, float, float, float, float], link: str) -> str:
    colour, *box = drawn
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Rechteck">{link}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_place(box[0], box[1], box[2], box[3])}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></p:spPr></p:sp>'
    )


def _layout(layout: ALayout, title_colour: str) -> str:
    look = f'<a:lvl1pPr><a:defRPr><a:solidFill><a:srgbClr val="{title_colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    link = '<a:hlinkClick r:id="rId2" action="ppaction://hlinksldjump"/>' if layout.link_to_sample else ""
    shapes = [_rectangle(50 + n, one, link) for n, one in enumerate(layout.drawn)]
    shapes += [
        _holder(2 + n, one, look if title_colour and one[0] in ("title", "ctrTitle") else "")
        for n, one in enumerate(layout.holders)
    ]
    fill = f'<a:solidFill><a:srgbClr val="{layout.background}"/></a:solidFill><a:effectLst/>'
    background = f"<p:bg><p:bgPr>{fill}</p:bgPr></p:bg>" if layout.background else ""
    return (
        f'<p:sldLayout {NS}><p:cSld name="{layout.name}">{background}<p:spTree>{GROUP}{"".join(shapes)}</p:spTree>'
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _master(first_id: int, layouts: int) -> str:
    slots = (["bg1=lt1", "tx1=dk1", "bg2=lt2", "tx2=dk2", "hlink=hlink", "folHlink=folHlink"]) + [
        f"accent{n}=accent{n}" for n in range(1, 7)
    ]
    mapping = " ".join('{}="{}"'.format(*slot.split("=")) for slot in slots)
    ids = "".join(f'<p:sldLayoutId id="{first_id + 1 + n}" r:id="rId{n + 2}"/>' for n in range(layouts))
    level = '<a:lvl1pPr><a:defRPr sz="{}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    styles = "".join(
        f"<p:{name}Style>{level.format(size)}</p:{name}Style>"
        for name, size in (("title", 3200), ("body", 1800), ("other", 1800))
    )
    listed = f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>" if layouts else ""
    return (
        f'<p:sldMaster {NS}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/>'
        f"</p:bgPr></p:bg><p:spTree>{GROUP}</p:spTree></p:cSld><p:clrMap {mapping}/>{listed}"
        f"<p:txStyles>{styles}</p:txStyles></p:sldMaster>"
    )


def _theme(template: ATemplate) -> str:
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f'<a:{name}><a:srgbClr val="{template.colours[name]}"/></a:{name}>' for name in names)
    fonts = f'<a:latin typeface="{template.latin}"/><a:ea typeface="{template.ea}"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme {NS} name="T"><a:themeElements><a:clrScheme name="T">{colours}</a:clrScheme><a:fontScheme name="T">'
        f"<a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="T"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _relations(*found: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def _parts(template: ATemplate) -> dict[str, tuple[str, str]]:
    """The parts by name, each with its content type ("" for relationships)."""
    parts: dict[str, tuple[str, str]] = {}
    listed, number, next_id = [], 0, 2147483648
    for n, layouts in enumerate(template.masters, 1):
        master = f"ppt/slideMasters/slideMaster{n}.xml"
        parts[master] = (MAIN + "slideMaster+xml", _master(next_id, len(layouts)))
        parts[f"ppt/theme/theme{n}.xml"] = ("application/vnd.openxmlformats-officedocument.theme+xml", _theme(template))
        related = [("theme", f"../theme/theme{n}.xml")]
        for layout in layouts:
            number += 1
            parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = (
                MAIN + "slideLayout+xml",
                _layout(layout, template.title_colour),
            )
            links = [("slide", "../slides/slide1.xml")] if layout.link_to_sample else []
            parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = (
                "",
                _relations(("slideMaster", f"../slideMasters/slideMaster{n}.xml"), *links),
            )
            related.append(("slideLayout", f"../slideLayouts/slideLayout{number}.xml"))
        parts[f"ppt/slideMasters/_rels/slideMaster{n}.xml.rels"] = ("", _relations(*related))
        listed.append((next_id, f"slideMasters/slideMaster{n}.xml"))
        next_id += 100
    for n in range(1, template.samples + 1):
        shape = _holder(2, TITLE).replace("Text hier eingeben", f"Geheimes Muster {n}")
        parts[f"ppt/slides/slide{n}.xml"] = (
            MAIN + "slide+xml",
            f"<p:sld {NS}><p:cSld><p:spTree>{GROUP}{shape}</p:spTree></p:cSld></p:sld>",
        )
        parts[f"ppt/slides/_rels/slide{n}.xml.rels"] = (
            "",
            _relations(("slideLayout", "../slideLayouts/slideLayout1.xml")),
        )
    _add_presentation(parts, template, listed)
    return parts


def _add_presentation(parts: dict[str, tuple[str, str]], template: ATemplate, masters: list[tuple[int, str]]) -> None:
    slides = [("slide", f"slides/slide{n}.xml") for n in range(1, template.samples + 1)]
    related = [*(("slideMaster", target) for _, target in masters), *slides]
    parts["ppt/_rels/presentation.xml.rels"] = ("", _relations(*related))
    ids = "".join(f'<p:sldMasterId id="{one}" r:id="rId{n}"/>' for n, (one, _) in enumerate(masters, 1))
    shown = "".join(f'<p:sldId id="{300 + n}" r:id="rId{len(masters) + 1 + n}"/>' for n in range(len(slides)))
    shown = f"<p:sldIdLst>{shown}</p:sldIdLst>" if shown else ""
    size = f'cx="{_emu(template.wide)}" cy="{_emu(template.high)}"'
    parts["ppt/presentation.xml"] = (
        f"{MAIN}{template.kind}.main+xml",
        f'<p:presentation {NS} firstSlideNum="7"><p:sldMasterIdLst>{ids}</p:sldMasterIdLst>{shown}<p:sldSz {size}/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
    )
    parts["_rels/.rels"] = ("", _relations(("officeDocument", "ppt/presentation.xml")))


def _zipped(parts: dict[str, tuple[str, str]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items() if kind
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        )
        for name, (_, xml) in parts.items():
            archive.writestr(name, xml)
    return stream.getvalue()
