"""``nemawashi completion SHELL``: what a shell must be told so that Tab completes commands, options, ids and files."""

from __future__ import annotations

import os

import click

from prep.errors import InputError
from prep.words import Message
from tui.cli.command import subcommand
from tui.cli.completing import COMPLETE, words
from tui.cli.parameters import ui_option
from tui.cli.session import Session

SHELLS = ("bash", "zsh", "fish", "powershell")

SHELL = click.Argument(["shell"], metavar="bash|zsh|fish|powershell", required=False, shell_complete=words(SHELLS))


@subcommand("completion", [SHELL, ui_option()])
def command(session: Session, shell: str | None) -> int:
    """Print the script for a shell; without one, for the shell this was called from."""
    name = (shell or _shell_in_use()).lower()
    if name not in SHELLS:
        raise InputError(Message("command.completion.unknown", {"value": name, "known": SHELLS}))
    session.out(_script(name))
    return 0


def answer(session: Session, instruction: str) -> int:
    """Answer the script of a shell: what may stand where the cursor is. Nothing is said when that cannot be known."""
    from click.shell_completion import get_completion_class

    from tui.cli.root import root

    shell = get_completion_class(instruction.partition("_")[0])
    if shell is None:
        return 1
    session.out(shell(root, {"obj": session}, "nemawashi", COMPLETE).complete())
    return 0


def _shell_in_use() -> str:
    found = os.path.basename(os.environ.get("SHELL", ""))  # noqa: PTH119  a name, no path of ours
    return found if found in SHELLS else ("powershell" if os.name == "nt" else "bash")


def _script(name: str) -> str:
    from click.shell_completion import ShellComplete, get_completion_class

    from tui.cli.root import root

    shell = get_completion_class(name)
    if shell is None:
        raise InputError(Message("command.completion.unknown", {"value": name, "known": SHELLS}))
    # Not its own ``source``: that of bash starts a bash to ask for its version.
    return ShellComplete.source(shell(root, {}, "nemawashi", COMPLETE))
