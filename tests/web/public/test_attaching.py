"""Files from a person: whole or gone, bound to their own page, and every word kept."""

import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from typing_extensions import override

from corridor.crypto.random import random_bytes
from corridor.domain.attachments import Category, Limits
from corridor.services import attachments
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from corridor.services.sealed_files import Label, OpenedFile, Shelf
from corridor.web import composition
from corridor.web.composition import door_files, reception
from corridor.web.parts import FormError
from corridor.web.public import attaching
from tests.web.public.house import SAID, House, Person, Seen

KIND = "multipart/form-data; boundary=x3q"
PICTURE = random_bytes(300_000)


def form(said: dict[str, str], *files: tuple[str, bytes], end: bytes = b"--x3q--\r\n") -> bytes:
    fields = [
        f'--x3q\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in said.items()
    ]
    sent = [
        b"--x3q\r\nContent-Disposition: form-data; "
        + f'name="file"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join((*fields, *sent, end))


def add(
    person: Person, shown: Seen, *files: tuple[str, bytes], later: bool = False, **said: str
) -> Seen:
    """The button below the files, before the request or behind the code."""
    path = "/en/page/attach" if later else "/en/attach"
    body = form({**shown.carried, "kind": "0", **said}, *files)
    return person.send_raw(path, body, KIND)


def files_on_disk() -> list[Path]:
    return [path for path in settings.CORRIDOR_BLOBS.rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _clean(house: House) -> Iterator[None]:
    del house
    before = {*files_on_disk()}
    yield
    for path in {*files_on_disk()} - before:
        path.unlink()


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Any:
    def limit(**changes: int) -> None:
        here = composition.reception()
        limits = Limits(**{"largest_mb": 1, "most": 3, "together_mb": 2} | changes)
        changed = attachments.Reception(door=here.door, files=here.files, limits=limits)
        monkeypatch.setattr(attaching, "reception", lambda: changed)

    return limit


def opened(house: House, code: str) -> list[bytes]:
    visit = house.visit(code)
    shelf = Shelf(
        files=door_files(),
        organisation=visit.history.head.organisation,
        chain=visit.history.chain,
    )
    found = []
    for file in visit.dialogue.files:
        if not file.removed:
            with OpenedFile(shelf, file) as one:
                found.append(b"".join(one.read()))
    return found


def test_files_added_while_writing_come_with_the_request(house: House, person: Person) -> None:
    shown = person.write()

    more = add(person, shown, ("summons.jpg", PICTURE), ("b.jpg", b"another"))
    sent = person.post("/en/send", more.carried)

    assert (more.status, sent.status) == (200, 200)
    assert more.code == shown.code
    assert "summons.jpg" in more.html
    assert more.carried["what"] == shown.carried["what"]
    assert sorted(opened(house, shown.code)) == sorted([PICTURE, b"another"])


def test_sent_twice_and_from_an_older_page_it_is_one_request_with_its_files_once(
    house: House, person: Person
) -> None:
    shown = person.write()
    add(person, shown, ("summons.jpg", PICTURE))
    add(person, shown, ("summons.jpg", PICTURE))

    for _ in range(2):
        person.post("/en/send", shown.carried)

    assert opened(house, shown.code) == [PICTURE]


def test_files_can_be_added_behind_the_code(house: House, person: Person) -> None:
    code = person.send()
    shown = person.come_back(code)

    more = add(person, shown, ("later.jpg", PICTURE), later=True)

    assert "Your files are with us." in more.html
    assert "later.jpg" in more.html
    assert opened(house, code) == [PICTURE]


def test_a_file_added_after_sending_from_the_page_before_is_not_lost(
    house: House, person: Person
) -> None:
    shown = person.write()
    person.post("/en/send", shown.carried)

    add(person, shown, ("late.jpg", PICTURE))

    assert opened(house, shown.code) == [PICTURE]


def test_one_file_can_be_deleted_before_it_is_sent(house: House, person: Person) -> None:
    more = add(person, person.write(), ("a.jpg", b"first"), ("b.jpg", b"second"))
    number = re.findall(r'>a\.jpg, .*?value="([0-9a-f]{32})"', more.html)[0]

    left = person.send_raw("/en/attach", form({**more.carried, "drop": number}), KIND)
    person.post("/en/send", left.carried)

    assert "a.jpg" not in left.html
    assert opened(house, left.code) == [b"second"]


def test_nobody_deletes_what_another_has_added(house: House, person: Person) -> None:
    mine = add(person, person.write(), ("a.jpg", b"mine"))
    number = re.findall(r'value="([0-9a-f]{32})"', mine.html)[0]
    theirs = person.write(what="Somebody else.")

    person.send_raw("/en/attach", form({**theirs.carried, "drop": number}), KIND)
    person.post("/en/send", mine.carried)
    person.post("/en/send", theirs.carried)

    assert opened(house, mine.code) == [b"mine"]
    assert opened(house, theirs.code) == []


def test_a_file_behind_the_code_is_deleted_by_its_owner(house: House, person: Person) -> None:
    code = person.send()
    shown = add(person, person.come_back(code), ("a.jpg", PICTURE), later=True)
    on_disk = len(files_on_disk())

    after = person.press(shown, "file", drop="1")

    assert "The file is deleted." in after.html
    assert len(files_on_disk()) == on_disk - 1
    assert opened(house, code) == []


@pytest.mark.parametrize("said", [{"get": "1"}, {"get": "x"}, {"drop": "7"}, {}])
def test_what_is_not_there_to_fetch_is_said_kindly(
    person: Person, said: dict[str, str]
) -> None:
    code = person.send()
    shown = add(person, person.come_back(code), ("a.jpg", b"mine"), later=True)

    refused = person.press(shown, "file", **said)

    assert refused.status == 422
    assert "This file cannot be opened" in refused.trouble


@pytest.mark.parametrize("later", [False, True])
def test_intimate_proof_is_refused_and_nothing_of_it_is_kept(
    person: Person,
    later: bool,  # noqa: FBT001
) -> None:
    shown = person.come_back(person.send()) if later else person.write()
    before = files_on_disk()

    refused = add(person, shown, ("x.jpg", PICTURE), later=later, kind="4")

    assert refused.status == 422
    assert "You owe nobody such a picture" in refused.trouble
    assert files_on_disk() == before


@pytest.mark.parametrize("kind", ["", "9", "intimate"])
def test_what_it_is_must_be_said(person: Person, kind: str) -> None:
    before = files_on_disk()

    refused = add(person, person.write(), ("x.jpg", PICTURE), kind=kind)

    assert refused.status == 422
    assert "say what it is" in refused.trouble
    assert files_on_disk() == before


def test_the_page_names_each_file_to_send_again_and_keeps_the_others(
    house: House, person: Person, limited: Any
) -> None:
    limited()
    shown = person.write()

    more = add(
        person,
        shown,
        ("good.jpg", b"good"),
        ("empty.jpg", b""),
        ("large.mov", bytes(1024 * 1024 + 1)),
        ("also-good.jpg", b"also good"),
    )
    person.post("/en/send", more.carried)

    assert more.status == 422
    assert "“empty.jpg” is empty" in more.trouble
    assert "“large.mov” is too large" in more.trouble
    assert "good.jpg" not in more.trouble
    assert sorted(opened(house, shown.code)) == [b"also good", b"good"]


def test_there_are_so_many_files_and_no_more(person: Person, limited: Any) -> None:
    limited(most=2)

    more = add(person, person.write(), ("a", b"a"), ("b", b"b"), ("c", b"c"))

    assert more.status == 422
    assert "“c” does not fit" in more.trouble


@pytest.mark.parametrize("lost", [12, 20, 200_000])
def test_a_form_that_breaks_off_leaves_nothing_of_its_last_file(
    house: House, person: Person, lost: int
) -> None:
    code = person.send()
    shown = person.come_back(code)
    whole = form({**shown.carried, "kind": "0"}, ("a.jpg", b"whole"), ("b.jpg", PICTURE))
    before = len(files_on_disk())

    more = person.send_raw("/en/page/attach", whole[:-lost], KIND)

    assert more.status == 422
    assert "“b.jpg” did not arrive whole" in more.trouble
    assert opened(house, code) == [b"whole"]
    assert len(files_on_disk()) == before + 1


class Watched(BytesIO):
    """What comes from a visitor, and how much of it was read."""

    taken = 0

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        came = super().read(size)
        self.taken += len(came)
        return came


@pytest.mark.parametrize("token", ["", "A" * 68])
def test_without_a_fresh_token_no_byte_of_a_file_is_kept(
    house: House, person: Person, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(
        type(door_files()), "begin", lambda *given, **_named: begun.append(given)
    )

    person.send_raw(
        "/en/attach", form({**SAID, "kind": "0", "token": token}, ("a", PICTURE)), KIND
    )
    later = person.send_raw(
        "/en/page/attach", form({"kind": "0", "token": token}, ("a", PICTURE)), KIND
    )

    assert begun == []
    assert later.status == 422
    assert "Open your page once more" in later.trouble
    assert house.count("store_blob") >= 0


def test_a_token_behind_its_file_comes_too_late(person: Person) -> None:
    shown, before = person.write(), len(files_on_disk())
    body = form({}, ("a", PICTURE), end=b"") + form({**shown.carried, "kind": "0"})

    more = person.send_raw("/en/attach", body, KIND)

    assert more.status in {200, 422}
    assert len(files_on_disk()) == before


def test_the_words_survive_a_page_that_was_open_too_long(house: House, person: Person) -> None:
    shown = person.write(what="Please read this.")
    house.watch.move(minutes=30)

    more = add(person, shown, ("a.jpg", PICTURE))

    assert more.status == 422
    assert more.carried["what"] == "Please read this."
    assert more.code != shown.code


def test_when_many_are_sending_files_wait_and_words_do_not(
    house: House, person: Person
) -> None:
    shown = person.write()
    for _ in range(attaching.AT_ONCE):
        attaching._ROOM.acquire()
    try:
        refused = add(person, shown, ("a.jpg", PICTURE), ("b.jpg", PICTURE))
        sent = person.post("/en/send", refused.carried)
    finally:
        for _ in range(attaching.AT_ONCE):
            attaching._ROOM.release()

    assert refused.status == 503
    assert "“a.jpg” has to wait" in refused.trouble
    assert refused.carried["what"] == shown.carried["what"]
    assert sent.status == 200
    assert opened(house, shown.code) == []


def test_a_full_disk_is_said_kindly_and_words_still_go(
    house: House, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = person.write()
    with monkeypatch.context() as full:
        full.setattr(door_files(), "_reserve", 2**62)
        refused = add(person, shown, ("a.jpg", PICTURE))

    sent = person.post("/en/send", refused.carried)

    assert refused.status == 503
    assert "no room for files" in refused.trouble
    assert sent.status == 200
    assert opened(house, shown.code) == []


def test_every_place_is_free_again_after_each_file(person: Person) -> None:
    for _ in range(attaching.AT_ONCE + 1):
        assert add(person, person.write(), ("a.jpg", b"x")).status == 200
        add(person, person.write(), ("empty.jpg", b""))


def test_withdrawing_deletes_the_files_before_the_page_says_so(
    house: House, person: Person
) -> None:
    shown = person.write()
    more = add(person, shown, ("a.jpg", PICTURE))
    person.post("/en/send", more.carried)
    page = person.come_back(shown.code)
    before = len(files_on_disk())

    person.press(page, "withdraw", sure=shown.code.split()[0])

    assert len(files_on_disk()) == before - 1
    del house


def test_nothing_clear_is_written_anywhere_else(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    word = b"Zarema of the third floor "

    add(person, person.write(), ("Zarema.txt", word * 200_000))

    assert list(tmp_path.iterdir()) == []
    for path in settings.CORRIDOR_DATA.rglob("*"):
        if path.is_file():
            assert b"Zarema" not in path.read_bytes()


@pytest.mark.parametrize(
    "name",
    ["photo\u202egpj.exe", "<script>alert(1)</script>.jpg", "../../etc/passwd", "a%0D%0AX: y"],
)
def test_a_hostile_name_is_shown_and_does_nothing(person: Person, name: str) -> None:
    shown = person.write()

    more = add(person, shown, (name.replace('"', "%22"), b"x"))

    assert more.status == 200
    assert "<script>" not in more.html
    assert "\u202e" not in more.html
    assert "../" not in more.html


@pytest.mark.parametrize("path", ["/en/attach", "/en/page/attach"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", ""),
        (b"what=x", "application/x-www-form-urlencoded"),
        (b"--x3q", KIND),
        (b"\0" * 4000, KIND),
        (form({"what": "x" * 100_000}), KIND),
        (form({f"field{number}": "" for number in range(300)}), KIND),
        (form({}), KIND),
    ],
)
def test_no_odd_form_breaks_a_page(person: Person, path: str, body: bytes, kind: str) -> None:
    refused = person.send_raw(path, body, kind)

    assert refused.status in {400, 422}
    assert "<h1>" in refused.html


@pytest.mark.parametrize("path", ["/en/attach", "/en/page/attach"])
def test_a_form_of_another_site_is_refused_unread(person: Person, path: str) -> None:
    stream = Watched(form({}, ("a", PICTURE)))
    answer = person.client.generic(
        "POST", path, stream.getvalue(), content_type=KIND, headers={"Origin": "https://evil"}
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(("path", "leads"), [("attach", "/en/"), ("page/attach", "/en/back")])
def test_whoever_comes_by_the_address_is_led_to_the_form(
    person: Person, path: str, leads: str
) -> None:
    answer = person.client.get(f"/en/{path}")

    assert (answer.status_code, answer["Location"]) == (303, leads)
    assert person.client.put(f"/en/{path}").status_code == 405


def test_a_desks_file_is_fetched_as_bytes_that_nothing_runs(
    house: House, person: Person
) -> None:
    code = person.send()
    visit = house.visit(code)
    desk = house.open()
    collect(desk)
    label = Label(
        name='letter"\r\nX-Evil: 1.html', declared="text/html", category=Category.OTHER
    )
    case = case_chain(visit.history.chain)
    attachments.send(desk, door_files(), case, label, [b"<script>alert(1)</script>"])

    page = person.come_back(code)
    answer = person.client.post("/en/page/file", {"token": page.token, "get": "1"})

    assert b"".join(answer) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="file-1.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Length"] == "25"
    assert "X-Evil" not in answer


def request_of(stream: Watched, length: int) -> HttpRequest:
    made = RequestFactory().generic("POST", "/en/attach", b"", content_type=KIND)
    made.META["CONTENT_LENGTH"] = str(length)
    made._stream = stream
    return made


def test_a_body_larger_than_all_files_may_be_is_not_read_at_all() -> None:
    stream = Watched(b"x" * 1000)

    with pytest.raises(FormError):
        attaching.read(request_of(stream, 2**50))

    assert stream.taken == 0
    assert reception().limits.most == 20
