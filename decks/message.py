"""The short message that goes with a deck: the decision, the date, and "read page 1" (A33)."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from decks.layout.cleaning import clean_text
from decks.phrases import Phrases
from decks.rollout import missing_directive
from prep.shareable import Person, Rollout, Shareable
from prep.words.formatting import moment

MOST_NAMED = 3
"""More people than these are greeted together."""


class Letter(Struct, frozen=True):
    """A message as one sends it: a subject of one line, and the body with its greeting and signature."""

    subject: str
    body: str


def covering(shareable: Shareable, kind: Literal["preread", "rollout"] = "preread") -> Letter:
    """The message to send with the deck of that kind, in the shareable's language.

    ValueError for a rollout without its directive, of which there is no deck either.
    """
    say = Phrases(shareable.language)
    plan = shareable.rollout
    if kind == "rollout":
        if plan is None or missing_directive(shareable):
            raise ValueError("there is no rollout to send a message with")
        return _letter(_rollout_subject(plan, say), _rollout_parts(shareable, plan, say))
    return _letter(_subject(shareable, say), _parts(shareable, say))


def as_text(letter: Letter, say: Phrases) -> str:
    """The message with its subject as its first line."""
    return f"{say('mail.subject', subject=letter.subject)}\n\n{letter.body}"


def _letter(subject: str, parts: tuple[str, ...]) -> Letter:
    return Letter(_line(subject), clean_text("\n\n".join(part for part in parts if part)))


def _subject(shareable: Shareable, say: Phrases) -> str:
    title = shareable.title or say("untitled")
    if not shareable.asks:
        return say("mail.subject.plain", title=title)
    ask = shareable.asks[0]
    wanted = say(f"mail.wanted.{ask.type}")
    if ask.by is None:
        return say("mail.subject.undated", wanted=wanted, title=title)
    return say("mail.subject.dated", wanted=wanted, title=title, date=say.date(ask.by))


def _parts(shareable: Shareable, say: Phrases) -> tuple[str, ...]:
    """Greeting, what is attached, the decision, page 1, what to do with a worry, regards."""
    asked = shareable.asks[0].asked if shareable.asks else ()
    return (
        _greeting(tuple(who.name for who in asked if who.name), say),
        _opening(shareable, _attached(shareable, say), say),
        "\n".join(_decision(shareable, say)),
        say("mail.page_one"),
        say("mail.worries" if shareable.meeting.starts_at else "mail.worries_undated"),
        "" if shareable.ready else say("mail.draft"),
        _signature(shareable.owner, say),
    )


def _greeting(names: tuple[str, ...], say: Phrases) -> str:
    if not names or len(names) > MOST_NAMED:
        return say("mail.dear_all")
    each = [say("mail.name", name=_line(name)) for name in names]
    *first, last = each
    return say("mail.dear", names=say("mail.and", first=say.together(first), last=last) if first else last)


def _opening(shareable: Shareable, attached: str, say: Phrases) -> str:
    """What is attached; in Japanese after who writes."""
    owner = shareable.owner
    if not owner.name:
        return say("mail.opening.unsigned", attached=attached)
    key = "mail.opening.team" if owner.team else "mail.opening.name"
    return say(key, name=_line(owner.name), team=_line(owner.team), attached=attached)


def _attached(shareable: Shareable, say: Phrases) -> str:
    meeting, title = shareable.meeting, _line(shareable.title) or say("untitled")
    version = str(shareable.version)
    if meeting.starts_at is None:
        return say("mail.attached", title=title, version=version)
    name, when = _line(meeting.title), say.date(meeting.starts_at.date())
    key = "mail.attached_for" if name else "mail.attached_on"
    return say(key, title=title, version=version, meeting=name, date=when)


def _decision(shareable: Shareable, say: Phrases) -> list[str]:
    """What is asked, how much, by when, and where it is decided, a line each."""
    if not shareable.asks:
        return []
    ask, *further = shareable.asks
    lines = [say("mail.line", label=say("mail.label.asked"), text=_line(say.written(ask.what)))]
    if ask.amount is not None:
        lines.append(say("mail.line", label=say("label.amount"), text=say.money(ask.amount, ask.currency)))
    lines.append(say("mail.line", label=say("mail.label.by"), text=say.date(ask.by)))
    if where := _where(shareable, say):
        lines.append(say("mail.line", label=say("mail.label.meeting"), text=where))
    if further:
        lines.append(say("mail.further", n=len(further)))
    return lines


def _where(shareable: Shareable, say: Phrases) -> str:
    """The meeting's time and place; "" while it has no time."""
    meeting = shareable.meeting
    if meeting.starts_at is None:
        return ""
    place = say("in_place", place=_line(meeting.place)) if meeting.place else ""
    return moment(meeting.starts_at, say.language) + place


def _signature(owner: Person, say: Phrases) -> str:
    """Regards, and who sends it with role and team."""
    regards = say("mail.regards")
    name, role, team = _line(owner.name), _line(owner.role), _line(owner.team)
    if not name:
        return regards
    post = say("mail.post", role=role, team=team) if role and team else role or team
    return f"{regards}\n\n{say('mail.signature', name=name, post=post) if post else name}"


def _rollout_subject(plan: Rollout, say: Phrases) -> str:
    asked = plan.directive
    return say("mail.rollout.subject", strategy=asked.strategy, date=say.date(asked.by))


def _rollout_parts(shareable: Shareable, plan: Rollout, say: Phrases) -> tuple[str, ...]:
    """Greeting, the head's request, page 1, the sharing meeting, regards."""
    asked = plan.directive
    request = say(
        "mail.rollout.request", head=_line(asked.from_), strategy=_line(asked.strategy), date=say.date(asked.by)
    )
    when = plan.meeting_starts_at
    place = say("in_place", place=_line(plan.meeting_place)) if plan.meeting_place else ""
    teams = tuple(_line(team) for team in plan.share_with if team)
    return (
        say("mail.rollout.dear", teams=say.together(teams)) if 0 < len(teams) <= MOST_NAMED else say("mail.dear_all"),
        _opening(shareable, request, say),
        say("mail.rollout.page_one"),
        say("mail.rollout.meeting", when=moment(when, say.language) + place) if when else "",
        say("mail.rollout.worries"),
        "" if shareable.rollout_ready else say("mail.draft"),
        _signature(shareable.owner, say),
    )


def _line(text: str) -> str:
    """A text of the user's on one line."""
    return " ".join(clean_text(text).split())
