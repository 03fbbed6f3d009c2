"""One field of a form: its label and who sees it, the editor, the hint, and what is wrong with what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from prep.errors import EditError, InputError
from prep.words import Lang, Message, render, text
from tui.entering import read, written
from tui.linking import candidates
from tui.steps.form import Field, Kind, Seen
from tui.widgets.editors import Choice, LinkBox, TextEdit
from tui.widgets.line_edit import LineEdit
from tui.widgets.plain import fit
from tui.widgets.sparkline import SeriesLine

if TYPE_CHECKING:
    from prep.model.dossier import Dossier

LONG_LINE = 1000
ROOM_FOR_LONG = 72
TYPED = (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.NUMBER, Kind.WHOLE, Kind.DATE, Kind.MOMENT, Kind.SERIES)
TALL = (Kind.TEXT, Kind.LINES, Kind.SERIES)


class Sink(Protocol):
    """Who keeps what is typed. Called at once, not by message: nothing typed is on its way when one leaves."""

    def write(self, view: FieldView, value: object) -> object:
        """Keep ``value`` at the field's place and return what is kept. EditError when it cannot be."""

    def refuse(self, view: FieldView, raw: str | None) -> None:
        """``raw`` cannot be a value; None: the field is well again."""

    def pick(self, view: FieldView) -> None:
        """Let the field's links be chosen."""


class FieldHead(Widget):
    """The label, and at the right who will see the field; the short form where there is little room."""

    COMPONENT_CLASSES = {"fieldhead--seen", "fieldhead--private"}  # noqa: RUF012 (Textual's own form)

    def __init__(self, field: Field, language: Lang) -> None:
        super().__init__()
        self.field = field
        self.language = language

    def render(self) -> Text:
        """Label and sign on one line."""
        width = self.content_size.width
        seen = f"app.seen.{self.field.seen.value}"
        note = text(seen if width >= ROOM_FOR_LONG else seen + ".short", self.language)
        style = "fieldhead--private" if self.field.seen is Seen.NEVER else "fieldhead--seen"
        line = Text(no_wrap=True, end="")
        line.append(fit(text(self.field.label, self.language), max(4, width - cell_len(note) - 1)))
        line.append(" ")
        line.append(note, self.get_component_rich_style(style, partial=True))
        return line


class FieldView(Vertical):
    """A field at a place; it shows the dossier's value and gives what is typed to the sink once it fits."""

    def __init__(self, field: Field, language: Lang, sink: Sink) -> None:
        super().__init__(classes=f"field -{field.kind.value}")
        self.field = field
        self.sink = sink
        self.language = language
        self.place = ""
        self._shown = ""
        self.today = dt.date.min
        self.value: object = None
        self.editor: LineEdit | TextEdit | Choice | LinkBox | None = None
        self.error = Static("", classes="field-error", markup=False)

    def compose(self) -> ComposeResult:
        """Group heading, label, editor, hint, error."""
        if self.field.group:
            yield Static(Content(text(self.field.group, self.language)), classes="field-group")
        yield FieldHead(self.field, self.language)
        self.editor = self._new_editor("")
        yield self.editor
        if self.field.kind is Kind.SERIES:
            yield SeriesLine()
        if self.field.hint:
            yield Static(Content(text(self.field.hint, self.language)), classes="field-hint")

    def show(self, dossier: Dossier, place: str, value: object, raw: str | None) -> None:
        """Show ``value`` of ``place``; ``raw`` is what was typed there and cannot be a value (None: nothing).

        What the editor already stands for is left alone, so that the cursor stays where it is while one types.
        """
        same = place == self.place and value == self.value and type(value) is type(self.value)
        self.today = dossier.today
        if isinstance(self.editor, LinkBox):
            self._show_links(dossier, value)
        elif isinstance(self.editor, Choice):
            self.editor.choose(self._index(value))
        elif not same or raw is not None:
            self._show_text(written(value, self.field.kind) if raw is None else raw)
        self.place, self.value = place, value
        if not same or raw is not None:
            self._check(raw)
        for line in self.query(SeriesLine):
            line.show(value)

    def focus_editor(self) -> None:
        """Put the cursor into the field."""
        if self.editor is not None:
            self.editor.focus()

    def tidy(self) -> None:
        """When the field is left: write the value as it was understood (12/10 → 2026-12-10)."""
        if (
            self.field.kind in (Kind.DATE, Kind.MOMENT)
            and isinstance(self.editor, LineEdit)
            and not self.has_class("-wrong")
        ):
            self._show_text(written(self.value, self.field.kind))

    def flush(self) -> None:
        """Take what was typed a moment ago, before its event came round."""
        if isinstance(self.editor, LineEdit | TextEdit):
            self._take(self._raw())

    def take(self, raw: str) -> None:
        """Put ``raw`` into the editor, as if it had been typed."""
        if isinstance(self.editor, TextEdit):
            self.editor.load_text(raw)
            self.flush()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        self.flush()

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        event.stop()
        self._set(self._choice(event.index))

    @on(LinkBox.Opened)
    def _open_links(self, event: LinkBox.Opened) -> None:
        event.stop()
        self.sink.pick(self)

    @on(LinkBox.Cleared)
    def _clear_links(self, event: LinkBox.Cleared) -> None:
        event.stop()
        if self.field.kind is Kind.LINKS:
            self._set(())
        elif self.field.optional:
            self._set(None)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    def _take(self, raw: str) -> None:
        if raw == self._shown or not self.place:
            return
        self._shown = raw
        offset = self.value.tzinfo if isinstance(self.value, dt.datetime) else None
        try:
            value = read(raw, self.field.kind, self.today, offset)
            self._send(None if value == "" and self.field.optional else value)
        except (InputError, EditError) as wrong:
            self._complain(wrong.message)
            self.sink.refuse(self, raw)

    def _set(self, value: object) -> None:
        """Keep what was chosen; what cannot be kept is told, and the field shows again what holds."""
        try:
            self._send(value)
        except EditError as wrong:
            if isinstance(self.editor, Choice):
                self.editor.choose(self._index(self.value))
            self._complain(wrong.message)

    def _send(self, value: object) -> None:
        self.value = self.sink.write(self, value)
        self._complain(None)
        self.sink.refuse(self, None)
        for line in self.query(SeriesLine):
            line.show(self.value)

    def _complain(self, message: Message | None) -> None:
        if message is None and not self.has_class("-wrong"):
            return  # nothing was wrong, nothing is: else every key would lay out the whole form anew
        if message is not None and not self.error.is_attached:  # most fields never need it
            self.mount(self.error)
        self.error.update(Content("! " + render(message, self.language)) if message else "")
        self.error.display = message is not None
        self.set_class(message is not None, "-wrong")

    def _check(self, raw: str | None) -> None:
        wrong = None
        if raw is not None:
            try:
                read(raw, self.field.kind, self.today, None)
            except InputError as refused:
                wrong = refused.message
        self._complain(wrong)

    def _new_editor(self, shown: str) -> LineEdit | TextEdit | Choice | LinkBox:
        kind = self.field.kind
        if kind in (Kind.LINK, Kind.LINKS):
            return LinkBox(text("app.link.none", self.language))
        if kind not in TYPED:
            return Choice(self._words(), self.field.optional)
        if kind in TALL or _needs_room(shown):
            return TextEdit(shown, highlight_cursor_line=False)
        return LineEdit(shown, select_on_focus=False)

    def _show_text(self, shown: str) -> None:
        editor = self.editor
        if isinstance(editor, LineEdit) and _needs_room(shown):
            focused = editor.has_focus
            self.editor = self._new_editor(shown)
            self.mount(self.editor, after=editor)
            editor.remove()
            if focused:
                self.editor.focus()
        elif isinstance(editor, TextEdit):
            if editor.text != shown:
                cursor = editor.cursor_location
                editor.load_text(shown)
                editor.move_cursor(cursor)  # the nearest place that is still there
        elif isinstance(editor, LineEdit) and editor.value != shown:
            editor.value = shown
        self._shown = self._raw()  # what the editor makes of it: a text area has one kind of line break only

    def _raw(self) -> str:
        editor = self.editor
        return editor.value if isinstance(editor, LineEdit) else editor.text if isinstance(editor, TextEdit) else ""

    def _show_links(self, dossier: Dossier, value: object) -> None:
        assert isinstance(self.editor, LinkBox)
        ids: Sequence[str] = value if isinstance(value, tuple) else [value] if isinstance(value, str) else []
        known = {}
        if ids and self.field.source is not None:
            known = {one.id: one.name for one in candidates(dossier, self.field.source, self.language)}
        unknown = [text("app.link.unknown", self.language, id=one) for one in ids]
        self.editor.show(
            tuple((known.get(one, missing), one in known) for one, missing in zip(ids, unknown, strict=True))
        )

    def _words(self) -> tuple[str, ...]:
        kind = self.field.kind
        if kind is Kind.SCALE:
            return ("1", "2", "3", "4", "5")
        if kind is Kind.TOGGLE:
            return (text("app.no", self.language), text("app.yes", self.language))
        words = tuple(text(f"common.{_group(one)}.{one.value}", self.language) for one in self._members())
        return (text("app.choice.none", self.language), *words) if self.field.optional else words

    def _members(self) -> tuple[Enum, ...]:
        return tuple(self.field.choices) if self.field.choices is not None else ()

    def _index(self, value: object) -> int | None:
        if self.field.kind is Kind.SCALE:
            return value - 1 if isinstance(value, int) else None
        if self.field.kind is Kind.TOGGLE:
            return int(bool(value))
        shift = 1 if self.field.optional else 0
        members = self._members()
        return members.index(value) + shift if isinstance(value, Enum) and value in members else 0 if shift else None

    def _choice(self, index: int | None) -> object:
        if self.field.kind is Kind.SCALE:
            return (index or 0) + 1
        if self.field.kind is Kind.TOGGLE:
            return bool(index)
        shift = 1 if self.field.optional else 0
        return None if index is None or index < shift else self._members()[index - shift]


def _needs_room(shown: str) -> bool:
    """Whether a line of text is too long, or has line breaks an Input would lose."""
    return len(shown) > LONG_LINE or "\n" in shown or "\r" in shown


def _group(member: Enum) -> str:
    """The catalogue's group of an enum: DecisionRole → decision_role."""
    name = type(member).__name__
    return "".join(("_" if index and letter.isupper() else "") + letter.lower() for index, letter in enumerate(name))
