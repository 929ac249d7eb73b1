"""What on a page is furniture: headers, footers, page numbers and sidebars, which no answer is made of."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.furniture.running import running
from ingest.furniture.sidebar import sidebar
from kb.model import Line


def furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Indexes of the lines that are furniture.

    Works with and without pages and boxes. A date or case number in the furniture is still the
    letter's: whoever looks for metadata reads these lines too.
    """
    return frozenset(sidebar(lines) | running(lines))
