"""A file of keys to begin with: every action with the key it has, as comments that wait for their # to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prep.errors import InputError
from prep.words import Lang, Message, text
from tui.actions.configuring import KEYS_FILE
from tui.keymap import USUAL
from tui.keymap_file import changeable
from tui.keymap_schema import SCHEMA_FILE, schema_text
from tui.keys import ACTIONS

if TYPE_CHECKING:
    from pathlib import Path


def write_key_file(home: Path, language: Lang) -> Path:
    """Write it, beside it what editors check it by, and return where it lies.

    InputError when there is one; LibraryError when it cannot be written.
    """
    from prep.library.files import write_atomically

    path = home / KEYS_FILE
    if path.exists():
        raise InputError(Message("command.config.keys_exist", {"path": str(path)}))
    write_atomically(path.with_name(SCHEMA_FILE), schema_text().encode())
    write_atomically(path, key_file(language).encode())
    return path


def key_file(language: Lang) -> str:
    """The text of the file: TOML in which nothing is set yet."""
    head = text("command.config.keys_head", language).splitlines()
    lines = [f"#:schema ./{SCHEMA_FILE}", *(f"# {line}" for line in head)]
    lines += ["", "[keys]"]
    for action in ACTIONS:
        id = f"{action.where.value}.{action.id}"
        if changeable(id):
            lines += ["", f"# {USUAL.text(action.help, language)}", f'# "{id}" = "{", ".join(action.keys)}"']
    return "\n".join(lines) + "\n"
