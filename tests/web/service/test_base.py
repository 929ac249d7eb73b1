"""What a keeper does for good is erased for good, or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import Unavailable
from kb.sqlite.letters import SqliteStore
from tests.web.service.test_quarantine import LETTER
from web.service.base import Base
from web.service.intake import intake


@pytest.mark.parametrize("way", ["forget", "redact"])
def test_a_reader_that_keeps_deleted_words_in_use_is_told_of(
    base: Base, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.sqlite.database.WIPE_SECONDS", 0.1)
    (tmp_path / "klage.txt").write_text(LETTER, "utf-8")
    intake(base, [tmp_path / "klage.txt"])
    reader = SqliteStore.open(base.config.database)
    with reader.database.reading():
        reader.state()
        with pytest.raises(Unavailable, match="another process still reads the state before"):
            getattr(base, way)("klage")
    reader.close()
    assert base.store.held() == []
