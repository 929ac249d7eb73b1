"""Lines typed by hand: blank lines open paragraphs, as the readers say it."""

from __future__ import annotations

from kb.model import Line


def typed(text: str, page: int | None = 1) -> tuple[Line, ...]:
    """The lines of a text. One after a blank line, or a list item, opens a paragraph; `**` makes bold."""
    found: list[Line] = []
    opens = True
    for number, raw in enumerate(text.strip("\n").split("\n"), 1):
        line = raw.strip()
        if not line:
            opens = True
            continue
        bold = line.startswith("**")
        line = line.strip("*")
        found.append(Line(line, page, number, opens or line.startswith("- "), bold))
        opens = False
    return tuple(found)
