"""Does one of the doings and prints the file operations that the recorder saw. Run by test_recorder.py under strace."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from doings import DOINGS
from file_layer import recording


def main(name: str, root: Path) -> None:
    root.mkdir()
    act = DOINGS[name](root / "library")
    os.access(root / "begins", os.F_OK)  # which strace sees
    with recording(root) as operations:
        act()
    os.access(root / "ends", os.F_OK)
    print(json.dumps([[one.kind, one.path, one.target, len(one.data)] for one in operations]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
