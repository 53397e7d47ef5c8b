"""What the agent states about the account, held against the ledger.

Only figures whose words say what they are (余额, 本金, 逾期…天) are checked: a part payment, an offer or the
debtor's own figure repeated is no error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from evaluators.conversation import Moment
from evaluators.hit import Hit, NotEvaluable
from evaluators.wording import money
from peilian.dialogue.call import Account
from peilian.dialogue.normal import normalise
from peilian.dialogue.reading import Amount, Span

_NO_LEDGER = NotEvaluable("没有账户资料", "there is no account to check against")
_BEFORE, _AFTER = 14, 6

_ROLES_ZH = (
    ("minimum_due", re.compile(r"(?:最低|最少)(?:还|应还|还款)?[^,，。、;]{0,6}$")),
    ("principal", re.compile(r"本金(?!和|加|利)[^,，。、;]{0,4}$")),
    ("interest", re.compile(r"(?<!免)(?:利息|息费)(?!和|加)[^,，。、;]{0,4}$")),
    ("fees", re.compile(r"(?:违约金|滞纳金|手续费|费用)(?!和|加)[^,，。、;]{0,4}$")),
    (
        "balance",
        re.compile(
            r"(?:总额|总欠款|欠款|余额|全部结清|一次结清|欠了?|应还|待还)[^,，。、;]{0,7}$"
            r"|(?:欠|账单|卡|贷款|账上|系统)[^。;]{0,12}(?:总共|一共|总计|合计|共计)[^,，。、;]{0,5}$"
        ),
    ),
)
_ROLES_EN = (
    ("minimum_due", re.compile(r"\bminimum\b[^,.;]{0,18}$")),
    ("principal", re.compile(r"\bprincipal\b[^,.;]{0,14}$")),
    ("interest", re.compile(r"\binterest\b(?! rate)[^,.;]{0,14}$")),
    ("fees", re.compile(r"\bfees?\b[^,.;]{0,14}$")),
    ("balance", re.compile(r"\b(?:balance|total|owe|owed|owing|full amount|amount due|past due)\b[^,.;]{0,18}$")),
)
_BALANCE_AFTER = re.compile(
    r"^(?:的|块的|元的)?(?:欠款|余额|没还|未还|待还)|^ ?(?:is )?(?:past due|due\b|owed|outstanding|balance)"
)
_PART_PAYMENT = re.compile(
    r"(?:先还|能还|还个|只还|至少还|再还|每|分|付|凑|减|免|if|could|can you|put|pay|down|settle|offer)[^,，。、;]{0,8}$"
)
_OVERDUE_ZH = re.compile(r"(?:逾期|拖欠|拖了|超期|过期|晚了)")
_OVERDUE_EN = re.compile(r"\b(?:past due|overdue|late|behind|delinquent)\b")
_DUE_ZH = re.compile(r"(?:到期日?|还款日|应还日|最后还款日)(?:是|为|在|本来是)?[^,，。]{0,4}$")
_DUE_EN = re.compile(r"\b(?:was due|due date(?: was| is)?|fell due|due back)\b[^,.;]{0,8}$")
_ASKED_NAME_ZH = re.compile(
    r"(?:请问)?(?:您|你|这边)?(?:是|找)(?:不是)?([\u4e00-\u9fff]{1,4}?)(先生|女士|小姐)(?:本人)?(?:吗|么|吧|对吗|\?)"
)
_ASKED_NAME_EN = re.compile(
    r"\b(?:is this|am i speaking (?:with|to)|may i speak (?:with|to)|looking for)\s+m(?:r|s|rs)\.?\s+([a-z]+)"
)
_AGENT_ID = re.compile(r"(?:工号|employee (?:id|number)|agent id)(?:是|为|:| is)?\s*([a-z]?\d{2,8})")


def amount(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """A figure named as balance, principal, interest, fees or minimum that the ledger does not show."""
    if moment.account is None:
        return _NO_LEDGER
    hits = []
    echoed = _figures_of_debtor(moment)
    for said in moment.reading.values.amounts:
        role = _role(moment, said)
        if role is None or said.per is not None or said.low in echoed:
            continue
        truth: Decimal = getattr(moment.account, role)
        if not _agrees(said, truth, moment.account):
            hits.append(Hit(said.span, "ledger", "turn", _slots(moment, said.span, truth)))
    return hits


def _role(moment: Moment, said: Amount) -> str | None:
    text = moment.reading.text
    before = normalise(text[max(0, said.span.start - _BEFORE - 12) : said.span.start]).text
    english = moment.reading.language.startswith("en")
    if _PART_PAYMENT.search(before):
        return None
    roles = _ROLES_EN if english else _ROLES_ZH
    named = next((name for name, pattern in roles if pattern.search(before)), None)
    after = normalise(text[said.span.end : said.span.end + 14]).text
    return named or ("balance" if _BALANCE_AFTER.search(after) else None)


def _agrees(said: Amount, truth: Decimal, account: Account) -> bool:
    """Equal, rounded as people round, or another figure of the same ledger that the words may equally mean."""
    figures = {truth, account.balance, account.principal, account.minimum_due, account.interest + account.fees}
    if said.exact is not None and said.exact in figures and truth == account.balance:
        return True
    slack = truth * (Decimal("0.05") if said.approximate else Decimal("0.0005")) + (0 if said.approximate else 1)
    if said.exact is not None and said.exact == said.exact.to_integral_value():
        slack = max(slack, _rounding(said.exact))
    return said.low - slack <= truth <= said.high + slack


def _rounding(said: Decimal) -> Decimal:
    """28,600 may stand for 28,600.00–28,600.99; nobody is wrong for leaving out cents."""
    return Decimal(1) if said else Decimal(0)


def _figures_of_debtor(moment: Moment) -> set[Decimal]:
    return {said.low for said in moment.previous.values.amounts} if moment.previous else set()


def _slots(moment: Moment, span: Span, truth: Decimal) -> dict[str, str]:
    family = "en" if moment.reading.language.startswith("en") else "zh"
    return {"said": span.of(moment.reading.text), "truth": money(truth, family)}


def days(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """A number of days overdue that the ledger does not show."""
    if moment.account is None:
        return _NO_LEDGER
    english = moment.reading.language.startswith("en")
    hits = []
    for said in moment.reading.values.durations:
        near = normalise(
            moment.reading.text[max(0, said.span.start - 8) : said.span.end + (14 if english else _AFTER)]
        ).text
        if not (_OVERDUE_EN if english else _OVERDUE_ZH).search(near):
            continue
        slack = 15 if said.approximate else 0
        if not said.low - slack <= moment.account.days_past_due <= said.high + slack:
            truth = str(moment.account.days_past_due)
            hits.append(Hit(said.span, "ledger", "turn", {"said": said.span.of(moment.reading.text), "truth": truth}))
    return hits


def due_date(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """A due date that the ledger does not show."""
    if moment.account is None:
        return _NO_LEDGER
    pattern = _DUE_EN if moment.reading.language.startswith("en") else _DUE_ZH
    due = moment.account.due_date
    hits = []
    for said in moment.reading.values.days:
        before = normalise(moment.reading.text[max(0, said.span.start - 16) : said.span.start]).text
        if said.day is None or said.latest is not None or not pattern.search(before):
            continue
        if (said.day.month, said.day.day) != (due.month, due.day):
            slots = {"said": said.span.of(moment.reading.text), "truth": due.isoformat()}
            hits.append(Hit(said.span, "ledger", "turn", slots))
    return hits


def name(moment: Moment, parameters: Mapping[str, str]) -> Sequence[Hit] | NotEvaluable:
    """Asking for somebody the account does not name, or giving another agent number."""
    if moment.account is None:
        return _NO_LEDGER
    normal = normalise(moment.reading.text)
    hits = []
    english = moment.reading.language.startswith("en")
    for match in (_ASKED_NAME_EN if english else _ASKED_NAME_ZH).finditer(normal.text):
        known = normalise(moment.account.debtor_name).text
        asked = match.group(1).strip()
        if not (asked in known or known in asked or (english and set(asked.split()) & set(known.split()))):
            slots = {"said": asked, "truth": moment.account.debtor_name}
            hits.append(Hit(normal.original(match.start(1), match.end(1)), "ledger", "turn", slots))
    for match in _AGENT_ID.finditer(normal.text):
        if match.group(1) != normalise(moment.account.agent_id).text:
            slots = {"said": match.group(1), "truth": moment.account.agent_id}
            hits.append(Hit(normal.original(match.start(1), match.end(1)), "ledger", "turn", slots))
    return hits
