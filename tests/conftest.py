"""What many tests share: the sample letters as files, and a knowledge base of them with the real encoder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.fake import HashEncoder
from web.commands.main import cli
from web.demo.letters import copy
from web.service.base import Base, open_base


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample letters, gold.json and questions.jsonl."""
    folder = tmp_path_factory.mktemp("samples") / "breve"
    copy(folder)
    return folder


def run(*arguments: object) -> Result:
    """Run the `svarbasen` command in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="svarbasen")


@dataclass(frozen=True)
class Ingested:
    """A data folder, and what `ingest --json` printed when it was made."""

    data: Path
    outcome: dict[str, Any]


@pytest.fixture(scope="session")
def ingested(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """All sample letters in a knowledge base. Tests that change it take `copied`."""
    data = tmp_path_factory.mktemp("kb") / "data"
    result = run("ingest", samples, "--json", "--data", data)
    assert result.exit_code == 0, result.output
    return Ingested(data, json.loads(result.stdout.splitlines()[-1]))


@pytest.fixture
def copied(ingested: Ingested, tmp_path: Path) -> Callable[[], Path]:
    """Makes a copy of the knowledge base of all sample letters."""

    def copy() -> Path:
        return Path(shutil.copytree(ingested.data, tmp_path / "data"))

    return copy


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """An empty knowledge base with an encoder that costs nothing."""
    opened = open_base(tmp_path / "data", HashEncoder())
    yield opened
    opened.close()
