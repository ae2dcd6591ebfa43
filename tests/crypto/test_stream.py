"""Files: another program's format, read and written both ways, and every way to spoil one."""

from collections.abc import Callable
from io import BytesIO

import pytest
import tink
from hypothesis import given, settings
from hypothesis import strategies as st
from tink import secret_key_access, streaming_aead
from tink.proto import aes_gcm_hkdf_streaming_pb2, common_pb2, tink_pb2

from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stream import HEADER, SEGMENT, TAG, StreamOpener, StreamSealer

FIRST = SEGMENT - HEADER - TAG
NEXT = SEGMENT - TAG
BOUNDARIES = [
    0,
    1,
    FIRST - 1,
    FIRST,
    FIRST + 1,
    FIRST + NEXT - 1,
    FIRST + NEXT,
    FIRST + NEXT + 1,
    FIRST + 3 * NEXT,
]
CONTEXT = b"a file of a case"
KEY = SecretKey(bytes(range(32)))


def content(size: int) -> bytes:
    return bytes(at * 7 % 251 for at in range(min(size, 4099))).ljust(size, b"\x5a")


def sealed(clear: bytes, *, key: SecretKey = KEY, context: bytes = CONTEXT) -> bytes:
    sink = BytesIO()
    sealer = StreamSealer(sink, key=key, context=context)
    for start in range(0, len(clear), 100_003):
        sealer.write(clear[start : start + 100_003])
    sealer.close()
    return sink.getvalue()


def opened(box: bytes, *, key: SecretKey = KEY, context: bytes = CONTEXT) -> bytes:
    opener = StreamOpener(BytesIO(box), key=key, context=context, sealed_size=len(box))
    return b"".join(opener.read_range(0, opener.size))


def tinks(key: SecretKey) -> streaming_aead.StreamingAead:
    streaming_aead.register()
    streaming = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKey(
        version=0,
        params=aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingParams(
            ciphertext_segment_size=SEGMENT,
            derived_key_size=32,
            hkdf_hash_type=common_pb2.SHA256,
        ),
        key_value=key.reveal(),
    )
    data = tink_pb2.KeyData(
        type_url="type.googleapis.com/google.crypto.tink.AesGcmHkdfStreamingKey",
        value=streaming.SerializeToString(),
        key_material_type=tink_pb2.KeyData.SYMMETRIC,
    )
    keyset = tink_pb2.Keyset(
        primary_key_id=1,
        key=[
            tink_pb2.Keyset.Key(
                key_data=data,
                status=tink_pb2.ENABLED,
                key_id=1,
                output_prefix_type=tink_pb2.RAW,
            )
        ],
    )
    handle = tink.proto_keyset_format.parse(keyset.SerializeToString(), secret_key_access.TOKEN)
    return handle.primitive(streaming_aead.StreamingAead)


@pytest.mark.parametrize("size", BOUNDARIES)
def test_tink_reads_what_we_seal(size: int) -> None:
    box = sealed(content(size))

    with tinks(KEY).new_decrypting_stream(BytesIO(box), CONTEXT) as stream:
        assert stream.read() == content(size)


@pytest.mark.parametrize("size", BOUNDARIES)
def test_we_read_what_tink_seals(size: int) -> None:
    sink = BytesIO()
    sink.close = lambda: None  # type: ignore[method-assign]
    with tinks(KEY).new_encrypting_stream(sink, CONTEXT) as stream:
        stream.write(content(size))

    assert opened(sink.getvalue()) == content(size)


@pytest.mark.parametrize("size", BOUNDARIES)
def test_the_size_inside_is_known_before_anything_is_opened(size: int) -> None:
    box = sealed(content(size))

    opener = StreamOpener(BytesIO(box), key=KEY, context=CONTEXT, sealed_size=len(box))

    assert opener.size == size


LONG = content(FIRST + 2 * NEXT + 1000)
LONG_BOX = sealed(LONG)


@settings(max_examples=40)
@given(st.integers(0, len(LONG)), st.integers(0, len(LONG)))
def test_any_range_is_the_same_range_of_the_whole(start: int, end: int) -> None:
    opener = StreamOpener(
        BytesIO(LONG_BOX), key=KEY, context=CONTEXT, sealed_size=len(LONG_BOX)
    )

    assert b"".join(opener.read_range(start, end)) == LONG[start:end]


def segments(box: bytes) -> list[bytes]:
    return [box[at : at + SEGMENT] for at in range(0, len(box), SEGMENT)]


def drop_the_second(box: bytes) -> bytes:
    parts = segments(box)
    return b"".join(parts[:1] + parts[2:])


def swap_two(box: bytes) -> bytes:
    first, second, third, *rest = segments(box)
    return b"".join([first, third, second, *rest])


def double_one(box: bytes) -> bytes:
    first, second, *rest = segments(box)
    return b"".join([first, second, second, *rest])


def cut_the_last(box: bytes) -> bytes:
    return b"".join(segments(box)[:-1])


def cut_within(box: bytes) -> bytes:
    return box[:-1]


def add_a_byte(box: bytes) -> bytes:
    return box + b"\0"


def other_salt(box: bytes) -> bytes:
    return box[:5] + bytes([box[5] ^ 1]) + box[6:]


def other_prefix(box: bytes) -> bytes:
    return box[:35] + bytes([box[35] ^ 1]) + box[36:]


def other_header_length(box: bytes) -> bytes:
    return b"\x29" + box[1:]


def nothing_at_all(box: bytes) -> bytes:
    return box[:0]


def header_alone(box: bytes) -> bytes:
    return box[:HEADER]


def less_than_a_tag(box: bytes) -> bytes:
    return box[: HEADER + TAG - 1]


@pytest.mark.parametrize(
    "spoil",
    [
        drop_the_second,
        swap_two,
        double_one,
        cut_the_last,
        cut_within,
        add_a_byte,
        other_salt,
        other_prefix,
        other_header_length,
        nothing_at_all,
        header_alone,
        less_than_a_tag,
    ],
)
def test_a_spoiled_file_does_not_open(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(OpenError):
        opened(spoil(LONG_BOX))


@given(st.integers(0, len(sealed(b"")) + 9), st.integers(1, 255))
def test_no_byte_of_a_sealed_file_can_change(at: int, by: int) -> None:
    box = bytearray(sealed(b"ten bytes."))
    box[at] ^= by

    with pytest.raises(OpenError):
        opened(bytes(box))


def test_another_key_or_another_place_opens_nothing() -> None:
    box = sealed(b"a page")

    with pytest.raises(OpenError):
        opened(box, key=new_key())

    with pytest.raises(OpenError):
        opened(box, context=b"a file of another case")


def test_the_same_file_sealed_twice_looks_different() -> None:
    first, second = sealed(b"a page"), sealed(b"a page")

    assert first[1:HEADER] != second[1:HEADER]
    assert first[HEADER:] != second[HEADER:]


def test_nothing_reaches_the_sink_in_clear() -> None:
    word = b"Vologda-street"

    box = sealed(word * 40_000)

    assert word not in box
