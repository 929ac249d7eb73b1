"""Furniture: what no answer is made of."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.pdf.read import read_pdf
from ingest.furniture.furniture import furniture
from kb.model import Line
from kb.text import join_lines
from tests.ingest.formats.pdfs import lines, pdf
from tests.ingest.lines import typed

SIDEBAR = (
    "BØRN OG UNGE",
    "Nordfjord Kommune",
    "Direkte telefon: 99 00 00 00",
    "Sag: 21/001440-12",
    "Sagsbehandler:",
)
BODY = (
    "Der er ansat 16 partnere. De arbejder med og i praksis for at",
    "gøre arbejdet så nært som muligt for den enkelte medarbejder,",
    "og de hjælper med oplæring af lederne og de mange ressour-",
)
REST = ("cepersoner i kommunen. Arbejdet koster 26 mio. kr. om året, og", "det fortsætter.")


def rest(found: Sequence[Line]) -> str:
    taken = furniture(found)
    return join_lines((line, line.text) for index, line in enumerate(found) if index not in taken)


def letter() -> bytes:
    """Two pages, the header painted last and a sidebar on the text's own baselines."""
    header = [lines("2. februar 2022", f"Side {n} af 2", x=442, y=790) for n in (1, 2)]
    beside = lines(*SIDEBAR, "Lone Vestergaard", x=442, y=740, size=8)
    return pdf(lines(*BODY) + beside + header[0], lines(*REST) + header[1])


def test_a_word_broken_over_sidebar_and_page_is_whole_again() -> None:
    assert "de mange ressourcepersoner i kommunen." in rest(read_pdf(letter()).lines)


def test_a_pdf_reads_without_header_and_sidebar() -> None:
    read = read_pdf(letter()).lines
    taken = furniture(read)
    assert [line.text for index, line in enumerate(read) if index not in taken] == [*BODY, *REST]


def test_plain_text_reads_without_header_and_sidebar() -> None:
    beside = "\n".join((*SIDEBAR, "Lone Vestergaard"))
    text = (
        "\n".join(BODY)
        + f"\n\n{beside}\n\n"
        + "\n".join(REST[:1])
        + "\n\n2. februar 2022\nSide 2 af 2\n\n"
        + REST[1]
    )
    assert rest(typed(text, None)).startswith("Der er ansat 16 partnere.")
    assert "ressourcepersoner i kommunen. Arbejdet koster 26 mio. kr. om året, og" in rest(typed(text, None))


def test_nothing_is_furniture_in_a_plain_answer() -> None:
    assert (
        furniture(typed("1. Hvad koster det?\n\n2. februar 2022 kostede det 26 kr.\n\n312\n\nNej."))
        == frozenset()
    )
