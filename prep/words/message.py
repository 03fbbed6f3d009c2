"""Messages: a key into the catalogue with its arguments, rendered in an explicitly given language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from prep.words.catalogue import Lang, lookup

Argument: TypeAlias = Union[str, int, float, dt.date, dt.datetime, "Message", "tuple[Argument, ...]"]
"""What a message may carry: user text as it is, values to format, other messages, or a list of any of them."""


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
    return pattern.format_map(_Shown(message.args, language))


class _Shown(dict[str, str]):
    """Each argument as it is written, made when the pattern asks for it: many are offered, and few are named."""

    def __init__(self, args: Mapping[str, Argument], language: Lang) -> None:
        super().__init__()
        self._args = args
        self._language: Lang = language

    def __missing__(self, name: str) -> str:
        return _shown(self._args[name], self._language)


def _shown(value: Argument, language: Lang) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, tuple):
        return lookup("common.list_separator", language).join(_shown(item, language) for item in value)
    if isinstance(value, int) and value >= 0:
        return f"{int(value):,}"  # as Babel writes it in both languages, without the 4 MB that it takes
    from prep.words import formatting  # only a message with other values needs Babel

    if isinstance(value, dt.datetime):
        return formatting.moment(value, language)
    if isinstance(value, dt.date):
        return formatting.date(value, language)
    return formatting.number(value, language)
