"""Content streams as operators."""

from __future__ import annotations

from typing import Any

import pytest
from pypdf.errors import LimitReachedError

from ingest.formats.pdf.operators import INLINE_IMAGE, operations


@pytest.mark.parametrize(
    ("data", "operands"),
    [
        (b"1 -2.5 .5 +4. Td", [1.0, -2.5, 0.5, 4.0]),
        (b"--5 1.2.3 Td", [0.0, 0.0]),
        (b"(Svar) Tj", [b"Svar"]),
        (rb"(a\(b\)\\ \101\n) Tj", [b"a(b)\\ A\n"]),
        (b"(to\\\nlinjer) Tj", [b"tolinjer"]),
        (b"(a\r\nb\rc) Tj", [b"a\nb\nc"]),
        (b"(jf. (stk. (2)) og (3)) Tj", [b"jf. (stk. (2)) og (3)"]),
        (b"<53 7661 7> Tj", [b"Svap"]),
        (b"[(S)-20(var)<2e>]TJ", [[b"S", -20.0, b"var", b"."]]),
        (b"/F1 12 Tf", ["/F1", 12.0]),
        (b"/A#20B gs", ["/A B"]),
        (b"% en (bem\n5 w", [5.0]),
        (b"'", []),
    ],
)
def test_operands_are_read_as_the_standard_says(data: bytes, operands: list[Any]) -> None:
    ((found, _),) = operations(data)
    assert found == operands


def test_operators_end_where_the_next_thing_begins() -> None:
    found = [operator for _, operator in operations(b"q(a)Tj[(b)]TJ/X Do T* f* Q")]
    assert found == [b"q", b"Tj", b"TJ", b"Do", b"T*", b"f*", b"Q"]


def test_a_picture_between_operators_is_passed_over() -> None:
    data = b"q BI /W 2/H 2 /CS/RGB /F [/A85 /Fl] ID \x00( EIX Tj\xff\nEI Q (Svar) Tj"
    assert [operator for _, operator in operations(data)] == [b"q", INLINE_IMAGE, b"Q", b"Tj"]


def test_a_dictionary_spoils_no_operator() -> None:
    assert operations(b"/P <</MCID 0 /Lang (da)>> BDC (Svar) Tj")[-1] == ([b"Svar"], b"Tj")


def test_what_stands_before_a_string_without_end_is_read() -> None:
    assert operations(b"(Svar) Tj (uden ende Tj ET") == [([b"Svar"], b"Tj")]


@pytest.mark.parametrize(
    "hostile",
    [
        b"(" * 10**6,
        b"(a (b) " * 10**5,
        b"BI " * 10**5,
        b"<" * 10**6,
        b"BI /W 1 ID x " * 10**5,
        b"(\\" * 10**6,
    ],
)
def test_hostile_streams_cost_no_more_than_long_ones(hostile: bytes) -> None:
    operations(hostile)


def test_a_stream_of_too_many_tokens_is_refused() -> None:
    with pytest.raises(LimitReachedError, match="tokens"):
        operations(b"0 " * 300_000)
