"""Two stewards at a terminal let people in and out."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.desks import code_now
from tests.support.server import run_corridor

SETTINGS = """
name = "An invented network"
country = "RU"
zone = "Europe/Moscow"
exit_site = "https://weather.example/"
languages = ["en"]
[[wordings]]
language = "en"
region = "the republic"
in_region = "in the republic"
out_of_region = "out of the republic"
elsewhere = "elsewhere in Russia"
exit_site = "a weather site"
origin = "from the republic"
left = "the republic"
[[staffed]]
start = 540
end = 1380
"""
Answers = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answers]:
    """A desk, and handle -> passphrase and second factor; copied for every test."""
    folder = tmp_path_factory.mktemp("founded")
    (folder / "settings.toml").write_text(SETTINGS)
    seats = ("Deneb:steward,security", "Capella:steward,director", "Mira:intake")
    named = [word for seat in seats for word in ("--member", seat)]
    words = ["init", "--settings", str(folder / "settings.toml"), *named]
    made = run_corridor(*words, data=folder / "desk")
    assert made.returncode == 0, made.stderr
    lines = [line.split(maxsplit=2) for line in made.stdout.splitlines()]
    found: Answers = {}
    for number in range(0, len(lines), 3):
        passphrase = " ".join(lines[number + 1][1:])
        found[lines[number][0]] = (passphrase, lines[number + 2][2])
    return folder / "desk", found


@pytest.fixture
def folder(founded: tuple[Path, Answers], tmp_path: Path) -> Path:
    shutil.copytree(founded[0], tmp_path / "desk", ignore=shutil.ignore_patterns("static"))
    return tmp_path / "desk"


@pytest.fixture
def answers(founded: tuple[Path, Answers]) -> Answers:
    return founded[1]


def file_of(folder: Path, answers: Answers, handle: str, *, wrong: bool = False) -> Path:
    passphrase, secret = answers[handle]
    code = "000000" if wrong else code_now(secret)
    file = folder.parent / f"{handle}.txt"
    file.write_text(f"{passphrase}\n{code}\n")
    return file


def member(
    folder: Path,
    answers: Answers,
    *words: str,
    first: str = "Deneb",
    second: str = "Capella",
    wrong: bool = False,
) -> subprocess.CompletedProcess[str]:
    return run_corridor(
        "member",
        *words,
        "--as",
        first,
        "--secrets-file",
        str(file_of(folder, answers, first)),
        "--second",
        second,
        "--second-secrets-file",
        str(file_of(folder, answers, second, wrong=wrong)),
        data=folder,
    )


def test_two_stewards_let_somebody_in_and_the_way_in_is_shown_once(
    folder: Path, answers: Answers
) -> None:
    done = member(folder, answers, "add", "Spica", "--roles", "intake")

    assert done.returncode == 0, done.stderr
    assert "passphrase" in done.stdout
    assert "second factor" in done.stdout
    checked = run_corridor("verify", data=folder)
    assert checked.returncode == 0, checked.stdout


def test_a_second_steward_with_a_wrong_code_leaves_nothing_behind(
    folder: Path, answers: Answers
) -> None:
    done = member(folder, answers, "add", "Spica", "--roles", "intake", wrong=True)

    assert done.returncode == 1
    assert done.stdout == ""
    assert "do not belong together" in done.stderr


def test_who_is_no_steward_lets_nobody_in(folder: Path, answers: Answers) -> None:
    done = member(folder, answers, "add", "Spica", "--roles", "intake", first="Mira")

    assert done.returncode == 1
    assert "passphrase" not in done.stdout


def test_an_unknown_role_is_answered_with_the_known_ones(
    folder: Path, answers: Answers
) -> None:
    done = member(folder, answers, "add", "Spica", "--roles", "king")

    assert done.returncode == 1
    assert "steward" in done.stderr


def test_who_was_ended_is_refused_twice_and_the_mailbox_is_renewed(
    folder: Path, answers: Answers
) -> None:
    before = (folder / "desk.toml").read_text()

    done = member(folder, answers, "end", "Mira")

    assert done.returncode == 0, done.stderr
    assert (folder / "desk.toml").read_text() != before
    assert run_corridor("verify", data=folder).returncode == 0
    signed = run_corridor(
        "member",
        "end",
        "Deneb",
        "--as",
        "Mira",
        "--secrets-file",
        str(file_of(folder, answers, "Mira")),
        data=folder,
    )
    assert signed.returncode == 1


def test_who_still_works_here_is_sent_to_the_recovery_page(
    folder: Path, answers: Answers
) -> None:
    done = member(folder, answers, "restore", "Mira")

    assert done.returncode == 1
    assert "/desk/recovery" in done.stderr
