"""The Chinese lunar calendar from 2023 to 2036: which day 腊月二十八 or 八月十五 is.

The table is the one of the packages lunardate and zhdate, which agree on every entry. Leap months are left out:
nobody pays in a leap month without saying the date. Knows no festivals.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

_STARTS: Mapping[int, str] = {
    2023: "0122 0220 0420 0519 0618 0718 0816 0915 1015 1113 1213 0111 0210",
    2024: "0210 0310 0409 0508 0606 0706 0804 0903 1003 1101 1201 1231 0129",
    2025: "0129 0228 0329 0428 0527 0625 0823 0922 1021 1120 1220 0119 0217",
    2026: "0217 0319 0417 0517 0615 0714 0813 0911 1010 1109 1209 0108 0206",
    2027: "0206 0308 0407 0506 0605 0704 0802 0901 0930 1029 1128 1228 0126",
    2028: "0126 0225 0326 0425 0524 0722 0820 0919 1018 1116 1216 0115 0213",
    2029: "0213 0315 0414 0513 0612 0711 0810 0908 1008 1106 1205 0104 0203",
    2030: "0203 0304 0403 0502 0601 0701 0730 0829 0927 1027 1125 1225 0123",
    2031: "0123 0221 0323 0521 0620 0719 0818 0917 1016 1115 1214 0113 0211",
    2032: "0211 0312 0410 0509 0608 0707 0806 0905 1004 1103 1203 0101 0131",
    2033: "0131 0301 0331 0429 0528 0627 0726 0825 0923 1023 1122 0120 0219",
    2034: "0219 0320 0419 0518 0616 0716 0814 0913 1012 1111 1211 0109 0208",
    2035: "0208 0310 0408 0508 0606 0705 0804 0902 1001 1031 1130 1229 0128",
    2036: "0128 0227 0328 0426 0526 0624 0822 0920 1019 1118 1217 0116 0215",
}
"""Month and day on which each lunar month begins, and, last, the next lunar year."""


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The day of a lunar date; None where the year is not in the table or the month has no such day.

    Day 30 is the last of its month, so that 年三十 is New Year's Eve in years without a thirtieth.
    """
    if year not in _STARTS or not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    start, end = _start(year, month), _start(year, month + 1)
    if month == 12 and day == 30:
        return end - timedelta(days=1)
    found = start + timedelta(days=day - 1)
    return found if found < end else None


def _start(year: int, month: int) -> date:
    """The first day of lunar `month` (13: the next year's first)."""
    starts = _STARTS[year].split()
    place = starts[month - 1]
    turned = month > 6 and place < "0700"
    return date(year + turned, int(place[:2]), int(place[2:]))
