"""How much of the sample letters is read right where they are scans: `python -m tests.benchmarks.misread`.

The PDFs among them are drawn as scans (`tests.layouts.scanned`) and read by OCR; minutes.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher

from ingest.formats.read import document
from tests.layouts.scanned import scan
from tests.letters import parse
from web.demo.letters import FOLDER


def main() -> None:
    """A line a letter, with the sums so far."""
    qas = right = characters = same = 0
    for letter in json.loads((FOLDER / "gold.json").read_text("utf-8")):
        file = letter["file"]
        if not file.endswith(".pdf"):
            continue
        found = parse(document(scan((FOLDER / file).read_bytes()), file), file, "x")
        texts = {qa.number: unspaced(qa.question, qa.answer) for qa in found.qas}
        for qa in letter["qas"]:
            written, read = unspaced(qa["question"], qa["answer"]), texts.get(qa["number"], "")
            qas, right = qas + 1, right + (written == read)
            characters, same = characters + len(written), same + agreeing(written, read)
        print(f"{right:3} of {qas:3} exact, {same / characters:.2%} of the characters  {file}", flush=True)


def unspaced(question: str, answer: str) -> str:
    """Both texts, white space as one space."""
    return " ".join(f"{question} {answer}".split())


def agreeing(one: str, other: str) -> int:
    """How many characters of one text the other has too, in order."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


if __name__ == "__main__":
    main()
