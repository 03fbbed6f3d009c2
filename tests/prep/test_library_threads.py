"""The app opens files in several threads from its first moment on; a crash below Python would take it away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from builders import a_preparation
from prep.library.tiny import open_library
from prep.model.organisation import Organisation

_AT_ONCE = """
import sys
import threading
from pathlib import Path

from prep.library.tiny import open_library

sys.setswitchinterval(1e-6)
library, begun = open_library(Path(sys.argv[1])), threading.Barrier(8)
read = []


def reading():
    begun.wait()
    read.append(library.get(sys.argv[2]))


threads = [threading.Thread(target=reading) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(read))
"""


def test_the_first_files_may_be_read_by_several_threads_at_once(tmp_path: Path) -> None:
    (open_id,) = open_library(tmp_path).add(Organisation(name="Kestrel"), [a_preparation()], None).preparation_ids
    command = [sys.executable, "-X", "faulthandler", "-c", _AT_ONCE, str(tmp_path), open_id]
    for _ in range(3):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stdout.strip()) == (0, "8"), done.stderr
