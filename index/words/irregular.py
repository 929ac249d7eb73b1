"""Irregular Danish forms, which no rule about endings covers: `børn` of `barn`, `solgte` of `sælge`,
`større` of `stor`.

The commonest of Retskrivningsordbogen's strong verbs, vowel-changing plurals and irregular comparisons
that meet in administrative texts. Forms that are common words of their own (`tog`, `lå`, `så`) stay out.
"""

from __future__ import annotations

import re

_PLURALS = {
    "børn": "barn",
    "mænd": "mand",
    "bøger": "bog",
    "fødder": "fod",
    "hænder": "hånd",
    "bønder": "bonde",
    "rødder": "rod",
    "døtre": "datter",
    "mødre": "mor",
    "fædre": "far",
    "brødre": "bror",
    "nætter": "nat",
    "kræfter": "kraft",
    "stænger": "stang",
}
"""Also at the end of compounds: `plejebørn`, `håndbøgerne`."""

_FORMS = """
stor større størst størstedel
god bedre bedst
lille små mindre mindst
lang længere længst
ung yngre yngst
gå gik gået
give gav givet givne
skrive skrev skrevet skrevne skreves
drive drev drevet drevne
stige steg steget stegne
sælge solgt solgte
vælge valgt valgte
følge fulgt fulgte
spørge spurgt spurgte
sætte sat satte
tælle talt talte
fortælle fortalt fortalte
træffe traf truffet trufne
finde fandt fundet fundne
binde bandt bundet bundne
vinde vandt vundet vundne
springe sprang sprunget
drikke drak drukket
hjælpe hjalp hjulpet
bryde brød brudt brudte
byde bød budt budte
flyde flød flydt
skyde skød skudt
nyde nød nydt
lyde lød lydt
skride skred skredet skredne
gribe greb grebet grebne
komme kom kommet komne
tage taget tagne
bære bar båret bårne
stå stod stået
sidde sad siddet
bringe bragt bragte
lægge lagt lagte
gøre gjort gjorde
vide vidste vidst
trække trak trukket trukne
falde faldt faldet faldne
holde holdt holdte
løbe løb løbet
forlade forlod forladt
fryse frøs frosset frosne
fortryde fortrød fortrudt
slå slog slået
"""

_PARTICLES = "af an be bi for fore frem fra ind med mod ned op over på til ud under ved gen sam tilbage"
"""Particles that are written together with a verb: `vedtaget`, `udskrev`, `overholdt`."""

BASES = {form: forms[0] for forms in map(str.split, _FORMS.strip().splitlines()) for form in forms[1:]}
"""Form -> its base form."""

_COMPOUND = re.compile(rf"(\w*)({'|'.join(_PLURALS)})(?:e?ne)?s?")
_VERB = re.compile(rf"({'|'.join(sorted(_PARTICLES.split(), key=len, reverse=True))})(\w{{3,}})")


def base(word: str) -> str:
    """The base form of an irregular form; any other word as it is."""
    if word in BASES:
        return BASES[word]
    if plural := _COMPOUND.fullmatch(word):
        return plural[1] + _PLURALS[plural[2]]
    verb = _VERB.fullmatch(word)
    return verb[1] + BASES[verb[2]] if verb and verb[2] in BASES else word
