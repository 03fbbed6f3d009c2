"""The user's own keys in the running app: read from the folder of the library, and given to each screen in front."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual.binding import Binding, BindingsMap

from prep.words import Message
from tui.keymap import USUAL, Keymap
from tui.keys import ACTIONS, Where, bindings

if TYPE_CHECKING:
    from textual.dom import DOMNode

KEYMAP_FILE = "keys.toml"
KEPT = {"app.help": "f1", "app.quit": "ctrl+q"}
"""Keys that stay beside the user's own: nobody can lose the help or the way out."""


def keymap_path(home: Path) -> Path:
    """The file of the user's own keys, beside the settings; it need not be there."""
    return home / KEYMAP_FILE


class OwnKeys:
    """The keys that hold; ``faults`` say what is wrong with the user's file, in a sentence each."""

    def __init__(self, home: Path) -> None:
        self.path = keymap_path(home)
        self._fitted: WeakSet[DOMNode] = WeakSet()
        self._unusual = False
        self.keymap: Keymap = USUAL
        self.faults: tuple[Message, ...] = ()
        self.read()

    def read(self) -> bool:
        """Read the file; whether there is one. Without it nothing is loaded."""
        self._fitted = WeakSet()
        if not os.path.exists(self.path):  # noqa: PTH110 (Path.exists fails on what cannot be looked at)
            self.keymap, self.faults = USUAL, ()
            return False
        from tui.keymap_file import read_keymap

        self.keymap, self.faults = read_keymap(self.path)
        self._unusual = self._unusual or bool(self.keymap.changed)
        return True

    def fit(self, *nodes: DOMNode) -> None:
        """Give the app and the screen in front the keys that hold, once each."""
        if self._unusual:
            for node in nodes:
                if node not in self._fitted:
                    self._fitted.add(node)
                    node._bindings = fitted(type(node)._merged_bindings or BindingsMap(), self.keymap)


def fitted(usual: BindingsMap, keymap: Keymap) -> BindingsMap:
    """The bindings with the user's keys instead of the registry's, in their order.

    Textual's own keymaps take a key from every action that has it, not from the one that is given another.
    """
    found, moved = BindingsMap(), set[str]()
    for key, held in usual.key_to_bindings.items():
        for binding in held:
            id = binding.id or ""
            if id not in keymap.changed or KEPT.get(id) == key:
                found.key_to_bindings.setdefault(key, []).append(binding)
            if id in keymap.changed and id not in moved:
                moved.add(id)
                _add(found, binding, keymap.changed[id])
    for action in ACTIONS:
        id = f"{action.where.value}.{action.id}"
        if not action.keys and id in keymap.changed and _is_of(usual, action.where):
            binding = Binding("", action.run, description=action.id, show=False, id=id, tooltip=action.help)
            _add(found, binding, keymap.changed[id])
    return found


def _add(found: BindingsMap, binding: Binding, keys: tuple[str, ...]) -> None:
    for key in keys:
        held = found.key_to_bindings.setdefault(key, [])
        if all(one.id != binding.id for one in held):
            held.append(binding.with_key(key, None))


def _is_of(usual: BindingsMap, where: Where) -> bool:
    """Whether these are the bindings of a screen of ``where``, and not of one that only lets quit."""
    own = {one.id for one in bindings(where) if isinstance(one, Binding)}
    there = {one.id for held in usual.key_to_bindings.values() for one in held}
    return own <= there and bool(own)
