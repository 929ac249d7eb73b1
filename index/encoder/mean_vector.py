"""The mean of an encoder's token vectors, which is subtracted before they are compared.

The vectors of this kind of encoder lie in a narrow cone (Ethayarajh 2019). Without their mean they tell
words apart far better: docs/decisions/statuses.md has the measurement. The mean is taken over fixed everyday
sentences. So it depends on the encoder alone, and stored vectors stay valid when letters come.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.encoder.encode import Encoder, default_cache
from index.encoder.encoded import Encoded
from index.vectors import Vector

_QUESTIONS = """
Hvor mange børn er skrevet op til en vuggestueplads?
Hvad koster det kommunen at drive svømmehallen?
Hvornår bliver cykelstien langs åen færdig?
Hvem har ansvaret for at rydde sne på fortovet?
Hvordan er udgifterne til vikarer fordelt på skolerne?
Hvorfor er ventetiden på en byggetilladelse blevet længere?
Hvor kan borgerne aflevere farligt affald?
Har kommunen planer om at lukke flere legepladser?
Hvor stor en del af medarbejderne er ansat på deltid?
Kan forvaltningen oplyse antallet af klager de seneste fem år?
Vil rådmanden redegøre for, hvordan reglerne bliver fulgt?
Hvilke tilbud er der til unge med angst?
Hvad gør kommunen for at få flere til at cykle?
Hvor lang tid tager det at få svar på en ansøgning?
Er der afsat penge til at renovere havnen?
Hvilken lov gælder for støj fra restauranter?
Hvor mange ældre får hjælp til rengøring hver uge?
Hvad betyder den nye aftale for de ansatte?
Får plejefamilier dækket deres udgifter til transport?
Hvordan måler man luftens kvalitet i midtbyen?
Hvad er forskellen mellem de to ordninger?
Hvor ofte bliver vandet i søen undersøgt?
Hvem beslutter, hvor der må sættes vindmøller op?
Hvad sker der med de penge, der ikke bliver brugt?
Må man holde hund i en almen bolig?
Hvordan sikrer kommunen, at oplysningerne ikke kommer i forkerte hænder?
Hvor mange lejligheder bliver bygget på den gamle fabriksgrund?
Hvilke erfaringer har andre kommuner gjort sig?
Hvad er den gennemsnitlige karakter ved afgangsprøven?
Hvornår blev tallene sidst gjort op?
Hvor mange parkeringspladser forsvinder, når torvet bliver bygget om?
Hvorfor valgte byrådet den dyreste løsning?
Hvad kan en borger gøre, der er utilfreds med en afgørelse?
Hvor meget er skatten steget siden sidste valg?
Findes der en oversigt over de foreninger, der får tilskud?
Hvordan bliver pårørende inddraget?
priser på madordning i børnehaver
antal sygedage pr. ansat i hjemmeplejen
åbningstider på genbrugspladsen
regler for brug af kommunens lokaler
"""
_SENTENCES = """
Forvaltningen kan oplyse, at der ved årets udgang var 340 børn på venteliste til en plads i vuggestue.
Udgifterne til drift af svømmehallen var 6,2 mio. kr., hvoraf 1,9 mio. kr. blev dækket af entréindtægter.
Arbejdet på cykelstien går i gang til foråret og forventes afsluttet inden udgangen af oktober.
Det er grundejeren, der har pligt til at rydde sne og gruse fortovet ud for sin ejendom.
Vikarudgifterne svinger meget fra skole til skole, fordi sygefraværet er forskelligt.
Sagsbehandlingstiden er i gennemsnit 14 uger, og den er steget, fordi der kommer flere ansøgninger.
Farligt affald kan afleveres på alle genbrugspladser i den almindelige åbningstid.
Der er for nuværende ingen planer om at lukke legepladser.
Omkring hver fjerde medarbejder er ansat på deltid, og andelen har været stabil.
Der er modtaget 57 klager i perioden, og 12 af dem førte til, at afgørelsen blev ændret.
Reglerne følger af lov om social service og af kommunens egen kvalitetsstandard.
Unge med angst kan få samtaler hos en psykolog uden henvisning og uden at betale for det.
Kommunen arbejder for, at flere vælger cyklen, blandt andet med bedre stier og sikre skoleveje.
En ansøgning bliver som hovedregel besvaret inden for otte uger.
Byrådet har i budgettet afsat 12 mio. kr. til at renovere kajen.
Miljøstyrelsens vejledning om støj ligger til grund, når der stilles krav til restauranter.
Hjælp til rengøring gives hver anden uge til borgere, der ikke selv kan klare det.
Aftalen betyder, at medarbejderne får bedre mulighed for selv at tilrettelægge arbejdstiden.
Plejefamilier får dækket rimelige udgifter til transport efter statens takster.
Luftkvaliteten bliver målt døgnet rundt på to stationer i midtbyen.
Forskellen er, at den ene ordning er et krav i loven, mens den anden er frivillig for kommunen.
Vandet i søen bliver undersøgt en gang om måneden i badesæsonen.
Placeringen af vindmøller fastlægges i kommuneplanen efter en offentlig høring.
Beløb, der ikke er brugt ved årets slutning, bliver som regel overført til det følgende år.
Hver boligafdeling afgør selv på et afdelingsmøde, om det er tilladt at holde husdyr.
Personoplysninger bliver behandlet efter databeskyttelsesreglerne, og kun ansatte med et formål har adgang.
På grunden opføres 120 lejligheder, heraf en fjerdedel som almene familieboliger.
Erfaringerne fra andre kommuner er blandede, og de kan ikke uden videre overføres.
Gennemsnittet ved prøverne lå på 7,3, hvilket er lidt over landets gennemsnit.
Opgørelsen er fra maj og omfatter ikke de private institutioner.
I alt nedlægges 46 parkeringspladser, og de bliver delvist erstattet af et parkeringshus.
Den valgte løsning er dyrere at bygge, men billigere at vedligeholde.
En afgørelse kan påklages til Ankestyrelsen inden fire uger.
Skatteprocenten har været uændret i hele byrådsperioden.
Oversigten over foreninger med tilskud findes på kommunens hjemmeside.
Pårørende bliver inviteret til et møde, inden planen bliver lavet.
- 3.200 kr. pr. barn pr. måned i 2021
- Møder med forældre og lærere to gange om året
Der henvises i øvrigt til bilaget, hvor tallene er vist for hvert område.
Det har ikke været muligt at fremskaffe oplysningerne inden for fristen.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """The mean token vectors of questions and of passages, (d,) each."""

    questions: Vector
    passages: Vector


def centres(encoder: Encoder) -> Centres:
    """The mean vectors of an encoder; computed once, and kept in the user's cache."""
    return _centres(_Named(encoder))


class _Named:
    """A cache key: an encoder that is equal to every encoder of the same identity."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def __hash__(self) -> int:
        return hash(self.encoder.identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and other.encoder.identity == self.encoder.identity


@lru_cache(maxsize=4)
def _centres(named: _Named) -> Centres:
    encoder = named.encoder
    kept = _file(encoder)
    if (found := _read(kept, encoder.dimension)) is not None:
        return found
    asked = [encoder.question(text) for text in _QUESTIONS.strip().split("\n")]
    said = encoder.encoded(_SENTENCES.strip().split("\n"))
    found = Centres(_mean(asked, encoder.dimension), _mean(said, encoder.dimension))
    _keep(kept, found)
    return found


NAME = hashlib.sha256(f"{_QUESTIONS}{_SENTENCES}".encode()).hexdigest()[:8]
"""A digest of the sentences, part of the index's identity: other sentences would give other packed token
vectors."""


def _file(encoder: Encoder) -> Path:
    digest = hashlib.sha256(f"{encoder.identity}\0{NAME}".encode()).hexdigest()
    return default_cache() / "centres" / f"{digest[:16]}.npy"


def _read(path: Path, dimension: int) -> Centres | None:
    """The mean vectors in a cache file; None where there is no file, or a damaged one."""
    try:
        found = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return Centres(*found) if found.shape == (2, dimension) and np.isfinite(found).all() else None


def _keep(path: Path, found: Centres) -> None:
    """Write the mean vectors, all or nothing, because another process may be writing the same file."""
    beside = path.with_name(f"{path.stem}.{os.getpid()}.tmp")
    with suppress(OSError):  # a cache that cannot be written only costs the time again
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            np.save(file, np.stack([found.questions, found.passages]), allow_pickle=False)
        beside.replace(path)


def _mean(texts: Sequence[Encoded], dimension: int) -> Vector:
    """The mean of all tokens; zeros for a model that has none."""
    tokens = np.concatenate([text.tokens.reshape(-1, dimension) for text in texts])
    return np.asarray(tokens.mean(axis=0) if len(tokens) else np.zeros(dimension), np.float32)
