"""The words of a brief in the language `ko`; see `words_ko`."""

from typing import Any

BRIEF: dict[str, Any] = {
    "title": {"party_a": "여러분의 역할: {a} 대표단", "party_b": "여러분의 역할: {b} 대표단"},
    "notice": "대외비: 우리 측만 볼 수 있습니다.",
    "situation": "현재 상황",
    "situation_text": (
        "{a}의 관세 유예는 {pause}에 시작되었습니다. 협상은 {talks}에 시작되며 시한은 {deadline}입니다. "
        "그때까지 합의하지 못하면, {mover}[이] 시한을 미루지 않는 한 유예는 끝납니다."
    ),
    "situation_without_pause": (
        "협상은 {talks}에 시작되며 시한은 {deadline}입니다. 그때까지 합의하지 "
        "못하면, {mover}[이] 시한을 미루지 않는 한 지금의 조건은 끝납니다."
    ),
    "situation_fixed": "협상은 {talks}에 시작되며 {deadline}까지 합의가 없으면 지금의 조건은 끝납니다.",
    "situation_firm": "협상은 {talks}에 시작되어 {deadline}에 끝납니다. 시한은 미뤄지지 않습니다.",
    "situation_open": "협상은 {talks}에 시작됩니다. 시한은 없습니다.",
    "who": "여러분은 누구인가",
    "who_text": {
        "party_a": "{b}[과]의 협상에서 {a}[을] 대표합니다.{a_backing}",
        "party_b": "{b} 정부를 대표합니다.",
    },
    "who_without_government": "{a}[과]의 협상에서 {b}[을] 대표합니다.",
    "vote_text": {
        "other": (
            "{party}[은] {vote}에 {ballot}[을] 치릅니다. 그때까지는 {holder}[이] 정부를 맡습니다. 당선자가 정부를 "
            "구성하는 데는 {forming} 걸리며, 새 정부는 그전의 서명을 지키지 않을 수도 있습니다."
        ),
        "own": (
            "{party}[은] {vote}에 {ballot}[을] 치릅니다. 그때까지는 {holder}[이] 정부를 맡습니다. 당선자가 정부를 "
            "구성하는 데는 {forming} 걸립니다. 그 뒤에는 새 정부를 대표하게 되며, 조건의 가치도 그에 따라 "
            "달라집니다."
        ),
    },
    "forming": {"weeks": "몇 주가", "span": "{low}~{high}일이", "days": "{low}일이", "none": "0일이"},
    "assembly": {
        "own": (
            "여러분이 서명한 합의는 서명 {lag}일 뒤 {assembly}의 표결에 부쳐집니다. 통과하지 못하면 무효가 됩니다."
        ),
        "other": (
            "{party}[이] 서명한 합의는 서명 {lag}일 뒤 {assembly}의 표결에 부쳐집니다. 통과하지 못하면 무효가 됩니다."
        ),
    },
    "position": "{name}: {says}.",
    "interests": "우리에게 중요한 것",
    "interests_text": (
        "각 줄은 조건이 가져오거나 잃게 하는 것과, 그 한 단위가 우리 측에서 갖는 무게입니다. 아래의 가치 "
        "표에는 모두 더해져 있습니다."
    ),
    "interests_head": ["중요한 것", "무게"],
    "lines": "넘을 수 없는 선",
    "line_text": (
        "{name}: {issue}에서 {levels}에는 서명하지 않겠다고 밝혔습니다. 아래 가치에는 그 대가가 들어 있습니다."
    ),
    "no_lines": "우리 측은 공개적으로 선을 긋지 않았습니다. 서명해서는 안 되는 것은 아래 가치에서 드러납니다.",
    "worth": "조건마다 우리에게 주는 가치",
    "worth_text": (
        "단위는 연간 억 달러이며, {zero} {date} 현재의 값입니다. 의제별 "
        "값을 더하면 됩니다. 사건이 일어나면 값이 달라지며, 그날의 값은 그날의 화면에 나옵니다."
    ),
    "zero": {
        "lapse": "합의 없이 {the_pause}[이] 끝난 경우와 견준",
        "before": "합의 없이 {the_pause}[이] 끝나기 전과 견준",
        "none": "합의가 없는 경우와 견준",
        "mixed": "값이 0인 수준에서 센(말은 합의가 없을 때의 수준과 견준 것)",
        "own": "합의가 없는 경우의 가치를 뺀",
        "stated": "합의가 없는 경우의 가치를 뺀({issue}의 값에서 뺐습니다)",
    },
    "worth_head": ["수준", "연간 억 달러", "말로 하면"],
    "in_words": {
        "nothing": "합의가 없을 때와 같음",
        "little": {"good": "거의 차이 없음", "bad": "거의 차이 없음"},
        "some": {"good": "이익", "bad": "부담"},
        "much": {"good": "큰 이익", "bad": "큰 부담"},
    },
    "signing": "서명할 수 있는 범위",
    "public": "모두가 아는 것",
    "hears": {
        "both": "{heard}[은] 모두에게 알려집니다. {published}도 공개됩니다.",
        "heard": "{heard}[은] 모두에게 알려집니다.",
        "published": "{published}[이] 공개됩니다.",
    },
    "heard": {
        "elections": "선거",
        "peers": "다른 나라가 {a}[과] 서명한 합의",
        "deadlines": "미루어진 시한",
    },
    "published": {"polls": "여론 조사", "makers": "자동차 회사의 실적"},
    "listed": {"between": ", ", "last": ", ", "two": "[과] "},
    "estimate_text": (
        "조건이 각 측에 대체로 어떤 가치를 갖는지는 알려진 사실로 어림할 수 있고, 그 어림값을 물어볼 수 "
        "있습니다. 정확한 값은 각 측만 압니다."
    ),
    "unknown_text": {
        "party_a": (
            "조건이 {b}에 정확히 어떤 가치를 갖는지, {b}[이] 최소한 무엇을 받아야 서명할지{more}는 "
            "알 수 없습니다. 상대의 제안에서 어느 정도 읽어 낼 수 있습니다."
        ),
        "party_b": (
            "조건이 {a}에 정확히 어떤 가치를 갖는지, {a}[이] 최소한 무엇을 받아야 서명할지{more}는 알 수 "
            "없습니다. 상대의 제안에서 어느 정도 읽어 낼 수 있습니다."
        ),
    },
    "unknown": {"vote": ", 누가 선거에서 이길지", "deadline": ", 시한을 미룰지"},
    "talks": "협상의 진행",
    "meets": {
        "each": "회담은 매일 열립니다.",
        "every": "회담은 {every}일마다 열립니다.",
        "daily": "회담은 {every}일마다 열리고, 시한 전 마지막 {daily}일 동안은 매일 열립니다.",
    },
    "talks_text": (
        "{meets} 회담마다 한쪽이 모든 의제의 수준을 정해 제안하고, 상대는 서명하거나 거절합니다. {proposer}"
    ),
    "proposers": {
        "coin": "누가 제안할지는 동전을 던져 정합니다.",
        "alternate": "{a}부터 번갈아 제안합니다.",
        "party_a": "언제나 {a}[이] 제안합니다.",
        "party_b": "언제나 {b}[이] 제안합니다.",
    },
    "moves_text": (
        "제안할 차례에 기다리면 여러분의 지난 제안이 그대로 남고, 지난 제안이 없으면 그 회담은 제안 없이 "
        "지나갑니다. 답할 차례에 기다리는 것은 거절과 같습니다."
    ),
    "dates": "일정",
    "dates_head": ["날짜", "내용"],
}
