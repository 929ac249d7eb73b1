"""Metadata beside, above and below the text, in tables and over lines, in every format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.formats.read import document
from ingest.letter.parse import letters
from tests.layouts.source import Layout
from tests.layouts.write import write

QUESTIONS = """
1. Hvor mange borgere er berørt af ændringen?

Der er 312 berørte borgere, og alle har fået besked.

2. Hvad er udgiften i indeværende år?

Udgiften er 1,4 mio. kr., som afholdes inden for rammen.
"""
LETTERS = (
    Layout(
        "labels-above-their-values-in-a-sidebar",
        (),
        f"<sidebar>\nVenstres gruppe\nAtt.: Bo Dalby\n\n**Tilskud til foreninger**\n{QUESTIONS}",
        {
            "date": date(2018, 6, 21),
            "case": "20.00.00-G01-31-18",
            "parties": ("Venstre",),
            "department": "Kultur og Fritid",
        },
        sidebar=(
            *("VESTHAVN KOMMUNE", "", "Kajen 1", "7771 Vesthavn", "", "Afsender:", "Kultur og Fritid", ""),
            *("Journalnr.:", "20.00.00-G01-31-18", "", "Dato:", "21. juni 2018"),
        ),
    ),
    Layout(
        "a-table-of-labels",
        (),
        "Afdeling: | Plan, By og Vej\nSagsbeh.: | LOJ\nDato: | d. 9/9-2016\nAcadre-sag: | 16/18822\n"
        f"Spørgsmål fra: | Venstre v/ Bo Dalby\n\n**Vejbump på Engvej**\n{QUESTIONS}",
        {
            "date": date(2016, 9, 9),
            "case": "16/18822",
            "parties": ("Venstre",),
            "department": "Plan, By og Vej",
        },
    ),
    Layout(
        "labels-in-a-row-above-their-values",
        (),
        "VESTHAVN KOMMUNE\nBORGMESTERSEKRETARIATET\n\nDeres ref. | Vor ref. | Dato\n"
        "Brev 3.11. | 10/2281 | 19. november 2010\n\nTil gruppeformand Ida Munk, Venstre\n\n"
        f"Skriftlig forespørgsel om tjenesterejser\n{QUESTIONS}",
        {
            "date": date(2010, 11, 19),
            "case": "10/2281",
            "parties": ("Venstre",),
            "department": "BORGMESTERSEKRETARIATET",
        },
    ),
    Layout(
        "a-unit-and-a-case-number-above-the-page",
        (),
        f"Den 2. november 2009\n\nListe C\nv/ Bo Dalby\n\nI har spurgt til kommunens busskure.\n{QUESTIONS}",
        {
            "date": date(2009, 11, 2),
            "case": "09/7712",
            "parties": ("Det Konservative Folkeparti",),
            "department": "Teknisk Forvaltning",
        },
        header=("Teknisk Forvaltning – sagsnr. 09/7712",),
    ),
    Layout(
        "a-head-on-one-line",
        (),
        "Børne- og Ungeforvaltningen · Sekretariat · Sag 2021-7120 · 14. april 2021\n\n"
        f"Svar til Enhedslisten og Alternativet\n\nom brug af tablets i skolen\n{QUESTIONS}",
        {
            "date": date(2021, 4, 14),
            "case": "2021-7120",
            "parties": ("Enhedslisten", "Alternativet"),
            "department": "Børne- og Ungeforvaltningen",
        },
    ),
)


@pytest.mark.parametrize("format", ["text", "docx", "pdf"])
@pytest.mark.parametrize("layout", LETTERS, ids=lambda layout: layout.name)
def test_metadata_is_found_wherever_clerks_put_it(layout: Layout, format: str, tmp_path: Path) -> None:
    path = write(layout, format, tmp_path)
    found = letters(document(path.read_bytes(), path.name), path.name, "x")[0].metadata
    assert {name: getattr(found, name) for name in layout.meta} == layout.meta
