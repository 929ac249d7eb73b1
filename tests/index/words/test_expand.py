"""What a question's words are widened to, given the words of the letters."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import danish, expand
from index.words.expand import Query
from index.words.lexicon import Lexicon, allowed, skeleton
from tests.fake import HashEncoder

LETTERS = (
    "Cykelparkering ved stationen", "Skolebussen kører kl. 7", "De ældre på plejehjemmet i børneområdet",
    "Sygedagpenge og jobafklaring", "Biblioteket har åbent", "Åben Hal Lindeborg (ÅHL) er en ordning",
    "Parkeringsafgift for biler", "Skole og bus", "Sprogvurdering af børn", "De andre skal ændre planen",
)  # fmt: skip
SHORT = [("ÅHL", "Åben Hal Lindeborg"), ("LAG", "Lindeborg Affald og Genbrug")]
COMMON = frozenset({"cykel", "skole", "ældre", "bibliotek", "lejlighed", "andre"})


def pieces(text: str) -> list[str]:
    """Good words whole, others in stretches: as an encoder does that knows Danish."""
    known = COMMON | {word for letter in LETTERS for word in danish.words(letter)}
    cut = (word.lower() for word in text.split())
    return [part for word in cut for part in ([word] if word in known else HashEncoder().pieces(word))]


VOCABULARY = dict(
    Counter(t for each in LETTERS for t in set(danish.terms(each, pieces)) if t.startswith("w_"))
)


def asked(question: str) -> Query:
    return expand.query(question, pieces, VOCABULARY, SHORT)


def weights(question: str) -> dict[str, float]:
    return {term: each.weight for word in asked(question).words for each in word.alternatives
            for term in each.terms}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("aeldre", "w_ældr"),
        ("aldre", "w_ældr"),
        ("borneomradet", "w_børneområd"),
        ("BOERNEOMRAADET", "w_børneområd"),
        ("biblotek", "w_bibliotek"),
        ("sygedagpange", "w_sygedagpeng"),
        ("jobafklarring", "w_jobafklaring"),
        ("parkering", "w_cykelparkering"),
        ("parkering", "w_parkeringsafgift"),
        ("bus til skolen", "w_skolebus"),
        ("skolebusserne", "w_bus"),
        ("ÅHL", "w_lindeborg"),
        ("hvad er åhl", "w_hal"),
        ("åben hal lindeborg", "w_åhl"),
        ("plejehjemmenes", "w_plejehjem"),
    ],
)
def test_question_reaches_the_words_of_the_letters(question: str, term: str) -> None:
    assert term in asked(question).plain()


def test_word_itself_is_worth_most() -> None:
    first = asked("skolebus").words[0].alternatives
    assert (first[0].terms, first[0].weight) == (("w_skolebus",), 1.0)
    assert all(each.weight < 1 for each in first[1:])


def test_parts_stand_for_a_compound_only_together() -> None:
    word = asked("skolebus").words[0]
    assert word.best(lambda term: float(term == "w_bus")) == 0
    assert 0 < word.best(lambda term: float(term in ("w_bus", "w_skol"))) < 1


def test_other_spelling_is_worth_as_much_as_a_mistake_is_not() -> None:
    assert (weights("aeldre")["w_ældr"], weights("sygedagpange")["w_sygedagpeng"]) == (
        expand.SPELT,
        expand.MISSPELT,
    )


def test_word_the_letters_know_has_no_mistakes() -> None:
    assert "w_ældr" not in weights("andre ting på stationen")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hvad faar aeldre", "hvad får ældre"),
        ("Biblotek?", "Bibliotek?"),
        ("sygedagpange og jobafklarring", "sygedagpenge og jobafklaring"),
        ("HVAD SKAL BØRNENE I ÅHL", "hvad skal børnene i ÅHL (Åben Hal Lindeborg)"),
        ("hvad er ÅHL?", "hvad er ÅHL (Åben Hal Lindeborg)?"),
        ("ÅHL, altså Åben Hal Lindeborg", "ÅHL, altså Åben Hal Lindeborg"),
        ("borneomradet", "børneområdet"),
        ("aendre planen", "ændre planen"),
        ("Hvor er Bibliotekke og Skolebusen?", "Hvor er Bibliotekke og Skolebusen?"),
        ("Hvad sagde Jens Biblotek?", "Hvad sagde Jens Biblotek?"),
        ("LAG er lag", "LAG (Lindeborg Affald og Genbrug) er lag"),
        ("d. 2. februar 2022, § 83 a", "d. 2. februar 2022, § 83 a"),
        ("", ""),
    ],
)
def test_question_is_restored_as_it_was_meant(typed: str, meant: str) -> None:
    assert expand.restored(typed, pieces, VOCABULARY, SHORT) == meant


@given(st.lists(st.sampled_from(LETTERS), max_size=3))
def test_words_of_the_letters_are_never_altered(texts: list[str]) -> None:
    question = " ".join(texts)
    assert expand.restored(question, pieces, VOCABULARY) == question


@given(st.text(max_size=60))
def test_any_question_is_read(question: str) -> None:
    found = asked(question)
    assert all(0 < each.weight <= 1 for word in found.words for each in word.alternatives)
    assert isinstance(expand.restored(question, pieces, VOCABULARY, SHORT), str)


def test_nothing_known_is_nothing_widened() -> None:
    assert expand.query("cykelparkering", pieces, {}).plain()[0] == "w_cykelparkering"


def test_lexicon_is_made_once_for_a_vocabulary() -> None:
    assert expand.lexicon_of(VOCABULARY) is expand.lexicon_of(VOCABULARY)
    assert expand.lexicon_of(dict(VOCABULARY)) is not expand.lexicon_of(VOCABULARY)


def distance(one: str, other: str) -> int:
    """The optimal string alignment distance, as its definition has it."""
    d = {(n, 0): n for n in range(len(one) + 1)} | {(0, n): n for n in range(len(other) + 1)}
    for n, a in enumerate(one, 1):
        for m, b in enumerate(other, 1):
            d[n, m] = min(d[n - 1, m] + 1, d[n, m - 1] + 1, d[n - 1, m - 1] + (a != b))
            if n > 1 and m > 1 and (a, one[n - 2]) == (other[m - 2], b):
                d[n, m] = min(d[n, m], d[n - 2, m - 2] + 1)
    return d[len(one), len(other)]


WORDS = st.text("abdeæø", min_size=2, max_size=11)


@given(WORDS, st.lists(WORDS, max_size=12, unique=True))
def test_near_words_are_all_those_within_the_mistakes(word: str, held: list[str]) -> None:
    bare = skeleton(word)
    same_start = [each for each in held if skeleton(each)[0] == bare[0]]
    near = {each for each in same_start if allowed(bare) and distance(bare, skeleton(each)) <= allowed(bare)}
    assert set(Lexicon({"w__" + each: 1 for each in held}).near(word)) == near
