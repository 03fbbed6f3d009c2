"""The settings as the command shows and changes them: by name, as text, each with what it may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prep.errors import InputError
from prep.settings import OWN_THEMES, Settings, read_settings, write_settings
from prep.words import LANGUAGES, Message

if TYPE_CHECKING:
    from prep.words.message import Argument

KEYS_FILE = "keys.toml"
"""The user's own keys, beside the library."""

AUTO, ON, OFF = "auto", "on", "off"


@dataclass(frozen=True)
class Entry:
    """One setting: ``value`` as it is written; ``chosen`` False: nothing is set and the value is the default.

    ``fixed``: it tells where something lies and cannot be set.
    """

    name: str
    value: str
    chosen: bool
    fixed: bool = False

    @property
    def may_be(self) -> Message:
        """What can be set."""
        return Message(f"command.config.may.{self.name}")


def entries(home: Path) -> tuple[Entry, ...]:
    """All settings of the library in ``home``, those that can be set first."""
    settings = read_settings(home)
    return (
        Entry("language", settings.language or AUTO, settings.language is not None),
        Entry("theme", settings.theme or AUTO, bool(settings.theme)),
        Entry("coach", ON if settings.coach else OFF, not settings.coach),
        Entry("template", settings.template, bool(settings.template)),
        Entry("daily", settings.daily, bool(settings.daily)),
        Entry("keys", str(home / KEYS_FILE), (home / KEYS_FILE).is_file(), fixed=True),
        Entry("themes", str(home / "themes"), (home / "themes").is_dir(), fixed=True),
    )


NAMES = ("language", "theme", "coach", "template", "daily", "keys", "themes")


def entry(home: Path, name: str) -> Entry:
    """The setting of that name; InputError names those there are."""
    found = next((one for one in entries(home) if one.name == name), None)
    if found is None:
        raise InputError(Message("command.config.unknown", {"name": name, "known": NAMES}))
    return found


def set_entry(home: Path, name: str, value: str) -> None:
    """Set it. InputError when there is no such setting or it cannot be that; LibraryError when it cannot be kept."""
    if entry(home, name).fixed:
        raise InputError(Message("command.config.fixed", {"name": name, "path": entry(home, name).value}))
    _SET[name](home, value)


def unset_entry(home: Path, name: str) -> None:
    """Back to the default."""
    if entry(home, name).fixed:
        raise InputError(Message("command.config.fixed", {"name": name, "path": entry(home, name).value}))
    if name == "daily":
        from prep.daily import choose_folder

        choose_folder(home, None)
        return
    default = Settings()
    changed: Mapping[str, Callable[[Settings], Settings]] = {
        "language": lambda now: replace(now, language=default.language),
        "theme": lambda now: replace(now, theme=default.theme),
        "coach": lambda now: replace(now, coach=default.coach),
        "template": lambda now: replace(now, template=default.template),
    }
    write_settings(home, changed[name](read_settings(home)))


def theme_names(home: Path) -> tuple[str, ...]:
    """The themes that can be chosen: ours, and the files of the user's."""
    from tui.user_themes import theme_files

    return (*OWN_THEMES, *(one.stem for one in theme_files(home) if one.stem not in OWN_THEMES))


def _language(home: Path, value: str) -> None:
    chosen = next((one for one in LANGUAGES if one == value.lower()), None)
    if chosen is None and value.lower() != AUTO:
        raise _wrong("language", value, (*LANGUAGES, AUTO))
    write_settings(home, replace(read_settings(home), language=chosen))


def _theme(home: Path, value: str) -> None:
    known = theme_names(home)
    if value != AUTO and value not in known:
        raise _wrong("theme", value, (*known, AUTO))
    if value not in (*OWN_THEMES, AUTO):
        from tui.user_themes import find_theme

        find_theme(home, value)  # refuses a file that is no theme
    write_settings(home, replace(read_settings(home), theme="" if value == AUTO else value))


def _coach(home: Path, value: str) -> None:
    if value.lower() not in (ON, OFF):
        raise _wrong("coach", value, (ON, OFF))
    write_settings(home, replace(read_settings(home), coach=value.lower() == ON))


def _template(home: Path, value: str) -> None:
    from tui.actions.templates import read_look, set_template

    path = _path(value)
    read_look(path)  # refuses what cannot be used
    set_template(home, path)


def _daily(home: Path, value: str) -> None:
    from prep.daily import choose_folder

    choose_folder(home, None if value.lower() in (OFF, "") else _path(value).absolute())


def _path(value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError:  # ~ of somebody who has no home here
        return Path(value)


_SET: Mapping[str, Callable[[Path, str], None]] = {
    "language": _language,
    "theme": _theme,
    "coach": _coach,
    "template": _template,
    "daily": _daily,
}


def _wrong(name: str, value: str, known: tuple[Argument, ...]) -> InputError:
    return InputError(Message("command.config.wrong", {"name": name, "value": value, "known": known}))
