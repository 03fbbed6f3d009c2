"""A subcommand whose help and complaints come from the catalogue, in the interface's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click

from prep.errors import InputError
from prep.words import Message, has_text
from tui.cli.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

GAP = 2
Given = ParamSpec("Given")


class Command(click.Command):
    """A click command without click's English: its texts are ``command.<name>.*`` and ``command.option.*``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse what is left over in our own words."""
        ctx.allow_extra_args = True
        with complaining_of(ctx):
            super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise InputError(Message("command.usage.too_many", {"argument": ctx.args[0], "command": ctx.command_path}))
        return ctx.args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The options that begin so, with what the help says of them; click knows no help texts of ours."""
        session = ctx.ensure_object(Session)
        told = {
            name: _help(session, self.name or "", param).partition("\n")[0]
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            for name in param.opts
        }
        found = super().shell_complete(ctx, incomplete)
        for item in found:
            item.help = item.help or told.get(item.value)
        return found

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the interface's language."""
        formatter.write(help_text(ctx, self, self.name or "", ()))


@contextmanager
def complaining_of(ctx: click.Context) -> Iterator[None]:
    """Tell a usage error which command it is about; click's parser leaves that out."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def subcommand(
    name: str, params: Sequence[click.Parameter]
) -> Callable[[Callable[Concatenate[Session, Given], int]], Command]:
    """Make a function of (session, **parameters) → exit code a subcommand."""

    def make(function: Callable[Concatenate[Session, Given], int]) -> Command:
        def invoke(ctx: click.Context, /, *args: Given.args, **kwargs: Given.kwargs) -> int:
            return function(ctx.ensure_object(Session), *args, **kwargs)

        callback = click.pass_context(invoke)
        settings = {"help_option_names": ["-h", "--help"]}
        return Command(name=name, callback=callback, params=list(params), context_settings=settings)

    return make


def help_text(ctx: click.Context, command: click.Command, name: str, subcommands: Sequence[str]) -> str:
    """Usage, description, and one line a subcommand, argument and option."""
    session = ctx.ensure_object(Session)
    params = command.get_params(ctx)
    arguments = [param for param in params if isinstance(param, click.Argument)]
    options = [param for param in params if isinstance(param, click.Option)]
    usage = [ctx.command_path, session.text("command.help.options_place")]
    usage += [session.text("command.help.subcommand_place")] if subcommands else []
    usage += [_argument_name(argument) for argument in arguments]
    sections = [f"{session.text('command.help.usage')} {' '.join(usage)}", session.text(f"command.{name}.help")]
    listed = [(subcommand, session.text(f"command.{subcommand}.short")) for subcommand in subcommands]
    sections += _section(session, "commands", listed)
    sections += _section(session, "arguments", [(_argument_name(a), _help(session, name, a)) for a in arguments])
    sections += _section(session, "options", [(_option_name(o), _help(session, name, o)) for o in options])
    if has_text(f"command.{name}.after", session.language):
        sections.append(session.text(f"command.{name}.after"))
    return "\n\n".join(sections) + "\n"


def _section(session: Session, title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    width = max(len(name) for name, _ in rows) + GAP
    inner = "\n" + " " * (width + GAP)
    lines = [" " * GAP + name.ljust(width) + told.replace("\n", inner) for name, told in rows]
    return ["\n".join([session.text(f"command.help.{title}"), *lines])]


def _help(session: Session, name: str, param: click.Parameter) -> str:
    word = param.name if isinstance(param, click.Argument) else max(param.opts, key=len).lstrip("-")
    own = f"command.{name}.option.{word}"
    return session.text(own if has_text(own, session.language) else f"command.option.{word}")


def _argument_name(argument: click.Argument) -> str:
    shown = argument.metavar or (argument.name or "").upper()
    return f"{shown}..." if argument.nargs == -1 else shown


def _option_name(param: click.Option) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag or param.count else f"{names} {param.metavar or ''}".rstrip()
