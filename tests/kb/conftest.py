"""Each store there is, for the promises that all of them keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.store import Store
from tests.kb.stores import STORES, Open


@pytest.fixture(params=STORES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    opened: list[Store] = []
    open_one = STORES[request.param](tmp_path)

    def open_store(municipality: str) -> Store:
        opened.append(open_one(municipality))
        return opened[-1]

    yield open_store
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Open) -> Store:
    return open_store("")
