"""What was done last in this run of the app: it is offered first. Nothing of it is written anywhere."""

from __future__ import annotations

MOST = 8
"""How many of a kind are remembered."""


class Lately:
    """The words searched for, the actions chosen by name and the preparations opened, last first."""

    def __init__(self) -> None:
        self.words: tuple[str, ...] = ()
        self.actions: tuple[str, ...] = ()
        self.opened: tuple[str, ...] = ()

    def searched(self, query: str) -> None:
        """Words that led somewhere."""
        self.words = _first(query.strip(), self.words)

    def ran(self, action: str) -> None:
        """An action was chosen; ``action`` is its id with its place ("walk.undo")."""
        self.actions = _first(action, self.actions)

    def visited(self, preparation_id: str) -> None:
        """A preparation was opened."""
        self.opened = _first(preparation_id, self.opened)


def _first(one: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return (one, *(other for other in others if other != one))[:MOST] if one else others
