"""``nemawashi template FILE``: what a company template holds, how a deck will use it, and whether to use it always."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.errors import InputError
from prep.words import Message, render
from tui.actions import template_report as report
from tui.actions.templates import read_look, set_template
from tui.cli.command import subcommand
from tui.cli.parameters import ui_option
from tui.cli.session import Session, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decks.pptx.look import Look

PARAMETERS: list[click.Parameter] = [
    click.Argument(["template"], metavar="FILE", required=False),
    click.Option(["--use"], is_flag=True),
    click.Option(["--clear"], is_flag=True),
    ui_option(),
]

WIDE = 74
"""The columns that a sentence may take on a terminal of 80."""


@subcommand("template", PARAMETERS)
def command(session: Session, template: str | None, use: bool, clear: bool) -> int:
    """Explain a template; ``use`` keeps it for every deck from now on, ``clear`` goes back to our own design."""
    from prep.settings import library_home, read_settings

    home = library_home()
    if clear:
        if template is not None or use:
            raise InputError(Message("command.error.template_clear_alone"))
        _keep(session, home, None)
        session.say(Message("command.template.cleared"))
        return 0
    named = template or read_settings(home).template
    if not named:
        raise InputError(Message("command.error.template_none"))
    path = Path(named).expanduser()
    look = read_look(path)
    session.out(one_line(session.text("command.template.of", file=str(path))))
    _list(session, "command.template.found", report.found(look))
    _list(session, "command.template.use", report.use(look))
    _draw(session, look)
    if use:
        _keep(session, home, path)
        session.say(Message("command.template.kept", {"file": path.name}))
    return 0


def _keep(session: Session, home: Path, path: Path | None) -> None:
    with session.library():  # makes its folder when there is none yet
        set_template(home, path)


def _list(session: Session, heading: str, said: Sequence[Message]) -> None:
    from tui.widgets.plain import folded_lines

    session.out(session.text(heading))
    for message in said:
        first, *rest = folded_lines(one_line(render(message, session.language)), WIDE)
        session.out("\n".join([f"  {first}", *(f"    {line}" for line in rest)]))


def _draw(session: Session, look: Look) -> None:
    session.out(session.text("command.template.sketch"))
    for line in report.sketch(look):
        session.out(f"  {line}")
    for mark, meaning in report.legend(look):
        session.out(f"  {mark} {one_line(render(meaning, session.language))}")
