"""A scorecard is kept once per call, rubric and versions, byte for byte, and only after the call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from peilian.content import StoreError
from peilian.dialogue.call import Ended
from peilian.store import Store
from tests.store.builders import NOON, a_started_call

VERSIONS = {"app": "0.1.0", "rules": "r1", "judge": None}


def test_fifty_scorings_at_once_keep_one_row(store: Store) -> None:
    a_started_call(store)
    store.calls.end("c1", Ended(by="agent", reason="hung_up"), at=NOON)

    def score(_: int) -> int:
        return store.scorecards.keep("c1", rubric="default@1", versions=VERSIONS, json='{"a": 1}', at=NOON).id

    with ThreadPoolExecutor(20) as threads:
        assert len(set(threads.map(score, range(50)))) == 1
    assert [card.json for card in store.scorecards.of_call("c1")] == ['{"a": 1}']
    summary = store.calls.find("c1")
    assert summary is not None
    assert summary.state == "scored"


def test_other_versions_make_another_row_and_the_newest_is_latest(store: Store) -> None:
    a_started_call(store)
    store.calls.end("c1", Ended(by="agent", reason="hung_up"), at=NOON)
    store.scorecards.keep("c1", rubric="default@1", versions=VERSIONS, json="1", at=NOON)
    store.scorecards.keep("c1", rubric="default@1", versions={**VERSIONS, "rules": "r2"}, json="2", at=NOON)
    latest = store.scorecards.latest("c1")
    assert latest is not None
    assert latest.json == "2"
    found = store.scorecards.find("c1", rubric="default@1", versions=VERSIONS)
    assert found is not None
    assert found.json == "1"
    assert store.scorecards.find("c1", rubric="strict@1", versions=VERSIONS) is None


def test_a_call_that_goes_on_cannot_be_scored(store: Store) -> None:
    a_started_call(store)
    with pytest.raises(StoreError, match="still going on"):
        store.scorecards.keep("c1", rubric="default@1", versions=VERSIONS, json="{}", at=NOON)
    with pytest.raises(StoreError, match="there is no call"):
        store.scorecards.keep("c2", rubric="default@1", versions=VERSIONS, json="{}", at=NOON)
