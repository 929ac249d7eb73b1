"""Lines to questions and answers."""

from __future__ import annotations

import pytest

from ingest.letter.questions.split import LineSpan, Split, split
from kb.text import join_lines
from tests.growth import grows_evenly
from tests.ingest.lines import typed


def pairs(text: str) -> list[tuple[str, str, str]]:
    """(number, question, answer) of every question in a typed letter."""
    lines = typed(text)

    def words(spans: tuple[LineSpan, ...]) -> str:
        return join_lines((lines[s.line], lines[s.line].text[s.start : s.end]) for s in spans)

    return [(found.number, words(found.question), words(found.answer)) for found in split(lines).found]


BOTH = [
    ("1", "Hvor mange busser kører der?", "Der kører 12."),
    ("2", "Hvad koster det?", "Det koster 3 mio. kr."),
]
FORMS = {
    "number and dot": "{n}. {question}\n\n{answer}",
    "number and parenthesis": "{n}) {question}\nSvar\n{answer}",
    "label on its own line": "Spørgsmål {n}:\n{question}\n\nSvar:\n{answer}",
    "label with nr.": "Spørgsmål nr. {n}: {question}\nSvar: {answer}",
    "short label": "Spm. {n}: {question}\nBesvarelse: {answer}",
    "no numbers": "{question}\n\n{answer}",
    "bold questions without a gap": "**{n}. {question}**\n{answer}",
    "glued answers": "{n}. {question}Svar: {answer}",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_way_of_marking_is_split(form: str) -> None:
    text = "\n\n".join(FORMS[form].format(n=n, question=q, answer=a) for n, q, a in BOTH)
    assert pairs(text) == BOTH


@pytest.mark.parametrize("several", ["2-4", "2 til 4", "2 til og med 4", "2 t.o.m. 4", "2, 3 og 4"])
def test_questions_asked_together_are_one_however_their_numbers_are_written(several: str) -> None:
    assert pairs(
        "Spørgsmål 1:\nHvor mange busser kører der?\n\nSvar:\nDer kører 12.\n\n"
        f"Spørgsmål {several}:\nHvad koster de, hvem betaler, og hvornår?\n\nSvar:\nDe koster 3 mio. kr.\n\n"
        "Spørgsmål 5:\nHvem kører dem?\n\nSvar:\nBusselskabet."
    ) == [
        ("1", "Hvor mange busser kører der?", "Der kører 12."),
        ("2-4", "Hvad koster de, hvem betaler, og hvornår?", "De koster 3 mio. kr."),
        ("5", "Hvem kører dem?", "Busselskabet."),
    ]


def test_a_numbered_list_stays_in_its_answer() -> None:
    found = pairs(
        "1. Hvad er planen?\n\nPlanen har tre trin:\n\n1. Der bygges.\n\n2. Der males.\n\n3. Der åbnes.\n\n"
        "2. Hvornår åbner den?\n\nI maj.\n\n3. Hvad koster den?\n\nTre kroner."
    )
    assert [question for _, question, _ in found] == [
        "Hvad er planen?",
        "Hvornår åbner den?",
        "Hvad koster den?",
    ]
    assert found[0][2].endswith("3. Der åbnes.")


def test_a_date_or_an_ordinal_at_a_line_start_is_no_question() -> None:
    found = pairs(
        "1. Hvad skete der?\n\n2. februar 2022 åbnede den.\n\n2. behandling var i maj.\n\n2. Hvor?\n\nHer."
    )
    assert [number for number, _, _ in found] == ["1", "2"]


def test_a_question_may_have_its_background_first() -> None:
    found = pairs(
        "1. Svømmehallen har været lukket i et år.\n\nHvornår åbner den?\n\nDen åbner i maj."
        "\n\n2. Hvor?\n\nHer."
    )
    assert found[0][1:] == ("Svømmehallen har været lukket i et år.\nHvornår åbner den?", "Den åbner i maj.")


def test_a_question_may_come_in_parts() -> None:
    found = pairs("1. Vi ønsker oplyst:\n\na) Hvor mange?\n\nb) Hvornår?\n\nDer er 12.\n\n2. Hvor?\n\nHer.")
    assert found[0][1:] == ("Vi ønsker oplyst:\na) Hvor mange?\nb) Hvornår?", "Der er 12.")


def test_an_answer_may_ask() -> None:
    found = pairs("1. Hvor mange?\n\nDer er 12.\n\nHvad tælles med?\n\nKun busser.\n\n2. Hvor?\n\nHer.")
    assert found[0][1:] == ("Hvor mange?", "Der er 12.\nHvad tælles med?\nKun busser.")


def test_the_greeting_ends_the_last_answer() -> None:
    assert pairs("1. Hvor?\n\nHer.\n\nMed venlig hilsen\n\nEva Holm") == [("1", "Hvor?", "Her.")]


def test_numbers_may_start_late_and_have_gaps() -> None:
    found = pairs("7. Hvor?\n\nHer.\n\n9. Hvornår?\n\nNu.")
    assert [number for number, _, _ in found] == ["7", "9"]


def test_a_question_sheet_has_empty_answers() -> None:
    sheet = "Til:\nBorgmesteren\n1. marts 2023\n\n1. Hvor?\n\n2. Hvornår?\n\nPå gruppens vegne\nUlla Friis"
    assert pairs(sheet) == [("1", "Hvor?", ""), ("2", "Hvornår?", "")]


def test_what_stands_around_the_questions_is_kept() -> None:
    found = split(typed("Indledning.\n\n1. Hvor?\n\nHer.\n\nVenlig hilsen\nEva Holm"))
    assert (found.head, found.tail) == ((0,), (3, 4))


def test_a_letter_without_questions_has_none() -> None:
    assert split(typed("Kære alle.\n\nTak for i går.")) == Split(None, head=(0, 1))


def test_a_question_that_asks_without_a_question_mark_is_one() -> None:
    found = pairs("1. Forvaltningen bedes redegøre for støjen.\n\nDen er høj.\n\n2. Hvorfor?\n\nDerfor.")
    assert found[0][1] == "Forvaltningen bedes redegøre for støjen."


Q1, Q2 = "1. Hvor?\n\nHer.", "2. Hvad er planen?\n\nPlanen har trin:"
TRIN = "\n\n".join(
    f"{n}. {verb}." for n, verb in enumerate(("Der bygges", "Der males", "Vi åbner", "Vi ser"), 1)
)


def numbers(*paragraphs: str) -> list[str]:
    return [number for number, _, _ in pairs("\n\n".join(paragraphs))]


def test_a_list_in_the_last_answer_stays_there() -> None:
    found = pairs(f"{Q1}\n\n{Q2}\n\n{TRIN}\n\nSå er det slut.")
    assert [number for number, _, _ in found] == ["1", "2"]
    assert found[1][2].endswith("4. Vi ser.\nSå er det slut.")


def test_a_list_that_is_longer_than_the_questions_stays_in_its_answer() -> None:
    steps = "\n\n".join(f"{n}. Trin." for n in range(1, 12))
    found = pairs(f"1. Hvad er planen?\n\n{steps}\n\n2. Hvornår?\n\nI maj.")
    assert [question for _, question, _ in found] == ["Hvad er planen?", "Hvornår?"]


def test_a_list_in_an_annex_is_no_question() -> None:
    found = pairs(f"{Q1}\n\n2. Hvad koster det?\n\nTi.\n\nMed venlig hilsen\n\nEva Holm\n\nBilag 1\n\n{TRIN}")
    assert found[1:] == [("2", "Hvad koster det?", "Ti.")]


def test_an_inquiry_that_is_enclosed_is_no_part_of_the_letter() -> None:
    sheet = "1. Hvor?\n\n2. Hvad koster det?"
    assert numbers(Q1, "2. Hvad koster det?\n\nTi.", "Med venlig hilsen\n\nEva Holm", sheet) == ["1", "2"]


def test_an_inquiry_before_its_letter_is_no_part_of_it() -> None:
    sheet = "1. Hvor?\n\n2. Hvad koster det?\n\nPå gruppens vegne\n\nUlla Friis"
    assert pairs(f"{sheet}\n\n{Q1}\n\n2. Hvad koster det?\n\nTi.\n\nMed venlig hilsen\n\nEva Holm") == [
        ("1", "Hvor?", "Her."),
        ("2", "Hvad koster det?", "Ti."),
    ]


def test_a_greeting_quoted_in_an_answer_does_not_end_the_letter() -> None:
    quoted = "Mailen lød:\n\nKom nu.\n\nMed venlig hilsen\n\nUlla"
    assert numbers(Q1, f"2. Hvad stod der?\n\n{quoted}", "3. Hvornår?\n\nI maj.") == ["1", "2", "3"]


def test_a_last_question_that_does_not_ask_is_one_by_its_answer_label() -> None:
    assert numbers(Q1, "2. Hvad koster det?\n\nTi.", "3. Antal busser\nSvar: Tolv.") == ["1", "2", "3"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (Q1, "2. Antal busser\n\nTolv.", "3. Hvornår?\n\nI maj."),
        ("2. Hvad er planen?\n\n1. Byg\n\n2. Mal", "3. Antal busser\n\nTolv.", "4. Hvornår?\n\nI maj."),
    ],
)
def test_a_question_among_others_need_not_ask(paragraphs: tuple[str, ...]) -> None:
    asked = [question for _, question, _ in pairs("\n\n".join(paragraphs))]
    assert len(asked) == 3
    assert "Antal busser" in asked


def test_questions_that_never_ask_are_known_by_their_answer_labels() -> None:
    assert pairs("1. Antal busser\nSvar: Tolv.\n\n2. Antal biler\nSvar: To.") == [
        ("1", "Antal busser", "Tolv."),
        ("2", "Antal biler", "To."),
    ]


def test_numbered_lines_take_time_by_their_number() -> None:
    def read(size: int) -> None:
        assert len(numbers(*(f"{n}. Hvor?" for n in range(1, size + 1)))) == size

    assert grows_evenly(read, 4000)


def test_a_number_with_a_letter_of_another_alphabet_is_read() -> None:
    assert numbers("Spørgsmål 1ſ: Hvor?\nSvar: Her.") == ["1s"]


def test_answers_stand_below_the_quoted_lines_of_a_mail() -> None:
    found = pairs("> 1. Hvor mange kører\n> i byen?\n\nDer kører 12.\n\n> 2. Hvad koster det?\n\nTre kroner.")
    assert found == [
        ("1", "Hvor mange kører i byen?", "Der kører 12."),
        ("2", "Hvad koster det?", "Tre kroner."),
    ]


def test_quoted_questions_need_no_numbers() -> None:
    found = pairs("> Hvor mange kører?\n\nDer kører 12.\n\n> Hvad koster det?\n\nTre kroner.")
    assert found == [("1", "Hvor mange kører?", "Der kører 12."), ("2", "Hvad koster det?", "Tre kroner.")]
