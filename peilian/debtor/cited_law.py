"""Which law a spoken sentence names, and whether this turn's grounding carries it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peilian.debtor.cue import Cue
from peilian.dialogue.call import Grounded
from peilian.dialogue.normal import normalise

_NAMED = re.compile(
    r"《([^》]{2,40})》"
    r"|(第[一二三四五六七八九十百零〇\d]+条)"
    r"|(民法典|刑法|民法|合同法|治安管理处罚法|治安法|个人信息保护法|个保法|消费者权益保护法|消法|反有组织犯罪法|反电信网络诈骗法"
    r"|征信业管理条例|商业银行法|网络安全法|民间借贷(?:司法解释|规定)|司法解释|信用卡(?:业务)?(?:监督)?管理办法"
    r"|催收(?:工作)?指引|协会(?:的)?指引|gb/?t ?\d+|国家标准|助贷新规)"
    r"|(\bfdcpa\b|fair debt collection(?: practices act)?|\breg(?:ulation)? f\b"
    r"|\d+ ?u\.?s\.?c\.?(?: ?§? ?\d+\w*)?|12 cfr(?: ?\d+(?:\.\d+)?)?"
    r"|§ ?\d+\w*(?:\(\w+\))*|\bsection \d{2,}\w*)",
    re.IGNORECASE,
)


def named_laws(text: str) -> list[str]:
    """Every law, standard or article that `text` names, in normal form."""
    plain = normalise(text).text
    return [next(group for group in match.groups() if group) for match in _NAMED.finditer(plain)]


def laws_outside(sentence: str, cue: Cue) -> list[str]:
    """Named laws that no clause used in this turn carries."""
    used = [item for item in cue.grounding if item.used_as is not None]
    allowed = [normalise(f"{item.law} {item.article or ''}").text for item in used]
    belief = normalise(" ".join((cue.belief.text, *cue.belief.phrasings)) if cue.belief and used else "").text
    return [name for name in named_laws(sentence) if not _carried(name, [*allowed, belief])]


def _carried(name: str, allowed: Iterable[str]) -> bool:
    bare = name.replace(" ", "")
    return any(bare in text.replace(" ", "") for text in allowed if text)


def cites_outside_record(text: str, grounding: Iterable[Grounded], names: Iterable[str]) -> list[str]:
    """For checks over whole calls: laws named in a debtor turn whose recorded clauses (their `names`) carry none."""
    used = any(item.used_as is not None for item in grounding)
    carried = [normalise(name).text for name in names] if used else []
    return [name for name in named_laws(text) if not _carried(name, carried)]
