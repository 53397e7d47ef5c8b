"""Calendar days in Chinese: 明天, 下周五, 这个月25号, 月底前, 2026年12月1日, 发工资那天.

`latest` is set where a deadline or a range is said: 12月1号前 has day and latest 12-01,
下周 runs from its Monday to its Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from peilian.dialogue.reading import Day
from peilian.dialogue.values import almanac
from peilian.dialogue.values.numerals import quantity
from peilian.dialogue.values.sheet import Sheet

_N = r"(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_START = r"(?<![0-9.零一二两三四五六七八九十百千万第/-])"
_NO_NUMBER = r"(?:号(?![楼线店院门台库房厅机码令文球位员])|日(?![子常内]|之内|以内))"
_FULL = re.compile(
    rf"{_START}(?P<year>20[0-9]{{2}}"
    rf"|二零[一二三四五六七八九零]{{2}}) ?(?P<join>[年/.-]) ?(?P<month>{_N}) ?(?:月"
    rf"|(?P=join)) ?(?P<day>{_N})(?![0-9.]) ?[日号]?"
)
_MONTH_DAY = re.compile(
    rf"(?P<year>今年|明年|去年|后年)?的?{_START}(?P<month>{_N}) ?月 ?(?P<day>{_N}) ?(?:{_NO_NUMBER}|(?=[以之]?前))"
)
_MONTH_PART = re.compile(
    rf"(?P<year>今年|明年|去年)?的?{_START}(?P<month>{_N})月(?P<part>底|末|初|中旬|中|上旬|下旬|份(?:底|末|初)?)"
)
_MONTH_WORD = r"(?P<which>这个?月|本月|当月|下下个?月|下个?月|上个?月|每个?月)"
_IN_MONTH = re.compile(
    rf"(?:{_MONTH_WORD}的?)?(?<![工编订单坐席车房门案证卡账型尾])(?<!逾期)(?<!拖欠)(?<!超过)(?<!连续)(?<![满达"
    rf"共])(?:{_START})(?P<day>{_N}) ?{_NO_NUMBER}"
)
_MONTH_EDGE = re.compile(rf"(?:{_MONTH_WORD}?的?月?(?P<part>(?<=月)(?:底|末|初|中旬)|月(?:底|末|初|中旬)))")
_WEEKDAY = re.compile(
    r"(?P<which>上上|上|这|本|下下|下|每)?个?(?<![一两二三四五六七八九十几0-9])(?:周|星期"
    r"|礼拜)(?P<index>一(?![定直起共次般样些边切旦会])|[二三四五六日天末1-6])(?![百千万十天个次年0-9])"
)
_WEEK = re.compile(r"(?P<which>这|本|下下|下)个?(?:周|星期|礼拜)(?:[之以]?内)?")
_MONTH = re.compile(r"(?P<which>这个?月|本月|下个?月)(?:[之以]?内)?(?![的]?[0-9一二三四五六七八九十底末初中])")
_NEAR = re.compile(r"大后天|(?<![提先])后天|明[天日儿早晚](?!白)|今[天日儿早晚]|昨[天日晚]|大?前天(?![数气])")
_NEAR_DAYS = {"大后天": 3, "后天": 2, "明": 1, "今": 0, "昨": -1, "前天": -2, "大前天": -3}
_FESTIVAL = re.compile(
    r"国庆节?|十一(?=长?假|放假|之?前|之?后)|元旦|(?<![百千万零])五一(?![百千万十路个期天])(?:节|长假)?|劳动节"
    r"|春节|过年(?=的?时候|以?前|之前|那|就|再|$|[，。])|中秋节?|端午节?|圣诞节?"
)
_YEAR_END = re.compile(r"(?P<which>今年|明年)?(?P<part>年底|年末|(?<=年)[底末])")
_VAGUE = re.compile(
    r"(?:等)?(?:发了?(?:工资|薪水?|年终奖|奖金)(?:那天|当天|的?时候|之?后|以后|了|日)?|发薪日|开了?工资(?:那天"
    r"|了|以后|之?后)?|开支(?:那天|了|以后|后)|(?:工资|薪水|工程款|货款|尾款|年终奖|奖金|回款|运费|提成|退税"
    r"|钱)(?:一)?(?:下来|到账|到了|到手|结了|发下来|结下来|回来|批下来)(?:了|以后|之后|后|那天|的时候)?)"
)
_BEFORE = re.compile(r"(?:以前|之前|前(?![天面后期几])|为止)")
_PAST = re.compile(
    r"逾期|到期|应还|就该|本该|已经|上次|之前(?:答应|说|承诺)|当时|过了|那时候|没还上|未还|开始|失业|下岗|被裁"
    r"|离职|住院|生病|[办借贷]的"
)
_MONTHS = {"这": 0, "本": 0, "当": 0, "下": 1, "上": -1, "每": 0}
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}

Resolved = tuple[date | None, date | None]


def read_days(sheet: Sheet, on: date) -> Iterator[Day]:
    """Claim and yield every Chinese day, seen from `on`."""
    for pattern, resolve in _READERS:
        for match in pattern.finditer(sheet.left):
            resolved = resolve(match, on, _is_past(sheet.text, match))
            if resolved is None:
                if resolve in (_full, _month_day):
                    sheet.claim(*match.span())
                continue
            day, latest = resolved
            start, end = match.span()
            if resolve is _in_month and (match["which"] or "").startswith("每"):
                start = match.start("day")
            before = _BEFORE.match(sheet.left, end)
            if before and day is not None:
                end, latest = before.end(), latest or day
            yield Day(sheet.claim(start, end), day, latest)


def _is_past(text: str, match: re.Match[str]) -> bool:
    return bool(_PAST.search(text, max(0, match.start() - 10), min(len(text), match.end() + 8)))


def _number(word: str) -> int:
    said = quantity(word)
    return int(said.low) if said is not None and not said.approximate else 0


def _full(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    day = almanac.day_of(_number(match["year"]), _number(match["month"]), _number(match["day"]))
    return (day, None) if day else None


def _month_day(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    month, day = _number(match["month"]), _number(match["day"])
    if match["year"]:
        found = almanac.day_of(on.year + {"今": 0, "明": 1, "去": -1, "后": 2}[match["year"][0]], month, day)
    else:
        found = almanac.nearest_year(on, month, day, past=past)
    return (found, None) if found else None


def _month_part(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    month = _number(match["month"])
    first = almanac.nearest_year(on, month, 1 if month != on.month else min(on.day, 28), past=past)
    if first is None:
        return None
    year = on.year + {"今": 0, "明": 1, "去": -1}[match["year"][0]] if match["year"] else first.year
    part = match["part"]
    return _edge(year, month, part[-1] if part[0] == "份" and len(part) > 1 else part)


def _edge(year: int, month: int, part: str) -> Resolved | None:
    first, last = almanac.day_of(year, month, 1), almanac.last_of(year, month)
    if first is None or last is None:
        return None
    ranges: dict[str, Resolved] = {
        "初": (first, first.replace(day=10)),
        "上旬": (first, first.replace(day=10)),
        "中": (first.replace(day=11), first.replace(day=20)),
        "中旬": (first.replace(day=11), first.replace(day=20)),
        "下旬": (first.replace(day=21), last),
        "份": (first, last),
    }
    return ranges.get(part, (last, None))


def _in_month(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    number, which = _number(match["day"]), match["which"]
    if not 1 <= number <= 31:
        return None
    if which is None or which[0] in "每当":
        found = almanac.day_of_month(on, number, past=past)
    else:
        found = almanac.day_of(*almanac.month_after(on, _months(which)), number)
    return (found, None) if found else None


def _month_edge(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    which = match["which"]
    year, month = almanac.month_after(on, _months(which) if which else 0)
    part = match["part"].removeprefix("月")
    if which is None and part in ("初", "中旬") and on.day > (10 if part == "初" else 20) and not past:
        year, month = almanac.month_after(on, 1)
    return _edge(year, month, part)


def _months(which: str) -> int:
    return 2 if which.startswith("下下") else _MONTHS[which[0]]


def _weekday(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    word, which = match["index"], match["which"]
    index = 6 if word in "日天" else 5 if word == "末" else _number(word) - 1
    if which is None or which == "每":
        day = almanac.next_weekday(on, index, past=past)
    else:
        day = almanac.weekday(on, _WEEKS[which], index)
    return day, almanac.shifted(day, 1) if word == "末" and day else None


def _week(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    weeks = _WEEKS[match["which"]]
    return (on if weeks == 0 else almanac.weekday(on, weeks, 0)), almanac.weekday(on, weeks, 6)


def _month(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    months = _months(match["which"])
    year, month = almanac.month_after(on, months)
    return (on if months == 0 else almanac.day_of(year, month, 1)), almanac.last_of(year, month)


def _near(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    word = match[0]
    days = _NEAR_DAYS[word] if word in _NEAR_DAYS else _NEAR_DAYS[word[0]]
    return almanac.shifted(on, days), None


def _festival(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    name = "春节" if match[0] == "过年" else match[0].removesuffix("节").removesuffix("长假")
    return almanac.festival(on, "劳动节" if name == "劳动" else "春节" if name == "春" else name), None


def _year_end(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return almanac.day_of(on.year + (match["which"] == "明年"), 12, 31), None


def _vague(match: re.Match[str], on: date, past: bool) -> Resolved | None:
    return None, None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Resolved | None]], ...] = (
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_MONTH_PART, _month_part),
    (_MONTH_EDGE, _month_edge),
    (_IN_MONTH, _in_month),
    (_WEEKDAY, _weekday),
    (_WEEK, _week),
    (_MONTH, _month),
    (_NEAR, _near),
    (_FESTIVAL, _festival),
    (_YEAR_END, _year_end),
    (_VAGUE, _vague),
)
