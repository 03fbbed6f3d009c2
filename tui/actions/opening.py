"""Finding what ID, FILE or FILE#p0 names, and looking at it as a dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prep.errors import InputError
from prep.words import Message

if TYPE_CHECKING:
    from prep.library.protocol import Library, Summary
    from prep.model.dossier import Dossier

SUGGESTIONS = 3


@dataclass(frozen=True)
class FileTarget:
    """A case file and one of its preparations by its case id; None: the first."""

    path: Path
    preparation_id: str | None


def file_target(target: str) -> FileTarget | None:
    """The file that ``target`` names, whether it exists or not; None when it reads as an id of the library.

    A file that exists is taken as such, even with a # in its name; otherwise what follows the last # is a case id.
    """
    if Path(target).is_file():
        return FileTarget(Path(target), None)
    name, mark, preparation_id = target.rpartition("#")
    path = Path(name if mark else target)
    if mark or path.is_file() or _reads_as_path(target) or path.is_dir():
        return FileTarget(path, preparation_id or None)
    return None


def _reads_as_path(target: str) -> bool:
    return "/" in target or "\\" in target or target.lower().endswith(".json") or target in {".", "..", "~"}


def from_file(target: FileTarget, on: dt.date | None) -> Dossier:
    """The dossier of a case file, without the library. InputError says what is wrong with the file."""
    from prep.intake.case import dossier_of, read_case

    return dossier_of(read_case(target.path), target.preparation_id, on, dt.date.today())


def from_library(library: Library, wanted: str, on: dt.date | None) -> Dossier:
    """The dossier of an id or of the beginning of an id. InputError suggests what may have been meant."""
    return library.get(full_id(library, wanted), on).dossier


def full_id(library: Library, wanted: str) -> str:
    """The id that ``wanted`` is or begins; InputError when none does, or when several do."""
    summaries = library.summaries()
    if any(summary.id == wanted for summary in summaries):
        return wanted
    begun = [summary for summary in summaries if wanted and summary.id.startswith(wanted.lower())]
    if len(begun) == 1:
        return begun[0].id
    if begun:
        raise InputError(Message("command.error.id_ambiguous", {"id": wanted, "ids": _ids(begun)}))
    near = _near(wanted, summaries)
    if near:
        raise InputError(Message("command.error.id_unknown_near", {"id": wanted, "ids": _ids(near)}))
    key = "command.error.id_unknown" if summaries else "command.error.id_unknown_empty"
    raise InputError(Message(key, {"id": wanted}))


def _ids(summaries: Sequence[Summary]) -> tuple[str, ...]:
    return tuple(f"{summary.id} ({summary.title})" for summary in summaries[:SUGGESTIONS])


def _near(wanted: str, summaries: Sequence[Summary]) -> list[Summary]:
    """Preparations whose id looks like ``wanted`` or whose title holds it, the likeliest first."""
    from difflib import get_close_matches

    by_title = [summary for summary in summaries if wanted and wanted.casefold() in summary.title.casefold()]
    length = max(len(wanted), 1)
    close = get_close_matches(
        wanted.lower(), [summary.id[:length] for summary in summaries], n=SUGGESTIONS, cutoff=0.75
    )
    by_id = [summary for summary in summaries if summary.id[:length] in close and summary not in by_title]
    return by_title + by_id
