"""Error messages in Danish for readers of the pages."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from kb.errors import BadQuestion, HeldBack, Mismatch, NotFound, SvarbasenError, Tampered, Unavailable


class Refused(BadQuestion):
    """Invalid input from a visitor; `str()` is a Danish sentence to show."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as a page shows it. `keeper` is an English message for who maintains the knowledge base."""

    status: int
    title: str
    text: str
    keeper: str | None = None


# the first class that matches an error counts, so subclasses stand before their base class
OURS: tuple[tuple[type[SvarbasenError], Trouble], ...] = (
    (
        BadQuestion,
        Trouble(400, "Spørgsmålet kan ikke stilles", "Skriv et spørgsmål på højst 1.000 tegn."),
    ),
    (
        HeldBack,
        Trouble(
            404,
            "Brevet er holdt tilbage",
            "Brevet ser ud til at rumme personnumre. Det vises ikke, "
            "før den, der passer basen, har set på det.",
        ),
    ),
    (
        NotFound,
        Trouble(
            404,
            "Findes ikke",
            "Basen har ikke det brev eller spørgsmål, du leder efter. Måske er brevet taget ud.",
        ),
    ),
    (
        Tampered,
        Trouble(
            500,
            "Teksten kan ikke vises",
            "Teksten svarer ikke længere til den kilde, den er læst fra, og bliver derfor ikke vist. "
            "Giv besked til den, der passer basen.",
        ),
    ),
    (
        Mismatch,
        Trouble(
            503,
            "Søgningen er ikke klar",
            "Søgeindekset passer ikke til basen og skal bygges igen, før der kan søges. "
            "Den, der passer basen, gør det med kommandoen »svarbasen rebuild«.",
        ),
    ),
    (
        Unavailable,
        Trouble(
            503,
            "Søgningen er ikke klar",
            "Basen kan ikke svare lige nu. Prøv igen om lidt, "
            "og giv besked til den, der passer basen, hvis det varer ved.",
        ),
    ),
)

HTTP = {
    400: Trouble(400, "Det kan ikke læses", "Adressen eller formularen kan ikke læses. Prøv igen."),
    404: Trouble(404, "Siden findes ikke", "Der er ingen side på adressen. Måske er den skrevet forkert."),
    405: Trouble(405, "Det kan siden ikke", "Siden kan kun læses. Gå til forsiden for at spørge."),
}

SURPRISE = Trouble(
    500,
    "Der skete en fejl",
    "Noget gik galt, og fejlen er skrevet i loggen. Prøv igen, "
    "og giv besked til den, der passer basen, hvis det sker igen.",
)


def trouble(error: Exception) -> Trouble:
    """The HTTP status and Danish texts for an error."""
    if isinstance(error, HTTPException):
        return HTTP.get(error.code or 500, SURPRISE if (error.code or 500) >= 500 else HTTP[400])
    found = next((told for sort, told in OURS if isinstance(error, sort)), SURPRISE)
    if isinstance(error, Refused):
        return Trouble(found.status, found.title, str(error))
    if isinstance(error, (Mismatch, Unavailable)):
        return Trouble(found.status, found.title, found.text, keeper=str(error))
    return found
