"""A desk is founded once, by people with handles, and nothing of it is kept in the open."""

import stat
from pathlib import Path

import pytest

from corridor.services.premises import make_keys
from tests.cli.desks import every_row
from tests.floods.desks import SETTINGS
from tests.support.server import run_corridor

MEMBERS = ("--member", "Deneb:steward,security", "--member", "Lyra:caseworker")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def test_a_desk_is_founded_and_whole(settings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"

    done = run_corridor("init", "--settings", str(settings), *MEMBERS, data=folder)

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("passphrase") == 2
    assert run_corridor("verify", data=folder).returncode == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_shown_once_is_kept_nowhere(settings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"

    done = run_corridor("init", "--settings", str(settings), *MEMBERS, data=folder)

    shown = [
        line.split(None, 1 if "passphrase" in line else 2)[-1]
        for line in done.stdout.splitlines()
        if line.startswith("    ")
    ]
    kept = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert len(shown) == 4
    assert not [secret for secret in shown if secret.encode() in kept]


def test_handles_stand_nowhere_in_the_open(settings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    members = ("--member", "Zubenelgenubi:steward,security")

    run_corridor("init", "--settings", str(settings), *members, data=folder)

    rows = repr(every_row(folder)).lower()
    assert "accounts_slot" in rows
    assert "zubenelgenubi" not in rows


def test_a_desk_is_never_founded_over_another(settings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    run_corridor("init", "--settings", str(settings), *MEMBERS, data=folder)
    before = every_row(folder)

    done = run_corridor("init", "--settings", str(settings), *MEMBERS, data=folder)

    assert done.returncode == 1
    assert "a desk in this folder already" in done.stderr
    assert every_row(folder) == before


def test_a_role_that_nobody_has_is_refused(settings: Path, tmp_path: Path) -> None:
    done = run_corridor(
        "init",
        "--settings",
        str(settings),
        "--member",
        "Deneb:emperor",
        data=tmp_path / "desk",
    )

    assert done.returncode != 0
    assert "Roles are:" in done.stderr
    assert not (tmp_path / "desk" / "desk.toml").exists()


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('zone = "', 'zone = "Mars/', "zone: a zone of the time zone list"),
        ('country = "', 'country = "X', "country: two letters"),
        ("small_number = 5", "small_number = 4", "small_number: this number is lower"),
        ('languages = ["', 'languages = ["de", "', "wordings: each of the languages"),
        ("[[wordings]]", "[[wrodings]]", "unknown field `wrodings`"),
        ("in_region =", "in_reggion =", "missing required field `in_region`"),
        ("name = ", "name ", "cannot be used"),
    ],
)
def test_settings_that_cannot_be_used_are_told_in_a_sentence(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    text = "small_number = 5\n" + SETTINGS
    assert was in text
    (tmp_path / "settings.toml").write_text(text.replace(was, now, 1), encoding="utf-8")
    words = ("--settings", str(tmp_path / "settings.toml"), *MEMBERS)

    done = run_corridor("init", *words, data=tmp_path / "desk")

    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "desk").exists()


def test_settings_that_are_not_there_are_told_in_a_sentence(tmp_path: Path) -> None:
    words = ("--settings", str(tmp_path / "settings.toml"), *MEMBERS)

    done = run_corridor("init", *words, data=tmp_path / "desk")

    assert done.returncode == 1
    assert done.stderr == "The settings file settings.toml cannot be read.\n"


@pytest.mark.parametrize(
    ("members", "told"),
    [
        (["Lyra:caseworker"], "at least one steward"),
        (["Deneb:steward", "deneb:intake"], "a handle of their own"),
        ([":steward"], "a handle of their own"),
    ],
)
def test_members_who_cannot_found_a_desk_are_refused_before_anything_is_made(
    settings: Path, tmp_path: Path, members: list[str], told: str
) -> None:
    words = [word for one in members for word in ("--member", one)]

    done = run_corridor("init", "--settings", str(settings), *words, data=tmp_path / "desk")

    assert done.returncode == 1
    assert told in done.stderr
    assert not (tmp_path / "desk").exists()


def test_founding_that_was_cut_short_is_told_and_nothing_is_overwritten(
    settings: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    make_keys(folder)
    before = (folder / "keys" / "pepper").read_bytes()

    done = run_corridor("init", "--settings", str(settings), *MEMBERS, data=folder)

    assert done.returncode == 1
    assert "Founding was cut short" in done.stderr
    assert (folder / "keys" / "pepper").read_bytes() == before
    assert not (folder / "desk.toml").exists()


def test_on_the_other_engine_too(
    settings: Path, tmp_path: Path, fresh_postgres_url: str
) -> None:
    elsewhere = {"CORRIDOR_DATABASE_URL": fresh_postgres_url}
    folder = tmp_path / "desk"

    done = run_corridor(
        "init", "--settings", str(settings), *MEMBERS, data=folder, environment=elsewhere
    )
    verified = run_corridor("verify", data=folder, environment=elsewhere)

    assert done.returncode == 0, done.stderr
    assert verified.returncode == 0, verified.stdout
    assert not list(folder.glob("*.sqlite3"))
