"""The workbook behind a chart: what "Edit data" opens. Texts are written as texts, never as formulas.

One sheet needs so little of the format that writing it here takes a fraction of what loading a library does.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from decks.deck import Chart, Number
from decks.layout.cleaning import clean_text
from decks.pptx.text import words

SHEET = "Sheet1"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
MOST_CHARACTERS = 16_000  # a cell holds 32,767 units of UTF-16, two of which make a rare character
ESCAPES = re.compile("(?=_x[0-9A-Fa-f]{4}_)")
"""What spreadsheets read as the code of a character; its underscore is written as a code itself."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

CONTENT_TYPES = (
    f'<Types xmlns="{TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>'
)
PACKAGE_RELATIONS = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELATIONS = (
    f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
    '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def safe(text: str) -> str:
    """``text`` such that no spreadsheet takes it for a formula, also after a copy or an export to CSV.

    Space at its ends goes: to keep it, the format needs an attribute that its schema does not know.
    """
    cleaned = clean_text(text).strip()[:MOST_CHARACTERS].rstrip()
    return "'" + cleaned if cleaned.startswith(FORMULA_STARTS) else cleaned


def workbook(chart: Chart, labels: tuple[str, ...]) -> bytes:
    """A sheet with the points' ``labels``, values and, when the chart has one, the target in the third column."""
    aimed = chart.target is not None
    rows: list[list[str | Number | None]] = [[None, chart.series_name, chart.target_label if aimed else None]]
    rows += [[label, point.value, chart.target] for label, point in zip(labels, chart.points, strict=True)]
    strings: dict[str, int] = {}
    data = "".join(_row(number, row, strings) for number, row in enumerate(rows, 1))
    items = "".join(f"<si>{_string(text)}</si>" for text in strings)
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, xml in files.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, HEAD + xml)
    return stream.getvalue()


def _string(text: str) -> str:
    return f"<t>{words(ESCAPES.sub('_x005F', text))}</t>"


def _row(number: int, values: Sequence[str | Number | None], strings: dict[str, int]) -> str:
    """A row of at most three cells; texts are kept in ``strings`` and named by their place there."""
    cells = []
    for column, value in zip("ABC", values, strict=True):
        if isinstance(value, str):
            place = strings.setdefault(safe(value), len(strings))
            cells.append(f'<c r="{column}{number}" t="s"><v>{place}</v></c>')
        elif value is not None:
            cells.append(f'<c r="{column}{number}"><v>{value!r}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'
