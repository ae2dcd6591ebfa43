"""Forms with files as they come off the line: in any pieces, whole, or broken."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.web.parts import CutShortError, FormError, parts

BOUNDARY = b"----WebKitFormBoundary7MA4YWxkTrZu0gW"
TYPE = f"multipart/form-data; boundary={BOUNDARY.decode()}"


def field(name: str, value: bytes) -> bytes:
    return b"--%s\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n" % (
        BOUNDARY,
        f'"{name}"'.encode(),
        value,
    )


def file(filename: str, content: bytes, *, media_type: str = "image/jpeg") -> bytes:
    head = f'Content-Disposition: form-data; name="file"; filename="{filename}"'
    return b"--%s\r\n%s\r\nContent-Type: %s\r\n\r\n%s\r\n" % (
        BOUNDARY,
        head.encode(),
        media_type.encode(),
        content,
    )


END = b"--%s--\r\n" % BOUNDARY


class Line:
    """Gives so many bytes at a time, as a slow line does; `reads` counts."""

    def __init__(self, raw: bytes, *, at_once: int = 2**20) -> None:
        self._raw, self._at_once = BytesIO(raw), at_once
        self.taken = 0

    def read(self, size: int, /) -> bytes:
        came = self._raw.read(min(size, self._at_once))
        self.taken += len(came)
        return came


def read(raw: bytes, *, at_once: int = 2**20, length: int | None = None) -> list[object]:
    found: list[object] = []
    line = Line(raw, at_once=at_once)
    for part in parts(line, content_type=TYPE, length=len(raw) if length is None else length):
        content = b"".join(part.content)
        found.append((part.name, part.filename, part.media_type, content))
    return found


def test_fields_and_files_come_in_their_order() -> None:
    raw = field("token", b"abc") + file("a.jpg", b"\xff\xd8\r\n--no") + field("do", b"") + END

    assert read(raw) == [
        ("token", None, "", b"abc"),
        ("file", "a.jpg", "image/jpeg", b"\xff\xd8\r\n--no"),
        ("do", None, "", b""),
    ]


@given(
    st.lists(st.binary(max_size=400), max_size=5),
    st.integers(min_value=1, max_value=97),
)
def test_where_the_line_pauses_changes_nothing(contents: list[bytes], at_once: int) -> None:
    contents = [one for one in contents if BOUNDARY not in one]
    raw = b"".join(file(f"{at}.bin", one) for at, one in enumerate(contents)) + END

    found = read(raw, at_once=at_once)

    assert [one[3] for one in found] == contents  # type: ignore[index]


@pytest.mark.parametrize("tail", [b"\r", b"\r\n", b"\r\n--", b"\r\n--" + BOUNDARY[:-1]])
def test_what_looks_like_an_end_is_content(tail: bytes) -> None:
    for at_once in (1, 3, 2**20):
        assert read(file("a", b"x" + tail) + END, at_once=at_once)[0][3] == b"x" + tail  # type: ignore[index]


def test_nothing_of_a_file_is_read_before_it_is_asked_for() -> None:
    raw = field("token", b"abc") + file("a.jpg", b"\0" * 5_000_000) + END
    line = Line(raw, at_once=300)
    coming = parts(line, content_type=TYPE, length=len(raw))

    next(coming).pass_over()
    part = next(coming)

    assert part.filename == "a.jpg"
    assert line.taken < 1_500


def test_what_is_left_of_a_part_is_passed_over() -> None:
    raw = file("a", b"\0" * 700_000) + field("do", b"go") + END

    names = [part.name for part in parts(Line(raw), content_type=TYPE, length=len(raw))]

    assert names == ["file", "do"]


@pytest.mark.parametrize("lost", [1, 2, 5, len(END), len(END) + 3, 500])
def test_a_form_that_breaks_off_is_never_whole(lost: int) -> None:
    raw = file("a", b"x" * 1000) + END
    needed = len(raw) - 2  # the line break after the end may be missing

    if lost > 2:
        with pytest.raises(CutShortError):
            read(raw[:-lost])
    with pytest.raises(CutShortError):
        read(raw[: needed - lost], length=len(raw))


def test_more_than_was_announced_is_not_read() -> None:
    raw = file("a", b"x" * 1000) + END

    with pytest.raises(CutShortError):
        read(raw, length=300)


class Broken:
    def read(self, _size: int, /) -> bytes:
        raise ConnectionResetError


def test_a_broken_line_is_a_form_cut_short() -> None:
    with pytest.raises(CutShortError):
        list(parts(Broken(), content_type=TYPE, length=100))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("повестка.pdf", "повестка.pdf"),
        ("a%22b.jpg", 'a"b.jpg'),
        ("a%0D%0Ab", "a\r\nb"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("", ""),
    ],
)
def test_a_file_name_is_what_the_browser_was_given(sent: str, kept: str) -> None:
    assert read(file(sent, b"x") + END)[0][1] == kept  # type: ignore[index]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/mixed; boundary=abc",
        "multipart/form-data; boundary=" + "x" * 300,
        "",
    ],
)
def test_what_is_no_form_with_files_is_refused(content_type: str) -> None:
    with pytest.raises(FormError):
        list(parts(Line(END), content_type=content_type, length=len(END)))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Content-Type: text/plain",
        b"Content-Disposition: form-data",
        b'Content-Disposition: attachment; name="file"',
        b"X" * 20_000,
    ],
)
def test_a_part_without_a_name_is_refused(head: bytes) -> None:
    raw = b"--%s\r\n%s\r\n\r\nx\r\n" % (BOUNDARY, head) + END

    with pytest.raises(FormError):
        read(raw)


def test_a_field_of_any_length_is_not_taken_into_memory() -> None:
    raw = field("what", b"x" * 2_000_000) + END
    (part,) = [next(parts(Line(raw), content_type=TYPE, length=len(raw)))]

    with pytest.raises(FormError):
        part.text(most=64_000)


def test_there_may_be_so_many_parts_and_no_more() -> None:
    with pytest.raises(FormError):
        read(field("a", b"") * 300 + END)


@given(st.binary(max_size=600))
def test_any_bytes_are_a_form_or_refused(raw: bytes) -> None:
    try:
        read(raw + BOUNDARY)
    except FormError:
        return
    assert BOUNDARY in raw
