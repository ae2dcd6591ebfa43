"""The demo as people run it: a command, a folder, and what stands in it afterwards."""

import json
import re
import stat
from base64 import b32decode
from importlib.resources import files
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from corridor.accounts.gate import Gate
from corridor.accounts.setting import stretch_cost
from corridor.accounts.slots import Slots
from corridor.accounts.stretching import Stretcher
from corridor.base.clock import system_clock
from corridor.config.databases import databases
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.services.premises import open_premises
from tests.store.engines import standing_in
from tests.support.demo import demo_desk
from tests.support.server import run_corridor

SHIPPED = files("corridor").joinpath("data", "scenarios", "spring-2017.json")
FEWER = "2017-04-03"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "desk"


@pytest.fixture(scope="module")
def demo(folder: Path) -> dict[str, Any]:
    """The whole spring, once."""
    printed: dict[str, Any] = json.loads(demo_desk(folder, until="2017-05-18"))
    return printed


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk on the evening of its second day of requests."""
    return tmp_path_factory.mktemp("small") / "desk"


@pytest.fixture(scope="module", autouse=True)
def made(small: Path) -> CompletedProcess[str]:
    """How it was made, for people to watch."""
    done = run_corridor("demo", "--until", FEWER, data=small)
    assert done.returncode == 0, done.stderr
    return done


def test_the_demo_prints_one_object_with_the_published_figures(demo: dict[str, Any]) -> None:
    counted = {name: figure["count"] for name, figure in demo["figures"].items()}
    days = {figure["as_of"] for figure in demo["figures"].values()}

    assert counted == {
        "asked": 83,
        "reached": 74,
        "out_of_region": 43,
        "abroad": 9,
        "granted_lithuania": 2,
    }
    assert days == {"2017-05-18"}
    assert demo["figures"]["asked"]["unit"] == "person"
    assert demo["figures"]["granted_lithuania"]["unit"] == "application"
    assert (demo["cases"], len(demo["receipts"])) == (62, 2)
    assert demo["entries"] > 1361


def test_its_sentences_are_those_of_the_statement(demo: dict[str, Any]) -> None:
    english, russian = (" ".join(demo["sentences"][name]) for name in ("en", "ru"))

    assert re.search(r"more than eighty.*more than forty.*nine", english, re.IGNORECASE)
    assert re.search(r"более восьмидесяти.*более сорока.*девять", russian)
    assert not re.search(r"\b(83|43|74)\b", english + russian)


def test_nothing_is_missing_in_a_played_desk(folder: Path, demo: dict[str, Any]) -> None:
    checked = run_corridor("verify", data=folder)

    assert demo["cases"] == 62
    assert (checked.returncode, checked.stdout) == (0, "nothing missing, nothing changed\n")


def test_every_code_that_is_shown_has_nine_words(demo: dict[str, Any]) -> None:
    assert [len(code.split()) for code in demo["receipts"]] == [9, 9]
    assert len(set(demo["receipts"])) == 2


def test_one_log_in_sees_queue_statistics_and_journeys_and_every_main_role_is_there(
    demo: dict[str, Any],
) -> None:
    roles = {one["name"]: one["roles"] for one in demo["logins"]}

    assert set(roles["lyra"]) >= {"caseworker", "relocation"}
    assert all(one["role"] == one["roles"][0] for one in demo["logins"])
    assert {one["role"] for one in demo["logins"]} == {
        "caseworker", "security", "relocation", "lawyer", "steward", "press", "intake",
        "director",
    }  # fmt: skip


def test_a_finished_demo_is_shown_again_and_not_made_again(
    folder: Path, demo: dict[str, Any]
) -> None:
    before = (folder / "desk.toml").read_bytes()

    again = run_corridor("demo", "--json", data=folder)

    assert json.loads(again.stdout) == demo
    assert (folder / "desk.toml").read_bytes() == before


def test_the_log_ins_are_kept_for_their_owner_with_a_sentence_of_warning(small: Path) -> None:
    kept = small / "demo-logins.json"

    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "demo" in json.loads(kept.read_text())["note"]


def test_without_json_people_read_addresses_and_log_ins(small: Path) -> None:
    shown = run_corridor("demo", data=small).stdout
    kept = json.loads((small / "demo-logins.json").read_text())

    assert "/en/back" in shown
    assert "/desk/sign-in" in shown
    assert all(one["passphrase"] in shown for one in kept["logins"])
    assert all(one["totp_secret"] in shown for one in kept["logins"])
    assert all(code in shown for code in kept["outcome"]["receipts"])


def test_progress_goes_to_stderr_with_percent_and_entries(
    made: CompletedProcess[str],
) -> None:
    lines = made.stderr.splitlines()

    assert re.fullmatch(r"#+ 100 %  \d+ entries", lines[-1])
    assert 2 <= len(lines) <= 11
    assert "entries" not in made.stdout


def test_no_word_of_the_story_lies_open_in_the_folder(
    folder: Path, demo: dict[str, Any]
) -> None:
    story = json.loads(SHIPPED.read_text(encoding="utf-8"))
    words = {
        value
        for act in story["acts"]
        for name in ("what", "text", "line", "title")
        if (value := act.get(name))
    }
    names = {
        name["value"]
        for act in story["acts"]
        if act["act"] == "name_person"
        for name in act["names"]
    }

    stored = b"".join(file.read_bytes() for file in folder.glob("*.sqlite3*"))

    assert len(words) > 200
    assert len(names) > 50
    assert demo["entries"] * 500 < len(stored)
    assert [word for word in words | names if word.encode() in stored] == []


def test_every_log_in_opens_its_own_keys_at_once(small: Path, django_db_blocker: Any) -> None:
    kept = json.loads((small / "demo-logins.json").read_text())
    here, at = open_premises(small), system_clock()
    slots = Slots(pepper=here.pepper, cost=stretch_cost(), stretcher=Stretcher())

    with django_db_blocker.unblock(), standing_in(databases(data=small, url="")):
        gate = Gate(slots=slots)
        members = {
            gate.log_in(
                one["name"],
                one["passphrase"],
                code_at(SecretKey(b32decode(one["totp_secret"])), at=at),
                at=at,
            ).member
            for one in kept["logins"]
        }

    assert len(members) == len(kept["logins"]) == 9


def test_the_story_is_the_same_on_postgresql(
    small: Path, tmp_path: Path, fresh_postgres_url: str
) -> None:
    there = {"CORRIDOR_DATABASE_URL": fresh_postgres_url}
    folder = tmp_path / "desk"

    made = run_corridor("demo", "--until", FEWER, "--json", data=folder, environment=there)
    checked = run_corridor("verify", data=folder, environment=there)
    kept = json.loads((small / "demo-logins.json").read_text())["outcome"]
    printed = json.loads(made.stdout)

    assert [printed[name] for name in ("cases", "entries", "figures", "sentences")] == [
        kept[name] for name in ("cases", "entries", "figures", "sentences")
    ]
    assert (checked.returncode, checked.stdout) == (0, "nothing missing, nothing changed\n")
    assert not list(folder.glob("*.sqlite3"))


# --- what is refused -----------------------------------------------------------------------


def refused(*arguments: str, data: Path) -> str:
    said = run_corridor("demo", *arguments, data=data)
    assert (said.returncode, said.stdout) == (1, "")
    assert "Traceback" not in said.stderr
    return said.stderr


def test_a_desk_for_work_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text("format = 1\n")
    (tmp_path / "desk.sqlite3").write_bytes(b"somebody's work")

    said = refused(data=tmp_path)

    assert "desk for work" in said
    assert (tmp_path / "desk.toml").read_text() == "format = 1\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["desk.sqlite3", "desk.toml"]


def test_a_demo_that_was_cut_short_is_not_shown_as_one(small: Path, tmp_path: Path) -> None:
    kept = json.loads((small / "demo-logins.json").read_text())
    (tmp_path / "demo-logins.json").write_text(json.dumps(kept | {"outcome": None}))

    assert "not finished" in refused(data=tmp_path)


def test_a_desk_that_was_only_begun_is_not_made_over(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "pepper").write_bytes(b"k" * 32)

    assert "not finished" in refused(data=tmp_path)
    assert (tmp_path / "keys" / "pepper").read_bytes() == b"k" * 32


def test_a_scenario_that_is_not_there_is_refused_before_a_desk_is_made(tmp_path: Path) -> None:
    desk = tmp_path / "desk"

    said = refused("--scenario", str(tmp_path / "nothing.json"), data=desk)

    assert "no such scenario" in said
    assert not desk.exists()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"format": "corridor-scenario/9"}, "corridor-scenario/9"),
        ({"acts": [{"act": "note", "at": "2017-04-02T10:00:00", "by": "lyra",
                    "case": "egret", "text": "Nobody."}]}, "act 1: unknown case 'egret'"),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"surprise": True}, "surprise"),
        ({"acts": [], "members": [{"handle": "lyra", "roles": ["caseworker"]}]}, "steward"),
        ({"acts": [], "members": [{"handle": "vega", "roles": ["steward"]}]}, "statistics"),
        ({"acts": [], "members": [{"handle": "vega", "roles": ["steward", "director"]},
                                  {"handle": "Vega", "roles": ["intake"]}]}, "letters"),
    ],
)  # fmt: skip
def test_a_broken_scenario_is_refused_with_the_place_before_a_desk_is_made(
    broken: dict[str, Any], said: str, tmp_path: Path
) -> None:
    story = json.loads(SHIPPED.read_text(encoding="utf-8")) | broken
    written, desk = tmp_path / "story.json", tmp_path / "desk"
    written.write_text(json.dumps(story))

    assert said in refused("--scenario", str(written), data=desk)
    assert not desk.exists()


def test_words_that_are_no_scenario_are_refused(tmp_path: Path) -> None:
    written = tmp_path / "story.json"
    written.write_bytes(b"\xff\xfe not json")

    assert "cannot be played" in refused("--scenario", str(written), data=tmp_path / "desk")


def test_an_organisation_that_could_not_work_is_refused(tmp_path: Path) -> None:
    story = json.loads(SHIPPED.read_text(encoding="utf-8"))
    story["organisation"]["exit_site"] = "javascript:alert(1)"
    written, desk = tmp_path / "story.json", tmp_path / "desk"
    written.write_text(json.dumps(story))

    assert "exit_site" in refused("--scenario", str(written), data=desk)
    assert not desk.exists()


def test_a_day_before_the_story_is_refused(tmp_path: Path) -> None:
    desk = tmp_path / "desk"

    assert "2017-03-29" in refused("--until", "2017-03-28", data=desk)
    assert not desk.exists()


def test_an_act_that_the_desk_refuses_is_named_and_nothing_is_shown_as_finished(
    tmp_path: Path,
) -> None:
    story = json.loads(SHIPPED.read_text(encoding="utf-8"))
    story["acts"] = [
        *story["acts"][:3],
        {"act": "note", "at": "2017-04-02T20:00:00", "by": "deneb", "case": "osprey",
         "text": "A steward looks in."},
    ]  # fmt: skip
    written, desk = tmp_path / "story.json", tmp_path / "desk"
    written.write_text(json.dumps(story))

    said = refused("--scenario", str(written), "--json", data=desk)

    assert "act 4: the desk refuses it (NotFoundError)" in said
    assert "not finished" in refused("--json", data=desk)


def test_a_member_of_a_demo_is_told_the_six_digits_of_this_minute(
    small: Path,
) -> None:
    kept = json.loads((small / "demo-logins.json").read_text())["logins"]
    (lyra,) = (one for one in kept if one["name"] == "lyra")
    secret = SecretKey(b32decode(lyra["totp_secret"]))

    before = code_at(secret, system_clock())
    told = run_corridor("demo", "--code", "lyra", data=small)
    after = code_at(secret, system_clock())

    assert told.stdout.strip() in {before, after}


def test_no_digits_are_told_of_who_is_not_in_the_demo_or_without_one(
    small: Path, tmp_path: Path
) -> None:
    stranger = run_corridor("demo", "--code", "nobody", data=small)
    nowhere = run_corridor("demo", "--code", "lyra", data=tmp_path / "empty")

    assert (stranger.returncode, stranger.stdout) == (1, "")
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert not (tmp_path / "empty").exists()
