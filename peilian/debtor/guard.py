"""The guard at the debtor's mouth: every sentence of a language model passes here before a trainee sees it.

Code, not persuasion: whatever the model was told, a sentence that breaks a check is not released.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from peilian.debtor.cited_law import laws_outside
from peilian.debtor.cue import Cue
from peilian.debtor.likeness import likeness, shares_run
from peilian.dialogue.normal import normalise
from peilian.dialogue.values import read_values

Fault = Literal[
    "empty",
    "too_long",
    "wrong_language",
    "meta_talk",
    "role_flip",
    "service_speak",
    "coaching",
    "echo",
    "repetition",
    "leaked_fact",
    "invented_number",
    "law_outside_grounding",
    "gave_in",
]
"""Why a sentence was not released."""

_LONGEST = {"zh": 90, "en": 320}
_ALIKE = 0.6
_ECHO_RUN = {"zh": 12, "en": 40}
_LEAK_RUN = {"zh": 8, "en": 24}

_META = re.compile(
    r"人工智能|语言模型|大模型|(?<![a-z])ai(?![a-z])|提示词|系统提示|导演|按(?:照)?提示|扮演|角色设定|这个角色|模拟(?:对话|通话|训练)|对练|训练场景|我是(?:一个)?(?:助手|机器人|程序)"
    r"|作为(?:一个|一名)?(?:助手|模型|债务人|借款人|欠款人|客户)|无法(?:协助|提供帮助)"
    r"|language model|role[- ]?play|system prompt|my instructions|stay in character|i(?:'m"
    r"| am) (?:an )?assistant"
    r"|as (?:the|a) (?:debtor|consumer|borrower)|simulat|i (?:can't|cannot) assist"
)
_ROLE_FLIP = re.compile(
    r"^(?:坐席|催收员|客服|agent|collector)\s*:|我(?:这边|们这边)?是(?!被|跟|给|找|在|问|你们|您们).{0,12}(?:银行|信用卡中心|消费金融|客服|催收|受托|委托)(?![^,.。?!]{0,8}(?:客户|用户|储户|坑|骗))"
    r"|(?:我的)?工号是?\d|您(?:的)?(?:账户|欠款|账单|贷款|信用卡).{0,8}(?:逾期|未还|到期)|请您(?:尽快|及时|按时|务必)|您(?:这边)?(?:逾期|欠)了"
    r"|为了核实您的身份|您本人吗|通话(?:会|将)?(?:被)?录音|我(?:们)?可以为您(?:申请|办理|提供)"
    r"|\b(?:this is an attempt to collect|i'm calling (?:from|on behalf)|you owe (?:us|a balance)"
    r"|your account is (?:past due|overdue)"
    r"|this call (?:is|may be) recorded|we can offer you|set you up (?:on|with) a (?:payment )?plan)\b"
)
_SERVICE = re.compile(
    r"请问还有什么|还有什么可以帮|很高兴为您|感谢您的(?:来电|理解|配合|耐心)|祝您(?:生活|工作|一切)?(?:愉快|顺利)|温馨提示|竭诚|希望(?:以上|这)(?:能|对您)"
    r"|is there anything else i can|happy to (?:help|assist)|thank you for your (?:patience|understanding"
    r"|cooperation)|how (?:can|may) i (?:help|assist)"
    r"|have a (?:great|wonderful) day ahead|i hope this helps"
)
_COACHING = re.compile(
    r"你(?:应该|可以|不妨)(?:先)?(?:这样|这么)?(?:问我|说|表达同理心|核实我)|更好的(?:话术|说法)是|建议你(?:在催收|用.{0,6}话术)|你的话术|(?:给你|我给你)打(?:满)?分"
    r"|you should (?:ask|tell|say to) me|a better way to (?:say|phrase|ask)|your (?:script|technique|score)"
)
_GAVE_IN = re.compile(
    r"(?:我|那就?|行|好)[^,，。?!不没]{0,6}(?:今天|明天|马上|现在|立刻|这就|全部|一次性)[^,，。?!不没怎哪]{0,6}(?:还清|还上|全还|转给|结清|还给你)"
    r"|(?:行|好|可以|没问题)[,，][^。?!不没]{0,4}我(?:同意|答应|接受)|就按(?:你|您)说的(?:办|还|来)"
    r"|\bi(?:'ll| will) pay (?:it|you|that|the (?:full|whole)|in full|everything|today|right now)"
    r"|\bi (?:agree|accept) to (?:pay|your|the|that)|\bit's a deal\b|\byou(?:'ve| have) got a deal"
)
_YIELDING = frozenset({"accept_plan", "promise", "false_promise", "counter_offer", "confirm_deal"})
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-zA-Z]")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_LABEL = re.compile(r"^\s*(?:债务人|客户|我|欠款人|借款人|debtor|consumer|customer)\s*[:：]\s*", re.IGNORECASE)
_ASIDE = re.compile(r"[（(\[【*][^）)\]】*]{1,24}[）)\]】*]")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not come out yet, known to the guard alone: never part of a prompt."""

    texts: tuple[str, ...] = ()
    """Facts not disclosed so far, in all their phrasings."""
    keywords: tuple[str, ...] = ()


def tidied(sentence: str) -> str:
    """The sentence without a speaker's label and without stage directions in brackets."""
    return _ASIDE.sub("", _LABEL.sub("", sentence)).strip()


def fault_of(sentence: str, cue: Cue, released: Sequence[str], secrets: Secrets, *, on: date) -> Fault | None:
    """The first check that `sentence` breaks, or None."""
    family = "zh" if cue.style.language.startswith("zh") else "en"
    plain = normalise(sentence).text
    if not any(character.isalnum() for character in plain):
        return "empty"
    if len(sentence) > _LONGEST[family]:
        return "too_long"
    if _wrong_language(plain, family):
        return "wrong_language"
    for fault, pattern in _WORDS:
        if pattern.search(plain):
            return fault
    return (
        _like_others(sentence, cue, released, family)
        or _secret(plain, cue, released, secrets, family)
        or _unfounded(sentence, cue, on)
        or _gave_in(plain, cue)
    )


_WORDS: tuple[tuple[Fault, re.Pattern[str]], ...] = (
    ("meta_talk", _META),
    ("role_flip", _ROLE_FLIP),
    ("service_speak", _SERVICE),
    ("coaching", _COACHING),
)


def _wrong_language(plain: str, family: str) -> bool:
    han, latin = len(_CJK.findall(plain)), len(_LATIN.findall(plain))
    if family == "zh":
        return latin > 12 and latin > han * 2
    return han > 2


def _like_others(sentence: str, cue: Cue, released: Sequence[str], family: str) -> Fault | None:
    if cue.heard and (likeness(sentence, cue.heard) > _ALIKE or shares_run(sentence, cue.heard, _ECHO_RUN[family])):
        return "echo"
    before = [part for text in (*cue.said, *released) for part in _parts(text)]
    return "repetition" if any(likeness(sentence, text) > _ALIKE for text in before) else None


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[。！？!?])|(?<=\.)\s", text) if len(part.strip()) > 1]


def _secret(plain: str, cue: Cue, released: Sequence[str], secrets: Secrets, family: str) -> Fault | None:
    """A fact that has not been disclosed: its words, or a keyword nobody has spoken in this call."""
    spoken = normalise(" ".join((cue.heard, *cue.said, *released, *(turn.text for turn in cue.recent)))).text
    allowed = spoken + normalise(" ".join(_given(cue))).text
    for text in secrets.texts:
        if shares_run(plain, normalise(text).text, _LEAK_RUN[family]) and not shares_run(
            plain, allowed, _LEAK_RUN[family]
        ):
            return "leaked_fact"
    leaked = any(word in plain and word not in allowed for word in map(_normal, secrets.keywords))
    return "leaked_fact" if leaked else None


def _normal(word: str) -> str:
    return normalise(word).text


def _given(cue: Cue) -> list[str]:
    """Every word the cue itself puts at the voice's disposal."""
    told = [text for fact in cue.facts for text in (fact.text, *fact.phrasings)]
    belief = [cue.belief.text, *cue.belief.phrasings] if cue.belief else []
    lines = [line.text for line in cue.own_lines]
    return [*told, *belief, *lines, *cue.style.catch_phrases, *(value for _, value in cue.move.slots)]


def _unfounded(sentence: str, cue: Cue, on: date) -> Fault | None:
    """Sums nobody has named, and law that was not retrieved for this turn."""
    if laws_outside(sentence, cue):
        return "law_outside_grounding"
    language = cue.style.language
    known_text = " ".join((cue.heard, *cue.said, *(turn.text for turn in cue.recent), *_given(cue)))
    known = {said.low for said in read_values(known_text, language=language, on=on).amounts}
    figures = set(_FIGURE.findall(normalise(known_text).text))
    for said in read_values(sentence, language=language, on=on).amounts:
        if said.low not in known and said.span.of(sentence) not in known_text:
            return "invented_number"
    loose = [figure for figure in _FIGURE.findall(normalise(sentence).text) if len(figure) >= 3]
    return "invented_number" if any(figure not in figures for figure in loose) else None


def _gave_in(plain: str, cue: Cue) -> Fault | None:
    yields = cue.move.kind in _YIELDING or cue.move.then in _YIELDING
    return "gave_in" if not yields and _GAVE_IN.search(plain) else None
