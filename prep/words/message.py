"""Messages: a key into the catalogue with its arguments, rendered in an explicitly given language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from prep.words.catalogue import Lang, lookup

Argument: TypeAlias = Union[str, int, float, dt.date, dt.datetime, "Message", "tuple[Argument, ...]"]
"""What a message may carry: user text as it is, values to format, other messages, or a list of any of them."""


UNGROUPED = 1000
"""Whole numbers below are written alike in every language: no need to load Babel for them, nor its 4 MB."""


@dataclass(frozen=True)
class Message:
    """A text to be: ``key`` is "domain.rest" ("rules.R01"), ``args`` fill its {placeholders}.

    An argument named ``n`` chooses between singular and plural forms where the catalogue has both.
    """

    key: str
    args: dict[str, Argument] = field(default_factory=dict)


def text(key: str, language: Lang, /, **args: Argument) -> str:
    """The text of ``key`` in ``language``; KeyError when no catalogue has it."""
    return render(Message(key, args), language)


def render(message: Message, language: Lang) -> str:
    """The message as a sentence: numbers and dates formatted, lists joined, user text untouched."""
    count = message.args.get("n")
    pattern = lookup(message.key, language, count if isinstance(count, int) else None)
    if not message.args:
        return pattern
    return pattern.format(**{name: _shown(value, language) for name, value in message.args.items()})


def _shown(value: Argument, language: Lang) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, tuple):
        return lookup("common.list_separator", language).join(_shown(item, language) for item in value)
    if isinstance(value, int) and 0 <= value < UNGROUPED:
        return str(int(value))
    from prep.words import formatting  # Babel is slow to import: only a message with values needs it

    if isinstance(value, dt.datetime):
        return formatting.moment(value, language)
    if isinstance(value, dt.date):
        return formatting.date(value, language)
    return formatting.number(value, language)
