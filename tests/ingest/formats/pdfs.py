"""PDF files written by hand, so that a test says which operators draw the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

A4 = "0 0 595 842"
FONTS = {"R": "Helvetica", "B": "Helvetica-Bold"}


def pdf(*pages: str, box: str = A4, more: str = "", objects: Sequence[bytes] = ()) -> bytes:
    """A file with one page for each content stream; fonts /R and /B are Helvetica, regular and bold.

    `more` goes into each page's dictionary, `objects` follow from object number 10 on.
    """
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    first = 10 + len(objects)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    bodies = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    bodies[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [{box}] >>".encode()
    bodies[3] = f"<< /Font << {fonts} >> /XObject << /X 10 0 R >> >>".encode()
    bodies |= dict(enumerate(objects, 10))
    for number, content in enumerate(pages):
        page = (
            f"<< /Type /Page /Parent 2 0 R /Resources 3 0 R /Contents {first + 2 * number + 1} 0 R {more} >>"
        )
        bodies[first + 2 * number] = page.encode()
        bodies[first + 2 * number + 1] = stream(content.encode("cp1252"))
    return _file(bodies)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def lines(
    *rows: str, x: float = 72, y: float = 740, font: str = "R", size: float = 11, leading: float = 14
) -> str:
    """Operators that draw lines of text below each other; an empty row leaves a gap."""
    shown = " T* ".join(f"({row}) Tj" if row else "" for row in rows)
    return f"BT /{font} {size} Tf {leading} TL 1 0 0 1 {x} {y} Tm {shown} ET\n"


def again(data: bytes) -> bytes:
    """A file of this shape, whose bytes were changed, with its table of places made anew."""
    found = re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL)
    return _file({int(match[1]): match[2] for match in found})


def _file(bodies: dict[int, bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
    trailer = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n"
    return out + b"xref\n0 1\n0000000000 65535 f \n" + table + trailer % (max(bodies) + 1, len(out))
