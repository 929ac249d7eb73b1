"""Characters of symbol fonts as Unicode has them: in these fonts `þ` is printed as ☑, and `J` as ☺.

The tables are by code, 0x20 to 0xFF. Word adds F000 to the code, or keeps the letter that is typed for it. Of
Wingdings 2, Wingdings 3 and Webdings only what letters use is here; other codes are unknown.
"""

from __future__ import annotations

UNKNOWN = "\ufffd"
PRIVATE = 0xF000

Table = dict[int, str]


def _table(*rows: tuple[int, str]) -> Table:
    """Rows of characters, each by the code of its first one. A space in a row stands for no character."""
    return {at + n: sign for at, signs in rows for n, sign in enumerate(signs) if sign != " "} | {0x20: " "}


FONTS: dict[str, Table] = {
    "symbol": _table(
        (0x21, "!∀#∃%&∋()∗+,-./"),
        (0x30, "0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
        (0x61, "αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼"),
        (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"),
        (0xD0, "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"),
        (0xF1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
    ),
    "wingdings": _table(
        (0x21, "✏✂✁👓🔔📖🕯☎✆✉✉📪📫📬📭📁📂📄📄📄🗄⌛⌨🖰🖲💻🖴💾"),
        (0x3E, "✇✍✍✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐⚐✈☼💧❄✞✞✞✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&"),
        (0x6C, "●❍■☐☐☐❒◆◆◆❖◆☒⍓⌘❀✿❝❞"),
        (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
        (0x9E, "·•▪○○○◉◎○▪☐"),
        (0xAA, "✦★✶✴✹✵"),
        (0xB5, "✪✰•🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
        (0xD5, "⌫⌦←➢↑↓←→↑↓←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳"),
        (0xFB, "✗✓☒☑"),
    ),
    "wingdings 2": _table((0x4F, "✗✓☒☑☒☒"), (0x97, "●"), (0xA3, "☐")),
    "wingdings 3": _table((0x66, "←→↑↓"), (0x7D, "▶")),
    "webdings": _table((0x33, "◀▶▲▼"), (0x61, "✓"), (0x63, "☐"), (0x67, "■"), (0x6E, "●"), (0x72, "✗")),
}

BOXES = frozenset("☐☑☒✓✗")
"""Signs that say something even as the bullet of a list."""


def font(name: str | None) -> str | None:
    """The symbol font that a font's name names; None for fonts of letters. `Wingdings;Symbol`: the first."""
    first = (name or "").partition(";")[0].partition(",")[0].strip("\"' ").lower()
    return first if first in FONTS else None


def shown(text: str, font: str) -> str:
    """What is printed for a text in a symbol font; UNKNOWN for each character that is not known."""
    return "".join(_shown(char, FONTS[font]) for char in text)


def _shown(char: str, table: Table) -> str:
    code = ord(char)
    if char.isspace():
        return char
    if PRIVATE <= code <= PRIVATE + 0xFF:
        code -= PRIVATE
    elif code > 0xFF:
        single = char.encode("cp1252", "ignore")
        if not single:
            return char  # a character of its own: programs put the real sign there
        code = single[0]
    return table.get(code, UNKNOWN)
