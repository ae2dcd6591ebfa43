"""The ground the other tests stand on: what they take for granted must be so."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page

from tests.support.browser import Windows, accessibility_faults
from tests.support.postgres import Postgres
from tests.support.processes import DidNotStartError, wait_until
from tests.support.server import RunningDesk

PAGE = "<title>Colour</title><p id=word>off</p><script>word.textContent = 'on'</script>"


@pytest.fixture
def page_file(tmp_path: Path) -> str:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file.as_uri()


def test_a_test_reaches_nobody_outside_this_machine() -> None:
    with socket.socket() as line, pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))


def test_the_test_database_is_as_durable_as_a_real_one(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        durable = connection.execute("SHOW fsync").fetchone()
        committed = connection.execute("SHOW synchronous_commit").fetchone()

    assert (durable, committed) == (("on",), ("on",))


def test_the_database_log_shows_a_planted_word_to_leak_tests(
    postgres: Postgres, fresh_postgres_url: str
) -> None:
    with psycopg.connect(fresh_postgres_url) as connection:
        connection.execute("SELECT %s::text", ["quincewort"])

    assert "quincewort" in postgres.log.read_text(encoding="utf-8")


def test_two_tests_never_share_a_fresh_database(
    postgres: Postgres, fresh_postgres_url: str
) -> None:
    with psycopg.connect(fresh_postgres_url) as connection:
        connection.execute("CREATE TABLE trace ()")

    with psycopg.connect(postgres.make_database()) as other:
        found = other.execute("SELECT to_regclass('trace')").fetchone()

    assert found == (None,)


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_a_page_opens_with_scripts_or_without(
    browser_page: Callable[..., Page], page_file: str, scripts: str
) -> None:
    page = browser_page(scripts=scripts, size="phone")

    page.goto(page_file)

    assert page.locator("#word").text_content() == scripts
    assert page.viewport_size == {"width": 390, "height": 844}


def test_axe_names_what_is_wrong_with_a_page(windows: Windows, page_file: str) -> None:
    page = windows.open()
    page.goto(page_file)

    faults = accessibility_faults(page)

    assert any(fault.startswith("html-has-lang") for fault in faults)


def test_what_the_browser_complains_about_is_kept(windows: Windows, page_file: str) -> None:
    page = windows.open()
    page.goto(page_file)

    page.evaluate("console.error('a fault on the page')")

    assert windows.complaints == ["a fault on the page"]


def test_a_desk_that_ends_before_it_is_ready_says_why(tmp_path: Path) -> None:
    with pytest.raises(DidNotStartError) as refusal:
        RunningDesk.start("--no-such-choice", data=tmp_path)

    assert any(note.strip() for note in refusal.value.__notes__)


def _runs(pid: int) -> bool:
    """Ended and not yet collected by its parent counts as ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_nothing_outlives_a_test_run_that_is_killed() -> None:
    run = (
        "import subprocess\n"
        "from tests.support.processes import tied_to_this_run\n"
        "subprocess.run(tied_to_this_run('sh', '-c', 'echo $$; exec sleep 60'))\n"
    )
    with subprocess.Popen([sys.executable, "-c", run], stdout=subprocess.PIPE) as killed:
        line = killed.stdout
        child = int(line.readline()) if line else 0
        was_running = _runs(child)

        killed.kill()
        wait_until(lambda: not _runs(child), alive=lambda: True, seconds=5)

    assert was_running


def test_waiting_ends_when_time_is_up() -> None:
    with pytest.raises(DidNotStartError):
        wait_until(lambda: False, alive=lambda: True, seconds=0.05)


def test_the_interpreter_is_one_that_is_promised() -> None:
    assert sys.version_info >= (3, 11)
