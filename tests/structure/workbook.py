"""The workbook behind a chart: its cells, and that none of them is a formula or would become one."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from structure.container import Container, check_entries, opened
from structure.finding import Finding, Findings
from structure.names import child, elements, full
from structure.package import check_package

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
MOST_CHARACTERS = 32_767


@dataclass(frozen=True)
class Workbook:
    """The sheets by name, each with its cells by reference: texts as str, numbers as float; ``texts`` as stored."""

    sheets: dict[str, dict[str, str | float]]
    findings: tuple[Finding, ...]


def read_workbook(data: bytes, part: str) -> Workbook:
    """The workbook in ``data``, which is the part of that name; what is wrong with it is told as the part's."""
    try:
        file = opened(data)
    except zipfile.BadZipFile as error:
        return Workbook({}, (Finding("workbook.broken", part, "zip", str(error)),))
    inside = [*check_entries(file), *check_package(file)]
    found = [Finding(one.rule, f"{part}!{one.part}", one.where, one.what) for one in inside]
    tree = file.trees.get(file.main)
    sheets: dict[str, dict[str, str | float]] = {}
    for one in elements(tree, "s:sheet") if tree is not None else ():
        relation = file.relation(file.main, one.get(full("r:id")))
        if relation is not None and relation.part in file.trees:
            sheets[one.get("name") or ""] = _cells(file, file.trees[relation.part])
            found += _injected(f"{part}!{relation.part}", file.trees[relation.part], sheets[one.get("name") or ""])
    if not sheets:
        found.append(Finding("workbook.sheet", part, "workbook", "has no sheet"))
    return Workbook(sheets, tuple(found))


def _cells(file: Container, sheet: etree._Element) -> dict[str, str | float]:
    shared = [
        "".join(text.text or "" for text in elements(item, "s:t"))
        for name in file.related(file.main, "sharedStrings")
        if name in file.trees
        for item in elements(file.trees[name], "s:si")
    ]
    cells: dict[str, str | float] = {}
    for one in elements(sheet, "s:c"):
        value, kind = child(one, "s:v"), one.get("t") or "n"
        held = (value.text or "") if value is not None else ""
        if kind == "s":
            cells[one.get("r") or ""] = _plain(shared[int(held)]) if held.isdigit() and int(held) < len(shared) else "?"
        elif kind == "inlineStr":
            cells[one.get("r") or ""] = _plain("".join(text.text or "" for text in elements(one, "s:t")))
        elif held:
            cells[one.get("r") or ""] = float(held) if kind == "n" else held
    return cells


def _plain(text: str) -> str:
    """A text as a spreadsheet shows it: the codes of characters resolved."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _injected(part: str, sheet: etree._Element, cells: dict[str, str | float]) -> Findings:
    for one in elements(sheet, "s:f"):
        yield Finding("workbook.formula", part, "sheet", f"holds the formula {one.text!r}")
    for reference, value in cells.items():
        if isinstance(value, str) and value.startswith(FORMULA_STARTS):
            yield Finding("workbook.formula", part, reference, f"would become a formula: {value[:30]!r}")
        if isinstance(value, str) and len(value) > MOST_CHARACTERS:
            yield Finding("workbook.long", part, reference, f"holds {len(value)} characters")
