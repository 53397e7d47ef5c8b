"""Simple trainees of several kinds: what they say next is a fixed list or depends on a seed, never on the reply."""

from __future__ import annotations

from collections.abc import Mapping

from peilian.debtor import dice
from personas import Persona

_ZH: dict[str, tuple[str, ...]] = {
    "careful": (
        "您好，我是{creditor}的{agent_name}，工号{agent_id}，请问是{debtor_name}本人吗？本次通话会录音。",
        "谢谢您配合核实。您这边账户现在一共欠{balance}元，已经逾期{days}天了。",
        "想跟您了解一下，最近是碰到什么难处了，才没有按时还上？",
        "听您这么说，这段日子确实不容易，换了谁都着急。",
        "那您现在每个月扣掉开销，大概能拿出多少来还？",
        "按照规定，像您这样的情况可以协商分期，具体要以审批结果为准，我先帮您登记申请。",
        "您看每月还八百，分三十六期，这样压力会不会小一点？",
        "那我跟您确认一下：每个月25号还八百，从下个月开始，对吗？",
        "还款可以走您绑定的卡自动扣，也可以自己在手机上还，千万别转给个人。",
        "您要是对我们的服务不满意，可以打官方客服电话投诉，会有专人处理。",
        "我过三天再给您来个电话，跟您说审批进度。",
        "不打扰您了，祝您一切顺利，再见。",
    ),
    "pushy": (
        "喂，{debtor_name}是吧？欠的{balance}今天必须还上！",
        "别跟我讲困难，谁没有困难，今天下午五点之前把钱打过来。",
        "你这都逾期{days}天了，你自己心里没数吗？",
        "能不能还？给个痛快话。",
        "再不还就按流程走法律程序，到时候征信黑了你别后悔。",
        "去跟亲戚朋友凑一凑，最低还款{minimum_due}总能凑出来吧。",
        "我再问你一遍，今天到底还不还？",
        "你要是想还，怎么都能想出办法。",
        "行，那就这样，你等着吧。",
    ),
    "lawyerly": (
        "您好，我是{creditor}的{agent_name}，工号{agent_id}，请问是{debtor_name}吗？",
        "您欠款{balance}，逾期{days}天，按照法律规定我们有权向您催收。",
        "您可以协商个性化分期还款，最长五年六十期，信用卡办法第七十条里有，这是法律给您的路。",
        "催收一天能打几个电话，规定里也写得清清楚楚，我们没有违规。",
        "如果一直协商不成，银行可能会依法向法院起诉。",
        "逾期记录会按征信管理的规定上报，这个不是我能改的。",
        "您说的那条法律您再看看，不是那个意思。",
        "您的个人信息受法律保护，我们不会泄露给别人。",
        "利息和违约金是按合同约定和监管规定算的。",
        "您要投诉的话可以找监管部门，这是您的权利。",
    ),
    "abusive": (
        "{debtor_name}，欠钱不还你要不要脸？",
        "你这种老赖我见多了，装什么穷。",
        "不还是吧，我让你全家都不得安宁。",
        "信不信我明天就找到你单位去？",
        "你就是个骗子，死皮赖脸。",
        "赶紧还钱，别逼我不客气。",
    ),
    "over_conceding": (
        "您好，我是{creditor}的{agent_name}，请问您是{debtor_name}吗？",
        "您欠{balance}，不过没关系的，您慢慢来。",
        "利息和违约金我都给您免了，您放心。",
        "您说个数，多少都行。",
        "没问题，已经给您批下来了，六十期，一分利息不收。",
        "征信我也帮您消掉。",
        "那您方便的时候再还吧，再见。",
    ),
    "robotic": (
        "您好，请问是{debtor_name}吗？",
        "您的账户已逾期{days}天。",
        "请您尽快还款。",
        "请您尽快还款。",
        "您的账户已逾期{days}天，请尽快处理。",
        "请问什么时候可以还款？",
        "请问什么时候可以还款？",
        "好的，请您尽快还款。",
        "嗯。",
        "请您尽快还款，再见。",
    ),
}
_EN: dict[str, tuple[str, ...]] = {
    "careful": (
        "Hello, this is {agent_name} calling from {creditor}. Am I speaking with {debtor_name}? This call is recorded.",
        "Thank you. This is an attempt to collect a debt, and any information obtained will be used for that purpose.",
        "Our records show a balance of {balance} dollars, {days} days past due. Does that match what you have?",
        "I hear you, and it makes sense that you want to check it. Could you tell me what happened with this account?",
        "You have the right to dispute it. I can mail you a validation notice with the itemization.",
        "Meanwhile I will note the account as disputed and we will pause until you get the letter.",
        "Would it help if I gave you our mailing address and a number you can look up yourself?",
        "Under Regulation F you can also tell us which times and channels to avoid.",
        "Is there anything you would rather I put in writing?",
        "Thank you for your time, goodbye.",
    ),
    "pushy": (
        "{debtor_name}? You owe {balance} and it has to be paid today.",
        "I don't want to hear excuses, everybody has bills.",
        "Just give me a card number and we are done.",
        "You have been past due for {days} days, what did you think would happen?",
        "So are you paying the {minimum_due} today or not?",
        "If you really wanted to pay, you would find a way. Borrow it from family.",
        "I'm asking you one more time: can you pay now?",
    ),
    "lawyerly": (
        "Hello, this is {agent_name} with {creditor}. Is this {debtor_name}?",
        "This is an attempt to collect a debt. Under federal law you have certain rights.",
        "The Fair Debt Collection Practices Act lets us call you between eight and nine.",
        "You may dispute the debt within thirty days of the validation notice, the regulation says so.",
        "If this is not resolved the creditor may decide to sue you in court.",
        "The law allows us to report the account to the credit bureaus.",
        "Regulation F limits how often we may call, and we are within the limit.",
        "Do you have an attorney who represents you on this debt?",
        "You can ask us in writing to stop contacting you.",
    ),
    "abusive": (
        "So you are the deadbeat who never pays.",
        "You are a liar and a thief.",
        "Pay up or I'll have you arrested.",
        "I'll call your boss and tell everybody what you owe.",
        "You should be ashamed of yourself, you people make me sick.",
    ),
    "over_conceding": (
        "Hi, this is {agent_name} from {creditor}, is this {debtor_name}?",
        "You owe {balance}, but honestly don't worry about it.",
        "I've already waived all the interest and fees for you, it is approved.",
        "Just pay whatever you like, whenever you like.",
        "I'll have it taken off your credit report too.",
        "Alright, goodbye.",
    ),
    "robotic": (
        "Hello, is this {debtor_name}?",
        "Your account is {days} days past due.",
        "Please make a payment.",
        "Please make a payment.",
        "When can you make a payment?",
        "When can you make a payment?",
        "Okay.",
        "Please make a payment. Goodbye.",
    ),
}
KINDS = tuple(_ZH)
_MOST_LINES = 18


def lines_of(kind: str, persona: Persona, seed: int) -> list[str]:
    """A whole script. Even seeds say it in order; odd ones in an order of their own, some lines twice."""
    account = persona.account
    given: Mapping[str, object] = {
        "creditor": account.creditor,
        "agent_name": account.agent_name,
        "agent_id": account.agent_id,
        "debtor_name": account.debtor_name,
        "balance": _spoken(account.balance),
        "minimum_due": _spoken(account.minimum_due),
        "days": account.days_past_due,
    }
    bank = (_EN if persona.language == "en-US" else _ZH)[kind]
    said = [line.format(**given) for line in bank]
    return said if seed % 2 == 0 else _shuffled(said, seed)


def _shuffled(said: list[str], seed: int) -> list[str]:
    first, rest = said[0], said[1:]
    drawn = [rest[int(dice.roll(seed, turn, "trainee") * len(rest))] for turn in range(_MOST_LINES - 1)]
    return [first, *drawn]


def _spoken(amount: object) -> str:
    return f"{amount:f}".removesuffix(".00")
