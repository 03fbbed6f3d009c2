"""Decks for tests: every kind of block, in Japanese and English, with as much text as asked for."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from decks.deck import (
    Bullets,
    Callout,
    Chart,
    ChartPoint,
    Column,
    Columns,
    Deck,
    Fact,
    Facts,
    Foot,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    QuoteCard,
    QuoteCards,
    Section,
    Slide,
    Table,
    Text,
    Tile,
    Tiles,
)

Language = Literal["ja", "en"]
JA = (
    "公開の場で不満を述べたお客さまの三分の二が、更新の一か月前には声を上げていました。",
    "お客さまの声を二営業日以内に担当者へ届け、解約を防ぎます。",
    "年額契約の更新率を92.4％から95.0％へ引き上げる見込みです。",
)
EN = (
    "Two thirds of the customers who left last year had complained in public at least 30 days before renewal.",
    "Reaching flagged accounts within two working days doubled the save rate in the pilot.",
    "At full scale that keeps about £816k of recurring revenue a year, roughly 1.0 point of retention.",
)
SECTIONS = {
    "ja": {
        Section.DECISION: "ご判断いただくこと",
        Section.REASONS: "理由",
        Section.CONCERNS: "懸念",
        Section.BODY: "本文",
        Section.APPENDIX: "付録",
    },
    "en": {
        Section.DECISION: "Decision",
        Section.REASONS: "Reasons",
        Section.CONCERNS: "Concerns",
        Section.BODY: "Body",
        Section.APPENDIX: "Appendix",
    },
}


class Words:
    """Sentences of a language, ``times`` as long as usual."""

    def __init__(self, language: Language, times: int) -> None:
        self.language, self.times = language, times
        self._sentences = JA if language == "ja" else EN

    def pick(self, ja: str, en: str) -> str:
        return (ja if self.language == "ja" else en) * (1 if self.times == 1 else self.times)

    def once(self, ja: str, en: str) -> str:
        return ja if self.language == "ja" else en

    def sentence(self, index: int) -> str:
        joint = "" if self.language == "ja" else " "
        return joint.join([self._sentences[index % 3]] * self.times)


def a_deck(language: Language = "en", times: int = 1, slides: tuple[Slide, ...] | None = None) -> Deck:
    w = Words(language, times)
    return Deck(
        "preread",
        language,
        w.once("傾聴デスクの新設", "Listening Desk"),
        w.once("更新率の改善", "Better renewals"),
        "Imogen Farr",
        "Kestrel Ledger Ltd",
        dt.date(2026, 11, 24),
        Foot(
            w.once("第2版", "Version 2"),
            w.once("2026年11月24日", "24 Nov 2026"),
            w.once("社外秘", "Internal, do not forward"),
            w.once("未確定", "DRAFT"),
        ),
        SECTIONS[language],
        every_slide(w) if slides is None else slides,
    )


def every_slide(w: Words) -> tuple[Slide, ...]:
    return (
        decision(w),
        why_now(w),
        numbers(w),
        voices(w),
        alternatives(w),
        concerns(w),
        journey(w),
        evidence(w),
    )


def decision(w: Words) -> Slide:
    left = (
        Facts(
            (
                Fact(w.once("ご判断いただくこと", "Decision"), Text(w.sentence(1))),
                Fact(w.once("金額", "Amount"), Text(w.once("1,860万円（初年度）", "£240,000 in the first year"))),
                Fact(w.once("期限", "By when"), Text(w.once("2026年12月10日", "10 Dec 2026"))),
            )
        ),
    )
    right = (
        Tiles((Tile(w.once("更新率", "Save rate"), "41.2% → 57.9%", w.once("2027年3月まで", "by March 2027")),)),
        Callout(w.once("最大のリスク", "Biggest risk"), (Text(w.sentence(2), ("m1",)),), "warning"),
    )
    return Slide(
        "1",
        Section.DECISION,
        w.once(
            "傾聴デスクに1,860万円を承認いただければ更新率を5ポイント改善できます",
            "Approve £240,000 for a Listening Desk that doubles the save rate of flagged accounts by March 2027",
        ),
        (Columns((0.55, 0.45), (left, right)), Bullets(tuple(Text(w.sentence(i), ("q1",)) for i in range(3)))),
        (w.once("出典：顧客管理システム、2026年9月30日", "Source: CRM, as of 30 Sep 2026"),),
        w.sentence(0),
    )


def why_now(w: Words) -> Slide:
    columns = (
        Column("#", "right", 0.3),
        Column(w.once("目標", "Goal"), weight=3),
        Column(w.once("期限", "Until"), weight=1),
    )
    rows = tuple((Text(str(i + 1)), Text(w.sentence(i)), Text(w.once("2027年1月", "Jan 2027"))) for i in range(3))
    return Slide(
        "2",
        Section.REASONS,
        w.once("今年の最優先目標に直結します", "It serves this year's first goal"),
        (
            Table(columns, rows, w.once("今年の目標の表", "Goals of this year"), marked=frozenset({0})),
            Heading(w.once("私たちの貢献", "What we contribute")),
            Paragraph(Text(w.sentence(2), ("m1", "m2"))),
        ),
        notes=w.sentence(1),
    )


def numbers(w: Words, points: int = 6) -> Slide:
    names = (
        w.once("指標", "Measure"),
        w.once("現状", "Baseline"),
        w.once("目標", "Target"),
        w.once("時点", "As of"),
        w.once("出典", "Source"),
    )
    columns = tuple(
        Column(name, "right" if 0 < i < 3 else "left", (2.4, 1, 1, 1.1, 1.6)[i]) for i, name in enumerate(names)
    )
    rows = tuple(
        (
            Text(w.pick("年額契約の更新率", "Renewal rate of annual plans "), (f"m{i + 1}",)),
            Text("92.4%"),
            Text("95.0%"),
            Text(w.once("2026年9月", "Sep 2026")),
            Text(w.once("顧客管理システム", "CRM report 12")),
        )
        for i in range(5)
    )
    values: list[float | None] = [88.1, None, 90.2, 91.0, 91.8, 92.4, 92.9, 93.3, 93.1, 93.6, 94.0, 94.2]
    chart = Chart(
        "line",
        w.once("更新率の推移（％）", "Renewal rate (%)"),
        w.once("=更新率", "=Renewal rate"),
        tuple(
            ChartPoint(w.once(f"{i + 1}月", f"M{i + 1}"), value, "" if value is None else f"{value}%")
            for i, value in enumerate(values[:points])
        ),
        95.0,
        w.once("目標 95.0％", "Target 95.0%"),
        "%",
        w.once(
            "更新率は88.1％から92.4％へ上がった。目標は95.0％。",
            "The rate rose from 88.1% to 92.4%; the target is 95.0%.",
        ),
        "0.0",
    )
    return Slide(
        "4",
        Section.REASONS,
        w.once(
            "更新率は92.4％まで上がり、目標の95.0％まであと2.6ポイントです",
            "The renewal rate has risen to 92.4% and is 2.6 points short of its 95.0% target",
        ),
        (Columns((0.6, 0.4), ((Table(columns, rows, w.once("指標の表", "The measures"), True),), (chart,))),),
        (w.once("出典：顧客管理システム、2026年9月30日", "Source: CRM report 12, as of 30 Sep 2026"),),
        w.sentence(2),
    )


def voices(w: Words) -> Slide:
    def cards(count: int, tone: Literal["normal", "warning"]) -> tuple[QuoteCard, ...]:
        return tuple(
            QuoteCard(
                w.sentence(i),
                w.once("物流部 部門長", "A department head, Logistics"),
                f"q{i + 1}",
                tone if i == 0 else "normal",
            )
            for i in range(count)
        )

    return Slide(
        "5",
        Section.REASONS,
        w.once(
            "お客さまも社内も「声が届いていない」と話しています",
            "Customers and colleagues say the same thing: nobody answers",
        ),
        (
            QuoteCards(w.once("お客さま", "Customers"), cards(2, "normal")),
            QuoteCards(w.once("社内", "Colleagues"), cards(3, "warning")),
        ),
    )


def alternatives(w: Words) -> Slide:
    columns = (
        Column(w.once("案", "Option"), weight=1.5),
        Column(w.once("効果", "Benefit"), weight=2.0),
        Column(w.once("費用", "Cost"), "right", 0.9),
        Column(w.once("判断", "Verdict"), weight=2.5),
    )
    rows = tuple(
        (
            Text(
                w.once(
                    ("何もしない", "通知ツールのみ導入", "傾聴デスク")[i],
                    ("Do nothing", "Buy a tool only", "Listening Desk")[i],
                )
            ),
            Text(w.sentence(i)),
            Text(("0", "£95,000", "£240,000")[i]),
            Text(w.sentence(i + 1)),
        )
        for i in range(3)
    )
    chart = Chart(
        "bar",
        w.once("費用", "Cost"),
        "cost",
        tuple(ChartPoint(str(i), v, f"£{v}k") for i, v in enumerate((0, 95, 240))),
        None,
        "",
        "k£",
        w.once("費用の比較", "The costs compared: 0, 95 and 240 thousand pounds."),
    )
    return Slide(
        "6",
        Section.REASONS,
        w.once(
            "三つの案のうち、傾聴デスクが最も早く費用を回収します",
            "Of three options the Listening Desk pays back first, in about four months",
        ),
        (Table(columns, rows, w.once("案の比較", "The options compared"), True, frozenset({2})), chart),
    )


def concerns(w: Words) -> Slide:
    pairs = tuple(
        Pair(
            (Text(w.sentence(i)),),
            (Text(w.sentence(i + 1), ("m1",)), Text(w.sentence(i + 2))),
            w.once("未解決", "open") if i == 0 else w.once("回答済み", "answered"),
            "warning" if i == 0 else "normal",
        )
        for i in range(3)
    )
    return Slide(
        "8",
        Section.CONCERNS,
        w.once(
            "三つの懸念のうち二つには回答済みで、一つは法務と確認中です",
            "Two of three concerns are answered and one is with Legal until 30 November",
        ),
        (
            Pairs(
                w.once("懸念", "What worries"),
                w.once("私たちの回答", "Our answer"),
                pairs,
                w.once("懸念と回答", "Concerns and answers"),
            ),
        ),
        notes=w.sentence(0),
    )


def journey(w: Words) -> Slide:
    stages = w.once("認知 検討 契約 利用 更新 紹介", "Aware Consider Buy Use Renew Refer").split()
    heads = w.once("顧客心理 担当者 実行内容 ツール 連携", "Psychology Owner Action Tools Partners").split()
    columns = (Column("", weight=0.7), *(Column(stage) for stage in stages))
    rows = tuple((Text(head), *(Text(w.pick("届くか不安", "Will anyone answer? ")) for _ in stages)) for head in heads)
    return Slide(
        "7",
        Section.APPENDIX,
        w.once(
            "一人のお客さまの道のりを六つの段階で支えます", "Six stages carry one customer from first doubt to referral"
        ),
        (Table(columns, rows, w.once("カスタマージャーニー", "The journey"), True),),
    )


def evidence(w: Words) -> Slide:
    columns = (
        Column(w.once("主張", "Claim"), weight=3),
        Column("", weight=0.5),
        Column(w.once("出典", "Source"), weight=2),
    )
    rows = tuple((Text(w.sentence(i)), Text(f"m{i + 1}"), Text("CRM, 30 Sep 2026")) for i in range(12))
    return Slide(
        "A5",
        Section.APPENDIX,
        w.once("数字と引用の出典一覧", "Every claim with its source"),
        (Table(columns, rows, w.once("出典一覧", "Evidence index"), True),),
        anchors=(*(f"m{i + 1}" for i in range(12)), "q1", "q2", "q3"),
    )
