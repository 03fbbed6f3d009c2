"""The run sheet of a 1:1: the whys first, then open questions, the pressure test, and what to agree (A7, A24, A25).

Its parts come in the order of the pre-read (``prep.telling``, A29). What is known only to oneself (stance, what one
expects of them, what was said before, their objections) is on the screen and never printed: the sheet may lie on the
table. Printed are who it is for, one's own whys, questions anybody may be asked, the goals, and what to agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from prep.folding import has_text
from prep.model.dossier import Dossier
from prep.model.evidence import Consent, ObjectionStatus
from prep.model.people import Conversation, Stakeholder
from prep.naming import shortened
from prep.telling import ORDER, Part
from prep.words import Message

REMINDER = 160
"""Characters of the last talk's notes that remind one of it; all of them stand in the walk."""


class Sort(Enum):
    """What a line of the sheet is."""

    FACT = "fact"  # something to know
    OWN = "own"  # one's own words, to be said
    MISSING = "missing"  # what the preparation does not have yet
    QUESTION = "question"  # to be asked
    CHECK = "check"  # to be ticked
    BLANK = "blank"  # to be written on


@dataclass(frozen=True)
class Line:
    """One line; ``printed`` False: for one's own eyes. ``words`` is text of the preparation, or a Message."""

    words: str | Message
    sort: Sort = Sort.FACT
    printed: bool = False


@dataclass(frozen=True)
class SheetPart:
    """What belongs together under the heading ``title``."""

    part: Part
    title: Message
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RunSheet:
    """The sheet for one stakeholder; ``who`` says whom one meets and why them."""

    stakeholder_id: str
    name: str
    who: tuple[Line, ...]
    parts: tuple[SheetPart, ...]


@dataclass(frozen=True)
class _About:
    """What the parts are made of."""

    dossier: Dossier
    person: Stakeholder
    held: tuple[Conversation, ...]


def run_sheet(dossier: Dossier, stakeholder_id: str) -> RunSheet | None:
    """The sheet for the stakeholder of this id; None: there is no such stakeholder."""
    person = next((one for one in dossier.preparation.stakeholders if one.id == stakeholder_id), None)
    if person is None:
        return None
    about = _About(dossier, person, _held_with(dossier, stakeholder_id))
    parts = []
    for part in ORDER:
        lines = tuple(_PARTS[part](about)) if part in _PARTS else ()
        if lines:
            parts.append(SheetPart(part, Message(f"talks.sheet.part.{part.value}"), lines))
    return RunSheet(stakeholder_id, person.name, tuple(_who(about)), tuple(parts))


def planned_with(dossier: Dossier, stakeholder_id: str) -> Conversation | None:
    """The conversation with them that is planned and has no record yet; None: there is none."""
    return next(
        (
            one
            for one in dossier.preparation.conversations
            if one.stakeholder_id == stakeholder_id
            and (one.date is None or one.date >= dossier.today)
            and one.pressure_test is None
            and not has_text(one.notes)
        ),
        None,
    )


def _held_with(dossier: Dossier, stakeholder_id: str) -> tuple[Conversation, ...]:
    held = [
        one
        for one in dossier.preparation.conversations
        if one.stakeholder_id == stakeholder_id and one.date is not None and one.date <= dossier.today
    ]
    return tuple(sorted(held, key=lambda one: (one.date is not None, one.date)))


def _who(about: _About) -> Iterator[Line]:
    """Whom one meets, and why them (A5, A23)."""
    person = about.person
    post = [one for one in (person.role, person.team) if has_text(one)]
    if post:
        yield Line(Message("talks.sheet.post", {"post": tuple(post)}), printed=True)
    yield Line(Message(f"talks.sheet.because.{person.decision_role.value}"))
    stances = {
        name: Message(f"common.stance.{stance.value}")
        for name, stance in (("stance", person.stance), ("desired", person.desired))
    }
    yield Line(Message("talks.sheet.stance", {**stances}))
    last = about.held[-1] if about.held else None
    if last is None:
        yield Line(Message("talks.sheet.never_met"))
    elif last.date is not None:
        yield Line(Message("talks.sheet.last_talk", {"date": last.date}))
    for one in about.held:
        if one.follow_up is not None and has_text(one.follow_up.what) and not one.follow_up.done:
            key = "talks.sheet.open_follow_up" if one.follow_up.due is None else "talks.sheet.due_follow_up"
            due = one.follow_up.due or ""
            yield Line(Message(key, {"what": one.follow_up.what, "due": due} if due else {"what": one.follow_up.what}))


def _why(about: _About) -> Iterator[Line]:
    """The three whys in one's own words; one that is missing is named (A8, A9, A10)."""
    why = about.dossier.preparation.why
    for name, answer in (("why_do", why.why_do), ("why_goals", why.why_goals), ("why_care", why.why_care)):
        yield Line(Message(f"talks.sheet.{name}"), printed=True)
        if has_text(answer.text):
            yield Line(answer.text, Sort.OWN, printed=True)
        else:
            yield Line(Message("talks.sheet.no_answer"), Sort.MISSING, printed=True)


def _voices(about: _About) -> Iterator[Line]:
    """Open questions: those for anybody, for their part in the decision, and for how it stands with them."""
    person = about.person
    for name in ("path", "goals", "audience", "affected", "better"):
        yield Line(Message(f"talks.ask.{name}"), Sort.QUESTION, printed=True)
    yield Line(Message(f"talks.ask.{person.decision_role.value}"), Sort.QUESTION, printed=True)
    yield Line(Message(f"talks.ask.stance.{person.stance.value}"), Sort.QUESTION)
    last = about.held[-1] if about.held else None
    if last is None:
        yield Line(Message("talks.ask.first_time"), Sort.QUESTION)
    elif has_text(last.notes):
        yield Line(Message("talks.ask.since"), Sort.QUESTION)
        yield Line(Message("talks.sheet.said_before", {"notes": shortened(last.notes, REMINDER)}))


def _proposal(about: _About) -> Iterator[Line]:
    """The pressure test goal by goal (A25), and what they may gain (A22, A31)."""
    goals = about.dossier.linked_goals
    yield Line(Message("talks.sheet.test"), printed=True)
    for goal in goals:
        title = goal.title if has_text(goal.title) else Message("app.step.empty")
        yield Line(Message("talks.sheet.goal", {"goal": title}), Sort.CHECK, printed=True)
    if not goals:
        yield Line(Message("talks.sheet.no_goal"), Sort.MISSING)
    gain = about.person.impact
    if has_text(gain):
        yield Line(Message("talks.sheet.gain", {"impact": gain}))
    else:
        yield Line(Message("talks.sheet.no_gain"), Sort.MISSING)
    yield Line(Message("talks.ask.gain"), Sort.QUESTION, printed=True)


def _changes(about: _About) -> Iterator[Line]:
    """What became of the idea because of them (A26)."""
    own = {one.id for one in about.dossier.preparation.conversations if one.stakeholder_id == about.person.id}
    for change in about.dossier.preparation.initiative.changes:
        if change.conversation_id in own and has_text(change.to):
            yield Line(Message("talks.sheet.changed", {"to": change.to}))


def _concerns(about: _About) -> Iterator[Line]:
    """What they may object to, and the question that explores it (A36, A38)."""
    for one in about.dossier.preparation.objections:
        settled = one.status in (ObjectionStatus.RESOLVED, ObjectionStatus.ACCEPTED)
        if one.raised_by == about.person.id and has_text(one.concern) and not settled:
            yield Line(Message("talks.sheet.objection", {"concern": one.concern}))
            if has_text(one.explore):
                yield Line(one.explore, Sort.QUESTION)
    yield Line(Message("talks.ask.concern"), Sort.QUESTION, printed=True)


def _next(about: _About) -> Iterator[Line]:
    """What to agree before one parts: the next step, the next talk, consent to quote (A28, A34)."""
    for name in ("follow_up", "next_talk", "who_else"):
        yield Line(Message(f"talks.sheet.agree.{name}"), Sort.BLANK, printed=True)
    yield Line(Message("talks.ask.consent"), Sort.QUESTION, printed=True)
    yield Line(Message("talks.sheet.agree.consent"), Sort.CHECK, printed=True)
    for quote in about.dossier.preparation.quotes:
        asked = quote.consent in (Consent.GRANTED, Consent.REFUSED)
        if quote.stakeholder_id == about.person.id and not asked and has_text(quote.text):
            yield Line(Message("talks.sheet.to_ask", {"words": quote.text}))


_PARTS: dict[Part, Callable[[_About], Iterator[Line]]] = {
    Part.WHY: _why,
    Part.VOICES: _voices,
    Part.PROPOSAL: _proposal,
    Part.CHANGES: _changes,
    Part.CONCERNS: _concerns,
    Part.NEXT: _next,
}
"""The path and the numbers are for the pre-read: a 1:1 asks about them."""
