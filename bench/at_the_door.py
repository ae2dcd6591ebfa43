"""What people at the public page meet: a flood, from end to end, and the weight of the page."""

import gzip
import re
from pathlib import Path

from bench.rows import at_least, at_most, processor_time, show
from tests.floods.asking import Visitor
from tests.floods.desks import Founded
from tests.floods.flood import pour, reopen
from tests.support.server import RunningDesk

CLIENTS = (1, 4, 16, 64)
ACCEPTED = {1: 150, 4: 250, 16: 250, 64: 250}
LONGEST = 300


def measure(folder: Path, *, requests: int, database_url: str = "") -> None:
    """Each request is two forms (words, then the code and Send); a tenth are sent twice."""
    founded = Founded.in_folder(folder / "flooded", database_url=database_url)
    engine = "PostgreSQL" if database_url else "SQLite"
    desk = RunningDesk.start(data=founded.folder, environment=founded.environment)
    try:
        for clients in CLIENTS:
            _flood(desk, founded, requests=requests, clients=clients, engine=engine)
        if not database_url:
            _weigh(desk.url)
    finally:
        desk.stop()
        desk.log.unlink()
    faults = founded.verify().stdout.count("\n") - 1
    show(f"faults found by verify after the floods, {engine}", faults, at_most(0, "faults"))


def _flood(
    desk: RunningDesk, founded: Founded, *, requests: int, clients: int, engine: str
) -> None:
    before, label = founded.count("store_head"), f"{engine}-{clients}-by"
    worked = processor_time(desk.process.pid)
    flood = pour(desk.url, requests=requests, clients=clients, label=label)
    each = (processor_time(desk.process.pid) - worked) / requests * 1000
    lost = len(reopen(desk.url, flood.asked, label=label))
    more = founded.count("store_head") - before - requests
    counted = f"{requests} asked, {lost} lost, {more} twice, {len(flood.broken)} refused"
    also = f"{counted}, {each:.1f} ms of the server's processor time each"
    show(
        f"requests accepted, {clients} clients, end to end, {engine}",
        flood.per_second,
        at_least(ACCEPTED[clients], "a second"),
        also=also,
        whole=not lost and not more and not flood.broken,
    )
    if clients == max(CLIENTS):
        longest = flood.percentile(0.95) * 1000
        show(f"the same, p95 of both forms, {engine}", longest, at_most(LONGEST, "ms"))


def _weigh(url: str) -> None:
    with Visitor.at(url) as visitor:
        page = visitor.get("/en/")
        asked_for = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
        bodies = [page.body, *(visitor.get(path).body for path in asked_for)]
    weight = sum(len(gzip.compress(body, 9)) for body in bodies)
    also = f"{len(bodies)} requests"
    show(
        "public page with style sheet, compressed",
        weight,
        at_most(6_000, "bytes"),
        also=also,
        whole=len(bodies) <= 2,
    )
