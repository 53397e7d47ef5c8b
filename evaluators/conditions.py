"""Whether a rule's conditions hold at one moment: yes, no, or nobody can know."""

from __future__ import annotations

from evaluators.conversation import Moment
from evaluators.rule import Conditions


def holds(when: Conditions, moment: Moment) -> bool | None:
    """True or False; None where a condition rests on a field that is unknown."""
    answers = [*_about_the_call(when, moment), *_about_what_was_said(when, moment)]
    if False in answers:
        return False
    return None if None in answers else True


def _about_the_call(when: Conditions, moment: Moment) -> list[bool | None]:
    context, account = moment.context, moment.account
    answers: list[bool | None] = []
    if when.answered_by is not None:
        known = context is not None and context.answered_by != "unknown"
        answers.append(context.answered_by in when.answered_by if context is not None and known else None)
    if when.not_answered_by is not None:
        answers.append(context.answered_by not in when.not_answered_by if context is not None else True)
    if when.identity_verified is not None:
        known_verified = moment.identity_verified
        answers.append(None if known_verified is None else known_verified == when.identity_verified)
    if when.products is not None:
        answers.append(account.product in when.products if account else None)
    if when.not_products is not None:
        answers.append(account.product not in when.not_products if account else None)
    if when.not_collector is not None:
        answers.append(context.collector != when.not_collector if context else True)
    for wanted, field in (
        (when.collector, "collector"),
        (when.first_contact, "first_contact"),
        (when.validation_sent, "validation_sent"),
    ):
        if wanted is not None:
            value = getattr(context, field) if context else None
            answers.append(None if value is None else value == wanted)
    return answers


def _about_what_was_said(when: Conditions, moment: Moment) -> list[bool | None]:
    answers: list[bool | None] = []
    if when.debtor_said is not None:
        heard = bool(moment.debtor_acts & set(when.debtor_said))
        answers.append(heard if moment.turn is not None or moment.previous else None)
    if when.debtor_just_said is not None:
        just = moment.just_said
        unknown = just is None and moment.turn is None
        answers.append(None if unknown else bool((just or frozenset()) & set(when.debtor_just_said)))
    if when.debtor_never_said is not None:
        answers.append(None if moment.turn is None else not moment.debtor_acts & set(when.debtor_never_said))
    return answers
