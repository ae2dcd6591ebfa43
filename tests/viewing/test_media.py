"""Sound and film: clean sound, some moments, and never the file itself."""

from io import BytesIO

import av
import pytest
from PIL import Image

from corridor.viewing.errors import BrokenFileError
from corridor.viewing.limits import Limits
from corridor.viewing.shown import Caution, Kind
from tests.viewing.files import film, tone
from tests.viewing.looking import Look, is_like

NAME = "recorded by Heron in Grozny"
FULL = {"red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255)}


def heard(opus: bytes) -> tuple[float, dict[str, str]]:
    """How many seconds, and every word that is kept beside the sound."""
    with av.open(BytesIO(opus), "r", format="ogg") as file:
        stream = file.streams.audio[0]
        samples = sum(frame.samples for frame in file.decode(stream))
        return samples / stream.rate, {**file.metadata, **stream.metadata}


def test_a_recording_becomes_clean_sound(look: Look) -> None:
    seen = look(tone(seconds=2.0), declared="audio/wav")

    seconds, words = heard(seen.sound)
    assert seen.kind is Kind.SOUND
    assert seen.warned == set()
    assert seconds == pytest.approx(2.0, abs=0.1)
    assert set(words) <= {"encoder"}


@pytest.mark.parametrize(("form", "codec"), [("mp4", "libx264"), ("webm", "libvpx-vp9")])
def test_a_film_is_shown_by_moments_and_heard(look: Look, form: str, codec: str) -> None:
    seen = look(film(form=form, codec=codec), declared=f"video/{form}")

    assert seen.kind is Kind.FILM
    assert heard(seen.sound)[0] == pytest.approx(3.0, abs=0.2)
    assert [one.number for one in seen.pictures] == list(range(1, len(seen.pictures) + 1))
    moments = [one.at for one in seen.pictures]
    assert moments[0] == 0
    assert moments == sorted(set(moments), key=str) or len(set(moments)) == len(moments)


def test_the_moments_are_spread_over_the_whole_film(look: Look) -> None:
    seen = look(film(seconds=3))

    colours = [image.getpixel((80, 60)) for image in seen.images]

    for wanted in FULL.values():
        assert any(is_like(colour, wanted, within=40) for colour in colours)


def test_a_film_that_was_turned_is_shown_upright(look: Look) -> None:
    plain = look(film())

    assert (plain.pictures[0].width, plain.pictures[0].height) == (160, 120)


def test_who_recorded_it_and_where_is_not_handed_on(look: Look) -> None:
    recording = film(title=NAME, comment=NAME, location="+43.3180+045.6981/")
    assert NAME.encode() in recording

    seen = look(recording)

    assert NAME.encode() not in seen.sound
    assert not any(NAME.encode() in one.webp for one in seen.pictures)
    assert set(heard(seen.sound)[1]) <= {"encoder"}


def test_a_cover_is_no_film(look: Look) -> None:
    kept = BytesIO()
    with av.open(kept, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=44_100)
        assert isinstance(stream, av.AudioStream)
        for at in range(20):
            frame = av.AudioFrame(format="s16p", layout="stereo", samples=1152)
            frame.sample_rate, frame.pts = 44_100, at * 1152
            for plane in frame.planes:
                plane.update(bytes(2304))
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))

    seen = look(kept.getvalue(), declared="audio/mpeg")

    assert (seen.kind, seen.pictures) == (Kind.SOUND, [])
    assert heard(seen.sound)[0] > 0.3


def test_sound_without_end_is_cut_and_told(look: Look) -> None:
    seen = look(tone(seconds=5.0), limits=Limits(sound_seconds=2))

    assert seen.warned == {Caution.SOUND_CUT}
    assert heard(seen.sound)[0] == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7])
def test_a_film_that_is_cut_is_refused_or_shown_as_far_as_it_goes(
    look: Look, kept: float
) -> None:
    whole = film(form="webm", codec="libvpx-vp9")

    try:
        seen = look(whole[: int(len(whole) * kept)])
    except BrokenFileError:
        return
    assert seen.kind in {Kind.FILM, Kind.SOUND}


def test_a_list_of_other_files_is_not_followed(look: Look) -> None:
    """Some players take such a text for a film, and open every file that it names."""
    playlist = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\nhttp://203.0.113.9/a.ts\n"

    seen = look(playlist, declared="application/vnd.apple.mpegurl")

    assert seen.kind is Kind.TEXT


def test_a_still_of_a_film_is_no_larger_than_a_page(look: Look) -> None:
    seen = look(film(), limits=Limits(edge=100))

    assert all(max(one.width, one.height) == 100 for one in seen.pictures)
    assert all(isinstance(image, Image.Image) for image in seen.images)
