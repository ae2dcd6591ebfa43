"""A member at work in a process of its own, which may be killed at any moment.

`python -m tests.kills.desk_writer write ROUND HANDLE PASSPHRASE SECOND` says each note when the
desk has it; `read …` says every note that the desk has. The folder comes in CORRIDOR_DATA.
"""

import os
import sys
from base64 import b32decode
from datetime import timedelta
from itertools import count

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
django.setup()

from corridor.base.clock import system_clock  # noqa: E402
from corridor.base.ids import ChainId  # noqa: E402
from corridor.crypto.second_factor import code_at  # noqa: E402
from corridor.crypto.secrets import SecretKey  # noqa: E402
from corridor.services.casefiles import open_file  # noqa: E402
from corridor.services.cases import write_note  # noqa: E402
from corridor.services.collecting import collect  # noqa: E402
from corridor.services.desk import Desk  # noqa: E402
from corridor.services.listing import case_index  # noqa: E402
from corridor.services.opening import OwnKeys, open_desk, unwrap  # noqa: E402
from corridor.web.composition import clock, gate, premises, sessions, stores  # noqa: E402

READY = "signed in"


def enter(number: int, handle: str, passphrase: str, second: str) -> tuple[Desk, str]:
    """An open desk and the cookie of its session.

    A code opens once; each round therefore signs in half a minute later than the last.
    """
    at = system_clock() + timedelta(seconds=30 * number)
    code = code_at(SecretKey(b32decode(second)), at)
    keys = gate().log_in(handle, passphrase, code, at=at)
    own = OwnKeys(member=keys.member, seal=keys.seal, signing=keys.signing)
    opened = unwrap(stores(), premises().pins, own)
    desk = open_desk(stores(), premises().pins, own, keys=opened, clock=clock())
    height = len(desk.roster.timeline) - 1
    return desk, sessions().open_session(keys, opened, roster_height=height, at=clock()())[1]


def cases(desk: Desk) -> list[ChainId]:
    collect(desk)
    return sorted(case_index(desk).cases)


def write(desk: Desk, number: int) -> None:
    """Collects what people sent meanwhile, as the queue does, and adds a note to a case."""
    _say(READY)
    for note in count():
        waiting = cases(desk)
        if waiting:
            text = f"note {number}-{note}"
            write_note(desk, waiting[note % len(waiting)], text=text)
            _say(text)


def read(desk: Desk) -> None:
    for chain in cases(desk):
        for note in open_file(desk, chain).case.notes:
            _say(note.text)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    what, number, *log_in = sys.argv[1:]
    opened, _cookie = enter(int(number), *log_in)
    if what == "read":
        read(opened)
    else:
        write(opened, int(number))
