"""The order of children that the format prescribes for what a deck is made of (ISO/IEC 29500-1)."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from structure.container import Container
from structure.finding import Findings, about
from structure.names import short

FILL = "(a:noFill|a:solidFill|a:gradFill|a:blipFill|a:pattFill|a:grpFill)?"
EFFECT = "(a:effectLst|a:effectDag)?"
EXT = "a:extLst?"
FIGURE = f"a:xfrm? (a:custGeom|a:prstGeom)? {FILL} a:ln? {EFFECT} a:scene3d? a:sp3d? {EXT}"
RUN = (
    f"a:ln? {FILL} {EFFECT} a:highlight? (a:uLnTx|a:uLn)? (a:uFillTx|a:uFill)? a:latin? a:ea? a:cs? a:sym? "
    f"a:hlinkClick? a:hlinkMouseOver? a:rtl? {EXT}"
)
COLOUR = "(a:scrgbClr|a:srgbClr|a:hslClr|a:sysClr|a:schemeClr|a:prstClr)"
BODY = "a:bodyPr a:lstStyle? a:p+"
SHAPES = "(p:sp|p:grpSp|p:graphicFrame|p:cxnSp|p:pic|p:contentPart)*"
LINE = "a:lnL? a:lnR? a:lnT? a:lnB? a:lnTlToBr? a:lnBlToTr?"
EDGE = f"{FILL} (a:prstDash|a:custDash)? (a:round|a:bevel|a:miter)? a:headEnd? a:tailEnd? {EXT}"
SHOWN = "c:showLegendKey? c:showVal? c:showCatName? c:showSerName? c:showPercent? c:showBubbleSize? c:separator?"
AXIS = (
    "c:axId c:scaling c:delete? c:axPos c:majorGridlines? c:minorGridlines? c:title? c:numFmt? c:majorTickMark? "
    "c:minorTickMark? c:tickLblPos? c:spPr? c:txPr? c:crossAx (c:crosses|c:crossesAt)?"
)
SERIES = "c:idx c:order c:tx? c:spPr?"
DATA = "c:dPt* c:dLbls? c:trendline* c:errBars? c:cat? c:val?"
MODELS = {
    "p:presentation": (
        "p:sldMasterIdLst p:notesMasterIdLst? p:handoutMasterIdLst? p:sldIdLst? p:sldSz p:notesSz p:smartTags? "
        "p:embeddedFontLst? p:custShowLst? p:photoAlbum? p:custDataLst? p:kinsoku? p:defaultTextStyle? "
        "p:modifyVerifier? p:extLst?"
    ),
    "p:sldMasterIdLst": "p:sldMasterId+",
    "p:notesMasterIdLst": "p:notesMasterId",
    "p:sldIdLst": "p:sldId*",
    "p:sld": "p:cSld p:clrMapOvr? p:transition? p:timing? p:extLst?",
    "p:notes": "p:cSld p:clrMapOvr? p:extLst?",
    "p:cSld": "p:bg? p:spTree p:custDataLst? p:controls? p:extLst?",
    "p:spTree": f"p:nvGrpSpPr p:grpSpPr {SHAPES} p:extLst?",
    "p:grpSp": f"p:nvGrpSpPr p:grpSpPr {SHAPES} p:extLst?",
    "p:nvGrpSpPr": "p:cNvPr p:cNvGrpSpPr p:nvPr",
    "p:grpSpPr": f"a:xfrm? {FILL} {EFFECT} a:scene3d? {EXT}",
    "p:sp": "p:nvSpPr p:spPr p:style? p:txBody? p:extLst?",
    "p:nvSpPr": "p:cNvPr p:cNvSpPr p:nvPr",
    "p:cNvPr": f"a:hlinkClick? a:hlinkHover? {EXT}",
    "p:cNvSpPr": f"a:spLocks? {EXT}",
    "p:nvPr": "p:ph? (a:audioCd|a:wavAudioFile|a:audioFile|a:videoFile)? p:custDataLst? p:extLst?",
    "p:spPr": FIGURE,
    "c:spPr": FIGURE,
    "p:txBody": BODY,
    "a:txBody": BODY,
    "c:rich": BODY,
    "c:txPr": BODY,
    "p:pic": "p:nvPicPr p:blipFill p:spPr p:style? p:extLst?",
    "p:graphicFrame": "p:nvGraphicFramePr p:xfrm a:graphic p:extLst?",
    "p:nvGraphicFramePr": "p:cNvPr p:cNvGraphicFramePr p:nvPr",
    "a:xfrm": "a:off? a:ext? a:chOff? a:chExt?",
    "p:xfrm": "a:off? a:ext?",
    "a:bodyPr": f"a:prstTxWarp? (a:noAutofit|a:normAutofit|a:spAutoFit)? a:scene3d? (a:sp3d|a:flatTx)? {EXT}",
    "a:p": "a:pPr? (a:r|a:br|a:fld)* a:endParaRPr?",
    "a:pPr": (
        "a:lnSpc? a:spcBef? a:spcAft? (a:buClrTx|a:buClr)? (a:buSzTx|a:buSzPct|a:buSzPts)? (a:buFontTx|a:buFont)? "
        f"(a:buNone|a:buAutoNum|a:buChar|a:buBlip)? a:tabLst? a:defRPr? {EXT}"
    ),
    "a:r": "a:rPr? a:t",
    "a:br": "a:rPr?",
    "a:fld": "a:rPr? a:pPr? a:t?",
    "a:rPr": RUN,
    "a:endParaRPr": RUN,
    "a:defRPr": RUN,
    "a:ln": EDGE,
    **{f"a:{edge}": EDGE for edge in ("lnL", "lnR", "lnT", "lnB")},
    "a:solidFill": f"{COLOUR}?",
    "a:graphic": "a:graphicData",
    "a:tbl": "a:tblPr? a:tblGrid a:tr*",
    "a:tblPr": f"{FILL} {EFFECT} (a:tableStyle|a:tableStyleId)? {EXT}",
    "a:tblGrid": "a:gridCol*",
    "a:tr": f"a:tc* {EXT}",
    "a:tc": f"a:txBody a:tcPr? {EXT}",
    "a:tcPr": f"{LINE} a:cell3D? {FILL} a:headers? {EXT}",
    "a:graphicData/c:chart": "",
    "c:chartSpace": (
        "c:date1904? c:lang? c:roundedCorners? c:style? c:clrMapOvr? c:pivotSource? c:protection? c:chart c:spPr? "
        "c:txPr? c:externalData? c:printSettings? c:userShapes? c:extLst?"
    ),
    "c:chart": (
        "c:title? c:autoTitleDeleted? c:pivotFmts? c:view3D? c:floor? c:sideWall? c:backWall? c:plotArea c:legend? "
        "c:plotVisOnly? c:dispBlanksAs? c:showDLblsOverMax? c:extLst?"
    ),
    "c:plotArea": "c:layout? (c:barChart|c:lineChart)+ (c:catAx|c:valAx|c:dateAx|c:serAx)* c:dTable? c:spPr? c:extLst?",
    "c:barChart": (
        "c:barDir c:grouping? c:varyColors? c:ser* c:dLbls? c:gapWidth? c:overlap? c:serLines* c:axId c:axId c:extLst?"
    ),
    "c:lineChart": (
        "c:grouping c:varyColors? c:ser* c:dLbls? c:dropLines? c:hiLowLines? c:upDownBars? c:marker? c:smooth? "
        "c:axId c:axId c:extLst?"
    ),
    "c:barChart/c:ser": f"{SERIES} c:invertIfNegative? c:pictureOptions? {DATA} c:shape? c:extLst?",
    "c:lineChart/c:ser": f"{SERIES} c:marker? {DATA} c:smooth? c:extLst?",
    "c:ser/c:marker": "c:symbol? c:size? c:spPr? c:extLst?",
    "c:dLbls": (
        f"c:dLbl* (c:delete|(c:numFmt? c:spPr? c:txPr? c:dLblPos? {SHOWN} c:showLeaderLines? c:leaderLines?)) c:extLst?"
    ),
    "c:dLbl": f"c:idx (c:delete|(c:layout? c:tx? c:numFmt? c:spPr? c:txPr? c:dLblPos? {SHOWN})) c:extLst?",
    "c:catAx": f"{AXIS} c:auto? c:lblAlgn? c:lblOffset? c:tickLblSkip? c:tickMarkSkip? c:noMultiLvlLbl? c:extLst?",
    "c:valAx": f"{AXIS} c:crossBetween? c:majorUnit? c:minorUnit? c:dispUnits? c:extLst?",
    "c:scaling": "c:logBase? c:orientation? c:max? c:min? c:extLst?",
    "c:tx": "(c:strRef|c:rich)",
    "c:cat": "(c:multiLvlStrRef|c:numLit|c:numRef|c:strLit|c:strRef)",
    "c:val": "(c:numLit|c:numRef)",
    "c:strRef": "c:f c:strCache? c:extLst?",
    "c:numRef": "c:f c:numCache? c:extLst?",
    "c:strCache": "c:ptCount? c:pt* c:extLst?",
    "c:numCache": "c:formatCode? c:ptCount? c:pt* c:extLst?",
    "c:pt": "c:v",
    "c:layout": "c:manualLayout? c:extLst?",
    "c:manualLayout": "c:layoutTarget? c:xMode? c:yMode? c:wMode? c:hMode? c:x? c:y? c:w? c:h? c:extLst?",
    "c:externalData": "c:autoUpdate?",
}
"""What may stand in an element and in which order: ? at most once, * and + as in regular expressions, | one of.

"parent/element" goes before "element". An element that is not named here may hold anything.
"""
WRITTEN = ("ppt/slides/", "ppt/notesSlides/", "ppt/charts/chart", "ppt/presentation.xml")
CHOICE = "mc:AlternateContent"


def check_order(file: Container) -> Findings:
    """The children of every element in the parts that are ours."""
    for part, tree in file.trees.items():
        if not part.startswith(WRITTEN):
            continue
        tell = about(part)
        for element in tree.iter("{*}*"):
            name = short(element)
            parent = element.getparent()
            inside = f"{short(parent)}/{name}" if parent is not None else name
            model = inside if inside in MODELS else name
            if model not in MODELS:
                continue
            children = [short(one) for one in element if isinstance(one.tag, str) and short(one) != CHOICE]
            if not _pattern(model).fullmatch("".join(f"{child} " for child in children)):
                yield tell("order", _way_to(element), f"{name} holds {' '.join(children) or 'nothing'}")


@cache
def _pattern(model: str) -> re.Pattern[str]:
    return re.compile(
        re.sub(r"\w+:\w+", r"(?:\g<0> )", MODELS[model]).replace(" (", "(").replace(") ", ")").replace("? ", "?")
    )


def _way_to(element: etree._Element) -> str:
    """The shape that holds the element, by its name, else the element itself."""
    for above in element.iterancestors():
        named = next(above.iter("{*}cNvPr"), None) if short(above) in ("p:sp", "p:graphicFrame", "p:pic") else None
        if named is not None:
            return f"shape {named.get('id')} {named.get('name')!r}"
    return short(element)
