"""What the public face may read of a desk: signed, whole, and of this organisation."""

from pathlib import Path

import pytest

from corridor.base.ids import OrganisationId, QuestionId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.domain.questions import Form, Kind, Question, QuestionText
from corridor.services.public_questions import (
    FILE,
    edition_of,
    publish_forms,
    published_forms,
)
from corridor.services.published import publish, read_published, version_of

OURS = OrganisationId(new_uuid())
SERVICE = SigningKey(new_key())


def form(words: str) -> Form:
    text = QuestionText(language="en", words=words)
    asked = Question(question=QuestionId("q1"), kind=Kind.WORDS, texts=(text,))
    return Form(questions=(asked,))


OLD, NEW = form("Who saw it?"), form("Was it seen?")


def put(folder: Path, *forms: Form, by: SigningKey = SERVICE) -> bool:
    return publish_forms(folder, forms, organisation=OURS, by=by)


def read(folder: Path, *, organisation: OrganisationId = OURS) -> tuple[Form, ...]:
    return published_forms(folder, organisation=organisation, by=SERVICE.public)


def test_every_form_comes_back_in_its_order(tmp_path: Path) -> None:
    put(tmp_path, OLD, NEW)

    assert read(tmp_path) == (OLD, NEW)


def test_an_edition_is_its_words_and_nothing_else() -> None:
    assert edition_of(OLD) == edition_of(form("Who saw it?"))
    assert edition_of(OLD) != edition_of(NEW)


def test_nothing_is_written_where_nothing_was_published(tmp_path: Path) -> None:
    assert not put(tmp_path)

    assert list(tmp_path.iterdir()) == []
    assert read(tmp_path) == ()
    assert version_of(tmp_path, FILE) is None


def test_the_same_is_not_written_twice(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    before = version_of(tmp_path, FILE)

    assert not put(tmp_path, OLD)
    assert version_of(tmp_path, FILE) == before
    assert put(tmp_path, OLD, NEW)
    assert version_of(tmp_path, FILE) != before


def test_a_copy_of_another_organisation_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, OLD)

    assert read(tmp_path, organisation=OrganisationId(new_uuid())) == ()


def test_a_copy_that_another_signed_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, OLD, by=SigningKey(new_key()))

    assert read(tmp_path) == ()


def test_what_was_signed_for_another_purpose_is_not_read(tmp_path: Path) -> None:
    publish(tmp_path, "another", b"[]", organisation=OURS, by=SERVICE)
    (tmp_path / "another").rename(tmp_path / FILE)

    found = read_published(tmp_path, FILE, organisation=OURS, by=SERVICE.public)
    assert found is None


@pytest.mark.parametrize("body", [b"", b"{}", b"[" * 100_000, b"[1]", b'[{"questions":1}]'])
def test_what_is_signed_and_no_form_asks_nothing(tmp_path: Path, body: bytes) -> None:
    publish(tmp_path, FILE, body, organisation=OURS, by=SERVICE)

    assert read(tmp_path) == ()


@pytest.mark.parametrize("place", range(0, 300, 7))
def test_a_copy_with_one_changed_letter_is_not_read(tmp_path: Path, place: int) -> None:
    put(tmp_path, OLD)
    raw = bytearray((tmp_path / FILE).read_bytes())
    at = place % len(raw)
    raw[at] ^= 1

    (tmp_path / FILE).write_bytes(raw)

    assert read(tmp_path) == ()
