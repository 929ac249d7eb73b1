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
from hypothesis import HealthCheck, settings

from tests import shared
from tests.fake import HashEncoder
from web.commands.main import cli
from web.demo.letters import copy
from web.service.base import Base, open_base

settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")  # no test depends on how fast the machine is


def pytest_configure(config: pytest.Config) -> None:
    shared.prepare(config)


@pytest.fixture(scope="session")
def samples() -> Path:
    """A folder with the sample letters, gold.json and questions.jsonl. Nobody changes it."""
    return shared.once("samples", lambda folder: copy(folder / "breve")) / "breve"


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

    def ingest(folder: Path) -> None:
        result = run("ingest", samples, "--json", "--data", folder / "data")
        assert result.exit_code == 0, result.output
        (folder / "outcome.json").write_text(result.stdout.splitlines()[-1], "utf-8")

    made = shared.once("ingested", ingest)
    data = tmp_path_factory.mktemp("kb") / "data"
    shutil.copytree(made / "data", data)  # even reading writes: each process has its own
    return Ingested(data, json.loads((made / "outcome.json").read_text("utf-8")))


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
