"""The style sheet of the app: each source is parsed once for the colours that hold, and not anew with every screen."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

SOURCES = 512
"""More than all widgets and screens have: what is parsed once stays parsed."""


class Sheet(Stylesheet):
    """Parses what is new; Textual's own takes a new sheet and all of its sources when a screen brings one more."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables; nothing is to be parsed anew when they are the same."""
        if variables != self._variables:
            super().set_variables(variables)
            self._require_parse = True

    def reparse(self) -> None:
        """Parse what came since, or everything when the variables changed."""
        if self._require_parse:
            self.parse()
