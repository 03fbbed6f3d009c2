"""Taking case files into the library: all of them are read before the first is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prep.words import Message

if TYPE_CHECKING:
    from prep.intake.case import Case
    from prep.library.protocol import Library


@dataclass(frozen=True)
class Imported:
    """What one file brought: new ids in file order, and how its organisation was met in the library.

    ``merged`` names the organisation it was merged with (None: a new one); ``removed`` counts the characters that no
    file could carry and that were left out.
    """

    path: Path
    preparation_ids: tuple[str, ...]
    merged: str | None
    goals_added: int
    goals_known: int
    removed: int


def import_files(library: Library, paths: Sequence[Path]) -> tuple[Imported, ...]:
    """Import case files in the order given. InputError when any cannot be read; then nothing is imported."""
    from prep.intake.case import read_case

    cases = [(path, read_case(path)) for path in paths]
    return tuple(_keep(library, path, case) for path, case in cases)


def _keep(library: Library, path: Path, case: Case) -> Imported:
    added = library.add(case.organisation, case.preparations, case.evaluate_on)
    return Imported(
        path=path,
        preparation_ids=added.preparation_ids,
        merged=added.merged,
        goals_added=added.goals_added,
        goals_known=added.goals_known,
        removed=case.removed,
    )


def notices(imported: Imported) -> Iterable[Message]:
    """What the user should know of an import besides the ids: nothing to prepare, characters left out, goals merged."""
    if not imported.preparation_ids:
        yield Message("command.import.none", {"file": imported.path.name})
    if imported.removed:
        yield Message("command.import.removed", {"n": imported.removed, "file": imported.path.name})
    if imported.merged is not None:
        counts = {"added": imported.goals_added, "known": imported.goals_known}
        yield Message("command.import.merged", {"organisation": imported.merged, **counts})
