"""Mine quotes: the notes of a conversation to be marked, and the quotes that were made of them (A34)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from prep import edits
from prep.errors import EditError
from prep.folding import has_text
from prep.model.evidence import Attribution, Consent, Quote, QuoteKind
from prep.places import each
from prep.quoting import known_quote, proposed_kind, quote_values, quoted_in, quotes_of
from prep.sentences import Span, verbatim
from prep.words import Message
from prep.words.message import Argument
from tui.keys import Action, Where, bindings
from tui.screens.visit import Visit
from tui.steps.declare import name_of, shown
from tui.widgets.passages import Passages
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from prep.model.dossier import Dossier
    from prep.model.people import Conversation
    from tui.session import Session

TOLD = 24
"""How much of marked words a sentence of the screen repeats, in half-width columns."""


class MiningScreen(Visit):
    """Opened from the walk on one conversation; it leaves when that is taken back."""

    CSS_PATH = "mining.tcss"
    places: ClassVar[tuple[Where, ...]] = (Where.MINING, Where.APP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Where.MINING),
        Binding("escape", "back", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("tab,shift+tab", "other_part", show=False),
    ]

    def __init__(self, session: Session, conversation_id: str) -> None:
        super().__init__(session)
        self.conversation_id = conversation_id
        self.notes = Passages(id="mining-notes")
        self.heading = Static("", id="mining-heading")
        self.quotes = Rows(wrap=True, id="mining-quotes")
        self.none = Static("", id="mining-none")
        self.empty = Static("", id="mining-empty")
        self._warned = ""
        self._stop_listening = session.workspace.subscribe(lambda _: self._show())

    def work(self) -> Iterable[Widget]:
        """The notes, and their quotes."""
        with Container(id="mining"):
            yield self.notes
            yield self.empty
            with Container(id="mining-side"):
                yield self.heading
                yield self.quotes
                yield self.none

    def on_mount(self) -> None:
        """Straight into the notes."""
        self.speak()
        self.notes.focus()

    def on_unmount(self) -> None:
        """The workspace lives on."""
        self._stop_listening()

    def speak(self) -> None:
        """Everything in the language that now holds."""
        self._show()
        super().speak()

    def hints(self) -> Iterable[str]:
        """What leads to a quote, then what can be done with one."""
        if self.quotes.has_focus:
            yield from ("mining.consent", "mining.kind", "mining.remove_quote")
        elif self.notes.display:
            yield from ("mining.make_quote", "mining.mark", "mining.begin_mark")
            yield from ("mining.consent", "mining.kind")
        yield from ("mining.idea_changed", "mining.undo", "app.palette", "app.language")

    def show_hints_now(self) -> None:
        """The way back is always named."""
        self.show_hints([("Esc", "app.key.back")])

    def calm(self) -> str:
        """What is marked and what it would become."""
        words = self._words()
        if words:
            kind = proposed_kind(words, self._held.pressure_test if self._held else None)
            told = {"words": shown(words, TOLD), "kind": Message(f"common.quote_kind.{kind.value}")}
            return self.keymap.render(Message("talks.mining.marked", {**told}), self.language)
        if not self.notes.display:
            return ""
        return self.say("talks.mining.growing" if self.notes.growing else "talks.mining.how")

    def why_not(self, action: Action) -> Message | None:
        """What needs a marking or a quote says so while there is none."""
        workspace = self.session.workspace
        if action.id in ("undo", "redo"):
            can = workspace.can_undo if action.id == "undo" else workspace.can_redo
            return None if can else Message(f"app.{action.id}.nothing")
        if action.id in ("kind", "consent", "remove_quote") and self._in_front() is None:
            return Message("talks.mining.no_quote")
        if action.id in ("mark", "begin_mark", "make_quote") and not self.notes.display:
            return Message("talks.mining.empty")
        return Message("talks.mining.nothing_marked") if action.id == "make_quote" and not self._words() else None

    def action_back(self) -> None:
        """The marking goes first, then one leaves."""
        if self.notes.marked is not None or self.notes.growing:
            self.notes.mark(None)
        else:
            self.dismiss(None)

    def action_other_part(self) -> None:
        """From the notes to the quotes and back."""
        if self.quotes.has_focus or not self.quotes.display:
            self.notes.focus()
        else:
            self.quotes.focus()

    def action_mark(self) -> None:
        """Mark what is meant under the cursor, then the next wider."""
        if not self.notes.mark_here():
            self.notice(Message("talks.mining.no_words" if self.notes.display else "talks.mining.empty"))

    def action_begin_mark(self) -> None:
        """From here on moving marks."""
        if self.notes.display:
            self.notes.begin()

    def action_make_quote(self) -> None:
        """What is marked becomes a quote, in one change; then consent is asked."""
        held, words = self._held, self._words()
        if held is None or not words:
            self.notice(Message("talks.mining.nothing_marked" if self.notes.display else "talks.mining.empty"))
            return
        if self._is_quoted(held, words):
            return
        place = ""

        def change(dossier: Dossier) -> Dossier:
            nonlocal place
            dossier, place = edits.add(dossier, "quotes", quote_values(dossier, held, words))
            return dossier

        marked = self.notes.marked
        try:
            self.session.edit(change, Message("talks.change.quote", {"words": shown(words, TOLD)}))
        except EditError as refused:
            self.notice(refused.message)
            return
        self.notes.mark(None, marked.start if marked is not None else None)
        self.quotes.move_to(place)
        self.notice(Message("talks.mining.made", {"words": shown(words, TOLD)}))
        self._ask_consent(place)

    def action_consent(self) -> None:
        """Ask anew how it stands with the consent of the quote in front."""
        found = self._in_front()
        if found is None:
            self.notice(Message("talks.mining.no_quote"))
        else:
            self._ask_consent(found[0])

    def action_kind(self) -> None:
        """Choose what the quote in front expresses."""
        found = self._in_front()
        if found is None:
            self.notice(Message("talks.mining.no_quote"))
            return
        from tui.screens.dialogs import Ask

        place, quote = found
        kinds = sorted(QuoteKind, key=lambda one: one is not quote.kind)
        answers = [(one.value, self.say(f"common.quote_kind.{one.value}")) for one in kinds]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._change(place, {"kind": kind}, Message("talks.change.kind", {"words": shown(quote.text, TOLD)}))

        self.app.push_screen(Ask(self._question("talks.mining.ask_kind", quote), answers), chosen)

    def action_remove_quote(self) -> None:
        """The words stay in the notes; the quote goes."""
        found = self._in_front()
        if found is None:
            self.notice(Message("talks.mining.no_quote"))
            return
        place, quote = found
        gone = edits.consequences(self.session.dossier, place)
        label = Message("app.change.removed", {"noun": Message("common.term.quote")})
        self.session.edit(lambda dossier: edits.remove(dossier, place), label)
        told = Message("app.removed.gone", {"what": gone}) if gone else ""
        self.notice(Message("talks.mining.removed", {"words": shown(quote.text, TOLD), "gone": told}))

    def action_idea_changed(self) -> None:
        """Note how the idea changed after this conversation; then the walk stands on that entry."""
        from tui.screens.idea_changed import IdeaChangedScreen

        visit = IdeaChangedScreen(self.session, self.conversation_id)

        def back(_: None) -> None:
            self.notice(visit.outcome)
            if visit.wanted is not None:
                self.outcome, self.wanted = visit.outcome, visit.wanted
                self.dismiss(None)

        self.app.push_screen(visit, back)

    def action_undo(self) -> None:
        """Take back the last change of the preparation."""
        label = self.session.workspace.undo()
        self.notice(Message("app.undo.done", {"what": label}) if label else Message("app.undo.nothing"))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        label = self.session.workspace.redo()
        self.notice(Message("app.redo.done", {"what": label}) if label else Message("app.redo.nothing"))

    @on(Passages.Marked)
    def _marked(self) -> None:
        self._warned = ""
        self.notice(None)

    @on(Rows.Chosen, "#mining-quotes")
    def _quote_chosen(self) -> None:
        row = self.quotes.current
        if row is not None:
            self.wanted = row.id
            self.dismiss(None)

    def on_descendant_focus(self) -> None:
        """Other keys matter."""
        self.show_hints_now()

    @property
    def _held(self) -> Conversation | None:
        every = self.session.dossier.preparation.conversations
        return next((one for one in every if one.id == self.conversation_id), None)

    def _words(self) -> str:
        words = verbatim(self.notes.text, self.notes.marked) if self.notes.marked is not None else ""
        return words if has_text(words) else ""

    def _is_quoted(self, held: Conversation, words: str) -> bool:
        """Tell of words that are a quote already; those that merely hold one may be made a quote by asking again."""
        marked = self.notes.marked or Span(0, 0)
        same = known_quote(self.session.dossier, held, words, marked)
        if same is not None:
            self.notice(Message("talks.mining.already", {"words": shown(same.text, TOLD)}))
            return True
        partly = any(one.touches(marked) for one in self.notes.taken)
        if partly and self._warned != words:
            self._warned = words
            self.notice(Message("talks.mining.partly"))
            return True
        return False

    def _in_front(self) -> tuple[str, Quote] | None:
        """The quote of the list in front, else the one under the cursor of the notes, with its place."""
        dossier, held = self.session.dossier, self._held
        listed = list(each("quotes", dossier.preparation.quotes))
        row = self.quotes.current if self.quotes.has_focus else None
        if row is not None:
            return next((one for one in listed if one[0] == row.id), None)
        at = self.notes.at
        under = [one for one in quoted_in(dossier, held) if one.span.start <= at <= one.span.end] if held else []
        return next((one for one in listed if under and one[1].id == under[0].quote_id), None)

    def _ask_consent(self, place: str) -> None:
        """How it stands with consent, and for a granted one the form; left with Esc, all stays as it is."""
        from tui.screens.dialogs import Ask

        quote = self._quote_at(place)
        if quote is None:
            return
        choices = sorted(Consent, key=lambda one: one is not quote.consent)

        def answered(consent: str | None) -> None:
            if consent == Consent.GRANTED.value:
                self._ask_form(place, quote)
            elif consent is not None:
                self._change(place, {"consent": consent}, Message("talks.change.consent"))

        answers = [(one.value, self.say(f"talks.consent.{one.value}")) for one in choices]
        self.app.push_screen(Ask(self._question("talks.mining.ask_consent", quote), answers), answered)

    def _ask_form(self, place: str, quote: Quote) -> None:
        from tui.screens.dialogs import Ask

        def answered(form: str | None) -> None:
            given = {"attribution": form} if form is not None else {}
            self._change(place, {"consent": Consent.GRANTED.value, **given}, Message("talks.change.consent"))

        answers = [(one.value, self.say(f"common.attribution.{one.value}")) for one in Attribution]
        self.app.push_screen(Ask(self._question("talks.mining.ask_form", quote), answers), answered)

    def _question(self, key: str, quote: Quote) -> str:
        name = name_of(self.session.dossier, quote.stakeholder_id)
        told = Message(key, {"name": name, "words": shown(quote.text, 4 * TOLD)})
        return self.keymap.render(told, self.language)

    def _change(self, place: str, values: dict[str, str], label: Message) -> None:
        """Several fields of one quote as one change; another window or an undo may have taken it."""

        def change(dossier: Dossier) -> Dossier:
            for name, value in values.items():
                dossier = edits.replace(dossier, f"{place}.{name}", value)
            return dossier

        try:
            self.session.edit(change, label)
        except EditError as refused:
            self.notice(refused.message)

    def _quote_at(self, place: str) -> Quote | None:
        return next((one for at, one in each("quotes", self.session.dossier.preparation.quotes) if at == place), None)

    def _show(self) -> None:
        if not self.notes.is_attached:
            return
        held, dossier = self._held, self.session.dossier
        if held is None:  # its making was taken back
            self.outcome = Message("talks.mining.gone")
            self.dismiss(None)
            return
        self.notes.show(held.notes, [one.span for one in quoted_in(dossier, held)])
        self.notes.display = has_text(held.notes)
        self.empty.display = not self.notes.display
        self.empty.update(Content(self.say("talks.mining.empty")))
        mine = {one.id for one in quotes_of(dossier, held)}
        rows = [self._row(place, one) for place, one in each("quotes", dossier.preparation.quotes) if one.id in mine]
        self.quotes.set_rows(rows)
        self.quotes.display = bool(rows)
        self.none.display = not rows
        self.none.update(Content(self.say("talks.mining.none")))
        self.heading.update(Content(self.say("talks.mining.quotes", n=len(rows))))
        self.title_line.show(self._title(held), "")
        if not rows and self.quotes.has_focus:
            self.notes.focus()
        self.show_saving()
        self.show_hints_now()

    def _row(self, place: str, quote: Quote) -> Row:
        told: dict[str, Argument] = {
            "words": quote.text,
            "kind": Message(f"common.quote_kind.{quote.kind.value}"),
            "consent": Message(f"common.consent.{quote.consent.value}"),
            "form": Message(f"common.attribution.{quote.attribution.value}"),
        }
        key = "talks.mining.row_granted" if quote.consent is Consent.GRANTED else "talks.mining.row"
        return Row(place, (self.keymap.render(Message(key, told), self.language),))

    def _title(self, held: Conversation) -> str:
        name = name_of(self.session.dossier, held.stakeholder_id)
        told = Message("talks.mining.title", {"name": name, "date": held.date or Message("app.step.no_date")})
        return self.keymap.render(told, self.language)
