"""What the doctor says of the walls that this machine can build."""

import pytest

from corridor.services.checking import Level, judge_viewing
from corridor.viewing import kernel


@pytest.mark.parametrize(
    ("offered", "levels"),
    [
        ((True, True, True), []),
        ((True, True, False), [Level.NOTE]),
        ((True, False, True), []),
        ((True, False, False), [Level.CARE]),
        ((False, True, True), [Level.CARE]),
    ],
)
def test_a_missing_wall_is_named(offered: tuple[bool, bool, bool], levels: list[Level]) -> None:
    seccomp, landlock, bubblewrap = offered

    found = judge_viewing(seccomp=seccomp, landlock=landlock, bubblewrap=bubblewrap)

    assert [one.level for one in found] == levels


def test_this_machine_can_build_them() -> None:
    assert kernel.has_seccomp()
    assert kernel.landlock_version() > 0 or kernel.bubblewrap() is not None


def test_a_call_that_fails_says_which_fault_it_was() -> None:
    with pytest.raises(OSError, match="EBADF"):
        kernel.checked(int(kernel.c_library().close(-1)))
