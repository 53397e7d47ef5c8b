"""Check digits of numbers that name a person: GB 11643 (mod 11-2) for identity cards, Luhn for bank cards."""

from __future__ import annotations

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset(
    (
        11,
        12,
        13,
        14,
        15,
        21,
        22,
        23,
        31,
        32,
        33,
        34,
        35,
        36,
        37,
        41,
        42,
        43,
        44,
        45,
        46,
        50,
        51,
        52,
        53,
        54,
        61,
        62,
        63,
        64,
        65,
        71,
        81,
        82,
        83,
    )
)
_TWICE = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def has_birth_date(number: str) -> bool:
    """Whether 18 characters carry a province and a possible day of birth between 1900 and 2099."""
    if int(number[:2]) not in _PROVINCES or number[6:8] not in ("19", "20"):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


def identity_check_holds(number: str) -> bool:
    """Whether the last of 18 characters is the check character of the first 17 (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[17]


def luhn_holds(number: str) -> bool:
    """Whether `number` passes the Luhn check (ISO/IEC 7812-1)."""
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(_TWICE[digit] for digit in digits[1::2])) % 10 == 0
