"""The paths of a PDF page: rules that may be table lines, painted areas, and clipping."""

from __future__ import annotations

from typing import NamedTuple

from ingest.formats.page.drawn import Bar, Drawn, Matrix, Rule
from ingest.formats.page.ink import WHITE, Area, Colour, Fill, alike

THIN, SHORTEST = 1.0, 8.0
"""Points. A rule is at most this thick, and at least this long: the height of a table cell."""

THICKEST, SHORTEST_BAR = 4.0, 2.0
"""Points. A line through text is at most this thick, in headings, and at least as long as a figure."""

MOST_RULES, MOST_FILLS = 2_000, 1_000
"""A page with more is a drawing, and its lines say nothing of tables or text."""

STRAIGHT = 0.01


class Clip(NamedTuple):
    """A clipping path; of a path that is no rectangle only the bounding box is known."""

    area: Area
    square: bool


class Path:
    """The path that is being drawn, in the page's coordinates."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.at = (0.0, 0.0)
        self.rules: list[Rule] = []
        self.areas: list[Area] = []
        self.points: list[tuple[float, float]] = []
        self.square = self.cuts = False
        self.vague = False

    def move(self, m: Matrix, x: float, y: float) -> None:
        """Starts a new part of the path."""
        self._close()
        self._go(m, x, y)

    def line(self, m: Matrix, x: float, y: float) -> None:
        x0, y0 = self.at
        self._go(m, x, y)
        x1, y1 = self.at
        self.drawn.shapes += 1
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if min(wide, high) > STRAIGHT:
            self.square = False
        if min(wide, high) <= THIN and max(wide, high) >= SHORTEST:
            self.rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def rectangle(self, m: Matrix, x: float, y: float, wide: float, high: float) -> None:
        self.move(m, x, y)
        for right, up in ((wide, 0), (wide, high), (0, high), (0, 0)):
            self.line(m, x + right, y + up)

    def curve(self, m: Matrix, x: float, y: float) -> None:
        self.drawn.shapes += 1
        self._go(m, x, y)
        self.square = False

    def _go(self, m: Matrix, x: float, y: float) -> None:
        self.at = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
        self.points.append(self.at)

    def _close(self) -> None:
        """Ends a part of the path: a rectangle, or a shape of which only the bounding box is kept."""
        if len(self.points) > 1:
            across, up = [x for x, _ in self.points], [y for _, y in self.points]
            self.areas.append(Area(min(across), min(up), max(across), max(up)))
            self.vague = self.vague or not self.square
        self.points, self.square = [], True

    def ink(
        self, clip: Clip | None, colour: Colour | None, filled: bool, thickness: float = 0.0
    ) -> Clip | None:
        """Paints the path; a line that is not filled has a `thickness`, in points. Returns the clipping path
        that holds from here on."""
        if len(self.drawn.rules) < MOST_RULES:
            self.drawn.rules += self.rules
        self._close()
        if filled and len(self.drawn.fills) < MOST_FILLS:
            for area in self.areas:
                shown = area.within(clip.area) if clip else area
                known = len(self.areas) == 1 and not self.vague and (clip is None or clip.square)
                if shown.x0 < shown.x1 and shown.y0 < shown.y1:
                    fill = Fill(shown, colour if known else None, len(self.drawn.fragments))
                    self.drawn.fills.append(fill)
        if len(self.drawn.bars) < MOST_RULES and not (filled and alike(colour, WHITE)):
            self._bars(clip, 0.0 if filled else thickness / 2)
        return self.drop(clip)

    def _bars(self, clip: Clip | None, around: float) -> None:
        """Keeps the thin lines among the areas of the path."""
        for area in self.areas:
            wide, high = area.x1 - area.x0, area.y1 - area.y0
            if min(wide, high) + 2 * around > THICKEST or max(wide, high) < SHORTEST_BAR:
                continue
            x, y = (0.0, around) if wide > high else (around, 0.0)
            shown = Area(area.x0 - x, area.y0 - y, area.x1 + x, area.y1 + y)
            shown = shown.within(clip.area) if clip else shown
            if shown.x0 <= shown.x1 and shown.y0 <= shown.y1:
                self.drawn.bars.append(Bar(shown, len(self.drawn.fills)))

    def drop(self, clip: Clip | None) -> Clip | None:
        """Drops the path. Returns the clipping path that holds from here on: this path, if `cut` was
        called."""
        self._close()
        if self.cuts and self.areas:
            across = [x for area in self.areas for x in (area.x0, area.x1)]
            up = [y for area in self.areas for y in (area.y0, area.y1)]
            edge, square = Area(min(across), min(up), max(across), max(up)), not self.vague
            square = square and len(self.areas) == 1
            clip = Clip(edge.within(clip.area), clip.square and square) if clip else Clip(edge, square)
        self.rules, self.areas = [], []
        self.cuts = self.vague = False
        return clip

    def cut(self) -> None:
        """W: from the next painting operator on, drawing is clipped to this path."""
        self.cuts = True
