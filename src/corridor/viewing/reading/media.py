"""Sound and film: the samples, and some moments of what is seen. Never the whole film."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from corridor.viewing.errors import BrokenFileError, TooBigError, UnknownKindError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.drawn import Drawn, Page, Samples
from corridor.viewing.shown import Caution, Kind, Opened, Warned

RATE: Final = 48_000
_BYTES_A_SAMPLE: Final = 4
_SECOND: Final = RATE * _BYTES_A_SAMPLE
MOMENTS: Final = 9
_MICROSECONDS: Final = 1_000_000
_FRAMES_TRIED: Final = 300
_COVER: Final = "attached_pic"


def read_media(content: bytes, *, container: str, limits: Limits) -> Iterator[Drawn]:
    try:
        with av.open(
            BytesIO(content), "r", format=container, metadata_errors="replace"
        ) as file:
            yield from _read(file, limits=limits)
    except av.error.FFmpegError:
        raise BrokenFileError from None


def _read(file: InputContainer, *, limits: Limits) -> Iterator[Drawn]:
    film = next((one for one in file.streams.video if one.frames != 1), None)
    if film is None and not file.streams.audio:
        raise UnknownKindError
    if film is None:
        yield Opened(kind=Kind.SOUND, pages=0)
    else:
        yield Opened(kind=Kind.FILM, pages=0)
        yield from _moments(file, film, limits=limits)
    if file.streams.audio:
        yield from _sound(file, limits=limits)


def _moments(file: InputContainer, film: VideoStream, *, limits: Limits) -> Iterator[Drawn]:
    """Spread over its length; the first one is what a poster would show."""
    _alone(film)
    if film.width * film.height > limits.pixels:
        raise TooBigError
    length = file.duration or 0
    shown: set[int] = set()
    for at in (length * part // MOMENTS for part in range(MOMENTS)):
        frame = _frame_at(file, film, at)
        if frame is None or round(frame.time * 1000) in shown:
            continue
        shown.add(round(frame.time * 1000))
        image = _still(frame, edge=limits.edge)
        yield Page(number=len(shown), image=image, at=max(0, round(frame.time * 1000)))


def _alone(stream: VideoStream) -> None:
    """Behind the walls no thread can be started."""
    stream.codec_context.thread_count = 1
    stream.codec_context.thread_type = "NONE"


def _frame_at(file: InputContainer, film: VideoStream, at: int) -> VideoFrame | None:
    try:
        file.seek(at)
        for tried, frame in enumerate(file.decode(film)):
            if frame.pts is None:
                continue
            if tried >= _FRAMES_TRIED or frame.time * _MICROSECONDS >= at:
                return frame
    except (av.error.FFmpegError, EOFError):
        return None
    return None


def _still(frame: VideoFrame, *, edge: int) -> Image.Image:
    scale = min(1.0, edge / max(frame.width, frame.height))
    width, height = (max(1, round(size * scale)) for size in (frame.width, frame.height))
    image: Image.Image = frame.to_image(width=width, height=height, threads=1)  # type: ignore[no-untyped-call]
    plain = image.convert("RGB")
    return plain.rotate(frame.rotation, expand=True) if frame.rotation else plain


def _sound(file: InputContainer, *, limits: Limits) -> Iterator[Drawn]:
    file.seek(0)
    stream = file.streams.audio[0]
    stream.codec_context.thread_count = 1
    left = limits.sound_seconds * _SECOND
    resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
    for frame in file.decode(stream):
        for made in resampler.resample(frame):
            piece = _samples(made)
            yield from _seconds(piece[:left])
            left -= len(piece)
        if left <= 0:
            yield Warned(caution=Caution.SOUND_CUT)
            return


def _samples(frame: AudioFrame) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * _BYTES_A_SAMPLE]


def _seconds(piece: bytes) -> Iterator[Samples]:
    for begin in range(0, len(piece), _SECOND):
        yield Samples(pcm=piece[begin : begin + _SECOND])
