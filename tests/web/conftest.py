"""One site for each module of tests: building Gradio's page takes a second."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.builders import Site, a_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    built = a_site(tmp_path_factory.mktemp("site"))
    yield built
    built.house.store.close()
