"""A deck is exported onto a file that is there: what lies in it, and what somebody changed in it by hand kept."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from prep.errors import InputError, Refused
from prep.words import Message
from tui.actions.files import reason_of, write_out

if TYPE_CHECKING:
    from decks.pptx.update.updating import Choice, Conflict, Standing, Updated

ALL = "all"
"""Stands for every conflict."""

LOCKS = ("~${name}", ".~lock.{name}#")
"""What PowerPoint and LibreOffice put beside a file that they have open."""


@dataclass(frozen=True)
class Wishes:
    """What is to become of hand edits: ``take`` and ``keep`` name conflicts or ALL; ``fresh``: the file is made anew.

    ``take`` is the preparation's side, ``keep`` that of the hand, for good; a name goes before ALL.
    """

    take: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    fresh: bool = False


@dataclass(frozen=True)
class Found:
    """What lies where a deck is to be written; ``data`` None: no file.

    ``merged`` None: nothing in it is to be kept, or (another deck, another template) nothing can be.
    """

    data: bytes | None
    standing: Standing | None = None
    merged: Updated | None = None


class OpenConflicts(Refused):
    """What was changed by hand and in the preparation is still to be decided; nothing was written."""

    def __init__(self, message: Message, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(message)
        self.conflicts = conflicts


def find(out: Path, fresh: bytes, anew: bool = False) -> Found:
    """Look into the file at ``out`` and make one of it and the deck as it is now; ``anew``: it only is there.

    InputError when it cannot be read, or is a deck that cannot be compared.
    """
    if not os.path.isfile(out):  # noqa: PTH113 (Path.is_file fails on names too long)
        return Found(None)
    try:
        data = out.read_bytes()
    except OSError as error:
        raise InputError(
            Message("command.error.out_unreadable", {"out": str(out), "reason": reason_of(error)})
        ) from error
    if anew:
        return Found(data)
    from decks.pptx.update.updating import Standing, standing, update_deck  # loads python-pptx

    how = standing(data, fresh)
    return Found(data, how, update_deck(fresh, data, {}) if how is Standing.EDITED else None)


def decided(out: Path, fresh: bytes, found: Found, wishes: Wishes) -> Updated | None:
    """What is to be written at ``out`` as ``wishes`` say; None: ``fresh`` as it is.

    InputError when a conflict is named that is none, when the file is another deck, stands on another template or
    no longer remembers its export.
    """
    if wishes.fresh or (found.standing is None and not (wishes.take or wishes.keep)):
        return None
    foreign = other(found)
    if foreign:
        raise InputError(Message(f"command.error.edited.{foreign}", {"out": str(out)}))
    conflicts = found.merged.conflicts if found.merged is not None else ()
    choices = _choices(out, [conflict.ref for conflict in conflicts], wishes)
    return chosen(fresh, found, choices) if choices else found.merged


def other(found: Found) -> Literal["other_deck", "other_template", "forgotten", ""]:
    """Why hand edits in the file cannot be taken over: another deck, another template, no memory; "": they can be."""
    if found.standing is None:
        return ""
    from decks.pptx.update.updating import Standing

    names: dict[Standing, Literal["other_deck", "other_template", "forgotten"]] = {
        Standing.OTHER_DECK: "other_deck",
        Standing.OTHER_TEMPLATE: "other_template",
        Standing.FORGOTTEN: "forgotten",
    }
    return names.get(found.standing, "")


def chosen(fresh: bytes, found: Found, choices: Mapping[str, Choice]) -> Updated | None:
    """Both made one with these sides taken; None: nothing in the file is to be kept."""
    from decks.pptx.update.updating import update_deck

    if found.data is None or found.merged is None:
        return None
    return update_deck(fresh, found.data, choices)


def refuse_open(updated: Updated | None, out: Path) -> None:
    """OpenConflicts when something is still to be decided."""
    if updated is not None and updated.conflicts:
        refs = tuple(conflict.ref for conflict in updated.conflicts)
        message = Message("command.error.open_conflicts", {"out": str(out), "n": len(refs), "refs": refs})
        raise OpenConflicts(message, updated.conflicts)


def write_over(out: Path, data: bytes, found: Found) -> str:
    """Write over what was found, unless that has changed meanwhile.

    Gives the file by which another program says that it has the deck open, "" when there is none. InputError,
    SaveFailed, Conflict: nothing was written.
    """
    lock = lock_beside(out)
    try:
        write_out(out, data, force=True, before=found.data)
    except InputError as refused:
        if lock:  # on Windows nobody can replace a file that is open
            raise InputError(Message("command.error.out_open", {"out": str(out), "lock": lock})) from refused
        raise
    return lock


def kind_of(conflict: Conflict) -> Message:
    """What a conflict is about; "removed" is what the preparation no longer has, "dropped" what the hand deleted."""
    return Message("common.edited.gone" if conflict.what == "removed" else f"common.edited.{conflict.what}")


def lock_beside(out: Path) -> str:
    """The name of the file that a program which has ``out`` open put beside it; "": none."""
    names = (form.replace("{name}", out.name) for form in LOCKS)
    return next((name for name in names if os.path.lexists(out.with_name(name))), "")


def _choices(out: Path, refs: Collection[str], wishes: Wishes) -> dict[str, Choice]:
    """The side to take for each conflict that was named."""
    from decks.pptx.update.updating import Choice

    named = [one for one in (*wishes.take, *wishes.keep) if one != ALL]
    twice = [one for one in wishes.take if one in wishes.keep]
    if twice:
        raise InputError(Message("command.error.both_sides", {"ref": twice[0]}))
    unknown = [one for one in named if one not in refs]
    if unknown and refs:
        raise InputError(Message("command.error.no_conflict", {"ref": unknown[0], "refs": tuple(refs)}))
    if unknown:
        raise InputError(Message("command.error.no_conflicts", {"ref": unknown[0], "out": str(out)}))
    choices = dict.fromkeys(refs, Choice.PREPARATION) if ALL in wishes.take else {}
    choices |= dict.fromkeys(refs, Choice.HAND) if ALL in wishes.keep else {}
    choices |= {one: Choice.PREPARATION for one in wishes.take if one != ALL}
    return choices | {one: Choice.HAND for one in wishes.keep if one != ALL}
