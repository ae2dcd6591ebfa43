"""What cannot be stored, read or found: an honest page, the words in it, silence in the log."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings

from corridor.config.databases import databases
from corridor.web.public import views
from tests.store.engines import standing_in
from tests.web.public.house import SAID, House, Person

WORDS = "Planted-Zwetschge-Цветение"
LONG = WORDS + " and more" * 800
FORM = "application/x-www-form-urlencoded"


@contextmanager
def broken(house: House, how: str) -> Iterator[None]:
    """The door's database as the disk may leave it."""
    if how == "gone":
        with standing_in(databases(data=house.folder / "nowhere", url="")):
            yield
        return
    broke, mended = {
        "read-only": ("query_only=ON", "query_only=OFF"),
        "full": ("max_page_count=1", "max_page_count=1073741823"),
    }[how]
    house.rows("VACUUM")
    house.rows(f"PRAGMA {broke}")
    yield
    house.rows(f"PRAGMA {mended}")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What a running desk writes: every line that its own filter lets through."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(logging.Filter("corridor"))
    yield caplog
    for secret in (WORDS, "Zwetschge", "/en/", "/ru/", "127.0.0.1", "store_", "SQL"):
        assert secret not in caplog.text


@pytest.mark.parametrize("how", ["read-only", "full", "gone"])
def test_words_that_cannot_be_stored_are_given_back_with_their_code(
    person: Person, house: House, log: pytest.LogCaptureFixture, how: str
) -> None:
    shown = person.write(what=LONG)
    with broken(house, how):
        failed = person.post("/en/send", shown.carried)

    again = person.post("/en/send", {**failed.carried, "what": failed.box("what")})

    assert failed.status == 503
    assert "It is not sent. Your words are still here." in failed.trouble
    assert failed.box("what") == LONG
    assert failed.code == shown.code
    assert "OperationalError" in log.text
    assert again.status == 200
    assert house.visit(shown.code).dialogue.messages[0].text == LONG


@pytest.mark.parametrize(
    ("how", "what"),
    [
        *[("read-only", what) for what in ("message", "ok", "reach", "withdraw")],
        ("full", "message"),  # the others are so short that a page of the disk holds them yet
    ],
)
def test_what_cannot_be_saved_behind_the_code_is_pressed_again(
    person: Person, house: House, how: str, what: str
) -> None:
    code = person.send()
    found, text = person.come_back(code), LONG[:1_900]
    said = {"text": LONG, "answer": "a", "way": "1", "how": text, "sure": code.split()[0]}
    with broken(house, how):
        failed = person.press(found, what, **said)

    again = person.press(failed, what, **said)

    assert failed.status == 503
    assert "Press the button again." in failed.trouble
    assert what != "message" or failed.box("text") == LONG
    assert what != "reach" or failed.box("how") == text
    assert again.status == 200


@pytest.mark.parametrize("what", ["message", "reach"])
def test_words_go_along_when_even_reading_fails(
    person: Person, house: House, what: str
) -> None:
    code = person.send()
    found = person.come_back(code)
    said = {"message": {"text": WORDS}, "reach": {"way": "1", "how": WORDS}}[what]
    name = {"message": "text", "reach": "how"}[what]
    with broken(house, "gone"):
        failed = person.press(found, what, **said)
        shut = person.come_back(code, **said)

    opened = person.come_back(shut.box("code"), **{name: shut.box(name)})

    assert (failed.status, shut.status) == (503, 503)
    assert failed.box(name) == WORDS
    assert "We cannot open pages at this moment" in shut.trouble
    assert opened.box(name) == WORDS


def test_a_mistake_of_ours_shows_the_words_and_logs_where_it_happened(
    person: Person, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setattr(views, "check_page", stumble)

    failed = person.post("/ru/", {**SAID, "what": WORDS}, **{"accept-language": "en"})

    assert failed.status == 500
    assert failed.box("kept") == WORDS
    assert '<html lang="ru"' in failed.html
    assert "Не получилось" in failed.html
    assert "ValueError" not in failed.html
    assert log.messages == [f"a page failed: ValueError at corridor.web.public.views:{_line()}"]


def _line() -> int:
    """Where the first page draws the second."""
    lines = Path(views.__file__).read_text(encoding="utf-8").splitlines()
    return lines.index("        return show(check_page(language, form, new_receipt()))") + 1


@pytest.mark.parametrize(
    ("path", "wish", "lang"),
    [
        ("/ru/nothing", "en", "ru"),
        ("/en/nothing", "ru", "en"),
        ("/nothing", "ru", "ru"),
        ("/zz/", "ru", "ru"),
        ("/zz/", "de", "en"),
        ("/favicon.ico", "", "en"),
        ("/en/back/more", "ru", "en"),
    ],
)
def test_a_missing_page_speaks_the_language_of_its_address(
    person: Person, path: str, wish: str, lang: str
) -> None:
    missing = person.get(path, **{"accept-language": wish})

    heading = {"en": "There is no page here", "ru": "Здесь нет страницы"}[lang]
    assert missing.status == 404
    assert f'<html lang="{lang}"' in missing.html
    assert f"<h1>{heading}</h1>" in missing.html


@pytest.mark.parametrize("path", ["/en/", "/en/send", "/en/back", "/en/page/message"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_and_sending_are_answered(person: Person, path: str, method: str) -> None:
    assert person.send_raw(path, b"what=x", FORM, method).status == 405


@pytest.mark.parametrize("path", ["/", "/out"])
def test_nothing_is_sent_to_a_signpost(person: Person, path: str) -> None:
    assert person.post(path, {"what": WORDS}).status in {403, 405}


def test_a_head_without_a_body_is_answered(person: Person) -> None:
    for path in ("/en/", "/ru/back"):
        seen = person.send_raw(path, b"", FORM, "HEAD")
        assert (seen.status, seen.html) == (200, "")


@pytest.mark.parametrize("path", ["/en/", "/ru/send", "/en/back", "/en/page/reach"])
def test_a_megabyte_and_more_is_refused_with_a_page(
    person: Person, path: str, log: pytest.LogCaptureFixture
) -> None:
    body = b"what=" + WORDS.encode() * 40_000

    refused = person.send_raw(path, body, FORM)

    heading = {"en": "This was too much at once", "ru": "Это слишком много за один раз"}
    assert refused.status == 413
    assert heading[path[1:3]] in refused.html
    assert log.messages == []


def test_the_longest_message_in_the_longest_letters_fits(person: Person) -> None:
    assert person.write(what="𐍈" * 8_000).status == 200


def multipart(*parts: tuple[str, str], boundary: str = "xyz") -> bytes:
    """Each part is a header's rest and a body."""
    shown = [
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n"
        for head, body in parts
    ]
    return ("".join(shown) + f"--{boundary}--\r\n").encode()


@pytest.mark.parametrize("path", ["/en/", "/en/send", "/en/back", "/en/page/message"])
def test_a_file_is_refused_and_touches_no_disk(
    person: Person, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    watched = {*settings.CORRIDOR_DATA.rglob("*")}
    body = multipart(('name="what"', WORDS), ('name="what"; filename="a.txt"', WORDS * 200_000))

    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        refused = person.send_raw(path, body, "multipart/form-data; boundary=xyz")

    assert refused.status == 400
    assert refused.box("kept") == WORDS
    assert list(tmp_path.iterdir()) == []
    assert {*settings.CORRIDOR_DATA.rglob("*")} <= watched | _logs_of_engine()
    assert settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]


def _logs_of_engine() -> set[Path]:
    return {
        settings.CORRIDOR_DATA / f"{face}.sqlite3-{end}"
        for face in ("desk", "door")
        for end in ("wal", "shm")
    }


def test_a_form_in_parts_without_a_file_is_a_form(person: Person) -> None:
    body = multipart(('name="what"', WORDS), ('name="soon"', "1"))

    shown = person.send_raw("/en/", body, "multipart/form-data; boundary=xyz")

    assert shown.status == 200
    assert shown.carried["what"] == WORDS


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary="),
        (b"--xyz", "multipart/form-data; boundary=xyz"),
        (b"--xyz\r\n" * 3_000, "multipart/form-data; boundary=xyz"),
        (multipart(('name="what"', "x"))[:40], "multipart/form-data; boundary=xyz"),
        (multipart(*[('name="what"', "x")] * 1_100), "multipart/form-data; boundary=xyz"),
        (multipart(("name*=utf-9''what", "x")), "multipart/form-data; boundary=xyz"),
        (multipart(('name="what"', "x")), "multipart/form-data; boundary=" + "x" * 300),
        (
            multipart(('name="what"', "\\ud800")),
            "multipart/form-data; boundary=xyz; charset=unicode_escape",
        ),
        (b"what=%ED%A0%80%00%FF", f"{FORM}; charset=utf-16"),
        (b"what=x", f"{FORM}; charset=no-such-thing"),
        (b"&".join(b"a%d=1" % number for number in range(1_100)), FORM),
        (b"{}", "application/json"),
        (b"\xff\xfe\x00" * 100, "text/plain; charset=utf-16"),
        (b"what=x", ""),
        (b"\x00", "\x00/\xff"),
    ],
)
@pytest.mark.parametrize("path", ["/en/", "/en/send", "/en/page/message"])
def test_no_body_however_odd_breaks_a_page(
    person: Person, path: str, body: bytes, kind: str
) -> None:
    shown = person.send_raw(path, body, kind)

    assert shown.status in {200, 400, 413, 422}
    assert "<h1>" in shown.html


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80@evil.example", "a b"])
def test_an_unknown_host_with_an_origin_is_refused(person: Person, host: str) -> None:
    refused = person.post("/en/", SAID, host=host, origin=f"http://{host}")

    assert refused.status in {400, 403}
    assert "<h1>" in refused.html


def test_every_button_behind_the_code_is_guarded_by_it(person: Person) -> None:
    for what in ("", "/message", "/ok", "/reach", "/withdraw"):
        shown = person.post(f"/en/page{what}", {"token": "A" * 68, "text": WORDS})
        assert (shown.status, shown.box("text")) == (422, WORDS)


def test_a_face_alone_answers_for_the_others_with_a_page_of_its_own(house: House) -> None:
    del house
    with override_settings(CORRIDOR_FACE="public"):
        missing = Person().post("/desk/queue", {"text": WORDS})

    assert missing.status in {403, 404}
    assert "<h1>" in missing.html


def test_no_door_stays_open_after_these_tests(house: House) -> None:
    assert connections["door"].settings_dict["NAME"] == str(house.folder / "door.sqlite3")
