"""Text in layers: read where a screen shows them, set apart where it does not."""

from __future__ import annotations

import pytest

from ingest.formats.pdf.read import read_pdf
from kb.model import Note
from kb.notes import Code
from tests.ingest.formats.pdfs import lines, pdf, stream
from tests.letters import parse

DRAFT = "Udkast: der er 380 pladser."
IN_LAYER = lines("Der er 412 pladser.") + f"/OC /M BDC {lines(DRAFT, y=700)} EMC " + lines("Slut", y=660)

GROUP = "<< /Type /OCG /Name (Udkast) >>"
OTHER = "<< /Type /OCG /Name (Andet) >>"


def layered(content: str, default: str, group: str = GROUP, on: str = "10 0 R", form: bytes = b"") -> bytes:
    """A file with groups 10 (its own) and 11; `on` is what the property /M names, `default` the /D."""
    data = pdf(content, objects=[group.encode(), OTHER.encode(), form or b"null"])
    data = data.replace(
        b"/XObject << /X 10 0 R >>", b"/XObject << /X 12 0 R >> /Properties << /M %b >>" % on.encode()
    )
    properties = f"/OCProperties << /OCGs [10 0 R 11 0 R] /D << {default} >> >>"
    return data.replace(b"/Type /Catalog", b"/Type /Catalog " + properties.encode())


def shown(data: bytes) -> list[str]:
    read = read_pdf(data)
    return [line.text for index, line in enumerate(read.lines) if index not in read.furniture]


def is_shown(data: bytes) -> bool:
    return DRAFT in shown(data)


@pytest.mark.parametrize(
    ("default", "group", "is_on"),
    [
        ("", GROUP, True),
        ("/OFF []", GROUP, True),
        ("/OFF [10 0 R]", GROUP, False),
        ("/OFF [11 0 R]", GROUP, True),
        ("/BaseState /OFF", GROUP, False),
        ("/BaseState /OFF /ON [10 0 R]", GROUP, True),
        ("/BaseState /Unchanged /OFF [10 0 R]", GROUP, False),
        ("/OFF [null 99 0 R 10 0 R]", GROUP, False),
        ("/OFF 5", GROUP, True),
        ("/OFF [10 0 R]", GROUP.replace(">>", "/Intent /Design >>"), True),
        ("/OFF [10 0 R]", GROUP.replace(">>", "/Intent [/Design /View] >>"), False),
        ("", GROUP.replace(">>", "/Usage << /View << /ViewState /OFF >> >> >>"), False),
        ("/OFF [10 0 R]", GROUP.replace(">>", "/Usage << /View << /ViewState /ON >> >> >>"), False),
        (
            "/OFF [10 0 R] /AS [<< /Event /View /Category [/View] /OCGs [10 0 R] >>]",
            GROUP.replace(">>", "/Usage << /View << /ViewState /ON >> >> >>"),
            True,
        ),
        ("", GROUP.replace(">>", "/Usage << /Print << /PrintState /OFF >> >> >>"), True),
    ],
)
def test_a_layer_is_read_where_a_screen_shows_it(default: str, group: str, is_on: bool) -> None:
    data = layered(IN_LAYER, default, group)
    assert is_shown(data) is is_on
    assert [note.code for note in read_pdf(data).notes] == [Code.LAYER_OFF] * (not is_on)


@pytest.mark.parametrize(
    ("membership", "is_on"),
    [
        ("/OCGs 10 0 R", False),
        ("/OCGs [10 0 R 11 0 R]", True),
        ("/OCGs [10 0 R 11 0 R] /P /AllOn", False),
        ("/OCGs [10 0 R 11 0 R] /P /AnyOff", True),
        ("/OCGs [10 0 R 11 0 R] /P /AllOff", False),
        ("/OCGs [null]", True),
        ("", True),
        ("/VE [/Not 10 0 R]", True),
        ("/VE [/And 11 0 R [/Not 11 0 R]]", False),
        ("/VE [/Or 10 0 R 11 0 R] /OCGs 10 0 R", True),
        ("/VE []", True),
    ],
)
def test_a_membership_in_layers_is_followed(membership: str, is_on: bool) -> None:
    data = layered(IN_LAYER, "/OFF [10 0 R]", on=f"<< /Type /OCMD {membership} >>")
    assert is_shown(data) is is_on


@pytest.mark.parametrize("off", [True, False])
@pytest.mark.parametrize(
    ("content", "entries"),
    [
        ("/X Do", "/OC 10 0 R"),
        ("/OC /M BDC /X Do EMC", ""),
        ("/P BMC /OC /M BDC /Span << /MCID 1 >> BDC /X Do EMC EMC EMC", ""),
    ],
)
def test_forms_stand_in_layers_too(content: str, entries: str, off: bool) -> None:
    form = stream(lines(DRAFT).encode("cp1252"), f"/Subtype /Form /BBox [0 0 595 842] {entries}")
    data = layered(content + " " + lines("Slut", y=660), f"/OFF [{'10 0 R' if off else ''}]", form=form)
    assert shown(data) == ["Slut"] if off else [DRAFT, "Slut"]


def test_a_layer_within_a_form_ends_with_the_form() -> None:
    form = stream(
        f"/OC /M BDC {lines(DRAFT)}".encode("cp1252"),
        "/Subtype /Form /BBox [0 0 595 842] /Resources 3 0 R",
    )
    data = layered("/X Do EMC EMC " + lines("Slut", y=660), "/OFF [10 0 R]", form=form)
    assert shown(data) == ["Slut"]


def test_what_a_hidden_layer_paints_covers_nothing() -> None:
    content = lines("Der er 412 pladser.") + "/OC /M BDC 0 g 60 730 300 30 re f EMC"
    assert shown(layered(content, "/OFF [10 0 R]")) == ["Der er 412 pladser."]


def test_a_hidden_draft_is_in_no_answer() -> None:
    content = lines("1. Hvor mange er der?", "Svar:", "Der er 412.") + f"/OC /M BDC {lines(DRAFT, y=698)} EMC"
    letter = parse(read_pdf(layered(content, "/OFF [10 0 R]")), "a.pdf", "a")
    assert [qa.answer for qa in letter.qas] == ["Der er 412."]
    assert Note(Code.LAYER_OFF, (5,), 1) in letter.notes


def test_a_hidden_layer_is_not_the_text_of_a_scan() -> None:
    content = "q 595 0 0 842 0 0 cm /X Do Q " + f"/OC /M BDC 3 Tr {lines(DRAFT)} EMC"
    picture = stream(
        b"\x00", "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    assert DRAFT not in shown(layered(content, "/OFF [10 0 R]", form=picture))
