"""Which widths stand for a font that a template names: its own, or those of a font that is nowhere narrower.

A family is written as the tables of ``advances.json`` whose widest counts, and its traits:
"Open Sans or Wide, heavy, Japanese".
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

WIDE, WIDE_SERIF = "Wide", "Wide Serif"
"""What programs draw with instead of a font that a computer lacks; few fonts are wider."""
OR, TRAIT = " or ", ", "
BOLD, HEAVY, JAPANESE = "bold", "heavy", "Japanese"

EVERYWHERE = frozenset(
    {"calibri", "carlito", "arial", "helvetica", "liberationsans", "arimo", "timesnewroman", "times"}
    | {"liberationserif", "tinos", "couriernew", "courier", "liberationmono", "cousine"}
)
"""Drawn in the same widths by every program: by itself or by a font made to its measure; a light weight is not."""
STAND_INS = {
    "Arial Narrow": "Arial",
    **dict.fromkeys(("Cambria", "Georgia", "Palatino", "Century Schoolbook", "Bookman"), WIDE_SERIF),
}

_NAMES = {
    "Calibri": "calibri carlito",
    "Cambria": "cambria caladea",
    "Arial": "arial helvetica helveticaneue liberationsans arimo nimbussans",
    "Arial Narrow": "arialnarrow liberationsansnarrow",
    "Times New Roman": "timesnewroman times liberationserif tinos",
    "Courier New": "couriernew courier liberationmono cousine consolas lucidaconsole",
    "Georgia": "georgia gelasio",
    "Verdana": "verdana tahoma dejavusans meiryo meiryoui メイリオ",
    "Open Sans": "opensans segoeui selawik aptos",
    "Roboto": "roboto",
    "Lato": "lato",
    "Inter": "inter",
    "Montserrat": "montserrat",
    "Poppins": "poppins",
    "Source Sans": "sourcesans sourcesans3",
    "Noto Sans": "notosans",
    "Century Gothic": "centurygothic avantgarde itcavantgardegothic urwgothic",
    "Palatino": "palatino palatinolinotype bookantiqua",
    "Century Schoolbook": "centuryschoolbook newcenturyschlbk",
    "Bookman": "bookmanoldstyle",
    "Noto Sans CJK": "notosanscjk notosansjp sourcehansans 源ノ角ゴシック yugothic yugothicui 游ゴシック 游ゴシック体",
    "IPAex": "ipaexgothic ipapgothic ipaexゴシック ipapゴシック mspgothic mspゴシック msuigothic "
    "hiraginosans hiraginokakugothic ヒラギノ角ゴ ヒラギノ角ゴシック",
    "BIZ UDP": "bizudpgothic bizudpゴシック bizudpmincho bizudp明朝 ipapmincho ipap明朝 mspmincho msp明朝 "
    "yumincho 游明朝 游明朝体 hiraginomincho ヒラギノ明朝",
    WIDE: "arialblack franklingothic trebuchet trebuchetms",
    "Half Width": "msgothic msゴシック msmincho ms明朝 bizudgothic bizudゴシック bizudmincho bizud明朝 "
    "ipagothic ipaゴシック",
}
_FAMILIES = {name: family for family, names in _NAMES.items() for name in names.split()}
_HEAVY = re.compile("extrabold|ultrabold|black|heavy|ultra|w[89]")
_BOLD = re.compile("bold|demi|medium|w[5-7]")
_WORDS = re.compile(
    "extralight|ultralight|semilight|demilight|light|thin|hairline|regular|normal|book|roman|text|display|italic|oblique|"
    "semicondensed|condensed|cond|narrow|compressed|variable|vf|pron|pro|std|mt|lt|ps|jp|cjk|w[1-4]|semi|"
    + _HEAVY.pattern
    + "|"
    + _BOLD.pattern
)
_JAPANESE_NAME = re.compile("[\u3040-\u30ff\u3400-\u9fff]|mincho|hiragino|kaku|maru|kyokasho|biz|cjk|jp$")
_MONOSPACED = re.compile("mono|code|console|typewriter|terminal")


class Widths(Struct, frozen=True):
    """The families a font is measured by: ``own`` is the font itself; ``safe`` also bounds what is drawn without it."""

    own: str
    safe: str


def widths_of(font: str, japanese: bool) -> Widths:
    """The widths of the font named ``font`` as templates write it; a careful guess for one that is not known."""
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", font).casefold()))
    tables, weight = _known(plain) or (_guessed(plain), _weight(plain))
    stand_in = STAND_INS.get(tables[0], WIDE)
    safe = tables if plain in EVERYWHERE else tuple(dict.fromkeys((*tables, stand_in)))
    traits = tuple(trait for trait in (weight, JAPANESE if japanese else "") if trait)
    return Widths(*(TRAIT.join((OR.join(names), *traits)) for names in (tables, safe)))


def _known(plain: str) -> tuple[tuple[str, ...], str] | None:
    """The table and the weight of a font by its name; None when something in the name is not understood."""
    for end in range(len(plain), 2, -1):
        family = _FAMILIES.get(plain[:end])
        if family and not _WORDS.sub("", plain[end:]).strip("0123456789"):
            return (family,), _weight(plain)
    return None


def _weight(words: str) -> str:
    if _HEAVY.search(words):
        return HEAVY
    return BOLD if _BOLD.search(words) else ""


def _guessed(plain: str) -> tuple[str, ...]:
    if _MONOSPACED.search(plain):
        return WIDE, "Courier New"
    return (WIDE, "BIZ UDP") if _JAPANESE_NAME.search(plain) else (WIDE,)
