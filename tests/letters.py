"""Small letters made as the readers make them, for tests of what stands behind reading."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.document import Document
from ingest.letter.parse import letters
from kb.model import Letter
from kb.store import Source
from tests.ingest.lines import typed
from web.service.base import Base

BUSSES = """
Svar på 10-dages forespørgsel fra Venstre om skolebusser

2. februar 2022

1. Hvor mange elever kører i skolebus?

Der kører 1.146 elever i skolebus.

2. Hvad koster kørslen?

Kørslen koster 11,4 mio. kr. om året, jf. svaret på spørgsmål 1.

Med venlig hilsen

Eva Holm
"""

FOOD = """
Svar på 10-dages forespørgsel fra Enhedslisten om madspild i køkkener

3. oktober 2023

1. Hvor meget mad smides ud?

Målinger viser et madspild på 62 gram pr. måltid.

2. Hvorfor gives maden ikke væk?

Forvaltningen vender tilbage med et svar.

3. Hvem betaler?

Med venlig hilsen

Eva Holm
"""


def parse(document: Document, file: str, id: str) -> Letter:
    """The only letter in a document."""
    (found,) = letters(document, file, id)
    return found


def letter(text: str = BUSSES, id: str = "busser") -> Letter:
    """The letter in a typed text."""
    return parse(Document(typed(text), pages=1), f"{id}.txt", id)


def source(text: str = BUSSES, id: str = "busser", folder: str = "/breve") -> Source:
    """The file that a typed text would be."""
    content = text.encode()
    path = f"{folder}/{id}.txt"
    return Source(path, Path(path).name, "text/plain", content, hashlib.sha256(content).hexdigest())


def keep(base: Base, **texts: str) -> Base:
    """The base with letters – id and typed text – read into it, related to each other and embedded."""
    for id, text in texts.items():
        base.store.put(source(text, id), [letter(text, id)])
    base.relate()
    base.update()
    return base
