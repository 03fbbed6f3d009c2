"""Company templates: reading the file that a deck is to be written on."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from prep.errors import InputError, common_error

if TYPE_CHECKING:
    from decks.pptx.look import Look


def read_look(path: Path) -> Look:
    """The look of a template's file, kept until the file changes; InputError says why it cannot be used."""
    try:
        found = path.stat()
        path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise InputError(common_error("template_missing", file=str(path))) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise InputError(common_error("template_unreadable", file=str(path), reason=reason)) from error
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, size: int) -> Look:
    """The look of ``path`` as it was when it was last changed."""
    data = path.read_bytes()
    from decks.pptx.look import look  # loads python-pptx, which only a deck needs

    return look(data, path.name)


def set_template(home: Path, path: Path | None) -> None:
    """Keep the template for decks to come; None: our own design. LibraryError when it cannot be kept."""
    from prep.settings import read_settings, write_settings

    write_settings(home, replace(read_settings(home), template=str(path.absolute()) if path is not None else ""))
