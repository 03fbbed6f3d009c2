"""The sample preparation of each language, shipped with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from prep import words
from prep.words import Lang
from tui.actions.importing import Imported, import_files

if TYPE_CHECKING:
    from prep.library.protocol import Library


def sample_file(language: Lang) -> Path:
    """The case file of the sample in ``language``."""
    return Path(words.__file__).parent / "samples" / f"case-{language}.json"


def add_sample(library: Library, language: Lang) -> Imported:
    """Add the sample to the library; the first id is the preparation to open. Goals known already are not doubled."""
    return import_files(library, [sample_file(language)])[0]
