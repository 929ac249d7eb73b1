"""PDF pages that are hard to read in the right order, drawn operator by operator."""

from __future__ import annotations

from tests.ingest.formats.pdfs import lines, pdf
from tests.nasty.case import Case

HEAD = ("Svar på 10-dages forespørgsel fra Venstre om skolebusser", "", "2. februar 2022", "")
END = ("", "Med venlig hilsen", "Eva Holm")
REST = ("cepersoner, i alt 46 i 2021.", "", "2. Hvad koster de?", "", "De koster 11,4 mio. kr.", *END)
LEFT = (
    "busserne, og de fleste af dem bor mere",
    "end seks kilometer fra skolen. Busserne",
    "kører to gange om morgenen og tre gange",
    "om eftermiddagen, så at også de elever,",
    "der går i fritidshjem, kan komme hjem.",
)
RIGHT = (
    "det er en halv million mere end i 2020.",
    "Stigningen skyldes, at brændstoffet er",
    "blevet dyrere, og at der er kommet to",
    "nye ruter til, som begge kører fra den",
    "nordlige ende af kommunen.",
)
SIDEBAR = ("BØRN OG UNGE", "Pædagogik og Skole", "Grøndalsvej 2", "8260 Viby J", "Telefon: 89 40 20 00",
           "Sag: 21/001440-12", "Sagsbehandler:", "Jens Bak")  # fmt: skip


def sidebar_in_a_word() -> bytes:
    """Page 1 ends in the middle of a word; the sidebar, the date and `Side 1 af 2` are drawn behind it."""
    asked = ("1. Hvor mange ressourcepersoner er der?", "", "Der er på alle skoler ansat ressour-")
    first = lines(*HEAD, *asked) + lines(*SIDEBAR, x=440, y=640, size=8, leading=11)
    first += lines("2. februar 2022", "Side 1 af 2", x=440, y=760, size=8, leading=11)
    second = lines("2. februar 2022", "Side 2 af 2", x=440, y=760, size=8, leading=11)
    return pdf(first, second + lines(*REST, y=720))


def sidebar_beside_a_word() -> bytes:
    """The sidebar is drawn between the lines that the word is broken over."""
    first = lines(*HEAD, "1. Hvor mange ressourcepersoner er der?", "", "Der er på alle skoler ressour-")
    between = lines(*SIDEBAR, x=440, y=640, size=8, leading=11)
    return pdf(first + between + lines(*REST, y=740 - 14 * 7))


def two_columns() -> bytes:
    """Two columns drawn row by row in one text block."""
    left = ("1. Hvor mange elever kører i skolebus?", "Der kører hver dag 1.146 elever i skole-", *LEFT)
    right = ("2. Hvad koster kørslen om året i alt?", "Kørslen koster 11,4 mio. kr. om året, og", *RIGHT)
    rows = "".join(
        f"1 0 0 1 60 {640 - 14 * n} Tm ({a}) Tj 1 0 0 1 320 {640 - 14 * n} Tm ({b}) Tj\n"
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    )
    return pdf(lines(*HEAD) + f"BT /R 11 Tf {rows} ET\n")


def kerned() -> bytes:
    """Kerning between letters that is no space, and spaces that are kerning alone."""
    shown = (
        "[(1. Hvor mange) -278 (kører) -278 (i skolebus?)] TJ T* T*",
        "[(Sag 2023) -60 (-) -40 (0379: Der k) 30 (ører) -278 (1.) 20 (1) 74 (46) -278 (ele) -90 (ver.)] TJ",
    )
    return pdf(lines(*HEAD) + f"BT /R 11 Tf 14 TL 1 0 0 1 72 640 Tm {' '.join(shown)} ET")


def hyphens_at_page_end() -> bytes:
    """A word broken over pages, beside hyphens that stay."""
    first = (*HEAD, "1. Hvilke tilbud er der?", "", "Der er dag-", "og fritidstilbud på 12 sko-")
    rest = ("ler, og 10-dages tilbud i sommer- og", "efterårsferien.", "", "2. Hvad koster de?", "", "Intet.")
    return pdf(lines(*first, y=190), lines(*rest, *END))


def header_painted_last() -> bytes:
    """The header comes after the body, and a text frame stands in the middle of the page."""
    body = lines(*HEAD, "1. Hvor mange elever kører i skolebus?", "", "Der kører 1.146 elever i", y=700)
    body += lines("skolebus hver dag.", "", "2. Hvad koster det?", "", "11,4 mio. kr.", *END, y=700 - 98)
    frame = lines("Kontakt", "Eva Holm", "Telefon: 89 40 20 00", x=440, y=600, size=8, leading=10)
    header = lines("Viby Kommune, Børn og Unge", "Side 1 af 1", x=72, y=800, size=8, leading=10)
    return pdf(body + frame + header)


def two_letters() -> bytes:
    """Page numbers start again in the middle of the file."""

    def page(head: str, number: int, *rows: str) -> str:
        return lines(head, f"Side {number} af 2", x=440, y=800, size=8, leading=10) + lines(*rows, y=740)

    busses = page("2. februar 2022", 1, *HEAD, "1. Hvor mange kører i bus?", "", "Der kører 1.146 elever.")
    more = page("2. februar 2022", 2, "2. Hvad koster det?", "", "Det koster 11,4 mio. kr.", *END)
    title = "Svar på 10-dages forespørgsel fra Enhedslisten om madspild"
    first = ("1. Hvor meget?", "", "Der smides 62 gram ud.")
    food = page("3. marts 2022", 1, title, "", "3. marts 2022", "", *first)
    last = page("3. marts 2022", 2, "2. Hvem betaler?", "", "Det gør skolerne selv.", *END)
    return pdf(busses, more, food, last)


def table_over_pages() -> bytes:
    """A table of three columns that goes on behind a page's end with its head repeated."""

    def row(y: int, *cells: str) -> str:
        shown = "".join(lines(cell, x=x, y=y) for x, cell in zip((76, 226, 376), cells, strict=True))
        return shown + f"0.5 w 72 {y - 4} m 522 {y - 4} l S\n"

    head = ("Skoleår", "Elever", "Busser")
    first = lines(*HEAD, "1. Hvor mange elever kører i skolebus?", "", "Tallene er:", y=300)
    first += row(180, *head) + row(160, "2019/20", "1.046", "21") + row(140, "2020/21", "1.098", "22")
    second = row(760, *head) + row(740, "2021/22", "1.146", "23")
    return pdf(first, second + lines("2. Hvad koster det?", "", "11,4 mio. kr.", *END, y=700))


def turned_annex() -> bytes:
    """A letter whose annexes are a landscape page and a page of text turned by 90 degrees."""
    letter = lines(*HEAD, "1. Hvor mange elever kører i skolebus?", "", "Se bilag 1 og 2.", *END)
    turned = "BT /R 11 Tf 0 1 -1 0 200 100 Tm (Bilag 2: Antal busser er 23.) Tj ET"
    return pdf(letter, lines("Bilag 1: Antal elever er 1.146."), turned).replace(
        b"/Type /Page /Parent 2 0 R", b"/Type /Page /Rotate 0 /Parent 2 0 R", 1
    )


def superscripts() -> bytes:
    """A raised figure that belongs to its word, and a footnote's sign that does not."""
    rows = lines(*HEAD, "1. Hvor meget CO2 spares?", "")
    text = (
        "BT /R 11 Tf 1 0 0 1 72 642 Tm (Bussernes CO) Tj /R 7 Tf -2 Ts (2) Tj /R 11 Tf 0 Ts (-udledning "
        "falder med 120 tons) Tj /R 7 Tf 4 Ts (1) Tj /R 11 Tf 0 Ts ( om året.) Tj ET\n"
    )
    return pdf(rows + text + lines("1 Kilde: Teknik og Miljø.", y=80, size=8))


CASES = (
    Case(
        1,
        "sidebar.pdf",
        "sidebar, date and page number inside a word, over a page",
        sidebar_in_a_word,
        says=("ansat ressourcepersoner, i alt 46",),
        lacks=("Telefon", "Side 1", "2. februar"),
    ),
    Case(
        1,
        "sidebar-mid.pdf",
        "sidebar drawn between the halves of a word",
        sidebar_beside_a_word,
        says=("skoler ressourcepersoner, i alt 46",),
        lacks=("Telefon", "Sagsbehandler"),
    ),
    Case(
        2,
        "columns.pdf",
        "two columns in one text block",
        two_columns,
        says=("1.146 elever i skolebusserne, og de", "om året, og det er en halv million"),
    ),
    Case(
        3,
        "kerning.pdf",
        "kerning as spaces, spaces as kerning",
        kerned,
        says=("Hvor mange kører i skolebus?", "Sag 2023-0379: Der kører 1.146 elever."),
    ),
    Case(
        4,
        "hyphens.pdf",
        "a word broken over pages beside hyphens that stay",
        hyphens_at_page_end,
        says=("Der er dag- og fritidstilbud på 12 skoler, og 10-dages tilbud", "sommer- og efterårsferien."),
    ),
    Case(
        5,
        "header-last.pdf",
        "header painted last, text frame mid-page",
        header_painted_last,
        says=("Der kører 1.146 elever i skolebus hver dag.",),
        lacks=("Viby Kommune", "Kontakt", "Side 1"),
    ),
    Case(
        6,
        "two-letters.pdf",
        "two letters in one file",
        two_letters,
        letters=2,
        says=("1.146 elever", "62 gram", "skolerne selv"),
        lacks=("Side 1",),
    ),
    Case(
        20,
        "table.pdf",
        "a table over pages",
        table_over_pages,
        says=("2019/20 1.046 21", "2021/22 1.146 23", "11,4 mio. kr."),
    ),
    Case(21, "turned.pdf", "turned annexes", turned_annex, says=("Se bilag 1 og 2.",)),
    Case(
        22,
        "superscripts.pdf",
        "raised and lowered figures, a footnote",
        superscripts,
        says=("Bussernes CO2-udledning falder med 120 tons",),
    ),
)
