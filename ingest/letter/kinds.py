"""The kind of an answer: empty, interim, a reference only, declined, or answered."""

from __future__ import annotations

import re

from kb.danish import MONTH
from kb.model import Kind, Reference

INTERIM = re.compile(
    r"\b(?:vender|vil\s+vende)\b(?:\W+\w+){0,4}?\W+tilbage\s+(?:med|når|så\s+snart|senest|inden|snarest|hurtigst|herom|om|i|den|til\s+\w*rådet)\b"
    r"|\b(?:et|som|dette|følgende)\s+(?:er\s+et\s+)?foreløbigt\s+svar|\bbesvares\s+(?:hermed\s+)?foreløbigt"
    r"|\b(?:kan|har)\b[^.]{0,200}\bikke\b[^.]{0,200}\b(?:besvares?|besvaret|svares)\b[^.]{0,100}\b(?:inden\s+for|frist)"
    r"|\b(?:endeligt|fyldestgørende)\s+svar\b[^.]{0,200}\b(?:følger|eftersendes|sendes|fremsendes)\b"
    r"|\bsvar(?:et)?\s+(?:vil\s+blive\s+)?(?:eftersend(?:es|t)|følger\s+(?:senere|snarest|hurtigst))"
    r"|\bspørgsmålet\s+(?:vil\s+blive\s+besvaret|besvares)\s+(?:senere|snarest|når|særskilt|i\s+en\s+senere)",
    re.IGNORECASE,
)
"""A promise of more: `vender tilbage med`, `et foreløbigt svar`. `det foreløbige svar` is an earlier one."""

OWED = re.compile(r"\bsvar\b|\bforeløbigt\b|\bbesvare[st]?\b", re.IGNORECASE)
"""Words that show that the answer itself is still to come, and not only the result of something."""

LONGEST = 3000
"""An answer of more than this many characters counts as answered, however few words it has."""

LONGEST_INTERIM = 150
"""An answer of more than this many words has answered something, even if it also promises more."""

MOST_BESIDE = 2
"""An interim answer has at most this many sentences besides its promise, and no figures in them."""

REFERS = re.compile(
    r"\s*(?:(?:der|vi|jeg|forvaltningen|administrationen)\s+)?(?:henvise[rs]?|jf\.?|jvf\.?|jævnfør|se)\b"
    r"|\s*(?:svaret|det|dette)\s+fremgår\s+af\s+(?:svaret|besvarelsen)\b"
    r"|\s*spørgsmålet\s+er\s+besvaret\s+(?:i|under|ovenfor|sammen\s+med)\b"
    r"|\s*samme\s+svar\s+som\b",
    re.IGNORECASE,
)
REFERS_TO = re.compile(
    r"\s*(?:der\s+henvises\s+til|jeg\s+henviser\s+til|vi\s+henviser\s+til|forvaltningen\s+henviser\s+til|jf\.?|se)\s+(?:venligst\s+)?"
    r"(?:(?:det|de|min|vores|forvaltningens|vedlagte|vedhæftede|ovenstående|svaret|svarene|besvarelsen)\s+){0,2}"
    r"(?:svar(?:et|ene)?|besvarelsen?|bilag|notat(?:et)?|brev(?:et)?|ovenfor|ovenstående)\b(?:[^.?!]|(?<=\d)\.(?=\s?[a-zæøå\d])){0,120}\.?\s*",
    re.IGNORECASE,
)
"""An answer of one sentence that only refers the reader elsewhere: `Se bilag 2.`"""

LONGEST_REFERENCE = 25
"""An answer of more than this many words says something itself, even if it begins with a reference."""

_NOT = r"(?:(?:desværre|derfor|imidlertid|p\.t\.|på\s+nuværende\s+tidspunkt)\s+)?ikke"
_TELL = r"(?:oplyses?|besvares?|udtale\s+sig|kommentere|opgøres?|udleveres?|svare\s+på)"
DECLINES = re.compile(
    rf"\b(?:kan|må|vil|ønsker|skal)\b(?:\W+\w+){{0,4}}?\W+{_NOT}\s+(?:at\s+)?(?:blive\s+)?{_TELL}\b"
    rf"|\bkan\s+{_NOT}\s+{_TELL}\b|\bønsker\s+{_NOT}\s+at\s+(?:svare|kommentere|udtale)"
    rf"|\b(?:har|er)\s+{_NOT}\s+(?:i\s+besiddelse\s+af|(?:mulighed|grundlag|hjemmel)\s+for\s+at\s+(?:{_TELL}|svare|give)"
    r"|(?:oplysninger\s+om|viden\s+om|(?:data|tal)\s+(?:om|på|for|herom)|adgang\s+til\s+oplysninger))"
    r"|\bhar\s+ingen\s+(?:oplysninger|viden|data|tal|opgørelser?)\s+(?:om|på|over|herom)"
    rf"|\b(?:opgøres|registreres)\b(?:\W+\w+){{0,3}}?\W+{_NOT}\b|\b{_NOT}\s+(?:muligt\s+at\s+{_TELL}|opgjort)\b"
    rf"|\b(?:føres|findes)\b(?:\W+\w+){{0,2}}?\W+{_NOT}\b(?:\W+\w+){{0,4}}?\W+(?:opgørelser?|statistik|data|oplysninger|tal|overblik)\b"
    r"|\b(?:er|anses\s+for)\s+(?:\w+\s+){0,2}?(?:fortrolige?t?|omfattet\s+af\s+tavshedspligt\w*|undtaget\s+(?:fra\s+)?aktindsigt)\b"
    r"|\btavshedspligt\b[^.]{0,80}\bikke\b",
    re.IGNORECASE,
)
"""The administration does not answer, because it may not, will not, cannot, or does not know."""

LONGEST_DECLINED = 60
"""An answer of more than this many words has answered something, even if it begins with a refusal."""

ADDS = re.compile(
    r"\b(?:men|dog|derimod|til\s+gengæld|skønner|skønnes|vurderer|vurderes|anslår|cirka|ca\.)\b", re.I
)
"""Words after which some information is given in spite of a refusal: `men`, `skønner`, `ca.`"""

FIGURES = re.compile(r"(?<!§ )(?<!§)\b\d")  # `§ 12` names a law and is no figure
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
DAY = re.compile(
    rf"\b\d{{1,2}}\.\s*(?:{MONTH})\b(?:\s+\d{{4}})?|\b(?:i|ultimo|medio|primo)\s+\d{{4}}", re.IGNORECASE
)
REASON = re.compile(
    r"\s*(?:det|dette)\s+(?:skyldes|er\s+fordi|hænger\s+sammen)|.*\b(?:oplysninger(?:ne)?|sag(?:en|er)|persondata|beklager)\b",
    re.IGNORECASE,
)
"""A sentence after a refusal that only gives the reason: `Det skyldes, at …`."""


def kind(answer: str, references: tuple[Reference, ...]) -> Kind:
    """Empty, interim (`vender tilbage`), only a reference, declined (`kan ikke oplyses`), or answered."""
    words = len(answer.split())
    if not words:
        return Kind.EMPTY
    if len(answer) > LONGEST:
        return Kind.ANSWERED
    if words <= LONGEST_INTERIM and _promises(answer):
        return Kind.INTERIM
    if words <= LONGEST_REFERENCE and ((references and REFERS.match(answer)) or REFERS_TO.fullmatch(answer)):
        return Kind.REFERENCE
    if words <= LONGEST_DECLINED and _declines(answer):
        return Kind.DECLINED
    return Kind.ANSWERED


def _promises(answer: str) -> bool:
    """Is a promise of more the main content of the answer, or a promise of the answer itself?"""
    if not INTERIM.search(answer):
        return False
    beside = [each for each in SENTENCE.split(answer.strip()) if not INTERIM.search(each)]
    if OWED.search(answer) or not beside:
        return True
    return len(beside) <= MOST_BESIDE and not any(FIGURES.search(DAY.sub("", each)) for each in beside)


def _declines(answer: str) -> bool:
    """Does the answer begin with a refusal and then give only reasons or more refusals?"""
    if ADDS.search(answer) or FIGURES.search(answer):
        return False
    first, *rest = SENTENCE.split(answer.strip())
    if not DECLINES.search(first):
        return False
    return all(DECLINES.search(sentence) or REASON.match(sentence) for sentence in rest)
