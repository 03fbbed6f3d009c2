"""``nemawashi config``: the settings, one by one or all of them, and where they lie."""

from __future__ import annotations

import json
from pathlib import Path

import click

from prep.errors import InputError
from prep.words import Message, render
from tui.actions import configuring
from tui.cli.command import subcommand
from tui.cli.completing import files, words
from tui.cli.parameters import json_option, ui_option
from tui.cli.session import Session, one_line

DOINGS = {"list": 0, "get": 1, "set": 2, "unset": 1, "path": 0, "keys": 0}
"""What can be done, with how many words each needs after it."""

PARAMETERS: list[click.Parameter] = [
    click.Argument(["doing"], metavar="ACTION", required=False, shell_complete=words(tuple(DOINGS))),
    click.Argument(["name"], metavar="NAME", required=False, shell_complete=words(configuring.NAMES)),
    click.Argument(["value"], metavar="VALUE", required=False, shell_complete=files),
    json_option(),
    ui_option(),
]


@subcommand("config", PARAMETERS)
def command(session: Session, doing: str | None, name: str | None, value: str | None, as_json: bool) -> int:
    """Print or change settings; without arguments all of them, with what each may be."""
    from prep.settings import library_home

    home = library_home()
    _check(doing or "list", tuple(one for one in (name, value) if one is not None))
    match doing or "list":
        case "get":
            _get(session, home, str(name), as_json)
        case "set":
            with session.library():  # makes its folder when there is none yet
                configuring.set_entry(home, str(name), str(value))
            _tell(session, configuring.entry(home, str(name)))
        case "unset":
            with session.library():
                configuring.unset_entry(home, str(name))
            _tell(session, configuring.entry(home, str(name)))
        case "path":
            _path(session, home, as_json)
        case "keys":
            _keys(session, home)
        case _:
            _list(session, home, as_json)
    return 0


def _check(doing: str, words: tuple[str, ...]) -> None:
    """InputError when the words do not make a command."""
    if doing not in DOINGS:
        raise InputError(Message("command.config.doing", {"value": doing, "known": tuple(DOINGS)}))
    needed = DOINGS[doing]
    if len(words) < needed:
        missing = ("NAME", "VALUE")[len(words)]
        raise InputError(Message("command.usage.missing", {"name": missing, "command": "nemawashi config"}))
    if len(words) > needed:
        extra = {"argument": words[needed], "command": f"nemawashi config {doing}"}
        raise InputError(Message("command.usage.too_many", dict(extra)))


def _list(session: Session, home: Path, as_json: bool) -> None:
    """A block a setting on a page to read; one object for scripts."""
    found = configuring.entries(home)
    if as_json:
        document = {"path": str(_file(home)), "settings": {one.name: one.value for one in found}}
        session.out(json.dumps(document, ensure_ascii=False, indent=2))
        return
    session.out(one_line(session.text("command.config.where", path=str(_file(home)))))
    for one in found:
        session.out("")
        session.out(f"{one.name} = {one_line(_shown(session, one))}")
        session.out(f"  {one_line(render(one.may_be, session.language))}")


def _get(session: Session, home: Path, name: str, as_json: bool) -> None:
    found = configuring.entry(home, name)
    session.out(json.dumps({found.name: found.value}, ensure_ascii=False) if as_json else one_line(found.value))


def _path(session: Session, home: Path, as_json: bool) -> None:
    path = str(_file(home))
    session.out(json.dumps({"path": path}, ensure_ascii=False) if as_json else one_line(path))


def _keys(session: Session, home: Path) -> None:
    """Write a file of keys to begin with; the registry of keys is loaded only here."""
    from tui.cli.key_file import write_key_file

    with session.library():
        path = write_key_file(home, session.language)
    session.out(one_line(str(path)))
    session.say(Message("command.config.keys_written"))


def _tell(session: Session, entry: configuring.Entry) -> None:
    session.say(Message("command.config.now", {"name": entry.name, "value": _shown(session, entry)}))


def _shown(session: Session, entry: configuring.Entry) -> str:
    """The value, and whether it is the default or a file that is not there yet."""
    if entry.chosen:
        return entry.value
    note = session.text("command.config.not_there" if entry.fixed else "command.config.default")
    return f"{entry.value} {note}".strip()


def _file(home: Path) -> Path:
    from prep.settings import SETTINGS_FILE

    return home / SETTINGS_FILE
