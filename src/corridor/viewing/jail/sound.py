"""Bare samples to Ogg Opus: two channels, 48,000 samples a second, 16 bits each."""

from collections.abc import Iterator
from typing import Final

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer

from corridor.viewing.frames import Frame, MalformedFrameError, Tag

RATE: Final = 48_000
BYTES_A_SAMPLE: Final = 4  # two channels of 16 bits
MOST: Final = RATE * BYTES_A_SAMPLE
_BIT_RATE: Final = 64_000
_PIECE: Final = 256 * 1024


class _Collected:
    """Where the encoder writes: it asks for nothing but `write`."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def write(self, piece: bytes) -> int:
        self.kept += piece
        return len(piece)

    def take(self) -> bytes:
        taken = bytes(self.kept)
        self.kept.clear()
        return taken


class SoundWriter:
    def __init__(self) -> None:
        self._sink = _Collected()
        self._file: OutputContainer | None = None
        self._stream: AudioStream | None = None

    def take(self, samples: bytes) -> Iterator[Frame]:
        if not samples or len(samples) > MOST or len(samples) % BYTES_A_SAMPLE:
            raise MalformedFrameError
        file, stream = self._begun()
        frame = AudioFrame(
            format="s16", layout="stereo", samples=len(samples) // BYTES_A_SAMPLE
        )
        frame.sample_rate = RATE
        frame.planes[0].update(samples)
        file.mux(stream.encode(frame))
        if len(self._sink.kept) >= _PIECE:
            yield self._piece()

    def rest(self) -> Iterator[Frame]:
        if self._file is None or self._stream is None:
            return
        self._file.mux(self._stream.encode(None))
        self._file.close()
        self._file = None
        yield self._piece()

    def _piece(self) -> Frame:
        return Frame(tag=Tag.SOUND, body=self._sink.take())

    def _begun(self) -> tuple[OutputContainer, AudioStream]:
        if self._file is None or self._stream is None:
            self._file = av.open(
                self._sink, "w", format="ogg", container_options={"fflags": "bitexact"}
            )
            self._stream = self._file.add_stream("libopus", rate=RATE, layout="stereo")
            self._stream.bit_rate = _BIT_RATE
            self._stream.codec_context.thread_count = 1
        return self._file, self._stream
