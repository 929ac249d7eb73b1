"""What a letter's page says of other letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.dossier import dossier
from tests.web.service.test_intake import LONG, write
from web.serve import application
from web.service.base import Base
from web.service.intake import intake


@pytest.fixture
def client(base: Base) -> FlaskClient:
    return application(base).test_client()


def page(client: FlaskClient, address: str) -> str:
    return " ".join(client.get(address).get_data(as_text=True).split())


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/breve/2023/Cykelparkering/svar.pdf", "2023/Cykelparkering"),
        ("/breve/2023/Cykelparkering/bilag/1/kort.pdf", "2023/Cykelparkering"),
        ("/arkiv/2019/2023/Cykelparkering/post.eml//svar.pdf", "2023/Cykelparkering"),
        ("/breve/2023/svar.pdf", None),
        ("/breve/svar 2023/Cykelparkering/svar.pdf", None),
    ],
)
def test_a_path_says_which_inquiry_a_file_belongs_to(path: str, folder: str | None) -> None:
    assert dossier(path) == folder


def test_the_page_of_a_letter_lists_its_case(base: Base, client: FlaskClient, tmp_path: Path) -> None:
    folder = tmp_path / "breve" / "2023" / "Veje"
    folder.mkdir(parents=True)
    (folder / "bilag.txt").write_text("Kort over vejene i byen.\n", "utf-8")
    intake(base, [write(folder / "svar.txt", "Ja.").parent])
    shown = page(client, "/breve/svar")
    assert 'Svar: <strong aria-current="page">svar.txt</strong>' in shown
    assert 'Bilag: <a href="/breve/bilag">bilag.txt</a>' in shown


def test_a_letter_alone_in_its_folder_has_no_list(base: Base, client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "2023" / "Veje").mkdir(parents=True)
    intake(base, [write(tmp_path / "2023" / "Veje" / "svar.txt", "Ja.")])
    assert "Sagens filer" not in page(client, "/breve/svar")


@pytest.fixture
def twins(base: Base, tmp_path: Path) -> Base:
    (tmp_path / "kladde.txt").write_text(LONG, "utf-8")
    (tmp_path / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    intake(base, [tmp_path / "kladde.txt", tmp_path / "svar.txt"])
    return base


def test_the_page_of_a_letter_names_what_looks_like_it(twins: Base, client: FlaskClient) -> None:
    assert 'Ligner <a href="/breve/svar">' in page(client, "/breve/kladde")


def test_the_page_of_a_letter_that_is_not_searched_leads_to_the_one_that_is(
    twins: Base, client: FlaskClient
) -> None:
    twins.decide("kladde", "svar", "svar")
    shown = page(client, "/breve/kladde")
    assert 'Brevet er ikke med i søgningen: Et andet brev er valgt i stedet, <a href="/breve/svar">' in shown
    assert "Ligner" not in shown
    assert "ikke med i søgningen" not in page(client, "/breve/svar")


def test_an_answer_links_to_the_answer_in_another_letter(
    base: Base, client: FlaskClient, tmp_path: Path
) -> None:
    write(tmp_path / "ny.txt", "Der henvises til vores svar af 3. marts 2021 på spørgsmål 1.")
    (tmp_path / "gammel.txt").write_text("3. marts 2021\n\n1. Er vejen åben?\n\nNej.\n", "utf-8")
    intake(base, [tmp_path / "ny.txt", tmp_path / "gammel.txt"])
    assert 'Svaret henviser til <a href="/breve/gammel/1">»' in page(client, "/breve/ny/1")


def test_an_answer_says_why_its_reference_leads_nowhere(
    base: Base, client: FlaskClient, tmp_path: Path
) -> None:
    intake(base, [write(tmp_path / "ny.txt", "Der henvises til vores svar af 3. marts 2021 på spørgsmål 1.")])
    assert "fører ikke videre: Der er intet brev af 3. marts 2021." in page(client, "/breve/ny/1")
