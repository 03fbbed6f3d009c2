"""How many examples a property test tries; ``conftest`` says how they are found."""

from __future__ import annotations

from hypothesis import settings


def examples(count: int) -> settings:
    """``count`` examples in the short form, which runs by default, and twenty times as many in the long one."""
    return settings(max_examples=count * settings().max_examples // 100)
