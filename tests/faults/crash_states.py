"""What may lie on a disk after the power went: a file system that keeps no more than it must (storage.md).

Without fsync of a file its bytes may be missing, zeros, torn in blocks or cut; without fsync of a folder any of its
new and removed names may be missing, in any order. What two names of one folder share is nothing; of one name, the
later change is never there without the earlier one having been. A rename shows the new name no later than it takes the
old one away, as file systems with a journal do. The bytes are not tied to the name: a renamed file may be empty.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from file_layer import Operation

BLOCK = 512
"""Bytes that a disk writes together."""

MOST = 3000
"""States of one moment that are looked at; of more, that many are drawn, the same on every run."""

Tree = Mapping[str, bytes | None]
"""Paths to the bytes of a file, or to None for a folder."""


@dataclass
class _File:
    durable: bytes = b""
    contents: list[bytes] = field(default_factory=list)
    """What the file held after each change since it was last synced."""

    @property
    def now(self) -> bytes:
        return self.contents[-1] if self.contents else self.durable


@dataclass(eq=False)
class _Entry:
    """A change of one name in one folder; ``node`` None: removed. ``needs``: a change that is there before this."""

    node: _File | _Folder | None
    needs: _Entry | None = None


@dataclass
class _Folder:
    durable: dict[str, _File | _Folder] = field(default_factory=dict)
    pending: dict[str, list[_Entry]] = field(default_factory=dict)

    def get(self, name: str) -> _File | _Folder | None:
        changes = self.pending.get(name)
        return changes[-1].node if changes else self.durable.get(name)

    def names(self) -> list[str]:
        return [name for name in dict.fromkeys([*self.durable, *self.pending]) if self.get(name) is not None]


class Disk:
    """A folder on such a file system: ``apply`` operations, then ask for the states it may be found in."""

    def __init__(self, tree: Tree) -> None:
        """All that is in ``tree`` is safely on the disk."""
        self._root = _Folder()
        for path, data in sorted(tree.items()):
            folder, name = self._at(path)
            folder.durable[name] = _Folder() if data is None else _File(durable=data)

    def _at(self, path: str) -> tuple[_Folder, str]:
        """The folder that holds the path, and the name in it."""
        *above, name = path.split("/")
        folder = self._root
        for part in above:
            found = folder.get(part)
            assert isinstance(found, _Folder), f"{path}: {part} is no folder"
            folder = found
        return folder, name

    def _node(self, path: str) -> _File | _Folder:
        if path == ".":
            return self._root
        folder, name = self._at(path)
        found = folder.get(name)
        assert found is not None, f"{path} is not there"
        return found

    def _file(self, path: str) -> _File:
        found = self._node(path)
        assert isinstance(found, _File), f"{path} is no file"
        return found

    def _change(self, path: str, node: _File | _Folder | None, needs: _Entry | None = None) -> _Entry:
        folder, name = self._at(path)
        entry = _Entry(node, needs)
        folder.pending.setdefault(name, []).append(entry)
        return entry

    def apply(self, operation: Operation) -> None:
        """What the operation makes of the disk."""
        path = operation.path
        match operation.kind:
            case "create":
                self._change(path, _File())
            case "mkdir":
                self._change(path, _Folder())
            case "write":
                file = self._file(path)
                before = file.now.ljust(operation.offset, b"\0")
                after = before[: operation.offset] + operation.data + before[operation.offset + len(operation.data) :]
                file.contents.append(after)
            case "truncate":
                file = self._file(path)
                file.contents.append(file.now[: operation.offset].ljust(operation.offset, b"\0"))
            case "fsync":
                self._sync(self._node(path))
            case "link":
                self._change(operation.target, self._file(path))
            case "rename":
                added = self._change(operation.target, self._node(path))
                self._change(path, None, needs=added)
            case "unlink" | "rmdir":
                self._change(path, None)
            case _:
                raise AssertionError(f"{operation.kind} changes nothing")

    def _sync(self, node: _File | _Folder) -> None:
        if isinstance(node, _File):
            node.durable, node.contents = node.now, []
            return
        needed = [change.needs for changes in node.pending.values() for change in changes if change.needs is not None]
        for change in needed:
            self._commit(change)
        for name, changes in list(node.pending.items()):
            self._settle(node, name, len(changes))

    def _commit(self, wanted: _Entry) -> None:
        for folder in self._folders(self._root):
            for name, changes in list(folder.pending.items()):
                if wanted in changes:
                    self._settle(folder, name, changes.index(wanted) + 1)
                    return

    def _folders(self, folder: _Folder) -> Iterator[_Folder]:
        """The folder and all below it, those that are being removed included."""
        yield folder
        inside = [*folder.durable.values(), *(change.node for changes in folder.pending.values() for change in changes)]
        for inner in {id(node): node for node in inside}.values():
            if isinstance(inner, _Folder):
                yield from self._folders(inner)

    @staticmethod
    def _settle(folder: _Folder, name: str, count: int) -> None:
        node = folder.pending[name][count - 1].node
        if node is None:
            folder.durable.pop(name, None)
        else:
            folder.durable[name] = node
        folder.pending[name] = folder.pending[name][count:]
        if not folder.pending[name]:
            del folder.pending[name]

    def now(self) -> dict[str, bytes | None]:
        """What one sees while the power is on."""
        return self._grown(self._root, lambda folder: {name: folder.get(name) for name in folder.names()})

    def _grown(
        self, root: _Folder, entries: Callable[[_Folder], Mapping[str, _File | _Folder | None]]
    ) -> dict[str, bytes | None]:
        tree: dict[str, bytes | None] = {}
        for name, node in entries(root).items():
            if isinstance(node, _Folder):
                tree[name] = None
                tree |= {f"{name}/{path}": data for path, data in self._grown(node, entries).items()}
            elif node is not None:
                tree[name] = node.now
        return tree

    def states(self, whole: Callable[[str], bool]) -> Iterator[dict[str, bytes | None]]:
        """What may be found when the power goes now; files whose path is ``whole`` are not torn, to keep them few."""
        for names in self._choices():
            yield from _torn(self._found(self._root, names), whole)

    def _choices(self) -> Iterator[dict[int, int]]:
        """How many changes of each name reached the disk: every combination that can be."""
        pending = [changes for folder in self._folders(self._root) for changes in folder.pending.values()]
        counts = [len(changes) + 1 for changes in pending]
        for reached in _some(counts):
            there = {id(change) for changes, count in zip(pending, reached, strict=True) for change in changes[:count]}
            waiting = {id(change) for changes in pending for change in changes} - there
            needed = (change.needs for changes in pending for change in changes if id(change) in there)
            if not any(need is not None and id(need) in waiting for need in needed):
                yield {id(changes): count for changes, count in zip(pending, reached, strict=True)}

    def _found(self, folder: _Folder, reached: Mapping[int, int], above: str = "") -> dict[str, _File | None]:
        found: dict[str, _File | None] = {}
        for name in dict.fromkeys([*folder.durable, *folder.pending]):
            changes = folder.pending.get(name, [])
            count = reached.get(id(changes), 0)
            node = changes[count - 1].node if count else folder.durable.get(name)
            if isinstance(node, _Folder):
                found[above + name] = None
                found |= self._found(node, reached, f"{above}{name}/")
            elif node is not None:
                found[above + name] = node
        return found


def _some(counts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every combination of a number below each count, or ``MOST`` of them."""
    total = 1
    for count in counts:
        total *= count
    if total <= MOST:
        yield from itertools.product(*(range(count) for count in counts))
        return
    draw = random.Random(total)
    yield tuple(count - 1 for count in counts)
    for _ in range(MOST):
        yield tuple(draw.randrange(count) for count in counts)


def _torn(found: Mapping[str, _File | None], whole: Callable[[str], bool]) -> Iterator[dict[str, bytes | None]]:
    """The states of one set of names: each file as it may have reached the disk, under all its names alike."""
    paths: dict[int, list[str]] = {}
    files: dict[int, _File] = {}
    for path, file in found.items():
        if file is not None:
            paths.setdefault(id(file), []).append(path)
            files[id(file)] = file
    variants = [
        [file.now] if all(whole(path) for path in paths[key]) else contents_after(file.durable, file.contents)
        for key, file in files.items()
    ]
    for chosen in itertools.islice(itertools.product(*variants), MOST):
        tree: dict[str, bytes | None] = {path: None for path, file in found.items() if file is None}
        for key, data in zip(files, chosen, strict=True):
            tree |= dict.fromkeys(paths[key], data)
        yield tree


def contents_after(durable: bytes, contents: Sequence[bytes]) -> list[bytes]:
    """What a file may hold whose changes were not synced: one of each kind that a disk leaves behind."""
    if not contents:
        return [durable]
    new = contents[-1]
    kinds = [durable, *contents]
    for length in {len(data) for data in kinds}:
        kinds += [durable[:length].ljust(length, b"\0"), new[:length].ljust(length, b"\0")]
    kinds += [new[:length] for length in (0, 1, len(new) // 2, len(new) - 1, len(new) - len(new) % BLOCK)]
    behind = durable[: len(new)].ljust(len(new), b"\0")
    blocks = range(0, len(new), BLOCK)
    for start in (blocks[0], blocks[len(blocks) // 2], blocks[-1]) if blocks else ():
        stop = start + BLOCK
        kinds += [new[:start] + behind[start:stop] + new[stop:], behind[:start] + new[start:stop] + behind[stop:]]
    if blocks:
        middle = blocks[len(blocks) // 2]
        kinds += [new[:middle] + behind[middle:], behind[:middle] + new[middle:]]
    return list(dict.fromkeys(kinds))


def snapshot(root: Path) -> dict[str, bytes | None]:
    """The folder as it is, as a tree."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


def lay_out(tree: Tree, root: Path) -> None:
    """Make the empty folder ``root`` what ``tree`` says."""
    for path, data in sorted(tree.items()):
        if data is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(data)
