"""Small types that several subjects share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

Number = int | float
"""A measured or counted value; never NaN or infinite (the reader refuses both)."""

Moment = Annotated[dt.datetime, Meta(tz=True)]
"""A date and time that keeps the offset it was written with."""

Scale = Annotated[int, Meta(ge=1, le=5)]
"""A rating from 1 (little) to 5 (much)."""
