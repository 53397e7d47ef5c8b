"""How binding a text is, and what it may be called.

Only statutes and what is made under them are law; standards, guides and house rules are never called so.
"""

from __future__ import annotations

from enum import StrEnum


class Rank(StrEnum):
    """From the most binding to the least."""

    LAW = "law"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    DEPARTMENTAL_RULE = "departmental_rule"
    NORMATIVE_DOCUMENT = "normative_document"
    RECOMMENDED_NATIONAL_STANDARD = "recommended_national_standard"
    INDUSTRY_SELF_REGULATION = "industry_self_regulation"
    HOUSE_POLICY = "house_policy"

    @property
    def level(self) -> int:
        """0 = the most binding."""
        return list(Rank).index(self)

    @property
    def is_law(self) -> bool:
        """True where it may be called 法律规定 / the law."""
        return self.level <= Rank.DEPARTMENTAL_RULE.level

    def label(self, language: str) -> str:
        """What to call it in `language` (`zh…`, anything else is English)."""
        chinese, english = _LABELS[self]
        return chinese if language.lower().startswith("zh") else english


_LABELS: dict[Rank, tuple[str, str]] = {
    Rank.LAW: ("法律", "statute"),
    Rank.JUDICIAL_INTERPRETATION: ("司法解释", "judicial interpretation"),
    Rank.ADMINISTRATIVE_REGULATION: ("行政法规", "administrative regulation"),
    Rank.DEPARTMENTAL_RULE: ("部门规章", "agency regulation"),
    Rank.NORMATIVE_DOCUMENT: ("规范性文件", "regulatory notice"),
    Rank.RECOMMENDED_NATIONAL_STANDARD: ("推荐性国家标准", "recommended national standard"),
    Rank.INDUSTRY_SELF_REGULATION: ("行业自律", "industry self-regulation"),
    Rank.HOUSE_POLICY: ("机构内部规定", "house policy"),
}
