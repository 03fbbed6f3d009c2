"""What one means in pasted notes: speech, sentences and lines, in Japanese and English."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prep.sentences import Span, beside, spans_at, verbatim


def meant(text: str, at: int = 0) -> list[str]:
    return [text[one.start : one.end] for one in spans_at(text, at)]


@pytest.mark.parametrize(
    ("text", "at", "nearest"),
    [
        ("電話の半分は確認です。次は何ですか？そう！", 3, "電話の半分は確認です。"),
        ("電話の半分は確認です。次は何ですか？そう！", 12, "次は何ですか？"),
        ("本当に！？まだ続く…と思う。", 0, "本当に！？"),
        ("及川：電話の半分は確認なんです。", 0, "電話の半分は確認なんです。"),
        (
            "佐々木さん「締切を2日もらえるなら。現場は歓迎するよ。」と話した。",
            0,
            "締切を2日もらえるなら。現場は歓迎するよ。",
        ),
        ("上位は「届いたが、どれから食べるか」「冷凍庫に入らない」の2つ。", 22, "冷凍庫に入らない"),
        ("10:30に始めるのは無理です。", 0, "10:30に始めるのは無理です。"),
        ("率は３．５倍です。次。", 0, "率は３．５倍です。"),
        ("[00:12:33] Dana: We hear it too late. Why?", 30, "We hear it too late."),
        ("Dr. Smith said 3.5 times, e.g. in May. Then no.", 0, "Dr. Smith said 3.5 times, e.g. in May."),
        ('- Dana said "We hear it too late." and left.', 0, "We hear it too late."),
        ("“Fine.” She nodded.", 9, "She nodded."),
        ("See https://example.org/a.b for it. Ok.", 0, "See https://example.org/a.b for it."),
        ("「閉じない。次。", 1, "「閉じない。"),
        ("👩‍👩‍👧が喜ぶ。次。", 0, "👩‍👩‍👧が喜ぶ。"),
        ("one\r\n\r\ntwo. three", 7, "two."),
    ],
)
def test_the_nearest_that_may_be_meant_under_the_cursor(text: str, at: int, nearest: str) -> None:
    assert meant(text, at)[0] == nearest


def test_after_the_nearest_comes_what_is_wider() -> None:
    text = "及川さん「歓迎しますよ、本当に。」と言う。次の文。"
    assert meant(text, 8) == ["歓迎しますよ、本当に。", "及川さん「歓迎しますよ、本当に。」と言う。", text]


def test_a_short_name_in_quotation_marks_is_no_speech_unless_the_cursor_is_in_it() -> None:
    text = "案は「3箱」という名前です。"
    assert meant(text, 0)[0] == text
    assert meant(text, 4)[0] == "3箱"


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u3000"])
def test_where_there_are_no_words_nothing_is_meant(text: str) -> None:
    assert spans_at(text, 0) == ()


def test_from_sentence_to_sentence_over_empty_lines_and_back() -> None:
    text = "一つ目。二つ目。\r\n\r\nthree. four."
    stops = [0]
    while (following := beside(text, stops[-1], 1)) != stops[-1]:
        stops.append(following)
    assert [text[at] for at in stops] == ["一", "二", "t", "f"]
    assert [beside(text, at, -1) for at in reversed(stops[1:])] == stops[-2::-1]


def test_words_are_taken_as_they_are_without_the_marks_around_them() -> None:
    def taken(text: str) -> str:
        return verbatim(text, Span(0, len(text)))

    assert taken(" 「歓迎  するよ。」\n") == "歓迎  するよ。"
    assert taken("「一」と「二」") == "「一」と「二」"
    assert taken("“We “hear” it”") == "We “hear” it"
    assert taken("出荷の組み直しは\nほとんど要らない") == "出荷の組み直しはほとんど要らない"
    assert taken("we hear it\r\n  too late") == "we hear it too late"


@given(st.text(alphabet='あ。「」『』“”"!?. a:1\n\r\u3000-👩\u200d', max_size=60), st.integers(0, 60))
def test_what_is_meant_lies_in_the_text_and_widens(text: str, at: int) -> None:
    found = spans_at(text, min(at, len(text)))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(not text[one.start].isspace() and not text[one.end - 1].isspace() for one in found)
    assert all("\n" not in text[one.start : one.end] for one in found)


@pytest.mark.parametrize("unit", ["「あいうえおかきくけこ。」と言った。", "「", "Yes. ", '"a" ', "あ"])
def test_a_line_of_a_hundred_thousand_characters_is_no_trouble(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    before = time.process_time()
    spans_at(text, 50_000)
    assert time.process_time() - before < 3.0  # quadratic would be minutes
