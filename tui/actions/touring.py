"""The preparation of the guided sample: made once, marked in its title, and taken up again where it was left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from prep.settings import read_settings, write_settings
from prep.words import Lang, text

if TYPE_CHECKING:
    from pathlib import Path

    from prep.library.protocol import Library


def tour_preparation(library: Library, home: Path, language: Lang) -> str:
    """The id of the preparation of the guided sample; one is added when there is none, or it was deleted."""
    kept = read_settings(home).tour
    if kept and any(one.id == kept for one in library.summaries()):
        return kept
    made = _added(library, language)
    write_settings(home, replace(read_settings(home), tour=made, stop=""))
    return made


def keep_stop(home: Path, stop: str) -> None:
    """Remember how far the user has come."""
    settings = read_settings(home)
    if settings.stop != stop:
        write_settings(home, replace(settings, stop=stop))


def end_tour(home: Path) -> None:
    """The preparation is one like any other from now on; the next guided sample is a new one."""
    write_settings(home, replace(read_settings(home), tour="", stop=""))


def _added(library: Library, language: Lang) -> str:
    """The first preparation of the sample alone, with a title that says what it is wherever it is read."""
    import msgspec

    from prep.intake.case import read_case
    from tui.actions.samples import sample_file

    case = read_case(sample_file(language))
    sample = case.preparations[0]
    title = text("tour.title", language, title=sample.title)
    marked = msgspec.structs.replace(sample, title=title, follows=None, carried_lessons=())  # of the one it follows
    return library.add(case.organisation, [marked], case.evaluate_on).preparation_ids[0]
