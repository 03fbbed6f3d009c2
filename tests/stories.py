"""A preparation as a marketer would write it, in both languages, told field by field in the order of the walk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from walker import Entry, Typed, linked

from prep.model.evidence import Attribution, Category, Consent, QuoteKind, Severity
from prep.model.idea import ChangeKind
from prep.model.people import DecisionRole, PressureTest, Stance
from prep.words import Lang

EN = {
    "title": "A first-weeks coach for new subscribers",
    "organisation": "Harbour Tea",
    "owner": "Mina Okafor",
    "owner_role": "Head of CRM",
    "owner_team": "Marketing",
    "summary": "Someone who knows tea calls every new subscriber twice in three weeks, so that they stay for a year.",
    "scope": "New subscribers in two regions, from January to March.",
    "out_of_scope": "Prices, packaging and existing subscribers.",
    "impact": "Support answers fewer letters of cancellation; shops hear what people like.",
    "audience_goal": "Find a tea they look forward to, without reading a catalogue.",
    "beneficiaries": "New subscribers\nThe support team\nThe shops",
    "teams": "Support\nShops",
    "why_do": "Four of ten new subscribers leave before their fourth box, and nobody has ever asked them why.",
    "why_goals": "Each point of retention is worth 120 subscribers a year; the goal needs nine points.",
    "why_care": "Support writes every goodbye letter by hand, and the shops lose the regulars they would have won.",
    "goal": "Keep 70 of 100 new subscribers for a year",
    "year": "FY2026",
    "measure": "Retention after 12 months",
    "goal_owner": "Ines Duarte",
    "goal_source": "Plan of the year, page 4",
    "where": "61 of 100 stay for a year; the trend has been flat since spring.",
    "how": "We bought growth with a first box at half price, and nobody owned what came after it.",
    "missed": "In spring 2 400 people left who had answered our survey with kind words.",
    "approver": "Ines Duarte",
    "approver_role": "Managing director",
    "approver_team": "Management",
    "support": "Jonas Weber",
    "support_role": "Head of support",
    "support_team": "Support",
    "shops": "Aiko Brandt",
    "shops_role": "Shop manager",
    "shops_team": "Shops",
    "notes": "Fears another list of calls; would try it if it replaces the goodbye letters. SECRET-NOTE",
    "shop_notes": "Wants to hear what people like in her region. SECRET-NOTE",
    "promise": "Send the list of questions",
    "changed_from": "Call every subscriber once a month.",
    "changed_to": "Call new subscribers twice, in weeks one and three.",
    "quote": "I write the same goodbye forty times a week.",
    "quote_source": "1:1 in October",
    "concern_quote": "If it is one more list to work off, we will not have the hands for it.",
    "metric": "Retention after 12 months",
    "definition": "Share of new subscribers who still have a subscription 12 months later",
    "unit": "%",
    "metric_source": "Subscription system",
    "metric_owner": "Data office",
    "concern": "Who is going to make all those calls?",
    "underlying": "Was left alone with the last campaign. SECRET-BEHIND",
    "acknowledge": "Your team already carries more than it should in autumn.",
    "explore": "Which weeks would be the hardest, and what could go instead?",
    "response": "The calls replace the goodbye letters: two hours a week fewer, measured in the first month.",
    "step": "Count the hours of letters for two weeks",
    "ask": "Approve the coach for two regions from January to March.",
    "if_no": "We keep buying first boxes at half price and lose four of ten again.",
    "period": "January to March",
    "cost_note": "Two part-time coaches and the telephone line.",
    "nothing": "Leave it as it is",
    "nothing_benefit": "No cost now.",
    "coach": "A coach in two regions",
    "coach_benefit": "Nine points of retention by the end of the year.",
    "verdict": "The smallest step that tells us whether it works.",
    "condition": "Stop when retention has not moved by March",
    "meeting": "Board meeting",
    "room": "Room 2 and online",
}

JA = {
    "title": "はじめの三週間を支える伴走役",
    "organisation": "みなと茶舗",
    "owner": "大河内美奈",
    "owner_role": "顧客育成リーダー",
    "owner_team": "マーケティング部",
    "summary": "新しく定期便を始めた方に、最初の三週間でお茶に詳しい担当者が二度電話をかけ、一年続けていただく。",
    "scope": "東と西の二地区で新規のお客様だけ、一月から三月まで。",
    "out_of_scope": "価格、包装、すでに続けているお客様。",
    "impact": "解約のお手紙に返事を書く時間が減り、店舗には好みの声が届く。",
    "audience_goal": "カタログを読み込まなくても、次が待ち遠しいお茶に出会いたい。",
    "beneficiaries": "新しいお客様\nお客様相談室\n店舗",
    "teams": "お客様相談室\n店舗運営部",
    "why_do": "新しいお客様の十人に四人が、四箱目の前にやめています。理由を尋ねた人は、まだ誰もいません。",
    "why_goals": "継続率一点は、年に百二十人のお客様にあたります。目標まで、あと九点です。",
    "why_care": "相談室はお別れの手紙を一通ずつ手で書き、店舗は常連になるはずだった方を失っています。",
    "goal": "新規のお客様の七割に一年続けていただく",
    "year": "2026年度",
    "measure": "十二か月後の継続率",
    "goal_owner": "堂本伊織",
    "goal_source": "年度計画 四ページ",
    "where": "一年続く方は百人に六十一人。春から横ばいです。",
    "how": "半額の初回箱で人数を伸ばしましたが、そのあとを受け持つ部署がありませんでした。",
    "missed": "春だけで二千四百人が、温かい言葉をアンケートに残して去っていきました。",
    "approver": "堂本伊織",
    "approver_role": "代表取締役",
    "approver_team": "経営会議",
    "support": "上林譲",
    "support_role": "お客様相談室長",
    "support_team": "お客様相談室",
    "shops": "坂東愛子",
    "shops_role": "店長",
    "shops_team": "店舗運営部",
    "notes": "電話の名簿が増えるのを心配。お別れの手紙がなくなるなら試してもよい。極秘メモ",
    "shop_notes": "自分の地区のお客様の好みが知りたいとのこと。極秘メモ",
    "promise": "質問の一覧を送る",
    "changed_from": "すべてのお客様に毎月一度電話する。",
    "changed_to": "新しいお客様に、一週目と三週目の二度だけ電話する。",
    "quote": "同じお別れの手紙を、週に四十通書いています。",
    "quote_source": "十月の1on1",
    "concern_quote": "こなす名簿がまた一つ増えるだけなら、手が足りません。",
    "metric": "十二か月後の継続率",
    "definition": "定期便を始めた方のうち、十二か月後も続けている方の割合",
    "unit": "%",
    "metric_source": "定期便システム",
    "metric_owner": "データ室",
    "concern": "その電話を、いったい誰がかけるのですか。",
    "underlying": "前回の企画で一人にされたと感じている。極秘の背景",
    "acknowledge": "秋の相談室は、すでに手いっぱいだと承知しています。",
    "explore": "いちばん厳しいのはどの週でしょうか。代わりに手放せる仕事はありますか。",
    "response": "電話はお別れの手紙の代わりです。週に二時間減ることを、最初の月に測ります。",
    "step": "手紙にかかる時間を二週間数える",
    "ask": "一月から三月まで、二地区で伴走役を置くことを承認してください。",
    "if_no": "半額の初回箱を買い続け、来年もまた十人に四人を失います。",
    "period": "一月から三月",
    "cost_note": "短時間の伴走役二名と電話回線。",
    "nothing": "今のまま続ける",
    "nothing_benefit": "当面の費用はかからない。",
    "coach": "二地区に伴走役を置く",
    "coach_benefit": "年度末までに継続率が九点上がる。",
    "verdict": "うまくいくかどうかが分かる、いちばん小さな一歩。",
    "condition": "三月までに継続率が動かなければやめる",
    "meeting": "経営会議",
    "room": "第二会議室とオンライン",
}

SECRETS = {"en": ("SECRET-NOTE", "SECRET-BEHIND"), "ja": ("極秘メモ", "極秘の背景")}


@dataclass(frozen=True)
class Chapter:
    """What is entered in one section: one form, or one after the other the records of a list."""

    step: str
    section: str
    entries: tuple[Mapping[str, Entry], ...]


@dataclass(frozen=True)
class Story:
    """A whole preparation. ``proofs`` are linked at the end, when there is something to link to."""

    language: Lang
    words: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    proofs: tuple[tuple[str, tuple[str, ...]], ...]
    secrets: tuple[str, ...]

    def chapter(self, section: str) -> Chapter:
        """What is entered in a section."""
        return next(one for one in self.chapters if one.section == section)


def story(language: Lang, today: dt.date) -> Story:
    """The preparation on a given day: the talks lie behind it, the meeting three weeks ahead."""
    words = EN if language == "en" else JA
    calendar = _Calendar(today)
    chapters = (*_why(words, calendar), *_people(words, calendar), *_proofs(words, calendar), *_ask(words, calendar))
    proofs = (
        ("why_do.evidence", (words["quote"][:10], words["metric"][:6])),
        ("why_goals.evidence", (words["metric"][:6],)),
        ("why_care.evidence", (words["concern_quote"][:10],)),
    )
    return Story(language, words, chapters, proofs, SECRETS[language])


@dataclass(frozen=True)
class _Calendar:
    today: dt.date

    def day(self, ahead: int) -> Typed:
        """A day from today, typed with slashes."""
        date = self.today + dt.timedelta(days=ahead)
        return Typed(date.strftime("%Y/%m/%d"), date.isoformat())

    def moment(self, ahead: int, hour: int) -> Typed:
        """A time on a day from today; kept with the offset of this computer."""
        date = self.today + dt.timedelta(days=ahead)
        local = dt.datetime.combine(date, dt.time(hour)).astimezone()
        return Typed(f"{date} {hour}:00", msgspec.to_builtins(local))

    def months(self, values: tuple[str, ...]) -> Typed:
        """Two columns of a spreadsheet, the newest month last."""
        days = [self.today - dt.timedelta(days=30 * (len(values) - index)) for index in range(len(values))]
        points = [{"date": day.isoformat(), "value": float(value)} for day, value in zip(days, values, strict=True)]
        return Typed("\n".join(f"{day}\t{value}" for day, value in zip(days, values, strict=True)), points)


def _lines(words: str) -> Typed:
    return Typed(words, words.split("\n"))


def _why(words: Mapping[str, str], calendar: _Calendar) -> tuple[Chapter, ...]:
    idea: dict[str, Entry] = {
        "owner.name": words["owner"],
        "owner.role": words["owner_role"],
        "owner.team": words["owner_team"],
        "initiative.summary": words["summary"],
        "initiative.scope": words["scope"],
        "initiative.out_of_scope": words["out_of_scope"],
        "initiative.impact": words["impact"],
        "initiative.audience_goal": words["audience_goal"],
        "initiative.beneficiaries": _lines(words["beneficiaries"]),
        "initiative.teams_served": _lines(words["teams"]),
    }
    goal: dict[str, Entry] = {
        "title": words["goal"],
        "fiscal_year": words["year"],
        "starts": calendar.day(-200),
        "ends": calendar.day(160),
        "measure": words["measure"],
        "owner": words["goal_owner"],
        "source": words["goal_source"],
    }
    answers: dict[str, Entry] = {
        "goal_ids": linked(words["goal"][:8]),
        "why_do.text": words["why_do"],
        "why_goals.text": words["why_goals"],
        "why_care.text": words["why_care"],
    }
    context: dict[str, Entry] = {
        "where_we_are": words["where"],
        "how_we_got_here": words["how"],
        "missed_opportunity": words["missed"],
    }
    return (
        Chapter("why", "idea", (idea,)),
        Chapter("why", "goals", (goal,)),
        Chapter("why", "context", (context,)),
        Chapter("why", "answers", (answers,)),
    )


def _people(words: Mapping[str, str], calendar: _Calendar) -> tuple[Chapter, ...]:
    def person(who: str, part: DecisionRole, influence: int, stance: Stance) -> dict[str, Entry]:
        return {
            "name": words[who],
            "role": words[f"{who}_role"],
            "team": words[f"{who}_team"],
            "decision_role": part,
            "influence": influence,
            "stance": stance,
        }

    support: dict[str, Entry] = {
        "date": calendar.day(-20),
        "opened_with_why": True,
        "notes": words["notes"],
        "pressure_test": PressureTest.ADJUST,
        "follow_up.what": words["promise"],
        "follow_up.due": calendar.day(-15),
        "follow_up.done": True,
    }
    shops: dict[str, Entry] = {"date": calendar.day(-12), "opened_with_why": True, "notes": words["shop_notes"]}
    change: dict[str, Entry] = {
        "date": calendar.day(-10),
        "kind": ChangeKind.TIGHTEN,
        "from": words["changed_from"],
        "to": words["changed_to"],
        "conversation_id": linked(words["support"][:5]),
    }
    return (
        Chapter(
            "people",
            "stakeholders",
            (
                person("approver", DecisionRole.APPROVER, 5, Stance.SUPPORTIVE),
                person("support", DecisionRole.CONTRIBUTOR, 4, Stance.NEUTRAL),
                person("shops", DecisionRole.CONTRIBUTOR, 4, Stance.LEADING),
            ),
        ),
        Chapter(
            "people",
            "conversations",
            (
                {"stakeholder_id": linked(words["support"][:5]), **support},
                {"stakeholder_id": linked(words["shops"][:4]), **shops},
            ),
        ),
        Chapter("people", "changes", (change,)),
    )


def _proofs(words: Mapping[str, str], calendar: _Calendar) -> tuple[Chapter, ...]:
    def quote(text: str, who: str, kind: QuoteKind, attribution: Attribution) -> dict[str, Entry]:
        return {
            "text": words[text],
            "stakeholder_id": linked(words[who][:4]),
            "source": words["quote_source"],
            "date": calendar.day(-20),
            "kind": kind,
            "consent": Consent.GRANTED,
            "attribution": attribution,
        }

    metric: dict[str, Entry] = {
        "name": words["metric"],
        "definition": words["definition"],
        "unit": words["unit"],
        "goal_id": linked(words["goal"][:8]),
        "baseline.value": Typed("61", 61),
        "baseline.date": calendar.day(-30),
        "target.value": Typed("70", 70),
        "target.date": calendar.day(150),
        "as_of": calendar.day(-9),
        "source": words["metric_source"],
        "owner": words["metric_owner"],
        "series": calendar.months(("60.5", "61.5", "60.5", "61.5", "61.25")),
    }
    objection: dict[str, Entry] = {
        "concern": words["concern"],
        "raised_by": linked(words["support"][:5]),
        "category": Category.CAPACITY,
        "severity": Severity.HIGH,
        "underlying": words["underlying"],
        "acknowledge": words["acknowledge"],
        "explore": words["explore"],
        "response": words["response"],
        "evidence": linked(words["quote"][:10]),
        "next_step.what": words["step"],
        "next_step.owner": words["support"],
        "next_step.due": calendar.day(5),
    }
    voices = (
        quote("quote", "support", QuoteKind.SUPPORT, Attribution.NAMED),
        quote("concern_quote", "shops", QuoteKind.CONCERN, Attribution.TEAM),
    )
    return (
        Chapter("voices", "quotes", voices),
        Chapter("numbers", "metrics", (metric,)),
        Chapter("objections", "objections", (objection,)),
    )


def _ask(words: Mapping[str, str], calendar: _Calendar) -> tuple[Chapter, ...]:
    ask: dict[str, Entry] = {
        "what": words["ask"],
        "amount": Typed("1,800万" if words is JA else "180,000", 18_000_000 if words is JA else 180_000),
        "currency": "JPY" if words is JA else "EUR",
        "by": calendar.day(21),
        "reversible": True,
        "if_no": words["if_no"],
    }
    cost: dict[str, Entry] = {
        "amount": ask["amount"],
        "currency": ask["currency"],
        "period": words["period"],
        "note": words["cost_note"],
    }
    nothing: dict[str, Entry] = {
        "name": words["nothing"],
        "do_nothing": True,
        "benefit": words["nothing_benefit"],
        "cost": Typed("0", 0),
    }
    coach: dict[str, Entry] = {
        "name": words["coach"],
        "benefit": words["coach_benefit"],
        "cost": ask["amount"],
        "verdict": words["verdict"],
        "recommended": True,
    }
    condition: dict[str, Entry] = {"what": words["condition"], "owner": words["owner"], "due": calendar.day(120)}
    meeting: dict[str, Entry] = {
        "title": words["meeting"],
        "starts_at": calendar.moment(21, 10),
        "place": words["room"],
        "attendees": linked(words["approver"][:4], words["support"][:5], words["shops"][:4]),
    }
    return (
        Chapter("ask", "asks", (ask,)),
        Chapter("ask", "cost", (cost,)),
        Chapter("ask", "options", (nothing, coach)),
        Chapter("ask", "conditions", (condition,)),
        Chapter("ask", "meeting", (meeting,)),
        Chapter("ask", "preread", ({"planned_for": calendar.moment(14, 9)},)),
    )
