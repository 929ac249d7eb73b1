"""Ways of marking questions and answers that clerks have, and that no label of ours foresaw."""

from __future__ import annotations

import pytest

from tests.ingest.letter.splits import HEAD, TAIL, pairs

BUS = "Hvor mange busser kører der på rute 7?"
COST = "Hvad koster ruten om året?"
TWELVE, PRICE = "Der kører 12 busser på hverdage.", "Ruten koster 3 mio. kr. om året."
ASKED = [("1", BUS, TWELVE), ("2", COST, PRICE)]


@pytest.mark.parametrize(
    "label",
    [
        "Svar fra Kultur og Fritid\n",
        "Svar. ",
        "Adm.: ",
        "Adm. (efter høring): ",
        "– Svar: ",
        "Rådmandens svar\n",
    ],
)
def test_an_answers_label_of_any_wording_is_one_where_it_returns(label: str) -> None:
    both = f"Spørgsmål 1\n{BUS}\n\n{label}{TWELVE}\n\nSpørgsmål 2\n{COST}\n\n{label}{PRICE}"
    assert pairs(f"{HEAD}{both}{TAIL}") == ASKED


@pytest.mark.parametrize(("ask", "answer"), [("S", "A"), ("Ønske ", "Svar "), ("Emne ", "Replik ")])
def test_words_that_count_up_mark_questions_and_their_answers(ask: str, answer: str) -> None:
    each = f"{ask}{{n}}. {{q}}\n\n{answer}{{n}}. {{a}}"
    both = "\n\n".join(
        each.format(n=n, q=q, a=a) for n, (q, a) in enumerate(((BUS, TWELVE), (COST, PRICE)), 1)
    )
    assert pairs(f"{HEAD}{both}{TAIL}") == ASKED


def test_an_annex_that_is_named_in_two_answers_is_no_label() -> None:
    text = f"1. {BUS}\n\nBilag 1: {TWELVE}\n\n2. {COST}\n\n{PRICE}\n\nBilag 2: Det hele."
    assert [number for number, _, _ in pairs(f"{HEAD}{text}{TAIL}")] == ["1", "2"]


def test_a_number_needs_no_full_stop() -> None:
    assert pairs(f"{HEAD}1 {BUS}\n\n{TWELVE}\n\n2 {COST}\n\n{PRICE}{TAIL}") == ASKED


def test_a_heading_over_numbered_questions_is_no_label() -> None:
    listed = f"Spørgsmål\n1. {BUS}\n2. {COST}\n\nSvar\n1. {TWELVE}\n2. {PRICE}"
    assert pairs(f"{HEAD}{listed}{TAIL}") == ASKED


def test_a_person_with_a_party_in_brackets_asks() -> None:
    one = f"Eva Holm (Enhedslisten): {BUS}\n\nBorgmesteren: {TWELVE}"
    two = f"Jens Friis (Venstre): {COST}\n\nTeknisk direktør: {PRICE}"
    three = "Jens Friis (Venstre): Hvornår åbner den?\n\nTeknisk direktør: I maj."
    four = "Eva Holm (Enhedslisten): Hvorfor?\n\nBorgmesteren: Fordi den er lang."
    found = pairs("\n\n".join((HEAD.strip(), one, two, three, four)) + TAIL)
    assert [question for _, question, _ in found][:2] == [BUS, COST]


def test_letters_are_answered_together() -> None:
    text = f"a. {BUS}\n\nb. {COST}\n\nc. Hvem betaler?\n\nSvar på a-c:\n\nDet er staten."
    assert pairs(f"{HEAD}{text}{TAIL}") == [("a-c", f"{BUS}\n{COST}\nHvem betaler?", "Det er staten.")]


def test_the_parts_of_a_roman_question_are_questions() -> None:
    parts = f"a) {COST}\n\n{PRICE}\n\nb) Hvem betaler den?\n\nStaten."
    text = f"I. {BUS}\n\n{TWELVE}\n\nII. Udvalget vil kende prisen:\n\n{parts}"
    numbers = [number for number, _, _ in pairs(f"{HEAD}{text}\n\nIII. Hvornår åbner den?\n\nI maj.{TAIL}")]
    assert numbers == ["I", "IIa", "IIb", "III"]


def test_a_question_without_an_answer_does_not_take_the_next_ones() -> None:
    one = f"Spørgsmål 1: {BUS}\nSvar: {TWELVE}"
    text = f"{one}\n\nSpørgsmål 2: Hvem betaler?\n\nSpørgsmål 3: {COST}\nSvar: {PRICE}"
    assert pairs(f"{HEAD}{text}{TAIL}") == [ASKED[0], ("2", "Hvem betaler?", ""), ("3", COST, PRICE)]


def test_the_number_stands_in_a_form_above_the_question() -> None:
    form = "Spørgsmål nr.\t{n}\nStillet af\tEva Holm (V)\nOmråde\tVeje\n\nSpørgsmål:\n{q}\n\nSvar:\n{a}"
    text = "\n\n".join([form.format(n=47, q=BUS, a=TWELVE), form.format(n=48, q=COST, a=PRICE)])
    assert [(number, question) for number, question, _ in pairs(f"{HEAD}{text}{TAIL}")] == [
        ("47", BUS),
        ("48", COST),
    ]


def test_questions_counted_within_a_paragraph_are_told_apart() -> None:
    text = f"»1) {BUS} 2) {COST}«\n\nRe 1: {TWELVE}\n\nRe 2: {PRICE}"
    assert [(number, answer) for number, _, answer in pairs(f"{HEAD}{text}{TAIL}")] == [
        ("1", TWELVE),
        ("2", PRICE),
    ]


def test_an_inquiry_quoted_whole_and_then_question_by_question_is_asked_once() -> None:
    whole = f"»Jeg kører selv med bussen. {BUS} {COST}«\n\nVi kan svare følgende:"
    found = pairs(f"{HEAD}{whole}\n\n»{BUS}«\n\n{TWELVE}\n\n»{COST}«\n\n{PRICE}{TAIL}")
    assert [answer for _, _, answer in found] == [TWELVE, PRICE]


@pytest.mark.parametrize(
    "closing",
    [
        "Spørgsmål til besvarelsen kan rettes til undertegnede.",
        "Kopi af dette brev er sendt til byrådets øvrige medlemmer.",
        "Svaret er samtidig lagt på byrådets portal.",
        "Vi håber, at du hermed har fået svar på dine spørgsmål.",
        "3. Videre proces\n\nNotatet vedlægges sagen til udvalgets møde den 15. marts.",
    ],
)
def test_words_about_the_letter_are_no_answer(closing: str) -> None:
    text = f"1. {BUS}\n\n{TWELVE}\n\n2. {COST}\n\n{PRICE}\n\n{closing}\n\nMed venlig hilsen\n\nEva Holm"
    assert pairs(f"{HEAD}{text}") == ASKED


@pytest.mark.parametrize(
    "last",
    [
        "Priserne er fra 2021 og reguleres hvert år.",
        "Kørslen er i udbud, og tilbuddene åbnes den 3. maj.",
    ],
)
def test_words_about_the_matter_stay_in_the_answer(last: str) -> None:
    text = f"1. {BUS}\n\n{TWELVE}\n\n2. {COST}\n\n{PRICE}\n\n{last}\n\nMed venlig hilsen\n\nEva Holm"
    assert pairs(f"{HEAD}{text}")[1][2] == f"{PRICE}\n{last}"


def test_a_wrapped_line_that_starts_with_a_number_is_no_item() -> None:
    answer = "Det følger af loven, jf. § 9, stk.\n2. Det fremgår også af bekendtgørelsen."
    assert pairs(f"{HEAD}1. {BUS}\n\n{answer}\n\n2. {COST}\n\n{PRICE}{TAIL}")[1] == ("2", COST, PRICE)
