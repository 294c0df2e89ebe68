"""All words of a game in its second language; the keys and the figures in braces are those of the English ones.

A particle in brackets takes the form that the name before it asks for, see `sim.classroom.party_idioms`.
"""

from typing import Any

from sim.classroom.game.brief_words_ko import BRIEF
from sim.classroom.party_idioms import idioms

WORDS: dict[str, Any] = {
    "language": "ko",
    "sides": {"party_a": "{a}", "party_b": "{b}"},
    "date": "{day.year}년 {day.month}월 {day.day}일",
    "months": [""] * 12,
    "scale": 10,  # of values: from bn USD to 억 달러
    "figure": "+,.0f",
    "bn": "연간 {value}억 달러",
    "share": "{value:.0f}%",
    "left_open": "미정",
    "issues": {
        "auto_tariff": "{b}산 자동차 관세",
        "reciprocal_tariff": "그 밖의 {b} 상품 관세",
        "lng": "{a}산 가스 추가 구매",
        "shipbuilding": "{a} 조선업 투자·대출·보증",
        "investment": "{a_toward} 현금 투자",
        "farm_access": "쌀·쇠고기 시장 개방",
        "defence_cost": "{b_troops} 비용 추가 부담",
    },
    "peer_issues": {"auto_tariff": "자동차 관세", "reciprocal_tariff": "그 밖의 상품 관세"},
    "units": {
        "percent": ("%", 1),
        "million tonnes a year": ("만 톤(연간)", 100),
        "bn USD": ("억 달러", 10),
        "bn USD a year": ("억 달러(연간)", 10),
        "level": ("", 1),
    },
    "levels": {"none": "없음", "partial": "일부", "full": "전면"},
    "names": idioms()["names"]["ko"],
    "office": "{name}",
    "people": {"party_a": "{a_people}", "party_b": "{b_people}"},
    "ballots": {"party_a": "{a_ballot}", "party_b": "{b_ballot}"},
    "assemblies": {"party_a": "{a_assembly}", "party_b": "{b_assembly}"},
    "statements": idioms()["statements"]["ko"],  # what is said in the scenario's words
    # --- the sight of a day
    "phases": {
        "caretaker": "{voter}[은] {in_office}[이] 맡고 있으며, 선거가 남아 있습니다",
        "forming": "{voter}의 새 정부가 구성되는 중이라 아무것도 서명할 수 없습니다",
        "open": "협상이 진행 중입니다",
        "lapsed": "{the_pause}[은] 끝났지만 협상은 계속됩니다",
        "over": "협상이 끝났습니다",
    },
    "calendar": {
        "pause": "유예 시작",
        "talks": "협상 시작",
        "vote": "{party} {ballot}",
        "own_vote": "{party} 투표(정부는 바뀌지 않습니다)",
        "deadline": "현재 시한: 합의가 없으면 끝납니다. {mover}[이] 시한을 미룰 수 있습니다",
        "fixed": "시한: 합의가 없으면 지금의 조건이 끝납니다",
        "end": "서명이 없으면 협상이 끝납니다",
        "meeting": "다음 회담",
        "horizon": "가치는 이날까지 계산합니다",
    },
    "authority": {
        "party_a": "회담이 열리는 날이면 어떤 조건이든 서명할 수 있습니다.",
        "party_b": "회담이 열리는 날이면 어떤 조건이든 서명할 수 있습니다.",
        "forming": "{voter}의 새 정부가 구성될 때까지는 아무도 서명할 수 없습니다.",
        "bound": (
            "여러분은 {holder}[을] 대표합니다. {public} 지금 정부의 서명에 반대하므로, {vote} 전에는 {party}에 "
            "주는 가치가 {floor}보다 작은 안에 서명하지 않습니다. 그런 안을 제안할 수는 있지만 서명할 수는 없습니다."
        ),
        "bound_name": (
            "여러분은 {holder}[을] 대표합니다. {public} 지금의 서명에 반대하므로, {vote} 전에는 {party}에 "
            "주는 가치가 {floor}보다 작은 안에 서명하지 않습니다. 그런 안을 제안할 수는 있지만 서명할 수는 없습니다."
        ),
        "majority": "{people} 다수가",
        "part": "{people}의 {share}가",
        "vote": "선거",
        "own_vote": "{date} 투표",
        "doubt": "{in_office}의 서명은 선거 뒤에 뒤집힐 수 있습니다.",
    },
    "no_deal": (
        "오늘 판단으로, 끝까지 합의하지 않는 것의 가치는 {value}입니다. 그보다 못한 안에 서명하는 것을 막지는 않습니다."
    ),
    "floor": "지금 서명할 수 있는 최소 가치: {floor}",
    "no_floor": "서명할 조건은 스스로 판단합니다",
    "events": {  # what is not here is told in the diary's English
        "election": "{voter} {voter_ballot}에서 {winner} 후보가 이겼습니다. 새 정부가 구성되는 중입니다.",
        "event": "{name}{terms}",
        "signature": "{side} 측 제안으로 합의안에 서명했습니다: {terms}.",
        "passed": "국회가 합의안을 통과시켰습니다.",
        "struck": "합의안이 지켜지지 않아 협상이 다시 열렸습니다.",
        "extension": "합의 없이 시한이 되었고, {mover}[이] 시한을 미루었습니다.",
        "lapse": "합의 없이 시한이 되어 {the_pause}[이] 끝났습니다.",
        "breakdown": "협상이 결렬되었습니다.",
    },
    "makers": {"units": "{a}에서 팔린 {b}산 자동차, {quarter}", "duty": "낸 관세, {quarter}"},
    "vehicles": "{value:,.0f}대",
    "money": "{value:,.1f}억 달러",
    "ending": {
        "agreed": "{date}에 합의안에 서명했습니다: {terms}. 여러분에게 주는 가치는 {value}입니다.",
        "breakdown": "유효한 합의 없이 협상이 끝났습니다. 합의가 없는 상태의 가치는 여러분에게 {value}입니다.",
    },
    "brief": BRIEF,
    "components": {
        "tariff_revenue": "관세 수입",
        "consumer_surplus": "{a} 소비자의 이익이나 손해",
        "domestic_profit": "{a} 자동차 회사의 이익",
        "imports": "{b}에서 들어오는 수입",
        "headline": "{b}의 현금 투자",
        "capacity": "조선 능력",
        "export_margin": "가스 수출의 이윤",
        "farm_exports": "농산물 수출",
        "burden_sharing": "{b_troops} 비용의 {b} 부담분",
        "contagion": "다른 나라가 뒤이어 요구할 것",
        "exporters_profit": "{b} 수출 기업의 이익",
        "export_value": "수출이 주는 소득과 일자리",
        "fx_strain": "{b_currency}에 주는 부담",
        "fiscal": "재정",
        "gas_cost": "가스 비용",
        "farm_loss": "농민의 손실",
        "security_cost": "{b_troops} 비용",
        "parity": "경쟁국보다 불리한 관세",
    },
    # --- the summary
    "summary": {
        "agreed": "{date} 서명: {terms}.",
        "breakdown": "유효한 합의 없이 협상이 끝났습니다.",
        "gain": "{side}[이] 유보가치를 넘어 얻은 것은 {gain}입니다.",
        "share": "함께 얻은 이익은 {a} {first}, {b} {second}로 나뉘었습니다.",
        "left": "다른 안이었다면 양측이 동시에 {left}만큼 더 얻을 수 있었습니다.",
        "nothing_left": "양측 모두에게 더 나은 안은 없었습니다.",
        "loss": "{side} 측은 유보가치(그날 끝까지 합의하지 않는 것의 가치)보다 못한 안에 서명했습니다.",
        "wanted": "{side} 측에 가장 중요했던 것: {issues}. 유보가치는 마지막에 {no_deal}였습니다.",
        "demand": "마지막 회담에서 요구했을 최소 가치는 {demand}입니다.",
        "equilibrium": (
            "양측이 첫날부터 모든 것을 알고 빈틈없이 협상했다면 {date}에 서명했을 것입니다. 첫날의 값으로 {a}에 "
            "{first}, {b}에 {second}입니다: {terms}."
        ),
        "no_equilibrium": "양측이 첫날부터 모든 것을 알고 빈틈없이 협상했다면 아무것도 서명하지 않았을 것입니다.",
        "facts": {
            "party_a": "합의가 {a}에 주는 가치(유예가 끝난 조건에서 합의가 없을 때와 비교)",
            "party_b": "합의가 {b}에 주는 가치(유예가 끝난 조건에서 합의가 없을 때와 비교)",
            "party_a_no_deal": "{a}의 유보가치: 끝까지 합의하지 않는 것, 같은 척도",
            "party_b_no_deal": "{b}의 유보가치: 끝까지 합의하지 않는 것, 같은 척도",
            "nash_ratio": "유보가치를 넘는 이익의 곱(가능한 최대에 대한 비율)",
        },
        "fair": "공정하다고 할 만한 합의",
        "fair_head": ["규칙", "{a}", "{b}", "조건"],
        "rules": {
            "nash": "내시: 이익의 곱이 최대",
            "kalai_smorodinsky": "칼라이·스모로딘스키: 각자의 최선에 대한 비율이 같음",
        },
        "no_fair": "양측 모두에게 합의가 없는 것보다 나은 안은 없었습니다.",
        "values_of": "조건이 {side} 측에 준 가치, 연간 억 달러",
        "values_head": ["의제", "최소", "최대", "걸린 값"],
        "weeks": "같은 세계에서 {side} 측이 그때 서명했다면",
        "weeks_head": ["주", "나와 있던 제안", "{a}", "{b}", "서명 가능"],
        "no_offer": "나와 있던 제안이 없음",
        "same": "위와 같음",
        "yes": "예",
        "no": "아니요",
        "offers": "제안의 경로(마지막 날의 값)",
        "offers_head": ["날짜", "제안한 쪽", "{a}", "{b}", "조건"],
    },
}
