"""``nemawashi backup DIR|FILE.zip``: the whole library as one zip; and the folder of the daily one."""

from __future__ import annotations

from pathlib import Path

import click

from tui.actions.backup import told_of_backup, told_of_daily
from tui.cli.command import subcommand
from tui.cli.parameters import force_option, ui_option
from tui.cli.session import Session

TARGET = click.Argument(["target"], metavar="DIR|FILE.zip", required=False)
ASK = "?"
"""--daily without a value; no folder is called so on every system."""

DAILY = click.Option(["--daily"], metavar="DIR|off", is_flag=False, flag_value=ASK)
INCOMPLETE = 3


@subcommand("backup", [TARGET, DAILY, force_option(), ui_option()])
def command(session: Session, target: str | None, daily: str | None, force: bool) -> int:
    """Print where the zip lies; without a target, how the daily backup stands. Exit code 3: a file is missing in it."""
    from prep.settings import library_home

    home = library_home()
    if daily is not None and daily != ASK:
        _choose(home, daily)
    if target is None:
        return _tell_daily(session, home, data=True)
    if daily is not None:
        _tell_daily(session, home, data=False)
    from prep.library.backup import back_up

    with session.progress() as progress:
        done = back_up(home, _path(target), progress.count, force=force)
    session.out(str(done.path))
    for message in told_of_backup(done):
        session.say(message)
    return INCOMPLETE if done.unread else 0


def _choose(home: Path, daily: str) -> None:
    from prep.daily import choose_folder

    choose_folder(home, None if daily.strip().lower() in ("off", "") else _path(daily).absolute())


def _tell_daily(session: Session, home: Path, data: bool) -> int:
    """The sentence on stderr; with ``data`` the folder on stdout, too, nothing when there is none."""
    from prep.daily import standing

    found = standing(home)
    if data and found.folder is not None:
        session.out(str(found.folder))
    session.say(told_of_daily(found))
    return 0


def _path(typed: str) -> Path:
    try:
        return Path(typed).expanduser()
    except RuntimeError:  # ~ of somebody who has no home here
        return Path(typed)
