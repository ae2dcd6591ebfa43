"""What members wait for, in this process, on a desk of its own with everything sealed."""

import resource
import time
from base64 import b32decode
from datetime import timedelta
from itertools import count
from pathlib import Path

from django.test import RequestFactory

from bench.crowd import DAYS, FIRST, crowd
from bench.plain import PlainDesk
from bench.rows import at_least, at_most, milliseconds, percentile, show
from corridor.base.clock import system_clock
from corridor.base.ids import ChainId
from corridor.crypto.random import new_uuid
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.domain.cases import NoteWritten
from corridor.domain.milestones import Place, Step
from corridor.domain.queueing import Filter, View
from corridor.domain.safety import Level
from corridor.ledger.store import Batch
from corridor.services.casefiles import open_file
from corridor.services.cases import write_note
from corridor.services.desk import Desk, new_act
from corridor.services.listing import case_index
from corridor.services.queueing import search, see_queue
from corridor.services.recording import Pen, open_page
from corridor.services.statistics import see_statistics
from corridor.store.keeping import DjangoStore
from corridor.store.verifying import verify
from corridor.web.composition import gate, stores
from corridor.web.desk.entry import COOKIE, open_visit
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
    request = RequestFactory().get("/desk/")
    request.COOKIES[COOKIE] = cookie
    taken = milliseconds(lambda: open_visit(request), times=300, cpu=True)
    show("session check, processor time, median", percentile(taken, 0.5), at_most(1, "ms"))


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


def lists(desk: Desk, *, number: int) -> None:
    """The services as pages call them, over cards in memory; drawing the page comes on top."""
    before = _resident()
    index = case_index(desk)
    for chain, listed in crowd(number - len(index.cases)):
        index.take(chain, listed)
    grown = _resident() - before
    word = next(iter(index.cases.values())).card.words.split()[7][:6]
    last_day = FIRST + timedelta(days=DAYS)
    chosen = _four()
    rows = (
        ("list, warm", 8, lambda: see_queue(desk, view=View.ALL_OPEN, chosen=Filter())),
        (
            "list by four criteria",
            10,
            lambda: see_queue(desk, view=View.ALL_OPEN, chosen=chosen),
        ),
        ("word search", 5, lambda: search(desk, query=word)),
        ("statistics", 60, lambda: see_statistics(desk, as_of=last_day)),
    )
    for name, goal, act in rows:
        taken = percentile(milliseconds(act, times=10), 0.95)
        show(f"{name}, {number:,} cards, p95", taken, at_most(goal, "ms"))
    show(f"memory for each of {number:,} cards", grown / number, at_most(1_500, "bytes"))
    show(f"resident memory, {number:,} cards", _resident() / 1e6, at_most(300, "MB"))


def _four() -> Filter:
    return Filter(
        levels=frozenset({Level.DAYS}),
        places=frozenset({Place.REGION}),
        steps=frozenset({Step.ASKED}),
        languages=frozenset({"ru"}),
    )


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()
