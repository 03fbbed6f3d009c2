"""``python -m tui.cli``: the command where no script of it is installed."""

import sys

from tui.cli import main

sys.exit(main())
