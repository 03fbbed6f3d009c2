"""What keys.toml may hold: its JSON schema for editors, and the table of all keys."""

from __future__ import annotations

import json

from prep.words import LANGUAGES, Lang, text
from tui.keymap import USUAL
from tui.keymap_file import ALLOWED, TAKEN, changeable
from tui.keys import ACTIONS, BY_ID, Where, key_name

SCHEMA_FILE = "keys.schema.json"
KEY = "|".join(sorted((one.replace("+", r"\+") for one in ALLOWED), key=len, reverse=True))


def schema_text() -> str:
    """The JSON schema of keys.toml, made from the registry; ids as the app knows them, both languages told."""
    actions = {id: _entry(id) for id in BY_ID if changeable(id)}
    keys = {"type": "object", "additionalProperties": False, "properties": actions}
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "nemawashi keys.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {"keys": keys},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def key_table(language: Lang) -> str:
    """All actions with their keys, place by place, as Markdown."""
    lines = [f"## {text('keys.table.heading', language)}", "", text("keys.table.about", language), ""]
    for where in Where:
        ids = [f"{one.where.value}.{one.id}" for one in ACTIONS if one.where is where]
        if ids:
            lines += [f"### {text(f'keys.where.{where.value}', language)}", ""]
            lines += [f"| {text('keys.table.columns', language)} |", "|---|---|---|"]
            lines += [f"| {_names(id)} | {_sentence(id, language)} | `{id}` |" for id in ids] + [""]
    return "\n".join(lines)


def key_page() -> str:
    """The page of all keys in both languages."""
    heading = " / ".join(text("keys.table.title", language) for language in LANGUAGES)
    return f"# {heading}\n\n" + "\n".join(key_table(language) for language in LANGUAGES)


def _entry(id: str) -> dict[str, object]:
    own = [key for key in BY_ID[id].keys if key in TAKEN]
    one = "|".join([KEY, *own])
    pattern = f"^({one})( *, *({one}))*$"
    told = " / ".join(_sentence(id, language) for language in LANGUAGES)
    return {"description": told, "type": "string", "pattern": pattern, "default": ", ".join(BY_ID[id].keys)}


def _names(id: str) -> str:
    return ", ".join(key_name(key) for key in BY_ID[id].keys) or "–"


def _sentence(id: str, language: Lang) -> str:
    return USUAL.text(BY_ID[id].help, language).replace("|", "/")
