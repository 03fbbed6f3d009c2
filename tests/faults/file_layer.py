"""A layer below the library: every file operation under one folder can be seen, refused, cut short or left out.

It stands in for the functions of ``os`` that change files, and for those that read them, while ``watching``. What it
cannot see (a function nobody named here) shows when the operations are replayed: the folder would differ.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unittest import mock

Kind = Literal[
    "create", "open", "write", "truncate", "fsync", "close", "rename", "link", "mkdir", "rmdir", "unlink", "read"
]

CHANGING: frozenset[Kind] = frozenset(
    {"create", "write", "truncate", "fsync", "rename", "link", "mkdir", "rmdir", "unlink"}
)
"""What a file system has to remember; the others only ask or let go."""


@dataclass(frozen=True)
class Operation:
    """One file operation; paths are from the folder watched. ``target``: the new name of a rename or link."""

    kind: Kind
    path: str
    target: str = ""
    data: bytes = b""
    offset: int = 0


class Stand:
    """What a test wants to happen at an operation; this one lets everything pass."""

    def before(self, operation: Operation) -> None:
        """Called before each operation; an OSError raised here is what the library gets in its place."""

    def after(self, operation: Operation) -> None:
        """Called after an operation that worked."""

    def most(self, operation: Operation) -> int:
        """How many bytes of a write the disk takes at once."""
        return len(operation.data)

    def skips(self, operation: Operation) -> bool:
        """Whether the operation is said to be done and is not."""
        return False


class _Watch:
    """The functions put in the place of those of ``os``, for one folder."""

    def __init__(self, root: Path, stand: Stand) -> None:
        self._root = os.path.abspath(root)  # noqa: PTH100 (a Path would pass through this very layer)
        self._stand = stand
        self._handles: dict[int, tuple[str, int]] = {}

    def name(self, path: object, folder: object = None) -> str | None:
        """The path from the folder watched; None: it lies elsewhere. ``folder``: the handle it starts from."""
        if not isinstance(path, str | os.PathLike):
            return None
        if isinstance(folder, int):
            known = self._handles.get(folder)
            return None if known is None else os.path.normpath(f"{known[0]}/{os.fspath(path)}")
        whole = os.path.abspath(os.fspath(path))  # noqa: PTH100
        if whole == self._root:
            return "."
        return whole[len(self._root) + 1 :] if whole.startswith(self._root + os.sep) else None

    def _pass(self, operation: Operation, act: Callable[[], object]) -> object:
        self._stand.before(operation)
        result = None if self._stand.skips(operation) else act()
        self._stand.after(operation)
        return result

    def open(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: object, flags: int, *args: object, **named: object) -> int:
            name = self.name(path, named.get("dir_fd"))
            if name is None:
                return real(path, flags, *args, **named)
            fresh = bool(flags & os.O_CREAT) and not os.path.lexists(f"{self._root}/{name}")
            operation = Operation("create" if fresh else "open", name)
            self._stand.before(operation)
            handle = real(path, flags, *args, **named)
            size = os.fstat(handle).st_size
            self._handles[handle] = (name, size if flags & os.O_APPEND else 0)
            self._stand.after(operation)
            if flags & os.O_TRUNC and not fresh:
                self._stand.after(Operation("truncate", name))
            return handle

        return opened

    def write(self, real: Callable[..., int]) -> Callable[..., int]:
        def written(handle: int, data: bytes | memoryview) -> int:
            if handle not in self._handles:
                return real(handle, data)
            name, offset = self._handles[handle]
            operation = Operation("write", name, data=bytes(data), offset=offset)
            self._stand.before(operation)
            count = real(handle, operation.data[: self._stand.most(operation)])
            self._handles[handle] = (name, offset + count)
            self._stand.after(Operation("write", name, data=operation.data[:count], offset=offset))
            return count

        return written

    def by_handle(self, kind: Kind) -> Callable[[Callable[..., object]], Callable[..., object]]:
        def wrap(real: Callable[..., object]) -> Callable[..., object]:
            def called(handle: int, *args: int) -> object:
                if handle not in self._handles:
                    return real(handle, *args)
                operation = Operation(kind, self._handles[handle][0], offset=args[0] if args else 0)
                if kind == "close":
                    del self._handles[handle]
                    real(handle)  # let go of it even where it is to fail
                    return self._pass(operation, lambda: None)
                return self._pass(operation, lambda: real(handle, *args))

            return called

        return wrap

    def by_path(self, kind: Kind) -> Callable[[Callable[..., object]], Callable[..., object]]:
        def wrap(real: Callable[..., object]) -> Callable[..., object]:
            def called(path: object = ".", *args: object, **named: object) -> object:
                name = self.name(path, named.get("dir_fd"))
                if name is None:
                    return real(path, *args, **named)
                return self._pass(Operation(kind, name), lambda: real(path, *args, **named))

            return called

        return wrap

    def two_paths(self, kind: Kind) -> Callable[[Callable[..., object]], Callable[..., object]]:
        def wrap(real: Callable[..., object]) -> Callable[..., object]:
            def called(source: object, target: object, **named: object) -> object:
                name, other = self.name(source), self.name(target)
                if name is None or other is None:
                    assert name is other, f"{kind} across the border of the folder watched: {source} {target}"
                    return real(source, target, **named)
                return self._pass(Operation(kind, name, other), lambda: real(source, target, **named))

            return called

        return wrap

    def file(self, real: Callable[..., object]) -> Callable[..., object]:
        """``open``: reading is one operation; what is opened for writing is written at once when it is closed."""

        def opened(path: object, mode: str = "r", *args: object, **named: object) -> object:
            name = self.name(path)
            if name is None:
                return real(path, mode, *args, **named)
            if mode in ("r", "rb"):
                return self._pass(Operation("read", name), lambda: real(path, mode, *args, **named))
            assert mode in ("wb", "xb"), f"{name} is opened to be {mode}, which this layer does not know"
            return _Written(Path(str(path)), mode)

        return opened


class _Written(io.BytesIO):
    """A file opened by ``open`` to be written: it is written when it is closed, through the functions watched."""

    def __init__(self, path: Path, mode: str) -> None:
        super().__init__()
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_EXCL if mode == "xb" else os.O_TRUNC), 0o600)

    def close(self) -> None:
        if not self.closed:
            try:
                rest = memoryview(self.getvalue())
                while rest:
                    rest = rest[os.write(self._handle, rest) :]
            finally:
                os.close(self._handle)
                super().close()


@contextmanager
def watching(root: Path, stand: Stand) -> Iterator[None]:
    """Let ``stand`` see every file operation below ``root`` (the folder itself included), and decide about it."""
    watch = _Watch(root, stand)
    places = {
        "open": watch.open,
        "write": watch.write,
        "fsync": watch.by_handle("fsync"),
        "close": watch.by_handle("close"),
        "ftruncate": watch.by_handle("truncate"),
        "truncate": watch.by_path("truncate"),
        "replace": watch.two_paths("rename"),
        "rename": watch.two_paths("rename"),
        "link": watch.two_paths("link"),
        "mkdir": watch.by_path("mkdir"),
        "rmdir": watch.by_path("rmdir"),
        "unlink": watch.by_path("unlink"),
        "remove": watch.by_path("unlink"),
        "listdir": watch.by_path("read"),
        "scandir": watch.by_path("read"),
        "stat": watch.by_path("read"),
    }
    real = {name: getattr(os, name) for name in places}
    if hasattr(os, "fdatasync"):
        places["fdatasync"], real["fdatasync"] = watch.by_handle("fsync"), os.fdatasync
    with mock.patch.dict(vars(os), {name: wrap(real[name]) for name, wrap in places.items()}):
        opened = watch.file(builtins.open)
        with mock.patch.object(io, "open", opened), mock.patch.object(builtins, "open", opened):
            yield


class Recorder(Stand):
    """Keeps what a file system would have to remember, in order."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []

    def after(self, operation: Operation) -> None:
        if operation.kind in CHANGING:
            self.operations.append(operation)


@contextmanager
def recording(root: Path) -> Iterator[list[Operation]]:
    """The changing operations below ``root``, as they are done."""
    recorder = Recorder()
    with watching(root, recorder):
        yield recorder.operations
