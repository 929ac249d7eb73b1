"""Who a letter is addressed to."""

from __future__ import annotations

import re

from ingest.letter.header.entries import Reader

_ADDRESSED = re.compile(r"\s*(?:Til|Modtager)\s+(?P<rest>[^\s:.].*)$", re.IGNORECASE)
_OFFICES = (
    r"byråd|borgmester|rådmand|udvalg|\w*medlem|kommunalbestyrelse|regionsråd|borgerrepræsentation|folketing"
)
_SENTENCE = re.compile(
    rf"(?!(?:{_OFFICES})\w*(?:\s|$))[^A-ZÆØÅ]|.*[?!:]|.*\b(?:er|var|har|havde|hører|kan|skal|vil|bliver|blev|får|fik|kommer|findes|bruges)\b"
)
"""The text after `Til` in a sentence, not an address: it starts in lower case, asks, or has a verb."""

_SMALL_WORDS = frozenset(("i", "og", "for", "af", "på", "ved", "det", "den", "de", "til", "samt"))
LONGEST_RECIPIENT = 80
"""A recipient after `Til` without a colon has at most this many characters; a name and committee half."""

_NAME = r"[A-ZÆØÅ][\w.'’-]*(?:\s(?:[A-ZÆØÅ][\w.'’-]*|de|von|van|af)){1,4}"
COUNCIL = re.compile(
    r"(?:Medlemmerne\saf\s)?(?:[A-ZÆØÅ][\w-]*[\s,]{1,2}(?:og\s)?){0,4}"
    r"(?:[A-ZÆØÅ]\w*|(?<=-\sog\s)\w*)?(?i:udvalget|byrådet|byråd|kommunalbestyrelsen|regionsrådet|borgerrepræsentationen|magistraten)"
    r"|Udvalget\sfor\s.{3,50}"
)
"""A council or committee, which is written to, and is never a department."""

MEMBER = re.compile(
    r"(?:(?i:(?:byråds|kommunalbestyrelses|regionsråds|borgerrepræsentations|råds|folketings)medlem|rådmand|(?:vice)?borgmester"
    rf"|medlem\saf\s[\w\s]{{3,40}}?),?\s+{_NAME}|(?!Kære){_NAME},?\s\([A-ZÆØÅ]{{1,3}}\)).{{0,40}}"
    r"|[A-ZÆØÅ][\w\s’']{2,40}(?:byråds|kommunalbestyrelses|regionsråds)gruppen?"
)
"""A member of a council in an address: `Byrådsmedlem Eva Holm (V)`."""

_OFFICE_ALONE = re.compile(r"(?:til\s)?(?:\w*medlem|rådmand|borgmester)(?:\saf\s.{3,40})?", re.IGNORECASE)
_DEAR = re.compile(rf"Kære\s+({_NAME})(?:\s\([A-ZÆØÅ]{{1,3}}\))?[,.!]?")
MAILBOX = re.compile(r"\s*<[^<>]*@[^<>]*>|\s*\[mailto:[^\]]*\]")
"""A mail address behind a name."""


def recipient(reader: Reader, end: int) -> str | None:
    """Who the letter is addressed to: after `Til`, alone in the address, or as `Kære Eva Holm`.

    `end` is the index of the line where the title begins; who is named below it is not addressed.
    """
    if column := reader.column("recipient"):
        return column
    front = [(index, text) for index, text in reader.front if not _is_sentence(text)]
    if found := next(reader.each("recipient", front), None):
        reader.used |= set(found.lines)
        if not _OFFICE_ALONE.fullmatch(found.text):
            return MAILBOX.sub("", found.text)
        # `Til byrådsmedlem` with the name below
        below = next((text for index, text in reader.front if index > found.lines[-1]), "")
        return f"{found.text} {below}" if MEMBER.match(f"Byrådsmedlem {below}") else found.text
    for index, text in reader.front:
        if len(text) > LONGEST_RECIPIENT:
            continue
        beside = index not in reader.head
        if index < end and (MEMBER.fullmatch(text) or (not beside and COUNCIL.fullmatch(text))):
            reader.used.add(index)
            return text
    return next((match[1] for _, text in reader.front if (match := _DEAR.fullmatch(text))), None)


def _is_sentence(text: str) -> bool:
    """Does a line that begins with `Til` continue as a sentence, not as an address?"""
    match = _ADDRESSED.match(text)
    if not match:
        return False
    rest = match["rest"].strip()
    long = len(rest) > LONGEST_RECIPIENT
    # With a full stop, an address has no lower-case words but small ones: `Til Udvalget for By og Land.`
    lower = {word for word in rest.rstrip(".").split() if word[0].islower()} if rest.endswith(".") else set()
    return long or _SENTENCE.match(rest) is not None or not lower <= _SMALL_WORDS
