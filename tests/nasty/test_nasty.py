"""Each of the nastiest files ends in a letter that says the right thing, or in one clear line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.limits import Limits
from ingest.sandbox.worker import Reading, Worker
from kb.errors import Unreadable
from tests.nasty.case import Case
from tests.nasty.cases import CASES
from tests.processes import PATIENCE

BYTES = 2**30


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A reader under the limit that a file must keep: more address space would end it."""
    worker = Worker(Limits(memory=BYTES, cpu=int(PATIENCE), wall=PATIENCE))
    yield worker
    worker.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_nasty_file_ends_as_it_should(worker: Worker, case: Case) -> None:
    outcome: Reading | Unreadable
    try:
        outcome = worker.read(case.build(), case.file)
    except Unreadable as error:
        outcome = error
    assert case.faults(outcome) == []
