"""The messages that widgets, workers and screens send each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textual.message import Message as Event

from prep.words import Message


@dataclass
class UndoWanted(Event):
    """A text field has no typing of its own left to undo."""


@dataclass
class Noticed(Event):
    """Something to tell in the status line."""

    text: Message


@dataclass
class ExportStep(Event):
    """The export has come this far."""

    text: Message


@dataclass
class Exported(Event):
    """The deck lies at ``path``; ``draft``: it is marked as not ready."""

    path: Path
    draft: bool


@dataclass
class ExportFailed(Event):
    """The deck could not be written; ``exists``: because a file of that name is there."""

    text: Message
    exists: bool
