"""Step 2, people: who is concerned, the conversations held and planned, and what changed in the idea after them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from prep.model.dossier import Dossier
from prep.model.idea import Change, ChangeKind
from prep.model.people import Conversation, ConversationKind, DecisionRole, PressureTest, Stakeholder, Stance
from prep.relations import last_heard
from prep.words import Message
from tui.steps.declare import declared, name_of, record, shown, stakeholder, value_of
from tui.steps.form import Kind, Records, Seen, Source, Step

_stakeholders = partial(declared, "people.stakeholders")
_conversations = partial(declared, "people.conversations", seen=Seen.NEVER)
_changes = partial(declared, "people.changes")


def stakeholder_row(dossier: Dossier, place: str) -> Message:
    """Name, role, team and part in the decision, with the date of the last conversation (A5)."""
    person = record(dossier, place, Stakeholder)
    heard = last_heard(dossier, person.id)
    last = Message("app.step.people.stakeholders.last", {"date": heard}) if heard is not None else None
    post = _post(person)
    return Message(
        "app.step.people.stakeholders.row" if post is None else "app.step.people.stakeholders.row_with_post",
        {
            "name": shown(person.name, 24),
            "decision_role": value_of(person.decision_role, "decision_role"),
            "last": last or Message("app.step.people.stakeholders.not_met"),
            "post": post or "",
        },
    )


def _post(person: Stakeholder) -> str | Message | None:
    """Role and team, or whichever is written; None: neither."""
    written = [text for text in (shown(person.role, 40), shown(person.team, 30)) if isinstance(text, str)]
    if len(written) == 2:
        return Message("app.step.people.stakeholders.post", {"role": written[0], "team": written[1]})
    return written[0] if written else None


def conversation_row(dossier: Dossier, place: str) -> Message:
    """Date, with whom, how held, and what it showed of the idea; "planned" while it lies ahead."""
    conversation = record(dossier, place, Conversation)
    if conversation.pressure_test is not None:
        result = value_of(conversation.pressure_test, "pressure_test")
    elif conversation.date is None or conversation.date > dossier.today:
        result = Message("app.step.people.conversations.planned")
    else:
        result = Message("app.step.people.conversations.no_result")
    return Message(
        "app.step.people.conversations.row",
        {
            "date": conversation.date or Message("app.step.no_date"),
            "name": name_of(dossier, conversation.stakeholder_id),
            "kind": value_of(conversation.kind, "conversation_kind"),
            "result": result,
        },
    )


def new_conversation(dossier: Dossier) -> Mapping[str, object] | Message:
    """With whoever weighs most among those not yet spoken to, else the first; a stakeholder is needed first (R05)."""
    people = dossier.preparation.stakeholders
    if not people:
        return Message("app.step.people.conversations.needs_stakeholder")
    met = {conversation.stakeholder_id for conversation in dossier.preparation.conversations}
    unmet = [person for person in people if person.id not in met]
    chosen = max(unmet, key=lambda person: person.influence) if unmet else people[0]
    return {"stakeholder_id": chosen.id}


def change_row(dossier: Dossier, place: str) -> Message:
    """Date, kind, what it became, and after whose conversation (A26)."""
    change = record(dossier, place, Change)
    conversation = next((one for one in dossier.preparation.conversations if one.id == change.conversation_id), None)
    person = stakeholder(dossier, conversation.stakeholder_id) if conversation is not None else None
    return Message(
        "app.step.people.changes.row",
        {
            "date": change.date or Message("app.step.no_date"),
            "kind": value_of(change.kind, "change_kind"),
            "to": shown(change.to),
            "team": shown(person.team, 20) if person is not None else Message("app.step.people.changes.no_team"),
        },
    )


STAKEHOLDERS = Records(
    id="stakeholders",
    title="app.step.people.stakeholders.section",
    place="stakeholders",
    fields=(
        _stakeholders("name", Kind.LINE),
        _stakeholders("role", Kind.LINE),
        _stakeholders("team", Kind.LINE),
        _stakeholders("decision_role", Kind.CHOICE, choices=DecisionRole),
        _stakeholders("influence", Kind.SCALE, Seen.NEVER, group=True),
        _stakeholders("interest", Kind.SCALE, Seen.NEVER),
        _stakeholders("stance", Kind.CHOICE, Seen.NEVER, choices=Stance),
        _stakeholders("desired", Kind.CHOICE, Seen.NEVER, choices=Stance),
        _stakeholders("impact", Kind.TEXT, Seen.NEVER),
        _stakeholders("outside_line", Kind.TOGGLE, Seen.NEVER),
    ),
    row=stakeholder_row,
    noun="common.term.stakeholder",
    empty="app.step.people.stakeholders.empty",
    opens=("walk.run_sheet", "walk.people_map"),
)

CONVERSATIONS = Records(
    id="conversations",
    title="app.step.people.conversations.section",
    place="conversations",
    fields=(
        _conversations("stakeholder_id", Kind.LINK, source=Source.STAKEHOLDERS),
        _conversations("date", Kind.DATE),
        _conversations("kind", Kind.CHOICE, choices=ConversationKind),
        _conversations("opened_with_why", Kind.TOGGLE),
        _conversations("notes", Kind.TEXT, opens=("walk.mine",)),
        _conversations(
            "pressure_test", Kind.CHOICE, choices=PressureTest, optional=True, group=True, opens=("walk.idea_changed",)
        ),
        _conversations("goal_ids", Kind.LINKS, source=Source.GOALS),
        _conversations("stance_after", Kind.CHOICE, choices=Stance, optional=True),
        _conversations("follow_up.what", Kind.LINE, group=True),
        _conversations("follow_up.due", Kind.DATE),
        _conversations("follow_up.done", Kind.TOGGLE),
    ),
    row=conversation_row,
    noun="common.term.conversation",
    empty="app.step.people.conversations.empty",
    new=new_conversation,
    opens=("walk.mine", "walk.run_sheet", "walk.idea_changed"),
)

CHANGES = Records(
    id="changes",
    title="app.step.people.changes.section",
    place="initiative.changes",
    fields=(
        _changes("date", Kind.DATE),
        _changes("kind", Kind.CHOICE, choices=ChangeKind),
        _changes("from", Kind.TEXT),
        _changes("to", Kind.TEXT),
        _changes("conversation_id", Kind.LINK, source=Source.CONVERSATIONS, optional=True),
    ),
    row=change_row,
    noun="app.step.people.changes.noun",
    empty="app.step.people.changes.empty",
)

STEP = Step(
    id="people",
    title="app.step.people.title",
    purpose="app.step.people.purpose",
    sections=(STAKEHOLDERS, CONVERSATIONS, CHANGES),
)
