"""The search itself is no net with holes: every writing of every word is found."""

import gzip
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor.crypto.random import random_below, random_bytes
from tests.leaks.searching import disguises, found_in, found_in_files
from tests.leaks.words import Plants

SCRIPTS = ("latin", "cyrillic")


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_disguise_of_a_word_is_found_in_the_middle_of_noise(script: str) -> None:
    plants = Plants()
    word = plants.word("a field", script=script)

    for how, form in disguises(word).items():
        around = random_bytes(random_below(4_000)), random_bytes(random_below(4_000))
        assert f"a field ({script})" in found_in(form.join(around), plants), how


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("shrink", [zlib.compress, gzip.compress], ids=["zlib", "gzip"])
def test_a_deflated_word_is_found(script: str, shrink: Callable[[bytes], bytes]) -> None:
    plants = Plants()
    text = f"a sentence with {plants.word('a field', script=script)} in it, deflated " * 3

    data = random_bytes(999) + shrink(text.encode()) + random_bytes(999)

    assert list(found_in(data, plants)) == [f"a field ({script})"]


def test_base64_of_a_whole_text_gives_a_word_away_wherever_it_stands() -> None:
    plants = Plants()
    word = plants.word("a field", script="cyrillic")

    for before in range(6):
        text = ("x" * before + word + " and more").encode()
        assert found_in(b64encode(text), plants), before
        assert found_in(urlsafe_b64encode(text), plants), before


def test_another_run_s_words_and_noise_are_not_found() -> None:
    ours, others = Plants(), Plants()
    ours.both("a field")

    data = random_bytes(300_000) + others.both("a field").encode() + random_bytes(300_000)

    assert found_in(data, ours) == {}


def test_a_word_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    plants = Plants()
    (tmp_path / f"{plants.word('a file')}.txt").touch()

    assert list(found_in_files(tmp_path.iterdir(), plants)) == ["a file (latin)"]
