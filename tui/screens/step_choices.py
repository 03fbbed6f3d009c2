"""What a step lets one choose from lists: the links of a field, and what a field or a record offers to open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prep.errors import EditError
from prep.words import text
from tui.keys import BY_ID
from tui.linking import candidates
from tui.messages import Noticed
from tui.screens.picker import Option, Picker
from tui.steps.form import Kind

if TYPE_CHECKING:
    from tui.screens.pane import Pane
    from tui.widgets.field import FieldView


def pick(pane: Pane, view: FieldView) -> None:
    """Choose a field's links from a list; one link closes it, several stay open to go on marking."""
    if view.field.source is None:
        return
    known = candidates(pane.session.dossier, view.field.source, pane.language)
    options = [Option(one.id, one.name, one.kind) for one in known]
    heading = text(view.field.label, pane.language)
    if view.field.kind is Kind.LINKS:
        held = view.value if isinstance(view.value, tuple) else ()
        picker = Picker(heading, options, pane.language, held, lambda id: _toggle(pane, view, id))
        pane.app.push_screen(picker, lambda _: None)
        return
    if view.field.optional:
        options.insert(0, Option("", text("app.link.clear", pane.language)))

    def picked(id: str | None) -> None:
        if id is not None:
            _set_link(pane, view, id or None)

    at = view.value if isinstance(view.value, str) else None
    pane.app.push_screen(Picker(heading, options, pane.language, at=at), picked)


def offer(pane: Pane, opens: Sequence[str]) -> None:
    """Let one of several actions be chosen and run it."""
    actions = [BY_ID[one] for one in opens]
    options = [Option(one.run, text(one.help, pane.language), one.shown_key) for one in actions]

    async def run(picked: str | None) -> None:
        if picked is not None:
            await pane.screen.run_action(picked)

    pane.app.push_screen(Picker(text("app.choose.heading", pane.language), options, pane.language), run)


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
