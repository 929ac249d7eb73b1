"""README and docs name what is there: modules, names in them, headings, commands and their options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.engine.embedded import Embedded
from index.vectors import from_bytes
from kb.sqlite.letters import SqliteStore
from tests.benchmarks.synthetic import DIMENSION, HALF, fill
from tests.test_architecture import ROOMS
from web.commands.main import cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]

MODULE = re.compile(r"python -m ((?:tests|web|ingest|index|kb)(?:\.\w+)*)")
DOTTED = re.compile(r"`((?:tests|web|ingest|index|kb)(?:\.\w+)+)")
LINK = re.compile(r"\]\(([^)#:]*)#([^)]+)\)")
COMMAND = re.compile(r"svarbasen ([a-z]+)\b([^`\n#]*)")
OPTION = re.compile(r"--[a-z][a-z-]*")

MOST_LINES = 120
"""Of the README: longer ones are not read."""


def texts() -> Iterator[str]:
    return (path.read_text("utf-8") for path in DOCUMENTS)


def anchors(text: str) -> set[str]:
    """What the headings of a document are called in links to them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def is_there(dotted: str) -> bool:
    """Is it a file, a module, or a name in a module?"""
    if (ROOT / dotted).exists():
        return True
    module, *names = dotted.split(".")
    found = import_module(module)
    for name in names:
        if not hasattr(found, name):
            try:
                import_module(f"{found.__name__}.{name}")
            except (ModuleNotFoundError, AttributeError):
                return False
        found = getattr(found, name)
    return True


def test_documents_are_looked_at() -> None:
    patterns = (MODULE, DOTTED, LINK, COMMAND)
    assert all(any(pattern.search(text) for text in texts()) for pattern in patterns)


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_modules_that_are_to_be_run_are_there(path: Path) -> None:
    found = MODULE.findall(path.read_text("utf-8"))
    assert [module for module in found if not find_spec(module)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_names_in_modules_are_there(path: Path) -> None:
    found = DOTTED.findall(path.read_text("utf-8"))
    assert [name for name in found if not is_there(name)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_lead_to_headings(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = ((path.parent / file if file else path, anchor) for file, anchor in LINK.findall(text))
    assert [
        (file.name, anchor) for file, anchor in targets if anchor not in anchors(file.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_and_their_options_are_there(path: Path) -> None:
    for name, rest in COMMAND.findall(path.read_text("utf-8")):
        command = cli.commands.get(name)
        assert command, name
        known = set(chain.from_iterable(option.opts for option in command.params))
        assert set(OPTION.findall(rest)) <= known | {"--help"}, f"svarbasen {name}{rest}"


def test_every_room_stands_in_the_picture_of_the_house() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w/]+)/` \|[^|]*\|([^|]*)\|[^|]*\|$", told, re.MULTILINE)
    assert {room for room, _ in rows} == ROOMS.keys() - {"kb/sqlite/schema"}
    doors = {room: set(re.findall(r"`(\w+)`", named)) for room, named in rows}
    assert {room: strange for room, named in doors.items() if (strange := named - ROOMS[room].keys())} == {}


def example(page: str, begins: str) -> dict[str, Any]:
    """The names that the code on a page of docs defines; of its one block that has `begins` in it."""
    told = (ROOT / "docs" / page).read_text("utf-8")
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", told, re.DOTALL) if begins in block)
    names: dict[str, Any] = {"__name__": Path(page).stem}
    exec(compile(code, page, "exec"), names)
    return names


def test_the_reader_that_is_written_as_an_example_reads() -> None:
    read = example("adding-a-format.md", "def read_markdown")["read_markdown"]
    lines = read(b"# Svar\n\nDer er **12**.\n").lines
    assert [(line.text, line.bold) for line in lines] == [("Svar", True), ("Der er 12.", False)]


def test_the_engine_that_is_written_as_an_example_finds_what_the_embedded_one_finds(tmp_path: Path) -> None:
    with closing(SqliteStore.open(tmp_path / "kb.sqlite")) as store:
        table = store.passages("e", DIMENSION)
        fill(store, table, 400)
        embedded = Embedded(table, tmp_path)
        own = example("adding-an-engine.md", "class Exact")["Exact"](table)
        embedded.publish()
        rows = table.rows()
        for row in rows[::40]:
            vector = from_bytes([table.get([row])[0].vector], DIMENSION)[0]
            terms = table.bags([row]).get(row, ())[:5]
            assert dict(own.dense(vector, 1, HALF)).keys() == dict(embedded.dense(vector, 1, HALF)).keys()
            assert own.lexical(terms, 9, HALF) == embedded.lexical(terms, 9, HALF)
            assert np.array_equal(own.matches(terms, rows[:9]), embedded.matches(terms, rows[:9]))
            assert own.known(terms) == embedded.known(terms)
        assert own.vocabulary() == embedded.vocabulary()
        assert own.state() == embedded.state()
        own.drop([table.get([rows[0]])[0].id])
        assert own.size() == len(rows) - 1


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in cli.commands if not re.search(rf"`{name}[ `]", readme)] == []


def test_every_page_of_docs_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = [str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")]
    assert pages
    assert [page for page in pages if f"({page})" not in readme] == []


def test_readme_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < MOST_LINES
