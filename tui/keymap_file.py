"""The user's own keys, read from keys.toml: ``"walk.add" = "ctrl+n, f10"`` below ``[keys]``.

Whatever is wrong in the file costs its own entry only: the usual key stays, and one sentence says what to do.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from prep.words import Message
from prep.words.message import Argument
from tui.keymap import Keymap
from tui.keys import ACTIONS, BY_ID, Where, key_name

EDITING = "aekuwdxcvzy"
"""Ctrl with these edits text in every field."""

OF_TERMINALS = "hijmb"
"""Ctrl with these is backspace, tab, newline or enter to a terminal; tmux keeps ctrl+b."""

ALWAYS = {"f1": "app.help", "ctrl+q": "app.quit"}
"""Keys that nobody can lose."""

LETTERS = "".join(sorted(set("abcdefghijklmnopqrstuvwxyz") - set(EDITING + OF_TERMINALS)))
FUNCTION_KEYS = tuple(f"{held}f{number}" for held in ("", "shift+", "ctrl+") for number in range(1, 13))
ALLOWED = (
    *FUNCTION_KEYS,
    *(f"ctrl+{letter}" for letter in LETTERS),
    *(f"{held}+{arrow}" for held in ("shift", "ctrl") for arrow in ("up", "down")),
)
"""Every key an action may have."""

TAKEN = (
    "enter",
    "escape",
    "tab",
    "space",
    "backspace",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
)
MOST_BYTES = 100_000


def changeable(id: str) -> bool:
    """Whether an action may have another key: what moves and chooses in lists stays what it is."""
    return not set(BY_ID[id].keys[:1]) & set(TAKEN)


def read_keymap(path: Path) -> tuple[Keymap, tuple[Message, ...]]:
    """The user's keys, and what is wrong with the file, a sentence for each fault."""
    try:
        held = tomllib.loads(path.read_bytes()[:MOST_BYTES].decode("utf-8-sig"))
    except OSError as refused:
        return Keymap(), (Message("keys.file.unreadable", {"path": str(path), "why": refused.strerror or ""}),)
    except UnicodeDecodeError:
        return Keymap(), (Message("keys.file.not_utf8", {"path": str(path)}),)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        return Keymap(), (_not_toml(path, str(wrong)),)
    faults = [Message("keys.file.no_table", {"name": name}) for name in held if name != "keys"]
    entries = held.get("keys", {})
    if not isinstance(entries, dict):
        return Keymap(), (*faults, Message("keys.file.keys_no_table"))
    wanted: dict[str, tuple[str, ...]] = {}
    for id, value in _flat(entries, ""):
        keys = _keys(id, value)
        if isinstance(keys, Message):
            faults.append(keys)
        else:
            wanted[id] = keys
    changed, clashes = _apart(wanted)
    return Keymap(changed), (*faults, *clashes)


def _not_toml(path: Path, wrong: str) -> Message:
    line = re.search(r"at line (\d+)", wrong)
    if line is None:
        return Message("keys.file.not_toml", {"path": str(path)})
    return Message("keys.file.not_toml_line", {"path": str(path), "line": line[1]})


def _flat(entries: Mapping[str, object], before: str) -> Iterator[tuple[str, object]]:
    """Entries by id; ``walk.add`` without quotes is a table in a table to TOML, and an id to whoever wrote it."""
    for name, value in entries.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _keys(id: str, value: object) -> tuple[str, ...] | Message:
    if id not in BY_ID:
        near = difflib.get_close_matches(id, BY_ID, 1, 0.5)
        return Message("keys.file.unknown_near" if near else "keys.file.unknown", {"id": id, "near": (*near,)})
    if not changeable(id):
        return Message("keys.file.fixed", {"id": id})
    names = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else None
    if names is None or not all(isinstance(name, str) for name in names):
        return Message("keys.file.no_text", {"id": id})
    keys = tuple(dict.fromkeys(_key(name) for name in names if name.strip()))
    if not keys:
        return Message("keys.file.empty", {"id": id})
    return next((fault for key in keys if (fault := _fault(id, key)) is not None), keys)


def _key(name: str) -> str:
    """A key as Textual names it, however it was written: "Ctrl + N", "ctrl-n", "Ｆ１０"."""
    plain = unicodedata.normalize("NFKC", name).strip().lower()
    plain = re.sub(r"\s*[+-]\s*", "+", plain) if len(plain) > 1 else plain
    return "+".join(
        {"control": "ctrl", "esc": "escape", "return": "enter", "del": "delete"}.get(one, one)
        for one in plain.split("+")
    )


def _fault(id: str, key: str) -> Message | None:
    """Why ``key`` cannot be a key of the action; None: it can."""
    told: dict[str, Argument] = {"id": id, "key": key_name(key) or key}
    if key in BY_ID[id].keys:
        return None
    if key in ALWAYS:
        return None if ALWAYS[key] == id else Message("keys.file.always", told)
    if len(key) == 1:
        return Message("keys.file.letter", told)
    if key.startswith("ctrl+") and key[5:] in tuple(EDITING):
        return Message("keys.file.editing", told)
    if key.startswith("ctrl+") and key[5:] in tuple(OF_TERMINALS):
        return Message("keys.file.terminal", told)
    if key in TAKEN:
        return Message("keys.file.taken", told)
    return None if key in ALLOWED else Message("keys.file.no_key", told)


def _apart(wanted: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], list[Message]]:
    """The entries that can stand beside each other; of two on one key the later entry of the file goes."""
    kept, faults = dict(wanted), []
    while (clash := _clash(kept)) is not None:
        loser, other, key = clash
        del kept[loser]
        faults.append(Message("keys.file.twice", {"id": loser, "other": other, "key": key_name(key)}))
    return kept, faults


def _clash(kept: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """An entry to give up, the action that has its key, and the key; None: nothing clashes."""
    order = list(kept)
    for id in reversed(order):
        for other in _beside(id):
            shared = [key for key in kept[id] if key in kept.get(other, BY_ID[other].keys)]
            shared = [key for key in shared if not (key in BY_ID[id].keys and key in BY_ID[other].keys)]
            if shared:
                return id, other, shared[0]
    return None


def _beside(id: str) -> Iterator[str]:
    """The other actions that are there where this one is."""
    where = BY_ID[id].where
    for action in ACTIONS:
        other = f"{action.where.value}.{action.id}"
        if other != id and (action.where in (where, Where.APP) or where is Where.APP):
            yield other
