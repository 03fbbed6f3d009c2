"""Ways through a laid-out deck: the sections on page 1, what goes on in the appendix, and what cites the evidence.

Page numbers are known only when all pages are; until then texts keep room for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from decks.deck import Deck, More, Section
from decks.layout.arrange import POINTER_H, POINTER_SIZE
from decks.layout.frame import SEPARATOR, body_end
from decks.layout.items import Box, Item, Page, PageFoot, Para, Row, Run, TableItem, TextBox
from decks.layout.measure import width
from decks.layout.prose import CITED, line_count
from decks.layout.style import SAFETY, Style

GAP = 16.0
RAISED = 3.0
"""As much higher the larger type of the ways begins, so that it stands on the line of the foot."""
ROOMIER = (1.0, 1.1, 1.3)
"""How much wider a line of rare letters may be taken for when it is broken: between their runs there is a seam."""
NONE = "–"


class _Way(Struct, frozen=True):
    """Words that lead to a page."""

    text: str
    page: int


def with_ways(pages: Sequence[Page], deck: Deck, style: Style) -> list[Page]:
    """The pages with their page numbers filled in and the lines that lead on, where there is room for them."""
    found, targets = _with_citing_pages(pages, {slide.id for slide in deck.slides if slide.anchors})
    more = {slide.id: slide.more for slide in deck.slides if slide.more}
    first = {page.slide_id: number for number, page in reversed(list(enumerate(found, 1)))}
    for index, page in enumerate(found):
        ways = _further(more.get(page.slide_id, ()), first) if page.part == 1 else ()
        if index == 0 and deck.kind == "preread":
            ways = _sections(found, deck.section_names)
        if ways:
            found[index] = _shown(page, ways, style)
            targets |= {way.page for way in ways}
    return [
        replace(page, anchors=(*page.anchors, page_link(number))) if number in targets else page
        for number, page in enumerate(found, 1)
    ]


def _sections(pages: Sequence[Page], names: Mapping[Section, str]) -> tuple[_Way, ...]:
    """Each section with its first and last page; nothing for a deck of one section."""
    runs: list[tuple[Section, int, int]] = []
    for number, page in enumerate(pages, 1):
        if runs and runs[-1][0] is page.section:
            runs[-1] = (page.section, runs[-1][1], number)
        else:
            runs.append((page.section, number, number))
    if len(runs) < 2:
        return ()
    return tuple(
        _Way(f"{names.get(section, section.value)} {begin}" + (f"–{end}" if end > begin else ""), begin)
        for section, begin, end in runs
    )


def _further(more: tuple[More, ...], first: Mapping[str, int]) -> tuple[_Way, ...]:
    return tuple(_Way(f"{one.label} → {first[one.to]}", first[one.to]) for one in more if one.to in first)


def _shown(page: Page, ways: tuple[_Way, ...], style: Style) -> Page:
    """The page with the line at its foot, else at the end of its body; without it when neither has room."""
    foot = _in_foot(page.foot, ways, style)
    if foot is not None:
        return replace(page, foot=foot)
    area = style.canvas.body
    below = max((item.box.bottom for item in page.items), default=area.y)
    end = body_end(page.foot, style)
    para = _line(ways, POINTER_SIZE, style)
    if below + POINTER_H > end or _width(para, style) > area.w:
        return page
    return replace(page, items=(*page.items, _box(para, Box(area.x, end - POINTER_H, area.w, POINTER_H))))


def _in_foot(foot: PageFoot, ways: tuple[_Way, ...], style: Style) -> PageFoot | None:
    """Between the line of our own foot and the mark of a draft; None on a template's page or without room."""
    line, draft = foot.line, foot.draft
    if style.canvas.fixed or len(line.paras) != 1:
        return None
    plain = _width(line.paras[0], style) + 4
    said = next((plain * more for more in ROOMIER if line_count(line.paras[0], plain * more, style) == 1), None)
    mark = _width(draft.paras[0], style) + 16 if draft else 0.0
    right = (draft.box.right - mark if draft else foot.number.x) - GAP
    para = _line(ways, POINTER_SIZE, style)
    need = _width(para, style) + 4
    if said is None or line.box.x + said + GAP > right - need:
        return None
    return replace(
        foot,
        line=replace(line, box=replace(line.box, w=said)),
        draft=replace(draft, box=Box(draft.box.right - mark, draft.box.y, mark, draft.box.h)) if draft else None,
        ways=_box(para, Box(right - need, line.box.y - RAISED, need, para.pitch + 2)),
    )


def _line(ways: tuple[_Way, ...], size: float, style: Style) -> Para:
    runs: list[Run] = []
    for way in ways:
        runs += [Run(SEPARATOR, size, "muted")] if runs else []
        runs.append(Run(way.text, size, "accent", False, page_link(way.page)))
    return Para(tuple(runs), style.pitch(size), align="right")


def _box(para: Para, box: Box) -> TextBox:
    return TextBox(box, (para,), "Ways on")


def _width(para: Para, style: Style) -> float:
    return sum(width(run.text, style.family, run.bold) * run.size for run in para.runs) / SAFETY


def page_link(number: int) -> str:
    """The name by which a run leads to a page of that number."""
    return f"page {number}"


def _with_citing_pages(pages: Sequence[Page], defining: set[str]) -> tuple[list[Page], set[int]]:
    """The pages with the numbers of those that cite a piece of evidence, in the places kept for them; and the numbers.

    Only the slides ``defining`` evidence keep such places.
    """
    asking = [page.slide_id in defining and any(_asked(run) for run in _runs(page)) for page in pages]
    if not any(asking):
        return list(pages), set()
    cited: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for tag in dict.fromkeys(run.link for run in _runs(page) if run.link and run.text.strip() == f"[{run.link}]"):
            cited.setdefault(tag, []).append(number)
    filled = [
        replace(page, items=tuple(_filled(item, cited, number) for item in page.items)) if asks else page
        for number, (page, asks) in enumerate(zip(pages, asking, strict=True), 1)
    ]
    return filled, {number for numbers in cited.values() for number in numbers}


def _asked(run: Run) -> str:
    """The tag whose pages have their place in ``run``; "" for other runs."""
    return run.link.removeprefix(CITED) if run.link and run.link.startswith(CITED) else ""


def _filled(item: Item, cited: Mapping[str, list[int]], own: int) -> Item:
    if isinstance(item, TextBox):
        return replace(item, paras=tuple(_numbered(para, cited, own) for para in item.paras))
    if isinstance(item, TableItem):
        return replace(item, rows=tuple(_filled_row(row, cited, own) for row in item.rows))
    return item


def _filled_row(row: Row, cited: Mapping[str, list[int]], own: int) -> Row:
    cells = (replace(cell, paras=tuple(_numbered(para, cited, own) for para in cell.paras)) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _numbered(para: Para, cited: Mapping[str, list[int]], own: int) -> Para:
    runs: list[Run] = []
    for run in para.runs:
        tag = _asked(run)
        runs += _numbers([one for one in cited.get(tag, ()) if one != own], run) if tag else [run]
    return replace(para, runs=tuple(runs))


def _numbers(pages: list[int], kept: Run) -> list[Run]:
    """The numbers as links, as many as have room in the place ``kept`` for them; "…" stands for the others."""
    plain = replace(kept, colour="text", link=None)
    runs: list[Run] = []
    for number in pages:
        joint = ", " if runs else ""
        if sum(len(run.text) for run in runs) + len(f"{joint}{number}") > len(kept.text):
            return [*runs, replace(plain, text="…")]
        runs += [replace(plain, text=joint)] if joint else []
        runs.append(replace(kept, text=str(number), link=page_link(number)))
    return runs or [replace(plain, text=NONE)]


def _runs(page: Page) -> Iterator[Run]:
    """Every run of a page's body."""
    for item in page.items:
        if isinstance(item, TextBox):
            yield from (run for para in item.paras for run in para.runs)
        elif isinstance(item, TableItem):
            yield from (run for row in item.rows for cell in row.cells for para in cell.paras for run in para.runs)
