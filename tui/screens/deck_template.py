"""The company template in the Deck screen: a field for its file, and the explanation of what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.message import Message as Event

from prep.errors import NemawashiError
from prep.settings import read_settings
from prep.words import Lang, Message, render, text
from tui.screens.dialogs import dropped_path
from tui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from decks.pptx.look import Look
    from tui.host import Host
    from tui.screens.pane import Pane

SKETCH_WIDE = 44


@dataclass
class TemplateRead(Event):
    """The template was read and is kept, or it cannot be used; ``explained`` None: there is nothing to explain."""

    text: Message
    explained: str | None = None


def template_field(language: Lang) -> LineEdit:
    """The field; empty it stands for our own design."""
    return LineEdit(placeholder=text("app.deck.template_none", language), select_on_focus=False, id="deck-template")


def kept_template(host: Host) -> str:
    """The template that decks are written on; "": our own design."""
    return read_settings(host.home).template


def template_path(field: LineEdit) -> Path | None:
    """The file that the field names; None: our own design."""
    typed = field.value.strip()
    return dropped_path(typed) if typed else None


def read_template(pane: Pane, path: Path | None, language: Lang) -> None:
    """Read the template in a thread of its own, keep it for decks to come, and send what was found to ``pane``."""
    host = cast("Host", pane.app)

    def work() -> None:
        from tui.actions.templates import read_look, set_template

        try:
            look = read_look(path) if path is not None else None
            set_template(host.home, path)
        except NemawashiError as refused:
            pane.post_message(TemplateRead(refused.message))
        except Exception as error:  # noqa: BLE001  no defect of ours in a template may end the work on what it shows
            pane.post_message(TemplateRead(host.report(error, "app.deck.unexpected")))
        else:
            if look is None or path is None:
                pane.post_message(TemplateRead(Message("app.deck.template_cleared")))
            else:
                said = Message("app.deck.template_kept", {"file": path.name})
                pane.post_message(TemplateRead(said, _explained(look, language)))

    pane.screen.run_worker(work, thread=True, group="template")


def _explained(look: Look, language: Lang) -> str:
    """What was found and how it will be used, with the sketch."""
    from tui.actions import template_report as report

    said = (*report.found(look), *report.use(look))
    legend = (f"{mark} {render(meaning, language)}" for mark, meaning in report.legend(look))
    lines = [render(message, language) for message in said]
    return "\n".join([*lines, "", *report.sketch(look, SKETCH_WIDE), *legend])
