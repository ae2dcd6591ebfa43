"""What members wait for, in this process, on a desk of its own with everything sealed."""

import time
from base64 import b32decode
from datetime import timedelta
from itertools import count

from django.test import RequestFactory

from bench.plain import PlainDesk
from bench.rows import at_least, at_most, milliseconds, percentile, show
from corridor.base.clock import system_clock
from corridor.base.ids import ChainId
from corridor.crypto.random import new_uuid
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.domain.cases import NoteWritten
from corridor.ledger.store import Batch
from corridor.services.casefiles import open_file
from corridor.services.cases import write_note
from corridor.services.desk import Desk, new_act
from corridor.services.recording import Pen, open_page
from corridor.store.keeping import DjangoStore
from corridor.store.verifying import verify
from corridor.web.composition import gate, stores
from corridor.web.desk.entry import COOKIE, Visit, open_visit
from tests.floods.desks import LogIn

ENTRIES = 200


def log_in(one: LogIn, *, times: int) -> None:
    """Each code opens once, so each log-in stands half a minute after the last."""
    rounds = count(100)
    secret = SecretKey(b32decode(one.second))

    def enter() -> None:
        at = system_clock() + timedelta(seconds=30 * next(rounds))
        gate().log_in(one.handle, one.passphrase, code_at(secret, at), at=at)

    taken = percentile(milliseconds(enter, times=times), 0.5)
    show("log-in, median", taken, at_most(400, "ms"))


def session(cookie: str) -> None:
    """What every page begins with: session found, keys opened, roster believed."""
    taken = milliseconds(lambda: visit(cookie), times=300, cpu=True)
    show("session check, processor time, median", percentile(taken, 0.5), at_most(1, "ms"))


def visit(cookie: str) -> Visit:
    request = RequestFactory().get("/desk/")
    request.COOKIES[COOKIE] = cookie
    return open_visit(request)


def append_and_open(desk: Desk, case: ChainId, plain: PlainDesk, *, times: int) -> None:
    appended = milliseconds(
        lambda: write_note(desk, case, text="a note of some words"), times=times
    )
    beside = milliseconds(plain.append, times=times)
    show("append one fact, p95, SQLite", percentile(appended, 0.95), at_most(2, "ms"))
    ratio = percentile(appended, 0.5) / percentile(beside, 0.5)
    show("price of sealing: append, against plain SQLite", ratio, at_most(2, "times"))
    for _ in range(max(0, ENTRIES - times - 1)):
        write_note(desk, case, text="a note of some words")
    opened = milliseconds(lambda: open_file(desk, case), times=50)
    beside = milliseconds(lambda: plain.open_case(ENTRIES), times=50)
    show(f"open a case of {ENTRIES} entries, p95", percentile(opened, 0.95), at_most(25, "ms"))
    ratio = percentile(opened, 0.5) / percentile(beside, 0.5)
    show("price of sealing: open, against plain SQLite", ratio, at_most(3, "times"))


def verify_all(desk: Desk, *, chains: int) -> None:
    """Order, digests, heads and the log of both, without any key."""
    store = stores().desk
    for _ in range(chains):
        pen = Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=store.era())
        facts = [NoteWritten(text=f"note {number} of some words") for number in range(30)]
        page = open_page(desk.organisation, ChainId(new_uuid()), facts, pen=pen)
        store.commit(Batch(entries=page.entries))
    entries = chains * 30
    started = time.process_time()
    faults = verify(DjangoStore(organisation=desk.organisation))
    each_second = entries / (time.process_time() - started)
    goal = at_least(30_000, "entries/s/core")
    also = f"{entries} entries, {len(faults)} faults"
    show("verify without keys", each_second, goal, also=also, whole=not faults)
