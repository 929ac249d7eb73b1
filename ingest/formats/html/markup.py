"""What HTML tags and attributes mean: what is hidden, what is not part of the text, how lists count.

`element` is an element of lxml's tree; `sheet` reads style sheets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.formats.colour import digits, from_hex
from ingest.formats.numerals import BULLET, numeral


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol"
    " optgroup option p pre search section select summary table tbody td tfoot th thead tr ul"
)
BOLD = _names("b strong h1 h2 h3 h4 h5 h6 th")
ITALIC = _names("i em cite dfn var address")
STRUCK = "x-struck"
STRIKES = re.compile(r"(</?)(?:s|strike)(?=[\s/>])", re.IGNORECASE)
"""`s` and `strike` are read under a name that the parser does not know: it would end them where a paragraph
begins in them."""

LISTS = _names("ol ul menu dir")
UNSHOWN = _names(
    "audio canvas embed iframe frame map math noembed noframes object rp rt script style svg template title"
    " video"
)
"""Not the head itself: where a page has no body tag, the parser may put its text there."""

FRAMES = ("iframe", "frame", "object", "embed")
FURNITURE = _names("aside nav noscript select datalist search")
FRAME_OF_PAGE = _names("header footer")
SECTIONS = _names("article main section")
"""Inside these, `header` is a heading and `footer` a note; they are not the page's (HTML Living Standard,
4.3.8)."""

ROLES = _names("navigation banner contentinfo complementary search")
BANNERS = re.compile(
    r"(?:^|[\s_-])cookie[-_]?(?:banner|bar|box|consent|dialog|message|notice|popup)|cookiebot|coi-?overlay"
    r"|(?:^|\s)breadcrumbs?(?:$|\s)",
    re.IGNORECASE,
)
"""Class names and ids of cookie dialogs and breadcrumbs."""

SPOKEN = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:$|\s)", re.IGNORECASE)
"""Class names of text for screen readers only."""

UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent|margin-left)\s*:\s*-\d{4,})",
    re.IGNORECASE,
)
WEIGHT = re.compile(r"font(?:-weight)?\s*:[^;]*?\b(?:(bold(?:er)?|[6-9]00)|normal|lighter|[1-5]00)\b", re.I)
SLANT = re.compile(r"font(?:-style)?\s*:[^;]*?\b(?:(italic|oblique)|normal)\b", re.IGNORECASE)
INK = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b[^)]*\)", re.IGNORECASE)

COLOURS = {
    "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff", "maroon": "800000",
    "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff", "magenta": "ff00ff", "green": "008000",
    "lime": "00ff00", "olive": "808000", "yellow": "ffff00", "navy": "000080", "blue": "0000ff",
    "teal": "008080", "aqua": "00ffff", "cyan": "00ffff", "orange": "ffa500", "brown": "a52a2a",
    "crimson": "dc143c", "darkred": "8b0000", "firebrick": "b22222", "darkgreen": "006400",
    "darkblue": "00008b", "midnightblue": "191970", "royalblue": "4169e1", "steelblue": "4682b4",
    "dimgray": "696969", "dimgrey": "696969", "darkgray": "a9a9a9", "darkgrey": "a9a9a9",
}  # fmt: skip
"""The colours by name that text has; CSS has 148."""

LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([\w-]+)", re.IGNORECASE)

FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero", "disc": "bullet",
    "circle": "bullet", "square": "bullet", "none": "none",
}  # fmt: skip
"""`type` attributes and list styles, as Word calls the same."""

SPACES = re.compile(r"[ \t\n\r\f\u00a0]+")


@dataclass(slots=True)
class OpenList:
    """A list that is open: its next number, the step to the one after, and how numbers look."""

    next: int
    step: int
    format: str

    def label(self, value: int | None, format: str | None) -> str:
        """The number of the next item, with the space after it."""
        shown = format or self.format
        count = self.next if value is None else value
        self.next = count + self.step
        if shown in ("bullet", "none"):
            return BULLET if shown == "bullet" else ""
        return f"{numeral(count, shown)}. "


def name(element: etree._Element | None) -> str:
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def colour(element: etree._Element, style: str, inherited: str | None) -> str | None:
    """The colour of an element's text, by its style or as `<font color>`; None where it is not known."""
    said = INK.search(style)
    text = (said[1] if said else element.get("color") or "").strip().lower()
    if text in ("", "inherit", "currentcolor"):
        return inherited
    if parts := RGB.fullmatch(text):
        return digits(*(int(part) / 255 for part in parts.groups()))
    return from_hex(COLOURS.get(text, text))


def says(element: etree._Element) -> bool:
    """Does an element hold text?"""
    return any(text.strip() for text in element.itertext() if isinstance(text, str))


def is_apart(element: etree._Element, name: str, inner: bool) -> bool:
    """Is an element navigation or the like, and not part of the page's text?"""
    if name in FURNITURE or (name in FRAME_OF_PAGE and not inner):
        return True
    called = f"{element.get('id') or ''} {element.get('class') or ''}"
    return (element.get("role") or "").lower() in ROLES or BANNERS.search(called) is not None


def targets(root: etree._Element) -> frozenset[str]:
    """The ids of elements that a click elsewhere in the page unfolds."""
    found: set[str] = set()
    for element in root.iter(etree.Element):
        for name in ("aria-controls", "data-target", "data-bs-target", "href"):
            value = element.get(name) or ""
            if name == "aria-controls" or value.startswith("#"):
                found.update(value.lstrip("#").split())
    return frozenset(found)


def opened(element: etree._Element, name: str) -> OpenList:
    style = LIST_STYLE.search(element.get("style") or "")
    usual = "decimal" if name == "ol" else "bullet"
    format = FORMATS.get(style[1].lower() if style else element.get("type") or "", usual)
    start = number(element.get("start"))
    if element.get("reversed") is None:
        return OpenList(1 if start is None else start, 1, format)
    return OpenList(len(element.findall("li")) if start is None else start, -1, format)


def number(text: str | None) -> int | None:
    """A number in an attribute; None where there is none."""
    match = re.match(r"\s*(-?[0-9]{1,9})", text or "")
    return int(match[1]) if match else None


def is_double(element: etree._Element, name: str) -> bool:
    """Is it a formula's second form, drawn with letters, beside its MathML? KaTeX writes both."""
    if name != "span" or "katex-html" not in (element.get("class") or ""):
        return False
    before = element.getprevious()
    return before is not None and next(before.iter("math"), None) is not None


def is_note_mark(element: etree._Element, name: str) -> bool:
    """Is it a footnote mark: a raised number that links within the page? It would run together with the word
    before it."""
    if name != "sup" or not "".join(element.itertext()).strip().isdigit():
        return False
    return any(
        (link.get("href") or "").startswith("#")
        for link in (*element.iterdescendants("a"), *element.iterancestors("a"))
    )
