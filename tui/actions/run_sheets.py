"""Writing the run sheet of a 1:1 as Markdown, to be printed: only what may lie on the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from decks.markdown import escaped
from prep.errors import InputError
from prep.run_sheet import Line, RunSheet, Sort, run_sheet
from prep.words import Lang, Message, render, text
from tui.actions.files import named_after, write_out

if TYPE_CHECKING:
    from prep.model.dossier import Dossier

BLANK = "_" * 32
ENDING = ".md"


def markdown_of(sheet: RunSheet, language: Lang) -> str:
    """The printed lines of a sheet; the first lines say that it is for one's own use and what is left out."""
    title = render(Message("talks.sheet.title", {"name": sheet.name}), language)
    blocks = [f"> {text('talks.sheet.private', language)}\n> {text('talks.sheet.left_out', language)}"]
    blocks += [f"# {escaped(title)}", *_lines(sheet.who, language)]
    for part in sheet.parts:
        lines = _lines(part.lines, language)
        if lines:
            blocks += [f"## {escaped(render(part.title, language))}", *lines]
    return "\n\n".join(blocks) + "\n"


def proposed_file(name: str, language: Lang, folder: Path) -> Path:
    """A free name in ``folder`` for the sheet of someone called ``name``."""
    return named_after(f"{text('talks.sheet.file_title', language)} {name}", ENDING, folder)


def write_run_sheet(dossier: Dossier, stakeholder_id: str, out: Path, language: Lang) -> Path:
    """Write the sheet to ``out``, readable by its owner only; the path it lies at.

    InputError when the stakeholder is not there, ``out`` is, or cannot be written; SaveFailed when the disk is full.
    """
    sheet = run_sheet(dossier, stakeholder_id)
    if sheet is None:
        raise InputError(Message("talks.sheet.gone"))
    path = out if out.suffix else out.with_name(out.name + ENDING)
    write_out(path, markdown_of(sheet, language).encode(), force=False, private=True)
    return path


def _lines(lines: tuple[Line, ...], language: Lang) -> list[str]:
    return [_line(one, language) for one in lines if one.printed]


def _line(line: Line, language: Lang) -> str:
    words = escaped(render(line.words, language) if isinstance(line.words, Message) else line.words)
    match line.sort:
        case Sort.OWN:
            return f"> {words}"
        case Sort.QUESTION:
            return f"- {words}"
        case Sort.BLANK:
            return f"{words}: {BLANK}"
        case Sort.MISSING:
            return f"*{words}*"
        case Sort.CHECK:
            return words.replace(r"\[ \]", "[ ]")  # boxes to tick, also where the file is printed as it is
        case _:
            return words
