"""How a sentence holds the words found in it: asserted, denied, quoted, forbidden, asked, supposed or hearsay.

“我们不会联系您的家人” and “您刚才说我们要抓您” hold words that nobody asserts.
"""

from __future__ import annotations

import re

from peilian.dialogue.signal import Stance

SET_ASIDE: frozenset[Stance] = frozenset({"negated", "quoted", "policy", "hearsay", "corrected"})
"""Stances in which nobody means what the words say."""

_CLAUSE_BREAK = re.compile(r"[,，:：、—]|(?<=[a-z]),\s")

_GOES_ON_ZH = r"(?:(?!就|便|才|只好|否则|不然|我会|我们会|我要|我们要|那我|等着|也要|也得|照样).)"
_NOT_ZH = re.compile(
    rf"""(?:
        (?:不会|绝不|决不|绝对不|从不|从来不|不能|不可以|不可能|不得|不准|不许|不允许|不打算|不想|不希望|不该|不应该|不应|
           不需要|不用|不必|不再|不存在|不至于|不等于|不代表|不意味着|不涉及)(?!不)
      | 不是(?!已经|早就|吗) | 并非 | 并没有 | (?<!有)没有(?:要|说|想|任何|资格|权利|权力|打算|这回事)? | 没说 | 没打算
      | 没资格 | 没权 | 无权 | 没人会
      | 不(?=跟|和|向|对|找|给|联系|打扰|威胁|强迫|催)
      | (?<!特)(?<!级)(?<!分)(?<!个)别(?!怪|逼|以为|人|的|家|处|无|忘) | 请勿 | 避免 | 杜绝
    ){_GOES_ON_ZH}{{0,12}}$""",
    re.VERBOSE,
)
_DENIED_AFTER_ZH = re.compile(
    r"^[^。]{0,14}?(?:是违法的?|违法|违规|是不允许的?|不允许|不合规|不可以|我们不做|不会这么做|绝对不行|的事我们?不|的说法不|是不对|不属实|是假的|都是谣言)"
)
_FORBIDDEN_ZH = re.compile(
    r"(?:严禁|禁止|不得(?!不)|不准|不允许|不许|规定(?:我们|催收员|员工|坐席)?(?:不能|不得|不可|不许))[^。]{0,30}$"
)
_SAID_BY_OTHER_ZH = re.compile(
    r"(?<![跟和对给向])(?<!告诉)(?:您|你|客户|对方|他们?|她)(?:们)?(?:刚才|刚刚|之前|上次|前面|刚|也|曾经|一直)?[^,，]{0,3}"
    r"(?:(?:说过?|讲)(?!一?下|明|清|说|讲|吧|呗|个)|骂|提到|担心|以为|怕|觉得|误会|投诉)[^,，]{0,14}$"
)
_HEARSAY_ZH = re.compile(
    r"(?:网上|有人|听说|传言|谣言|短视频里|抖音上(?:说|讲)|(?<!您)(?<!你)(?<!我)都说(?!了|过|好)|所谓的?|骗子)[^,，]{0,10}$"
)
_TAKEN_BACK_ZH = re.compile(
    r"^.{0,12}?[,，—…、 ]*(?:呃|哦|啊|哎)?[,，]?"
    r"(?:不对|不是不是|口误|说错了|讲错了|我(?:说|讲)错|更正一下|纠正一下|收回)"
)
"""Right after the words: the speaker takes them back in the same breath."""
_IF_ZH = re.compile(r"(?:如果|要是|假如|万一|一旦|再不|若|倘若|的话)")
_ASK_ZH = re.compile(r"(?:[吗么呢]|是不是|有没有|能不能|可不可以|[?？])[?？!！]*$")
_AGENT_WILL_NOT_ZH = re.compile(
    r"(?:我们?|银行|公司|这边|咱们?|本行|我司)[^,，。你您]{0,6}(?:不会|绝不|决不|不能|无权|从不|从来不|不得|不可以|不打算|没有权)(?!不)"
)

_NOT_EN = re.compile(
    r"""\b(?:won't|will\s+not|would\s+never|wouldn't|never|not\s+going\s+to|(?:do|does|did)\s*n(?:o|')t|cannot|can't|can\s+not
        |not\s+allowed\s+to|no\s+one|nobody|isn't|aren't|am\s+not|is\s+not|are\s+not|not|without|instead\s+of|rather\s+than)
        (?!\s+(?:make|think|force|only|just|mind))
        (?:(?!\b(?:we|i|then|you'll|they|he|she|or|until|unless|but|so)\b)[^,.;]){0,30}$""",
    re.VERBOSE,
)
_NEW_SUBJECT_EN = re.compile(r"(?:i|we|you|your|they|he|she|it|this|there|someone|somebody|our|my|the|let)\b")
_SUBORDINATE_EN = re.compile(r"\b(?:if|unless|until|since|because|when|once|as\s+long\s+as|the\s+day)\b[^,.;]{0,60}$")
"""“If you don't pay we'll …”: what is denied ends where the main clause begins."""
_FORBIDDEN_EN = re.compile(
    r"\b(?:prohibit(?:s|ed)?|forbid(?:s|den)?|not\s+permitted|illegal|against\s+(?:the\s+law|policy))\b[^.;]{0,40}$"
)
_DENIED_AFTER_EN = re.compile(
    r"^[^.;]{0,30}\b(?:is|are|would\s+be)\s+(?:illegal|prohibited|not\s+(?:allowed|permitted|true)|against)\b"
)
_SAID_BY_OTHER_EN = re.compile(
    r"\b(?:you|they|he|she|somebody|someone)(?:'ve|\s+have|\s+had)?(?:\s+just|\s+already|\s+also)?\s+"
    r"(?:said|say|told|mentioned|asked|heard|read|thought|called|worried|feel\s+like|felt)\b[^.;]{0,40}$"
)
_HEARSAY_EN = re.compile(r"\b(?:people\s+say|i'?ve\s+heard|rumou?rs?|scammers?|online\s+they)\b[^.;]{0,30}$")
_TAKEN_BACK_EN = re.compile(
    r"^.{0,30}?[,\-–—… ]+(?:no,? wait|scratch that|strike that|correction|i\s+misspoke|let\s+me\s+correct"
    r"|sorry,?\s+(?:that's|that\s+is)\s+(?:not\s+right|wrong)|i\s+(?:take|took)\s+that\s+back|that\s+came\s+out\s+wrong)"
)
_IF_EN = re.compile(r"\b(?:if|unless|in\s+case|should\s+you)\b")
_ASK_EN = re.compile(r"\?\s*$")
_AGENT_WILL_NOT_EN = re.compile(
    r"\b(?:we|i|our\s+company|the\s+(?:bank|creditor))(?:\s+(?:will|would|do|can))?\s*(?:not|never|n't|won't|don't|can't|cannot)\b"
    r"|\b(?:we|i)\s+(?:won't|don't|can't|cannot|never|would\s+never)\b"
)
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ('"', '"'))


def stance_of(sentence: str, start: int, end: int, language: str) -> Stance:
    """How `sentence` holds `sentence[start:end]` (normal form)."""
    english = language.startswith("en")
    before, after = sentence[:start], sentence[end:]
    clause = _last_clause(before)
    if _inside_quotes(sentence, start, end):
        return "quoted"
    if (_FORBIDDEN_EN if english else _FORBIDDEN_ZH).search(before):
        return "policy"
    if (_SAID_BY_OTHER_EN if english else _SAID_BY_OTHER_ZH).search(clause):
        return "quoted"
    if (_HEARSAY_EN if english else _HEARSAY_ZH).search(clause):
        return "hearsay"
    if (_TAKEN_BACK_EN if english else _TAKEN_BACK_ZH).match(after):
        return "corrected"
    if _denied_before(clause, sentence[start:], english) or (_DENIED_AFTER_EN if english else _DENIED_AFTER_ZH).match(
        after
    ):
        return "negated"
    return _open_stance(sentence, before, english)


def stance_of_sentence(sentence: str, language: str) -> Stance:
    """How a whole sentence stands, where no words of it can be pointed at."""
    english = language.startswith("en")
    if (_AGENT_WILL_NOT_EN if english else _AGENT_WILL_NOT_ZH).search(sentence):
        return "negated"
    if (_FORBIDDEN_EN if english else _FORBIDDEN_ZH).search(sentence):
        return "policy"
    if (_HEARSAY_EN if english else _HEARSAY_ZH).search(sentence):
        return "hearsay"
    return _open_stance(sentence, sentence, english)


def _open_stance(sentence: str, before: str, english: bool) -> Stance:
    if (_ASK_EN if english else _ASK_ZH).search(sentence):
        return "question"
    if (_IF_EN if english else _IF_ZH).search(before):
        return "conditional"
    return "asserted"


def _denied_before(clause: str, said: str, english: bool) -> bool:
    if not english:
        return bool(_NOT_ZH.search(clause))
    denied = _NOT_EN.search(clause)
    if not denied:
        return False
    return not (_SUBORDINATE_EN.search(clause[: denied.start()]) and _NEW_SUBJECT_EN.match(said))


def _last_clause(before: str) -> str:
    breaks = list(_CLAUSE_BREAK.finditer(before))
    return before[breaks[-1].end() :] if breaks else before


def _inside_quotes(sentence: str, start: int, end: int) -> bool:
    for opening, closing in _QUOTES:
        if opening == closing:
            if sentence[:start].count(opening) % 2 == 1 and closing in sentence[end:]:
                return True
        elif sentence.rfind(opening, 0, start) > sentence.rfind(closing, 0, start) and closing in sentence[end:]:
            return True
    return False
