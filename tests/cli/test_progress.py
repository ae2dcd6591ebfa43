"""Long work shows how far it has come, on a terminal and in a log, and costs nothing else."""

from io import StringIO

import pytest
from typing_extensions import override

from corridor.cli.progress import Bar


class Terminal(StringIO):
    @override
    def isatty(self) -> bool:
        return True


def work(bar: Bar, *, whole: int) -> int:
    """How often the note had to be made."""
    notes = 0
    for done in range(1, whole + 1):
        if bar.moves(done, whole):
            notes += 1
            bar.show(done, whole, note=f"{done} entries")
    bar.end()
    return notes


def test_a_terminal_sees_one_line_that_is_drawn_again_at_every_percent() -> None:
    out = Terminal()

    notes = work(Bar(quiet=False, out=out), whole=1000)

    drawn = out.getvalue()
    assert notes == 101
    assert drawn.count("\n") == 1
    assert drawn.endswith("100 %  1000 entries\n")
    assert drawn.count("\r") == notes


def test_a_log_gets_a_line_for_every_tenth() -> None:
    out = StringIO()

    work(Bar(quiet=False, out=out), whole=1000)

    lines = out.getvalue().splitlines()
    assert [line.split("%")[0].split()[-1] for line in lines] == [
        str(tenth) for tenth in range(0, 101, 10)
    ]
    assert "\r" not in out.getvalue()


def test_quiet_work_writes_nothing_and_makes_no_notes() -> None:
    for out in (StringIO(), Terminal()):
        assert work(Bar(quiet=True, out=out), whole=100) == 0
        assert out.getvalue() == ""


@pytest.mark.parametrize("whole", [1, 3, 7])
def test_little_work_still_ends_at_a_hundred(whole: int) -> None:
    out = StringIO()

    work(Bar(quiet=False, out=out), whole=whole)

    assert out.getvalue().splitlines()[-1] == f"{'#' * 30} 100 %  {whole} entries"


def test_work_that_never_began_leaves_no_empty_line() -> None:
    out = Terminal()

    Bar(quiet=False, out=out).end()

    assert out.getvalue() == ""
