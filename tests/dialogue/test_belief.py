"""How far both ears are believed: fitted on labelled sentences, and never carried away by them."""

from __future__ import annotations

import numpy as np

from peilian.dialogue import belief
from peilian.dialogue.belief import Evidence


def evidence(scores: list[float], counts: list[bool]) -> Evidence:
    none = np.zeros((len(scores), 1), dtype=bool)
    aside = np.zeros(len(scores), dtype=bool)
    return Evidence(np.array(scores)[:, None], np.array(counts)[:, None], none, aside, aside)


def test_words_that_were_never_wrong_do_not_run_away() -> None:
    seen = evidence([0.9] * 200 + [0.1] * 200, [True] * 200 + [False] * 200)
    carried = np.array([[True]] * 200 + [[False]] * 200)
    fitted = belief.fit(belief.prior(1, ()), seen, carried, np.ones_like(carried))
    assert np.abs(fitted.table).max() < 30


def test_belief_follows_what_the_sentences_show() -> None:
    seen = evidence([0.9, 0.8, 0.9, 0.2, 0.1, 0.1] * 20, [False] * 120)
    carried = np.array([[True], [True], [True], [False], [False], [False]] * 20)
    fitted = belief.fit(belief.prior(1, ()), seen, carried, np.ones_like(carried))
    logits = fitted.logits(seen)
    assert (logits[carried] > 0).all()
    assert (logits[~carried] < 0).all()


def test_the_score_of_an_ear_keeps_its_odds_until_somebody_learned_better() -> None:
    logits = np.array([[-3.0], [0.0], [2.0]])
    none = np.zeros((3, 1), dtype=bool)
    seen = Evidence(belief.score_of(logits), none, none, none[:, 0], none[:, 0])
    assert np.allclose(belief.prior(1, (), "trained").logits(seen), logits)


def test_a_group_lifts_its_signals() -> None:
    before = belief.prior(2, ((0, 1),))
    none = np.zeros((1, 3), dtype=bool)
    low = Evidence(np.array([[0.4, 0.1, 0.1]]), none, none, none[:, 0], none[:, 0])
    high = Evidence(np.array([[0.4, 0.1, 1.2]]), none, none, none[:, 0], none[:, 0])
    assert before.logits(high)[0, 0] > before.logits(low)[0, 0]
