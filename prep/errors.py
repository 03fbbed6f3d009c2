"""Every error a user may meet: one small hierarchy, each with a message in both languages.

A message says what happened, where, and what to do next; ``prep.words.render`` turns it into a sentence.
"""

from __future__ import annotations

from prep.words import Message, render
from prep.words.message import Argument


class NemawashiError(Exception):
    """Something the user must know; ``exit_code`` is what the command ends with (design.md, the command)."""

    exit_code = 2

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return render(self.message, "en")


class InputError(NemawashiError):
    """A file or an argument that cannot be used; nothing was changed."""


class EditError(NemawashiError):
    """An edit whose value does not fit its field, or whose place does not exist; nothing was changed."""


class Refused(NemawashiError):
    """The answer is no: what was asked for must not be made as things stand; nothing was written."""

    exit_code = 1


class LibraryError(NemawashiError):
    """The library refused; what lies on disk is as it was."""

    exit_code = 3


class Conflict(LibraryError):
    """The preparation on disk is not the one that was loaded: another window saved or deleted it."""


class NotFound(LibraryError):
    """No preparation or version has this id: bad input to the command, hence its exit code."""

    exit_code = 2


class Damaged(LibraryError):
    """A file of the library cannot be trusted and no good version of it is left to restore."""


class NewerFormat(LibraryError):
    """A file was written by a newer nemawashi; it is left untouched."""


class SaveFailed(LibraryError):
    """The disk did not take the bytes: full, read-only or failing."""


class LockedOut(LibraryError):
    """Another process kept the lock for too long."""


class Unusable(LibraryError):
    """The folder of the library cannot be used at all: not a folder, or not permitted."""


def common_error(key: str, **args: Argument) -> Message:
    """The message ``common.error.<key>`` with its arguments."""
    return Message(f"common.error.{key}", args)
