"""Charts as tables: a row for each category, a column for each series, from the figures that Word keeps with
the picture (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

from ingest.formats.blocks import Block, Paragraph, Row, TextRun
from ingest.formats.pictures import told
from kb.notes import Code

EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's dates."""

LAST_DAY = 109_574
"""The year 2200. A larger number is no date."""

DECIMALS = re.compile(r"\.([0#]+)")
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MOST_POINTS = 500

Points = dict[int, str]


def blocks(root: ET.Element | None) -> list[Block]:
    """The chart as rows of a table, with a note; only a note where its figures are not in the file."""
    series = [each for each in ([] if root is None else root.iter()) if _name(each) == "ser"]
    columns = [_points(each, "val") or _points(each, "yVal") for each in series]
    if root is None or not any(columns):
        return [told(Code.CHART_NOT_READ)]
    labels = next((found for each in series if (found := _points(each, "cat") or _points(each, "xVal"))), {})
    at = sorted({point for column in columns for point in column})[:MOST_POINTS]
    heads = ["", *(" ".join(_points(each, "tx").values()) for each in series)]
    rows = [[labels.get(point, ""), *(column.get(point, "") for column in columns)] for point in at]
    title = _title(root)
    return [
        told(Code.CHART_READ),
        *([Paragraph((TextRun(title),))] if title else []),
        *(_row(row) for row in ([heads] if any(heads) else []) + rows),
    ]


def _row(cells: list[str]) -> Row:
    return Row(tuple((Paragraph((TextRun(cell),)),) if cell else () for cell in cells))


def _title(root: ET.Element) -> str:
    chart = next((each for each in root if _name(each) == "chart"), root)
    title = next((each for each in chart if _name(each) == "title"), None)
    return "" if title is None else "".join(each.text or "" for each in title.iter() if _name(each) == "t")


def _points(series: ET.Element, name: str) -> Points:
    """The values that a series has as its name, its categories or its figures, by their place."""
    place = next((each for each in series if _name(each) == name), None)
    if place is None:
        return {}
    cache = next(
        (each for each in place.iter() if _name(each) in ("strCache", "numCache", "numLit", "strLit")), place
    )
    code = next((each.text or "" for each in cache if _name(each) == "formatCode"), "")
    is_number = _name(cache).startswith("num")
    found: Points = {}
    for at, point in enumerate(each for each in cache if _name(each) in ("pt", "v")):
        index = int(point.get("idx", at)) if point.get("idx", "0").isdecimal() else at
        value = (
            point.text or ""
            if _name(point) == "v"
            else "".join(v.text or "" for v in point if _name(v) == "v")
        )
        found[index] = _figure(value, code) if is_number else value
    return found


def _figure(value: str, code: str) -> str:
    """A figure in Danish, by its format code in Excel: `0.00`, `#,##0`, `0%`, `dd-mm-yyyy`."""
    try:
        number = float(value)
    except ValueError:
        return value
    code = QUOTED.sub("", code.split(";")[0])
    if re.search("[dy]", code, re.IGNORECASE) and "general" not in code.lower() and 0 < number < LAST_DAY:
        day = EPOCH + timedelta(days=int(number))
        return f"{day.day}.{day.month}.{day.year}"
    percent = "%" in code
    places = DECIMALS.search(code)
    if "0" not in code and "#" not in code:
        text = f"{number:.10g}"
    else:
        form = f"{',' if ',' in code else ''}.{len(places[1]) if places else 0}f"
        text = format(100 * number if percent else number, form)
    return text.translate(str.maketrans(",.", ".,")) + (" %" if percent else "")


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
