"""A list of very many rows: only those on the screen are made, and the cursor stays with its row."""

from __future__ import annotations

import asyncio

from textual.app import App, ComposeResult

from tui.widgets.rows import Column, Row, Rows, RowsOnDemand

MANY = 10_000


class OneList(App[None]):
    """Nothing but a list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows((Column(),))

    def compose(self) -> ComposeResult:
        yield self.rows


def test_only_rows_on_the_screen_are_made() -> None:
    made: list[int] = []

    def make(place: int) -> Row:
        made.append(place)
        return Row(f"p{place}", (f"Title {place}",))

    async def scenario() -> None:
        app = OneList()
        async with app.run_test(size=(60, 20)) as pilot:
            app.rows.set_rows(RowsOnDemand([f"p{place}" for place in range(MANY)], make))
            app.rows.focus()
            await pilot.press("end", "pageup", "home", "pagedown")
            await pilot.pause()
            assert 0 < len(made) < 200
            assert MANY - 1 in made
            assert len(made) == len(set(made)), "none is made twice"

    asyncio.run(scenario())


def test_the_cursor_stays_with_its_row_and_is_drawn_where_it_is() -> None:
    def listed(ids: list[str]) -> RowsOnDemand:
        return RowsOnDemand(ids, lambda place: Row(ids[place], (f"Title {ids[place]}",)))

    async def scenario() -> None:
        app = OneList()
        async with app.run_test(size=(60, 20)) as pilot:
            app.rows.set_rows(listed(["a", "b", "c", "d"]))
            app.rows.focus()
            await pilot.press("down", "down")
            await pilot.pause()
            assert marked(app) == ["▸ Title c"]
            app.rows.set_rows(listed(["c", "d"]))
            await pilot.pause()
            assert marked(app) == ["▸ Title c"]
            await pilot.press("down")
            await pilot.pause()
            assert marked(app) == ["▸ Title d"]
            app.rows.set_rows(listed(["x", "y"]))
            await pilot.pause()
            assert len(marked(app)) == 1

    asyncio.run(scenario())


def marked(app: OneList) -> list[str]:
    lines = app.screen._compositor.render_strips()
    drawn = ["".join(segment.text for segment in strip).strip() for strip in lines]
    return [line for line in drawn if line.startswith("▸")]
