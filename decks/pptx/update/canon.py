"""How an element looks, whoever wrote it: what a program adds or reorders on a mere save is left out."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from lxml import etree

LANGUAGE = {"lang", "altLang", "dirty", "err", "smtClean", "smtId", "noProof", "kern", "bmk", "kumimoji"}
IGNORED_ATTRIBUTES = LANGUAGE | {
    "eaLnBrk", "latinLnBrk", "hangingPunct", "fontAlgn", "defTabSz", "bwMode", "panose", "pitchFamily", "charset",
    "rtlCol", "anchorCtr", "spcFirstLastPara", "compatLnSpc", "forceAA", "fromWordArt", "upright", "rotWithShape",
    "algn.ln", "cmpd", "cap.ln",
}  # fmt: skip
"""Language and spelling of a run, and what PowerPoint writes at its default beside what was there."""
DEFAULTS = {
    "b": "0", "i": "0", "u": "none", "strike": "noStrike", "baseline": "0", "cap": "none", "spc": "0", "rtl": "0",
    "lvl": "0", "marL": "0", "marR": "0", "indent": "0", "wrap": "square", "vert": "horz", "rot": "0", "numCol": "1",
    "algn": "l", "anchor": "t", "horzOverflow": "clip",
}  # fmt: skip
"""Attributes that say nothing at this value."""
IGNORED_ELEMENTS = {
    "extLst", "xfrm", "hlinkClick", "hlinkMouseOver", "noAutofit", "normAutofit", "spAutoFit", "prstTxWarp", "cs",
    "sym", "avLst", "round", "headEnd", "tailEnd", "buNone", "defRPr", "tabLst", "style",
}  # fmt: skip
HOLDERS = {"effectLst", "lstStyle"}
"""Elements that mean nothing while they hold nothing."""
WRAP = (
    '<w xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
)


def digest(text: str) -> str:
    """48 bits of ``text`` as eight letters: it tells whether two texts are equal, never what they say."""
    found = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return base64.urlsafe_b64encode(found).decode("ascii")


def look_of(element: etree._Element | None) -> str:
    """A short mark of how ``element`` looks; "" where there is none or it says nothing."""
    said = _said(element) if element is not None else ""
    return digest(said) if said else ""


@lru_cache(maxsize=4096)
def look_written(xml: str) -> str:
    """``look_of`` an element given as text in the usual prefixes a, p and r."""
    return look_of(etree.fromstring(f"{WRAP}{xml}</w>")[0])


def _said(element: etree._Element) -> str:
    """Attributes and children that matter, in an order of ours; "" when none does."""
    name = local(element)
    attributes = [f"{key}={value}" for key, value in _attributes(element, name)]
    inside = [
        said
        for child in element
        if isinstance(child.tag, str) and local(child) not in IGNORED_ELEMENTS
        for said in (_said(child),)
        if said
    ]
    if name == "prstDash" and attributes == ["val=solid"]:
        return ""
    if not attributes and not inside:
        return "" if name in HOLDERS or name.endswith(("Pr", "ln")) else name
    return f"{name}({','.join(attributes)}:{';'.join(inside)})"


def _attributes(element: etree._Element, name: str) -> list[tuple[str, str]]:
    found = []
    for key, value in element.attrib.items():
        plain = str(key).rpartition("}")[2]
        if plain in IGNORED_ATTRIBUTES or f"{plain}.{name}" in IGNORED_ATTRIBUTES or DEFAULTS.get(plain) == value:
            continue
        if name.startswith("ln") and plain in ("algn", "cap"):
            continue
        if plain == "b" or plain == "i":
            value = "1" if value == "true" else value
        found.append((plain, str(value).upper() if name == "srgbClr" else str(value)))
    return sorted(found)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
