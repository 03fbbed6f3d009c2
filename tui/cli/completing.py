"""What may stand for a parameter, for a shell that asks: words, ids of preparations, files, folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from prep.errors import NemawashiError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETE = "_NEMAWASHI_COMPLETE"
"""Set by the script of a shell that asks what may stand at its cursor."""

Completing = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def words(known: Sequence[str]) -> Completing:
    """A few words."""

    def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        return _items((one, "") for one in known if one.startswith(incomplete.lower()))

    return completed


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """A file; the shell knows how."""
    return _left_to_the_shell(incomplete, "file")


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """A folder; the shell knows how."""
    return _left_to_the_shell(incomplete, "dir")


def ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Ids of preparations with their titles, from the index."""
    from tui.cli.session import Session, one_line

    try:
        with ctx.ensure_object(Session).library() as library:
            found = [(one.id, one_line(one.title)) for one in library.summaries() if one.id.startswith(incomplete)]
    except NemawashiError:
        return []  # a shell has no place for a sentence
    return _items(found)


def ids_and_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Ids, or a file where none begins so."""
    return ids(ctx, param, incomplete) or files(ctx, param, incomplete)


def _items(found: Iterable[tuple[str, str]]) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem  # nobody else needs it

    return [CompletionItem(value, help=told or None) for value, told in found]


def _left_to_the_shell(incomplete: str, type: str) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type=type)]
