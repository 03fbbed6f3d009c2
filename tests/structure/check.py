"""The whole check of a deck."""

from __future__ import annotations

import zipfile

from structure.charts import check_charts
from structure.container import check_entries, opened
from structure.finding import Finding
from structure.order import check_order
from structure.package import check_package
from structure.presentation import check_presentation
from structure.properties import check_properties
from structure.shapes import check_shapes
from structure.tables import check_tables
from structure.text import check_text

RULES = (
    check_entries,
    check_package,
    check_presentation,
    check_order,
    check_shapes,
    check_text,
    check_tables,
    check_charts,
    check_properties,
)


def check_deck(data: bytes) -> list[Finding]:
    """Everything wrong with the deck in ``data``; none for a sound one."""
    try:
        file = opened(data)
    except zipfile.BadZipFile as error:
        return [Finding("zip.broken", "the file", "zip", str(error))]
    if file.main not in file.trees:
        return [*check_entries(file), *check_package(file), *check_presentation(file)]
    return [finding for rule in RULES for finding in rule(file)]
