"""What can be set in `svarbasen.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import config
from kb.config import Config
from kb.errors import SvarbasenError


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    assert config.load(tmp_path) == Config(tmp_path)


def test_encoder_prompts_and_reranker_are_a_line_each(tmp_path: Path) -> None:
    (tmp_path / config.FILE).write_text(
        'encoder = "firma/model"\nreranker = "firma/x"\nquery_prompt = "spørgsmål: "\npassage_prompt = ""\n',
        encoding="utf-8",
    )
    found = config.load(tmp_path)
    assert (found.encoder, found.reranker) == ("firma/model", "firma/x")
    assert (found.query_prompt, found.passage_prompt) == ("spørgsmål: ", "")


@pytest.mark.parametrize("line", ['trust_remote_code = "ja"', "encoder = 1", 'data = "/tmp"'])
def test_what_cannot_be_set_is_named_with_what_can(tmp_path: Path, line: str) -> None:
    (tmp_path / config.FILE).write_text(line)
    with pytest.raises(SvarbasenError, match=f"query_prompt, reranker, found {line.split()[0]}"):
        config.load(tmp_path)
