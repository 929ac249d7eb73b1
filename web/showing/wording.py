"""The Danish names of statuses and kinds of answers on screen."""

from __future__ import annotations

from index.answer.answer import Status
from kb.model import Kind

STATUS = {
    Status.ANSWER: "Svar fundet",
    Status.NEAR: "Måske relevant",
    Status.NOTHING: "Ingen svar fundet",
}

KINDS = {
    Kind.ANSWERED: "Endeligt svar",
    Kind.INTERIM: "Foreløbigt svar",
    Kind.REFERENCE: "Svar ved henvisning",
    Kind.DECLINED: "Afvist",
}
"""Names of the kinds of answers that are searched."""
