"""What is told of a relation: what is open, the next good step, and a short word to send after a long silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from prep.folding import has_text
from prep.model.dossier import Dossier
from prep.model.people import Stance
from prep.naming import called, shortened
from prep.relations import Relation, Relations, Silo
from prep.words import Message
from prep.words.message import Argument

SIGNS = {Stance.UNAWARE: "?", Stance.RESISTANT: "-", Stance.NEUTRAL: "0", Stance.SUPPORTIVE: "+", Stance.LEADING: "*"}
"""A stance as one sign, for where a word has no room; the words stand beside it."""


def stance_word(stance: Stance) -> Message:
    """The word for a stance."""
    return Message(f"common.stance.{stance.value}")


def stance_signs(one: Relation) -> str:
    """The stance now, and the desired one when it is another: "0>+"."""
    now, desired = SIGNS[one.person.stance], SIGNS[one.person.desired]
    return now if now == desired else f"{now}>{desired}"


def missing_signs(one: Relation) -> str:
    """Short signs of what is open: "!" a 1:1 that R05 asks for, "~" how many other things."""
    must = one.must_meet and not one.met
    others = len(open_points(one)) - must
    return " ".join([*(["!"] if must else []), *([f"~{others}"] if others else [])])


def open_points(one: Relation) -> tuple[Message, ...]:
    """What is open with this person, the most pressing first; empty: nothing is."""
    return tuple(_open_points(one))


def _open_points(one: Relation) -> Iterable[Message]:
    if not one.met:
        yield Message("relations.open.must_meet" if one.must_meet else "relations.open.unmet")
    for promise in one.overdue:
        what = shortened(promise.what)
        args: dict[str, Argument] = {"what": what, "date": promise.due or ""}
        yield Message("relations.open.overdue" if what else "relations.open.overdue_unnamed", args)
    if one.is_unheard:
        yield Message("relations.open.unheard", {"n": one.silent or 0})
    if one.is_stale and one.noted is not None:
        args = {"noted": stance_word(one.noted), "stance": stance_word(one.person.stance)}
        yield Message("relations.open.stale", args)
    if one.gap:
        args = {"stance": stance_word(one.person.stance), "desired": stance_word(one.person.desired), "n": one.gap}
        yield Message("relations.open.gap", args)


def next_step(one: Relation) -> Message:
    """The next good step with this person: promises first, then meeting, listening, telling, moving (A23, A28, A49)."""
    if one.overdue:
        return Message("relations.next.overdue")
    if not one.met:
        return Message("relations.next.meet")
    if one.is_stale:
        return Message("relations.next.stale")
    if one.is_unheard:
        return Message("relations.next.update")
    if one.concern is not None and has_text(one.concern.concern):
        return Message("relations.next.concern", {"concern": shortened(one.concern.concern)})
    if one.gap:
        return Message("relations.next.gap")
    return Message("relations.next.champion" if one.is_champion else "relations.next.keep")


def silo_words(silo: Silo) -> Message:
    """A warning that quotes, or 1:1s, come from one person or one team (A20)."""
    name = shortened(silo.name) or Message("relations.nameless")
    return Message(f"relations.silo.{silo.of}.{silo.only}", {"name": name})


def team_words(found: Relations, most: int) -> tuple[Message, ...]:
    """Team by team how many are with us and whether they rise or fall (A27), at most ``most`` of them, the rest
    counted."""
    told = []
    for team in found.teams[:most]:
        args: dict[str, Argument] = {
            "team": shortened(team.name, 16) or Message("relations.no_team"),
            "with_us": team.with_us,
            "people": team.people,
        }
        counted = Message("relations.team", args)
        moved = [
            Message(f"relations.{way}", {"team": counted, "count": count})
            for way, count in (("risen", team.risen), ("fallen", team.fallen))
            if count
        ]
        told.append(
            moved[0]
            if len(moved) == 1
            else Message("relations.both", {"team": counted, "risen": team.risen, "fallen": team.fallen})
            if moved
            else counted
        )
    rest = len(found.teams) - most
    return (*told, Message("relations.more_teams", {"n": rest})) if rest > 0 else tuple(told)


def update_line(dossier: Dossier, one: Relation) -> Message:
    """A short word to whom one has not been in touch with for a while, ready to send (A49).

    It thanks for the last conversation, tells what changed in the idea since (as the deck tells it) or when it is
    decided, and invites to answer; whoever was never spoken to is asked for a first talk. Nothing in it is private: no
    stance, no note, no word of anybody else.
    """
    preparation = dossier.preparation
    title = shortened(preparation.title, 200) or Message("relations.update.untitled")
    to: dict[str, Argument] = {"name": _addressed(one), "title": title}
    meeting = preparation.meeting.starts_at
    ahead = meeting.date() if meeting is not None and meeting.date() >= dossier.today else None
    if one.last_heard is None:
        first = Message("relations.update.first", to)
        return first if ahead is None else Message("relations.update.first_before", {**to, "date": ahead})
    since = _changed_since(dossier, one.last_heard)
    if since:
        news = Message("relations.update.changed", {"what": since})
    elif ahead is not None:
        news = Message("relations.update.meeting", {"date": ahead})
    else:
        news = Message("relations.update.going_on")
    return Message("relations.update.talked", {**to, "news": news})


def _addressed(one: Relation) -> Argument:
    """Family name where it is written first, given name where that is."""
    words = one.person.name.split()
    return words[0] if words and has_text(words[0]) else Message("relations.update.everyone")


def _changed_since(dossier: Dossier, day: dt.date) -> str:
    """What the idea became by its latest change after ``day``; "" when nothing changed."""
    changes = [
        change
        for change in dossier.preparation.initiative.changes
        if has_text(change.to) and change.date is not None and day < change.date <= dossier.today
    ]
    latest = max(changes, key=lambda change: change.date or dt.date.min, default=None)
    return shortened(latest.to, 400) if latest is not None else ""


def name_words(one: Relation, dossier: Dossier) -> Argument:
    """What the person is called: by name, else by number."""
    return called(one.person, dossier)
