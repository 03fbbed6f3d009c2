"""Which keys the actions have: the registry's, or what the user chose instead; and how texts name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from prep.words import Lang, Message, render
from tui.keys import BY_ID, key_name


@dataclass(frozen=True)
class Keymap:
    """The keys that hold. ``changed`` are those of the user, by the action's id ("walk.add"); the first one is shown.

    Texts of the catalogues name a key by its action: {key_walk_undo} is the key of "walk.undo".
    """

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def keys(self, id: str) -> tuple[str, ...]:
        """All keys of an action, as Textual names them; none: it is found in the palette alone."""
        return self.changed.get(id) or BY_ID[id].keys

    def shown(self, id: str) -> str:
        """The key of an action as it is printed on keyboards: F6, Ctrl+N; "" when there is none."""
        keys = self.keys(id)
        return key_name(keys[0]) if keys else ""

    @cached_property
    def words(self) -> dict[str, str]:
        """What stands for each {key_…} of a text; an action without a key is chosen from the palette."""
        palette = self.shown("app.palette")
        return {f"key_{id.replace('.', '_')}": self.shown(id) or palette for id in BY_ID}

    def told(self, message: Message) -> Message:
        """The message with every key it may name."""
        args = {name: self.told(one) if isinstance(one, Message) else one for name, one in message.args.items()}
        return Message(message.key, {**self.words, **args})

    def render(self, message: Message, language: Lang) -> str:
        """The message as a sentence with the keys that hold."""
        return render(self.told(message), language)

    def text(self, key: str, language: Lang) -> str:
        """The text of ``key`` with the keys that hold."""
        return render(Message(key, dict(self.words)), language)


USUAL = Keymap()
"""The keys of the registry."""
