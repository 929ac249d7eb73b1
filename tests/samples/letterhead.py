"""What stands around the text in every letter of Lindeborg Kommune, as plain lines."""

from __future__ import annotations

from zlib import crc32

from kb.danish import danish_date
from kb.model import Kind
from tests.samples.letter import Draft

MUNICIPALITY = "Lindeborg Kommune"
TOWN = "9998 Lindeborg"
STREETS = ("Rådhuspladsen 1", "Åboulevarden 14", "Kirkegade 7", "Søndre Ringvej 52", "Møllebakken 3")
GREETING = "Med venlig hilsen"


def sender(draft: Draft) -> str:
    """Who writes: the municipality, or the parties where nothing is answered yet."""
    asked = all(qa.kind is Kind.EMPTY for qa in draft.qas)
    return " og ".join(draft.parties) if asked else MUNICIPALITY


def written_date(draft: Draft) -> str:
    """The date as Danish letters write it: `12. april 2021`."""
    return danish_date(draft.date)


def page_label(page: int, pages: int) -> str:
    """`Side 2 af 5`."""
    return f"Side {page} af {pages}"


def street(draft: Draft) -> str:
    """Where the department has its desks; the same in all its letters."""
    return STREETS[crc32(draft.department.encode()) % len(STREETS)]


def telephone(draft: Draft) -> str:
    """The officer's number. Danish numbers never start with 0, so this one reaches nobody."""
    digits = f"{crc32(draft.officer.encode()) % 10**6:06}"
    return f"09 {digits[:2]} {digits[2:4]} {digits[4:]}"


def email(draft: Draft) -> str:
    """The officer's initials at a domain that can never exist (RFC 2606)."""
    return "".join(name[0] for name in draft.officer.lower().split()) + "@lindeborg.example"


def sidebar(draft: Draft) -> list[str]:
    """The lines of the first page's sidebar, the department first; "" is a blank line."""
    groups = (
        [draft.department, draft.unit, MUNICIPALITY],
        [street(draft), TOWN],
        [f"Direkte telefon: {telephone(draft)}"],
        ["Direkte e-mail:", email(draft)],
        [f"Sag: {draft.case}"],
        ["Sagsbehandler:", draft.officer],
    )
    return [line for group in groups for line in ("", *filter(None, group))][1:]


def reference_lines(draft: Draft) -> list[tuple[str, str]]:
    """The labelled lines of a letterhead: date, case number, case officer."""
    pairs = (("Dato:", written_date(draft)), ("Sagsnr.:", draft.case), ("Sagsbehandler:", draft.officer))
    return [(label, value) for label, value in pairs if value]


def signature(draft: Draft, *, slash_alone: bool) -> list[str]:
    """The names under the greeting, with `/` between them on its own line or inside one line."""
    if not slash_alone:
        return [" / ".join(draft.signers)] if draft.signers else []
    return [line for signer in draft.signers for line in ("/", signer)][1:]
