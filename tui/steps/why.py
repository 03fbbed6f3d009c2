"""Step 1, why: the idea in full, the three answers, the goals they serve, how we got here, what last time taught."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from prep.model.dossier import Dossier
from prep.model.meeting import CarriedLesson
from prep.model.organisation import Goal, GoalStatus
from prep.model.preparation import Language
from prep.words import Message
from tui.steps.declare import declared, record, shown
from tui.steps.form import Fields, Kind, Records, Source, Step

_idea = partial(declared, "why.idea")
_answers = partial(declared, "why.answers")
_organisation = partial(declared, "why.organisation")
_goals = partial(declared, "why.goals")
_context = partial(declared, "why.context")
_lessons = partial(declared, "why.lessons")


def goal_row(dossier: Dossier, place: str) -> Message:
    """Priority, title, fiscal year and whether the goal is current on the meeting date (R02, W02)."""
    goal = record(dossier, place, Goal)
    current = Message("app.step.why.goals.current") if goal.is_current(dossier.meeting_date) else ""
    return Message(
        "app.step.why.goals.row",
        {
            "priority": goal.priority,
            "title": shown(goal.title),
            "year": shown(goal.fiscal_year, 12),
            "current": current or Message("app.step.why.goals.not_current"),
        },
    )


def new_goal(dossier: Dossier) -> Mapping[str, object]:
    """The next priority, in the same fiscal year as the goals that are current."""
    current = [goal for goal in dossier.organisation.goals if goal.is_current(dossier.meeting_date)]
    if not current:
        return {}
    year = current[0]
    return {
        "fiscal_year": year.fiscal_year,
        "starts": year.starts,
        "ends": year.ends,
        "priority": max(goal.priority for goal in current) + 1,
    }


def lesson_row(dossier: Dossier, place: str) -> Message:
    """What the earlier decision taught, and whether it is answered (R11)."""
    carried = record(dossier, place, CarriedLesson)
    answered = shown(carried.how_applied) != Message("app.step.empty")
    state = "app.step.why.lessons.answered" if answered else "app.step.why.lessons.unanswered"
    return Message("app.step.why.lessons.row", {"lesson": _lesson_text(dossier, carried), "state": Message(state)})


def _lesson_text(dossier: Dossier, carried: CarriedLesson) -> str | Message:
    lesson = dossier.lesson(carried)
    return shown(lesson.text) if lesson is not None else Message("app.step.unknown")


def next_lesson(dossier: Dossier) -> Mapping[str, object] | Message:
    """The first lesson of the preparation this one follows that is not carried yet, or why there is none (A44)."""
    followed = dossier.preparation.follows
    if followed is None:
        return Message("app.step.why.lessons.follows_none")
    earlier = dossier.known_preparation(followed)
    if earlier is None:
        return Message("app.step.why.lessons.earlier_unknown")
    lessons = earlier.outcome.lessons if earlier.outcome is not None else ()
    if not lessons:
        return Message("app.step.why.lessons.none_written", {"title": shown(earlier.title)})
    carried = {one.lesson_id for one in dossier.preparation.carried_lessons if one.from_preparation == earlier.id}
    for lesson in lessons:
        if lesson.id not in carried:
            return {"lesson_id": lesson.id, "from_preparation": earlier.id}
    return Message("app.step.why.lessons.all_carried", {"title": shown(earlier.title)})


IDEA = Fields(
    id="idea",
    title="app.step.why.idea.section",
    place="",
    fields=(
        _idea("title", Kind.LINE, group=True),
        _idea("language", Kind.CHOICE, choices=Language),
        _idea("owner.name", Kind.LINE, group=True),
        _idea("owner.role", Kind.LINE),
        _idea("owner.team", Kind.LINE),
        _idea("initiative.summary", Kind.TEXT, group=True),
        _idea("initiative.scope", Kind.TEXT),
        _idea("initiative.out_of_scope", Kind.TEXT),
        _idea("initiative.impact", Kind.TEXT),
        _idea("initiative.audience_goal", Kind.TEXT, group=True),
        _idea("initiative.beneficiaries", Kind.LINES),
        _idea("initiative.teams_served", Kind.LINES),
    ),
)

ANSWERS = Fields(
    id="answers",
    title="app.step.why.answers.section",
    place="why",
    fields=(
        _answers("goal_ids", Kind.LINKS, source=Source.GOALS),
        _answers("why_do.text", Kind.TEXT, group=True),
        _answers("why_do.evidence", Kind.LINKS, source=Source.EVIDENCE),
        _answers("why_goals.text", Kind.TEXT, group=True),
        _answers("why_goals.evidence", Kind.LINKS, source=Source.EVIDENCE),
        _answers("why_care.text", Kind.TEXT, group=True),
        _answers("why_care.evidence", Kind.LINKS, source=Source.EVIDENCE),
    ),
)

ORGANISATION = Fields(
    id="organisation",
    title="app.step.why.organisation.section",
    place="organisation",
    fields=(_organisation("name", Kind.LINE),),
)

GOALS = Records(
    id="goals",
    title="app.step.why.goals.section",
    place="organisation.goals",
    fields=(
        _goals("title", Kind.LINE),
        _goals("fiscal_year", Kind.LINE),
        _goals("starts", Kind.DATE),
        _goals("ends", Kind.DATE),
        _goals("priority", Kind.WHOLE),
        _goals("measure", Kind.LINE),
        _goals("owner", Kind.LINE),
        _goals("source", Kind.LINE),
        _goals("status", Kind.CHOICE, choices=GoalStatus),
    ),
    row=goal_row,
    noun="common.term.goal",
    empty="app.step.why.goals.empty",
    opens=("walk.goals",),
    new=new_goal,
)

CONTEXT = Fields(
    id="context",
    title="app.step.why.context.section",
    place="context",
    fields=(
        _context("where_we_are", Kind.TEXT),
        _context("how_we_got_here", Kind.TEXT),
        _context("missed_opportunity", Kind.TEXT),
    ),
)

LESSONS = Records(
    id="lessons",
    title="app.step.why.lessons.section",
    place="carried_lessons",
    fields=(_lessons("how_applied", Kind.TEXT),),
    row=lesson_row,
    noun="common.term.lesson",
    empty="app.step.why.lessons.empty",
    new=next_lesson,
)

STEP = Step(
    id="why",
    title="app.step.why.title",
    purpose="app.step.why.purpose",
    sections=(IDEA, ANSWERS, ORGANISATION, GOALS, CONTEXT, LESSONS),
)
