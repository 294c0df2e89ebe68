"""All words of a game in English and Korean: what a person sees of a day; those of the brief stand in `brief_words`."""

from typing import Any

from sim.core.errors import UserError

ENGLISH: dict[str, Any] = {
    "sides": {"us": "the U.S.", "korea": "Korea"},
    "date": "{date:%-d %B %Y}",
    "bn": "{value:+.1f} bn USD a year",
    "left_open": "left open",
    "phases": {
        "caretaker": "a caretaker governs Korea; the vote is still to come",
        "forming": "a new Korean government is being formed; nothing can be signed",
        "open": "the talks are open",
        "lapsed": "the pause has lapsed; the talks go on",
        "over": "the talks are over",
    },
    "calendar": {
        "pause": "the pause begins",
        "talks": "the talks open",
        "vote": "Korea votes",
        "deadline": "the deadline in force: without a deal the pause lapses, unless the U.S. moves it",
        "end": "the talks end, if nothing is signed",
        "meeting": "the next meeting is due",
        "horizon": "values are counted up to here",
    },
    "authority": {
        "us": "You may sign any day at which you meet, whatever the terms.",
        "korea": "You may sign any day at which you meet, whatever the terms.",
        "forming": "Nobody can sign until Korea's new government has been formed.",
        "caretaker": (
            "You act for a caretaker. Before the vote it signs nothing worth less than {floor} to Korea, because most "
            "Koreans want the next president to decide; you may table such terms, but not sign them."
        ),
        "doubt": "A signature of the caretaker may be undone after the vote.",
    },
    "no_deal": (
        "Never to agree is worth {value} to you, as things stand today. Nothing stops you from signing for less."
    ),
    "floor": "the least that you may sign for now: {floor}",
    "no_floor": "nothing but your own judgement limits what you sign for",
    "election": "Korea votes: {winner} wins. A new government is being formed.",
    "makers": {"units": "cars built in Korea and sold in the U.S., {quarter}", "duty": "tariffs paid, {quarter}"},
    "vehicles": "{value:,.0f} cars",
    "money": "{value:.2f} bn USD",
}

KOREAN: dict[str, Any] = {
    "sides": {"us": "미국", "korea": "한국"},
    "date": "{date.year}년 {date.month}월 {date.day}일",
    "bn": "연간 {value:+.1f}(10억 달러)",
    "left_open": "미정",
    "phases": {
        "caretaker": "한국은 권한대행이 맡고 있으며, 선거가 남아 있습니다",
        "forming": "한국의 새 정부가 구성되는 중이라 아무것도 서명할 수 없습니다",
        "open": "협상이 진행 중입니다",
        "lapsed": "유예는 끝났지만 협상은 계속됩니다",
        "over": "협상이 끝났습니다",
    },
    "calendar": {
        "pause": "유예 시작",
        "talks": "협상 시작",
        "vote": "한국 대통령 선거",
        "deadline": "현재 시한: 합의가 없으면 유예가 끝납니다. 미국이 시한을 미룰 수 있습니다",
        "end": "서명이 없으면 협상이 끝납니다",
        "meeting": "다음 회담",
        "horizon": "가치는 이날까지 계산합니다",
    },
    "authority": {
        "us": "회담이 열리는 날이면 어떤 조건이든 서명할 수 있습니다.",
        "korea": "회담이 열리는 날이면 어떤 조건이든 서명할 수 있습니다.",
        "forming": "한국의 새 정부가 구성될 때까지는 아무도 서명할 수 없습니다.",
        "caretaker": (
            "여러분은 권한대행을 대표합니다. 국민 다수가 다음 대통령이 결정하기를 바라므로, 선거 전에는 한국에 주는 "
            "가치가 {floor}보다 작은 안에 서명하지 않습니다. 그런 안을 제안할 수는 있지만 서명할 수는 없습니다."
        ),
        "doubt": "권한대행의 서명은 선거 뒤에 뒤집힐 수 있습니다.",
    },
    "no_deal": (
        "오늘 판단으로, 끝까지 합의하지 않는 것의 가치는 {value}입니다. 그보다 못한 안에 서명하는 것을 막지는 않습니다."
    ),
    "floor": "지금 서명할 수 있는 최소 가치: {floor}",
    "no_floor": "서명할 조건은 스스로 판단합니다",
    "election": "한국 대통령 선거에서 {winner} 후보가 이겼습니다. 새 정부가 구성되는 중입니다.",
    "makers": {"units": "미국에서 팔린 한국산 자동차, {quarter}", "duty": "낸 관세, {quarter}"},
    "vehicles": "{value:,.0f}대",
    "money": "{value:.2f}(10억 달러)",
}

LANGUAGES = {"en": ENGLISH, "ko": KOREAN}


def words_of(language: str) -> dict[str, Any]:
    """Return the words of a language; UserError where there are none."""
    if language not in LANGUAGES:
        raise UserError(f"there is no language {language!r} here; there are {', '.join(LANGUAGES)}")
    return LANGUAGES[language]
