"""Personal numbers made up for tests, and the ways people write them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from peilian.privacy.checksums import identity_check_holds, luhn_holds

AREAS = ("110101", "310115", "440305", "320583", "510107", "230103", "650102", "330106")
HAN = str.maketrans("0123456789", "零一二三四五六七八九")
YAO = str.maketrans("0123456789", "零幺二三四五六七八九")
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")

BEFORE = ("我身份证是", "号码", "麻烦您记一下，", "", "我叫张伟，", "那个……", "对，就是", "My number is ", "ok ")
AFTER = ("", "。", "，您看看", "吧", "一直用的", "是我的", ", thanks", "啊，没换过", " 谢谢", "一下")


def an_id_card(area: str, born: date, sequence: int) -> str:
    body = f"{area}{born:%Y%m%d}{sequence:03d}"
    return next(body + check for check in "0123456789X" if identity_check_holds(body + check))


def with_luhn(body: str) -> str:
    return next(body + check for check in "0123456789" if luhn_holds(body + check))


@st.composite
def id_cards(draw: st.DrawFn) -> str:
    born = date(1940, 1, 1) + timedelta(days=draw(st.integers(0, 25_000)))
    return an_id_card(draw(st.sampled_from(AREAS)), born, draw(st.integers(0, 999)))


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    return f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 999_999_999)):09d}"


@st.composite
def bank_cards(draw: st.DrawFn) -> str:
    head, length = draw(st.sampled_from([("62", 19), ("62", 16), ("4", 16), ("53", 16), ("35", 16), ("6228", 19)]))
    rest = length - len(head) - 1
    return with_luhn(head + f"{draw(st.integers(0, 10**rest - 1)):0{rest}d}")


def in_groups(number: str, sizes: tuple[int, ...], joint: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return joint.join([part for part in [*parts, number[start:]] if part])


def written(number: str, style: str, sizes: tuple[int, ...]) -> str:
    """`number` as people write it in `style`."""
    if style == "spaced":
        return in_groups(number, sizes, " ")
    if style == "dashed":
        return in_groups(number, sizes, "-")
    if style == "single":
        return " ".join(number)
    if style == "wide":
        return number.translate(WIDE)
    if style == "han":
        return number.translate(HAN)
    if style == "yao":
        return number.translate(YAO)
    if style == "han grouped":
        return in_groups(number.translate(HAN), sizes, "，")
    return number


STYLES = ("plain", "spaced", "dashed", "single", "wide", "han", "yao", "han grouped")
