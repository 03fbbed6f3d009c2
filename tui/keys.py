"""Every action of the app in one registry: its key, its words, where it applies. Bindings, footer, help and palette
are made from it.

Only ctrl and function keys, and enter in lists, because an input method takes plain letters; none that Input or
TextArea use for editing, none that a terminal cannot tell from enter, tab or backspace (ctrl+h/i/j/m), and not tmux's
ctrl+b. F2 jumps; F4 leads to what was before: history, trash. Labels are
``app.key.<id>``, help sentences ``app.help.<id>``.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from textual.binding import Binding, BindingType


class Where(Enum):
    """Where an action applies; ``app`` is everywhere."""

    APP = "app"
    LIBRARY = "library"
    TRASH = "trash"
    WALK = "walk"
    PAGES = "pages"
    MINING = "mining"
    RUN_SHEET = "run_sheet"
    PEOPLE_MAP = "people_map"
    GOALS = "goals"
    HISTORY = "history"
    CHANGES = "changes"
    CONFLICT = "conflict"
    EDITED = "edited"


class Action(Struct, frozen=True):
    """One thing the user can do.

    ``keys`` the first is the one shown; without any it is found in the palette alone. ``run`` is the name of the
    Textual action; ``palette`` False keeps what makes no sense there (going back) out of the palette.
    """

    id: str
    where: Where
    keys: tuple[str, ...]
    run: str
    group: str
    palette: bool = True

    @property
    def label(self) -> str:
        """The message key of its short name."""
        return f"app.key.{self.id}"

    @property
    def help(self) -> str:
        """The message key of its sentence in the help."""
        return f"app.help.{self.id}"

    @property
    def shown_key(self) -> str:
        """The usual key as it is printed on keyboards: F6, Ctrl+N, Shift+↑; "" when there is none.

        The user may have another one: screens ask the keymap.
        """
        return key_name(self.keys[0]) if self.keys else ""


ACTIONS: tuple[Action, ...] = (
    Action("help", Where.APP, ("f1",), "help", "app"),
    Action("palette", Where.APP, ("ctrl+p",), "palette", "app", palette=False),
    Action("search", Where.APP, ("ctrl+f",), "search", "app"),
    Action("jump", Where.APP, ("f2",), "jump", "app"),
    Action("language", Where.APP, ("ctrl+l",), "language", "app"),
    Action("theme", Where.APP, ("f12",), "theme", "app"),
    Action("read_keys", Where.APP, (), "read_keys", "app"),
    Action("quit", Where.APP, ("ctrl+q",), "quit_saved", "app"),
    Action("new", Where.LIBRARY, ("ctrl+n",), "new", "library"),
    Action("import", Where.LIBRARY, ("ctrl+o",), "import", "library"),
    Action("find", Where.LIBRARY, ("ctrl+g",), "find", "library"),
    Action("delete", Where.LIBRARY, ("ctrl+t", "delete"), "delete", "library"),
    Action("undelete", Where.LIBRARY, ("f9",), "undelete", "library"),
    Action("trash", Where.LIBRARY, ("f4",), "trash", "library"),
    Action("tour", Where.LIBRARY, ("f3",), "tour", "library"),
    Action("daily", Where.LIBRARY, (), "daily", "library"),
    Action("bring_back", Where.TRASH, ("enter",), "bring_back", "trash"),
    Action("erase", Where.TRASH, ("ctrl+t", "delete"), "erase", "trash"),
    Action("previous_step", Where.WALK, ("f5",), "step(-1)", "move"),
    Action("next_step", Where.WALK, ("f6",), "step(1)", "move"),
    Action("next_section", Where.WALK, ("f7",), "section(1)", "move"),
    Action("next_gap", Where.WALK, ("f8",), "next_gap", "move"),
    Action("go", Where.WALK, ("ctrl+g",), "go", "move"),
    Action("people_map", Where.WALK, (), "visit('people_map')", "move"),
    Action("goals", Where.WALK, (), "visit('goals')", "move"),
    Action("add", Where.WALK, ("ctrl+n",), "add", "edit"),
    Action("mine", Where.WALK, (), "visit('mine')", "edit"),
    Action("run_sheet", Where.WALK, (), "visit('run_sheet')", "edit"),
    Action("idea_changed", Where.WALK, (), "visit('idea_changed')", "edit"),
    Action("remove", Where.WALK, ("ctrl+t",), "remove", "edit"),
    Action("move_up", Where.WALK, ("shift+up", "ctrl+up"), "move(-1)", "edit"),
    Action("move_down", Where.WALK, ("shift+down", "ctrl+down"), "move(1)", "edit"),
    Action("choose", Where.WALK, ("ctrl+o",), "choose", "edit"),
    Action("coach", Where.WALK, ("f3",), "coach", "edit"),
    Action("undo", Where.WALK, ("f9",), "undo", "edit"),
    Action("redo", Where.WALK, ("ctrl+r", "f10"), "redo", "edit"),
    Action("save", Where.WALK, ("ctrl+s",), "save", "file"),
    Action("write", Where.WALK, ("ctrl+s",), "write", "file"),
    Action("message", Where.WALK, ("ctrl+o",), "message", "file"),
    Action("history", Where.WALK, ("f4",), "visit('history')", "file"),
    Action("changes", Where.WALK, (), "visit('changes')", "file"),
    Action("editor", Where.WALK, (), "editor", "edit"),
    Action("copy_field", Where.WALK, (), "copy_field", "edit"),
    Action("clear_today", Where.WALK, (), "clear_today", "file"),
    Action("daily", Where.WALK, (), "daily", "file"),
    Action("next_page", Where.PAGES, ("pagedown", "right"), "page(1)", "move"),
    Action("previous_page", Where.PAGES, ("pageup", "left"), "page(-1)", "move"),
    Action("first_page", Where.PAGES, ("home",), "end(-1)", "move"),
    Action("last_page", Where.PAGES, ("end",), "end(1)", "move"),
    Action("page_words", Where.PAGES, ("enter",), "words", "move"),
    Action("mark", Where.MINING, ("enter",), "mark", "mining"),
    Action("begin_mark", Where.MINING, ("space", "ideographic_space"), "begin_mark", "mining"),
    Action("make_quote", Where.MINING, ("ctrl+n",), "make_quote", "mining"),
    Action("kind", Where.MINING, ("f7",), "kind", "mining"),
    Action("consent", Where.MINING, ("f8",), "consent", "mining"),
    Action("remove_quote", Where.MINING, ("ctrl+t",), "remove_quote", "mining"),
    Action("idea_changed", Where.MINING, ("ctrl+o",), "idea_changed", "mining"),
    Action("undo", Where.MINING, ("f9",), "undo", "edit"),
    Action("redo", Where.MINING, ("ctrl+r", "f10"), "redo", "edit"),
    Action("begin_talk", Where.RUN_SHEET, ("ctrl+n",), "begin_talk", "run_sheet"),
    Action("print_sheet", Where.RUN_SHEET, ("ctrl+s",), "print_sheet", "run_sheet"),
    Action("open_person", Where.PEOPLE_MAP, ("enter",), "open_person", "people_map"),
    Action("next_view", Where.PEOPLE_MAP, ("f6",), "next_view", "people_map"),
    Action("run_sheet", Where.PEOPLE_MAP, ("f7",), "run_sheet", "people_map"),
    Action("copy_update", Where.PEOPLE_MAP, ("ctrl+o",), "copy_update", "people_map"),
    Action("add_talk", Where.PEOPLE_MAP, ("ctrl+n",), "add_talk", "people_map"),
    Action("undo", Where.PEOPLE_MAP, ("f9",), "undo", "edit"),
    Action("redo", Where.PEOPLE_MAP, ("ctrl+r", "f10"), "redo", "edit"),
    Action("open_goal", Where.GOALS, ("enter",), "open_goal", "goals"),
    Action("move_goal", Where.GOALS, ("f7",), "move_goal", "goals"),
    Action("undo", Where.GOALS, ("f9",), "undo", "edit"),
    Action("redo", Where.GOALS, ("ctrl+r", "f10"), "redo", "edit"),
    Action("restore_version", Where.HISTORY, ("enter",), "restore_version", "history"),
    Action("restore_one", Where.HISTORY, ("ctrl+g",), "restore_one", "history"),
    Action("read_version", Where.HISTORY, ("ctrl+o",), "read_version", "history"),
    Action("changes", Where.HISTORY, ("f7",), "changes", "history"),
    Action("to_step", Where.CHANGES, ("enter",), "to_step", "history"),
    Action("to_place", Where.CHANGES, ("ctrl+g",), "to_place", "history"),
    Action("versions", Where.CHANGES, ("f4",), "versions", "history"),
    Action("undo", Where.CHANGES, ("f9",), "undo", "edit"),
    Action("redo", Where.CHANGES, ("ctrl+r", "f10"), "redo", "edit"),
    Action("undo", Where.HISTORY, ("f9",), "undo", "edit"),
    Action("redo", Where.HISTORY, ("ctrl+r", "f10"), "redo", "edit"),
    Action("resolve", Where.CONFLICT, ("ctrl+s",), "resolve", "file"),
    Action("all_ours", Where.CONFLICT, ("f7",), "all('ours')", "edit"),
    Action("all_theirs", Where.CONFLICT, ("f8",), "all('theirs')", "edit"),
    Action("write_chosen", Where.EDITED, ("ctrl+s",), "resolve", "file"),
    Action("all_hand", Where.EDITED, ("f7",), "all('ours')", "edit"),
    Action("all_preparation", Where.EDITED, ("f8",), "all('theirs')", "edit"),
)

BY_ID = {f"{action.where.value}.{action.id}": action for action in ACTIONS}


def key_name(key: str) -> str:
    """A Textual key as it is printed on keyboards and in help."""
    arrows = {"up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "Esc", "enter": "Enter", "delete": "Del"}
    names = {**arrows, "pageup": "PgUp", "pagedown": "PgDn"}
    return "+".join(
        names.get(part, part.upper() if len(part) < 2 or part[0] == "f" else part.title()) for part in key.split("+")
    )


def key_of(name: str) -> str:
    """The Textual key of what is printed on keyboards: the way back from ``key_name``."""
    printed = {"↑": "up", "↓": "down", "←": "left", "→": "right", "esc": "escape", "del": "delete"}
    printed |= {"pgup": "pageup", "pgdn": "pagedown"}
    return "+".join(printed.get(part, part) for part in name.lower().split("+"))


QUIT = Binding("ctrl+q", "app.quit_saved", show=False, id="app.quit")
"""For screens that lie over others: Textual does not ask the app for keys there."""


def bindings(where: Where) -> list[BindingType]:
    """Textual's bindings of one place. None has priority: keys are answered in the order they were typed."""
    return [
        Binding(
            ",".join(action.keys),
            action.run,
            description=action.id,
            show=False,
            id=f"{where.value}.{action.id}",
            tooltip=action.help,
            group=Binding.Group(action.group),
        )
        for action in ACTIONS
        if action.where is where and action.keys
    ]


def actions_of(*places: Where) -> tuple[Action, ...]:
    """The actions of the given places, place by place."""
    return tuple(action for place in places for action in ACTIONS if action.where is place)
