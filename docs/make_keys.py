"""Make docs/keys.md, docs/keys.schema.json and the schema in the package from the registry of actions."""

from __future__ import annotations

from pathlib import Path

from tui.keymap_schema import SCHEMA_FILE, key_page, schema_text

DOCS = Path(__file__).parent

if __name__ == "__main__":
    (DOCS / "keys.md").write_text(key_page(), "utf-8")
    for folder in (DOCS, DOCS.parent / "tui"):
        (folder / SCHEMA_FILE).write_text(schema_text(), "utf-8")
