"""How a question was answered."""

from __future__ import annotations

import re

from kb.model import Kind, Reference

INTERIM = re.compile(
    r"\b(?:vender|vil\s+vende)\b(?:\W+\w+){0,4}?\W+tilbage\s+(?:med|når|så\s+snart|senest|herom|om|i|den|til\s+\w*rådet)\b"
    r"|\b(?:et|som|dette|følgende)\s+(?:er\s+et\s+)?foreløbigt\s+svar|\bbesvares\s+(?:hermed\s+)?foreløbigt"
    r"|\b(?:kan|har)\b[^.]*\bikke\b[^.]*\b(?:besvares|besvaret|svares)\b[^.]*\b(?:inden\s+for|frist)"
    r"|\b(?:endeligt|fyldestgørende)\s+svar\b[^.]*\b(?:følger|eftersendes|sendes|fremsendes)\b",
    re.IGNORECASE,
)
"""A promise of more: `vender tilbage med`, `et foreløbigt svar`. Not `det foreløbige svar`, which is past."""

LONGEST_INTERIM = 150
"""Words. A longer answer that also promises more has answered something."""

REFERS = re.compile(
    r"\s*(?:der|vi|jeg|forvaltningen|administrationen)?\s*(?:henvises?|jf\.?|jvf\.?|jævnfør|se)\b",
    re.IGNORECASE,
)
LONGEST_REFERENCE = 25
"""Words. A longer answer that begins with a reference says something itself."""


def kind(answer: str, references: tuple[Reference, ...]) -> Kind:
    """Empty, interim (`vender tilbage`), by reference alone, or answered."""
    words = len(answer.split())
    if not words:
        return Kind.EMPTY
    if words <= LONGEST_INTERIM and INTERIM.search(answer):
        return Kind.INTERIM
    if references and words <= LONGEST_REFERENCE and REFERS.match(answer):
        return Kind.REFERENCE
    return Kind.ANSWERED
