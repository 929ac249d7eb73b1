# ruff: noqa: E501 – a letter a line is easier to read
"""Short letters, one kind each, for fitting: what the layout letters seldom have."""

from __future__ import annotations

from tests.layouts.source import GoldQA

HERE, COSTS, WHEN = ("1", "Hvor?", "Her."), ("2", "Hvad koster det?", "Ti."), ("3", "Hvornår?", "I maj.")
STEPS = "1. Byg.\n\n2. Mal.\n\n3. Vi åbner.\n\n4. Vi ser."
END = "Med venlig hilsen\n\nEva Holm"

_LETTERS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("1. Hvor?\n\nHer.\n\n2. Antal busser\n\nTolv.\n\n3. Hvornår?\n\nI maj.", (HERE, ("2", "Antal busser", "Tolv."), WHEN)),
    ("1. Antal busser\n\nTolv.\n\n2. Hvad koster det?\n\nTi.\n\n3. Hvornår?\n\nI maj.", (("1", "Antal busser", "Tolv."), COSTS, WHEN)),
    ("1. Hvor?\n\nHer.\n\n2. Hvad koster det?\n\nTi.\n\n3. Status for byggeriet\n\nDet er færdigt.\n\n" + END,
     (HERE, COSTS, ("3", "Status for byggeriet", "Det er færdigt."))),
    (f"1. Hvor?\n\nHer.\n\n2. Hvad koster det?\n\nTi.\n\n{END}\n\nBilag 1\n\n{STEPS}", (HERE, COSTS)),
    (f"1. Hvor?\n\nHer.\n\n2. Hvad er planen?\n\nPlanen har trin:\n\n{STEPS}\n\n{END}",
     (HERE, ("2", "Hvad er planen?", f"Planen har trin: {STEPS}"))),
    ("1. Hvor?\n\n2. Hvornår?\n\nNu.", (("1", "Hvor?", ""), ("2", "Hvornår?", "Nu."))),
    ("1. Hvor?\n\n2. Hvornår?\n\nPå gruppens vegne\nUlla Friis", (("1", "Hvor?", ""), ("2", "Hvornår?", ""))),
    ("Spørgsmål:\n\nHvor mange er der?\n\nHvad koster de?\n\nPå gruppens vegne\n\nEva Holm",
     (("1", "Hvor mange er der?", ""), ("2", "Hvad koster de?", ""))),
    (f"1. Hvor?\n\nHer.\n\n2. Hvad koster det?\n\nTi.\n\n{END}\n\n1. Hvor?\n\n2. Hvad koster det?\n\n3. Hvornår?", (HERE, COSTS)),
    ("1. Vi ønsker oplyst:\n\na) Hvor mange?\n\nb) Hvornår?\n\nDer er 12, og det er nu.\n\n2. Hvor?\n\nHer.",
     (("1", "Vi ønsker oplyst: a) Hvor mange? b) Hvornår?", "Der er 12, og det er nu."), ("2", "Hvor?", "Her."))),
    ("1. Hvor?\n\nPlanen er ny.\n\n2. Hvad koster det?\n\nAd 1. Her.\n\nAd 2. Ti.", (("1", "Hvor? Planen er ny.", "Her."), COSTS)),
    (f"1. Hvor?\nSvar: Her.\n\n2. Hvor mange er der af\n\n1. busser\n\n2. biler\n\n3. tog\n\nSvar: Ti.\n\n{END}",
     (HERE, ("2", "Hvor mange er der af 1. busser 2. biler 3. tog", "Ti."))),
    (f"Hvor mange er der?\n\nTi.\n\nHvad koster de?\n\nTre kroner.\n\n{END}\n\nHar du spørgsmål til brevet?\n\nRing.",
     (("1", "Hvor mange er der?", "Ti."), ("2", "Hvad koster de?", "Tre kroner."))),
    (f"Spørgsmål fra Venstre:\n\n1. Hvor?\n\nHer.\n\n2. Hvad koster det?\n\nTi.\n\nSpørgsmål fra SF:\n\n1. Hvor?\n\nHer.\n\n2. Hvad koster det?\n\nTi.\n\n{END}",
     (HERE, COSTS, HERE, COSTS)),
    ("1. Hvad koster skoler?\n\nTre kroner.\n\nDet er billigt.\n\n2. Hvad koster veje?\n\nTo kroner.",
     (("1", "Hvad koster skoler?", "Tre kroner. Det er billigt."), ("2", "Hvad koster veje?", "To kroner."))),
    ("1. Hvornår?\n\nHer.\n\nSagen er slut.\n\nMed venlig hilsen", (("1", "Hvornår?", "Her. Sagen er slut."),)),
    ("1. Hvornår?\n\nHer.\n\nHilsen fra skolen er sendt.\n\nMed venlig hilsen", (("1", "Hvornår?", "Her. Hilsen fra skolen er sendt."),)),
    ("Spørgsmål:\n\n1. Hvor?\n\n2. Hvad koster det?\n\nSvar:\n\n1. Her.\n\n2. Ti.", (HERE, COSTS)),
    (f"1. Hvor?\n\nHer.\n\n2. Hvad er planen?\n\nPlanen har trin:\n\n{STEPS}\n\nSå er det slut.",
     (HERE, ("2", "Hvad er planen?", f"Planen har trin: {STEPS} Så er det slut."))),
    ("1. Hvor?\n\nHer.\n\n2. Hvad stod der?\n\nMailen lød:\n\nKom nu.\n\nMed venlig hilsen\n\nUlla\n\n3. Hvornår?\n\nI maj.",
     (HERE, ("2", "Hvad stod der?", "Mailen lød: Kom nu. Med venlig hilsen Ulla"), WHEN)),
    ("**Hvor?**\n\nHer. Hvad så?\n\nSkal der være flere?\n\n**Redegør for prisen.**\n\nTi.",
     (("1", "Hvor?", "Her. Hvad så? Skal der være flere?"), ("2", "Redegør for prisen.", "Ti."))),
    ("Du har skrevet:\n\n»Jeg kører selv med bussen. Hvor mange busser kører der på rute 7? Hvad koster ruten om året?«\n\nVi kan svare følgende:\n\n"
     "»Hvor mange busser kører der på rute 7?«\n\nDer kører 12.\n\n»Hvad koster ruten om året?«\n\nRuten koster 3 mio. kr.\n\n" + END,
     (("1", "Hvor mange busser kører der på rute 7?", "Der kører 12."), ("2", "Hvad koster ruten om året?", "Ruten koster 3 mio. kr."))),
    (f"Spørgsmål 1. Hvor mange skoler er der?\nSvar:\nDer er 12 skoler.\n\nBilag 1 viser alle skoler.\n\n{END}",
     (("1", "Hvor mange skoler er der?", "Der er 12 skoler. Bilag 1 viser alle skoler."),)),
)  # fmt: skip

SHORT = tuple((text, tuple(GoldQA(*qa) for qa in qas)) for text, qas in _LETTERS)
