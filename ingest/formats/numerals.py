"""Numbers as lists print them: figures, letters and Roman numerals."""

from __future__ import annotations

BULLET = "- "
"""Every bullet is written like this: Word's own is a picture or a letter of a symbol font."""


MOST_LETTERS = 780
"""The highest number Word writes in letters: thirty z."""


ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(value: int, format: str) -> str:
    """A number in one of Word's formats; unknown ones are shown as decimal."""
    match format:
        case "bullet" | "none":
            return ""
        case "decimalZero":
            return f"{value:02}"
        case "ordinal":
            return f"{value}."
        case "lowerLetter" | "upperLetter" if 0 < value <= MOST_LETTERS:
            letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter.upper() if format == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < value < 4000:
            return _roman(value).upper() if format == "upperRoman" else _roman(value)
        case _:
            return str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text
