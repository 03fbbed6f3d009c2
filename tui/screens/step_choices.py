"""What a step lets one choose from lists: the links of a field, and what a field or a record offers to open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prep import edits, places
from prep.errors import EditError
from prep.words import Message, text
from tui.keys import BY_ID
from tui.linking import section_of_list
from tui.messages import Noticed
from tui.screens.link_options import TEXTS, kinds_to_make, link_options
from tui.screens.picker import New, Option, Picker
from tui.steps.form import Kind, Source

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from tui.screens.pane import Pane
    from tui.widgets.field import FieldView


NOTES = 24
"""Room for what a piece of evidence is and whether it may be shown, in cells."""


def pick(pane: Pane, view: FieldView) -> None:
    """Choose a field's links from a list; one link closes it, several stay open to go on marking."""
    source = view.field.source
    if source is None:
        return
    options = _options(pane, view, source)
    kinds = kinds_to_make(source)
    new = New(kinds, lambda picker, place, typed: _make(pane, view, picker, place, typed)) if kinds else None
    heading = text(view.field.label, pane.language)
    width = NOTES if source is Source.EVIDENCE else 14
    if view.field.kind is Kind.LINKS:
        held = view.value if isinstance(view.value, tuple) else ()
        picker = Picker(
            heading, options, pane.language, held, lambda id: _toggle(pane, view, id), new=new, note_width=width
        )
        pane.app.push_screen(picker, lambda _: None)
        return

    def picked(id: str | None) -> None:
        if id is not None:
            _set_link(pane, view, id or None)

    at = view.value if isinstance(view.value, str) else None
    pane.app.push_screen(Picker(heading, options, pane.language, at=at, new=new, note_width=width), picked)


def offer(pane: Pane, opens: Sequence[str]) -> None:
    """Let one of several actions be chosen and run it."""
    keymap, language = pane.keymap, pane.language
    options = [Option(BY_ID[id].run, keymap.text(BY_ID[id].help, language), keymap.shown(id)) for id in opens]

    async def run(picked: str | None) -> None:
        if picked is not None:
            await pane.screen.run_action(picked)

    pane.app.push_screen(Picker(text("app.choose.heading", pane.language), options, pane.language), run)


def _options(pane: Pane, view: FieldView, source: Source) -> tuple[Option, ...]:
    options = link_options(pane.session.dossier, source, pane.language)
    if view.field.kind is Kind.LINK and view.field.optional:
        return (Option("", text("app.link.clear", pane.language)), *options)
    return options


def _make(pane: Pane, view: FieldView, picker: Picker, place: str, typed: str) -> None:
    """A new record with what was typed as its text, linked at once: one step of the history."""
    section, source = section_of_list(place), view.field.source
    values = section.new(pane.session.dossier) if section is not None else {}
    if section is None or source is None:
        return
    if isinstance(values, Message):
        pane.post_message(Noticed(values))
        return
    given, made = {**values, TEXTS[place]: typed.strip()}, ""

    def change(dossier: Dossier) -> Dossier:
        nonlocal made
        dossier, new_place = edits.add(dossier, place, given)
        made = str(getattr(places.read(dossier, new_place), "id", ""))
        held = view.value if isinstance(view.value, tuple) else ()
        return edits.replace(dossier, view.place, (*held, made) if view.field.kind is Kind.LINKS else made)

    label = Message("find.picker.made", {"noun": Message(section.noun), "field": Message(view.field.label)})
    try:
        pane.session.edit(change, label)
    except EditError as refused:
        pane.post_message(Noticed(refused.message))
        return
    dossier = pane.session.dossier
    kept = places.read(dossier, view.place)
    view.show(dossier, view.place, kept, None)
    pane.post_message(Noticed(Message("find.picker.added", {"noun": Message(section.noun)})))
    if view.field.kind is Kind.LINKS:
        marked = tuple(str(one) for one in kept) if isinstance(kept, tuple) else ()
        picker.fill(_options(pane, view, source), marked, made)
    else:
        picker.dismiss(None)


def _toggle(pane: Pane, view: FieldView, id: str) -> tuple[str, ...]:
    held = view.value if isinstance(view.value, tuple) else ()
    wanted = tuple(one for one in held if one != id) if id in held else (*held, id)
    _set_link(pane, view, wanted)
    return tuple(str(one) for one in view.value) if isinstance(view.value, tuple) else ()


def _set_link(pane: Pane, view: FieldView, value: object) -> None:
    try:
        kept = view.sink.write(view, value)
    except EditError as refused:
        pane.post_message(Noticed(refused.message))
        return
    view.show(pane.session.dossier, view.place, kept, None)
