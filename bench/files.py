"""A file over a real line: how fast it is sealed onto the disk, and what it costs in memory."""

import http.client
import re
import time
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from bench.rows import at_least, at_most, processor_time, show
from corridor.crypto.random import random_bytes
from tests.floods.desks import Founded
from tests.support.server import RunningDesk

MEGABYTES: Final = 28
TIMES: Final = 3
_BORDER: Final = "x3q"
_HIDDEN: Final = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_HIGHEST: Final = re.compile(r"VmHWM:\s+(\d+)")


def measure(folder: Path) -> None:
    founded = Founded.in_folder(folder / "files", members=("Lyra:steward,caseworker,intake",))
    desk = RunningDesk.start(data=founded.folder)
    try:
        _send(desk, megabytes=1)
        server = _largest_child(desk)
        before, spent, began = _memory(server), processor_time(server), time.perf_counter()
        for _ in range(TIMES):
            _send(desk, megabytes=MEGABYTES)
        took = time.perf_counter() - began
        spent = processor_time(server) - spent
        after = _memory(server)
    finally:
        desk.stop()
    sent = TIMES * MEGABYTES * 1.048576
    also = f"{sent / max(spent, 0.001):,.0f} MB for a second of the processor"
    show(f"a file of {MEGABYTES} MB, sealed on the disk", sent / took, _FAST, also=also)
    show("memory that a file costs while it arrives", after - before, _LITTLE)


_FAST: Final = at_least(150, "MB/s")
_LITTLE: Final = at_most(20, "MB")


def _send(desk: RunningDesk, *, megabytes: int) -> None:
    parts = urlsplit(desk.url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/en/", urlencode({"what": "A file comes with it."}), kind)
    shown = line.getresponse().read().decode()
    fields = {name: unescape(value) for name, value in _HIDDEN.findall(shown)} | {"kind": "1"}
    head = "".join(
        f'--{_BORDER}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = 'Content-Disposition: form-data; name="file"; filename="clip.mov"\r\n\r\n'
    before = f"{head}--{_BORDER}\r\n{file}".encode()
    content = random_bytes(1024 * 1024)
    body = before + content * megabytes + f"\r\n--{_BORDER}--\r\n".encode()
    form = {"Content-Type": f"multipart/form-data; boundary={_BORDER}"}
    line.request("POST", "/en/attach", body, form)
    answer = line.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(answer.status)


def _largest_child(desk: RunningDesk) -> int:
    """The process that serves: of all that were started, the one that holds most."""
    family = {desk.process.pid}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _group(entry) == desk.process.pid:
            family.add(int(entry.name))
    return max(family, key=_memory)


def _group(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:
        return 0


def _memory(pid: int) -> float:
    """The most that it ever held, in megabytes."""
    found = _HIGHEST.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
