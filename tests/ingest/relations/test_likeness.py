"""Letters that are nearly one."""

from __future__ import annotations

import re

import pytest

from ingest.relations.likeness import (
    ALIKE,
    FIGURE_BITS,
    SLOTS,
    WIDTH,
    Change,
    bands,
    differences,
    similar,
    sketch,
)
from kb.model import QA, Kind, Letter, Metadata

ASKED = ("Hvor mange elever kører i skolebus?", "Hvad koster kørslen om året?", "Hvordan håndteres klager?")
ANSWERS = (
    "Der er i skoleåret visiteret 1.146 elever til kørsel med skolebus. Heraf er 312 visiteret på grund af"
    " trafikfarlig skolevej, mens resten er visiteret efter reglerne om afstand i folkeskoleloven.",
    "Den samlede udgift er 11,4 mio. kr. om året. Heraf bruges 4,1 mio. kr. på Østerby Skole og 3,9 mio. kr."
    " på Hedegårdsskolen. Hertil kommer 612.000 kr. til taxa for enkelte elever.",
    "Klager registreres i forvaltningens system og drøftes hver måned med vognmanden. I 2022 blev der"
    " modtaget 87 klager, hvoraf 54 handlede om forsinkelser på mere end 15 minutter.",
)


def made(*answers: str, asked: tuple[str, ...] = ASKED) -> Letter:
    qas = tuple(
        QA(f"x.{n}", str(n), question, answer, Kind.ANSWERED, "")
        for n, (question, answer) in enumerate(zip(asked, answers, strict=True), 1)
    )
    return Letter("x", "x.pdf", Metadata(), None, (), (), qas)


FINAL = made(*ANSWERS)
DRAFT = made(ANSWERS[0], ANSWERS[1].replace("11,4", "11,3"), ANSWERS[2] + " Tallet skal bekræftes.")
SCAN = made(*(re.sub(r"(?<=\w)m(?=\w)", "rn", answer.replace("skole", "sko1e")) for answer in ANSWERS))
LATER = made(*(re.sub(r"\d", lambda m: str((int(m[0]) + 3) % 10), answer) for answer in ANSWERS))
OTHER = made(
    "Der er 73 ansatte.", "Maden koster 12 mio. kr.", "Vi har ingen planer om at ændre på tilbuddet."
)
ONLY_ASKED = made("", "", "")


@pytest.mark.parametrize(
    ("other", "alike"), [(FINAL, True), (DRAFT, True), (SCAN, True), (LATER, False), (OTHER, False)]
)
def test_a_draft_and_a_scan_are_alike_and_a_later_letter_is_not(other: Letter, alike: bool) -> None:
    assert (similar(sketch(FINAL), sketch(other)) >= ALIKE) is alike


@pytest.mark.parametrize(("other", "meet"), [(FINAL, True), (DRAFT, True), (SCAN, True), (OTHER, False)])
def test_letters_that_are_alike_share_a_band(other: Letter, meet: bool) -> None:
    assert bool({*bands(sketch(FINAL))} & {*bands(sketch(other))}) is meet


def test_a_sketch_has_one_size_and_stays_the_same() -> None:
    assert {len(sketch(each)) for each in (FINAL, OTHER, ONLY_ASKED)} == {SLOTS * WIDTH + FIGURE_BITS // 8}
    assert sketch(FINAL) == sketch(made(*ANSWERS))


def test_inquiries_without_answers_are_compared_by_their_questions() -> None:
    assert similar(sketch(ONLY_ASKED), sketch(made("", "", ""))) == 1
    assert (
        similar(sketch(ONLY_ASKED), sketch(made("", asked=("Hvem betaler for maden på plejehjemmene?",))))
        < ALIKE
    )


def test_letters_that_promise_the_same_answer_to_other_questions_are_not_alike() -> None:
    later = "Forvaltningen vender tilbage med et svar."
    others = (
        "Hvad koster maden på kommunens plejehjem?",
        "Hvem laver maden på plejehjemmene i dag?",
        "Smager den?",
    )
    assert similar(sketch(made(later, later, later)), sketch(made(later, later, later, asked=others))) < ALIKE


def test_a_letter_without_questions_is_like_nothing() -> None:
    empty = made(asked=())
    assert similar(sketch(empty), sketch(empty)) == 0
    assert bands(sketch(empty)) == ()


def test_what_differs_is_shown_sentence_by_sentence() -> None:
    found = differences(DRAFT, FINAL)
    assert (found.only_a, found.only_b) == ((), ())
    assert found.changed == (
        Change(
            "2",
            "2",
            ("Den samlede udgift er 11,3 mio. kr. om året.",),
            ("Den samlede udgift er 11,4 mio. kr. om året.",),
        ),
        Change("3", "3", ("Tallet skal bekræftes.",), ()),
    )


def test_a_question_in_only_one_letter_is_told_though_the_numbers_move() -> None:
    longer = made("Det ved vi ikke.", *ANSWERS, asked=("Hvem kører bussen?", *ASKED))
    found = differences(longer, FINAL)
    assert (found.only_a, found.only_b, found.changed) == (("1",), (), ())


def test_a_question_that_was_badly_read_is_still_the_same() -> None:
    asked = tuple(question.replace("m", "rn") for question in ASKED)
    assert differences(made(*ANSWERS, asked=asked), FINAL).only_a == ()


def test_how_a_text_was_set_is_no_difference() -> None:
    one = made("Prisen er – efter ”aftalen” –\n5 kr.", asked=("Hvad?",))
    other = made('Prisen er - efter "aftalen" -\n5 kr.', asked=("Hvad?",))
    assert differences(one, other).changed == ()
