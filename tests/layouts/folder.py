"""Letters in a folder, and the gold.json that tells what should be read of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.dates import parse_date
from tests.layouts.source import GoldQA


@dataclass(frozen=True, slots=True)
class GoldLetter:
    """A letter's file, and what it says."""

    path: Path
    qas: tuple[GoldQA, ...]
    meta: Mapping[str, Any]


def letters(folder: Path) -> Iterator[GoldLetter]:
    """The letters that a folder's gold.json tells of: its files, or those in a folder for each format.

    `pairs_docx` and the like say what differs in one format.
    """
    for row in json.loads((folder / "gold.json").read_text(encoding="utf-8")):
        stem = Path(row["file"]).stem
        for format in row.get("formats", [""]):
            path = folder / format / f"{stem}.{format}" if format else folder / row["file"]
            pairs = row.get(f"pairs_{format}", row["pairs"])
            qas = tuple(map(_qa, pairs))
            yield GoldLetter(path if path.exists() else folder / row["file"], qas, _meta(row["meta"]))


def _qa(pair: Mapping[str, Any]) -> GoldQA:
    other = pair.get("question_also") or ()
    also = (*pair.get("also", ()), *((other,) if isinstance(other, str) else other))
    return GoldQA(str(pair["n"]), pair["question"], pair["answer"], also)


def _meta(table: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the letter states; its date is as printed, its party one."""
    stated: dict[str, Any] = {
        name: table[name] for name in ("case", "officer", "subject", "department") if table.get(name)
    }
    if date := parse_date(table.get("date") or ""):
        stated["date"] = date
    if party := table.get("party"):
        stated["parties"] = (party,) if isinstance(party, str) else tuple(party)
    if signers := table.get("signers"):
        stated["signers"] = tuple(signers)
    return stated
