"""`corridor run`: serve one face, or on loopback all of them, with granian over WSGI."""

import argparse
import ipaddress
import os
import socket
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Final
from urllib.request import urlopen

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from corridor.base.hatch import shut_the_hatch
from corridor.cli.founding import prepare
from corridor.services.premises import open_premises
from corridor.store import copying

FACES: Final = ("all", "public", "desk", "press")
# Each refused log-in sleeps in a thread of its own until all refusals answer.
THREADS: Final = 64
# Enough to see a line of people grow beyond what is served at once. No log-in sleeps here.
PUBLIC_THREADS: Final = 160
BACKPRESSURE: Final = 256
TRIES: Final = 600
# Together they leave room for an orderly end within ten seconds.
SERVER_SECONDS: Final = 5
WORKER_SECONDS: Final = 3
PAUSE_SECONDS: Final = 1.0
# Lines and headers of a browser are far below; who sends more, or slowly, is turned away.
LIMITS: Final = HTTP1Settings(header_read_timeout=10_000, max_buffer_size=64 * 1024)
UNUSABLE: Final = 2


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8117)
    parser.add_argument("--face", choices=FACES, default="all")
    parser.add_argument("--threads", type=int)


def run(arguments: argparse.Namespace) -> int:
    if arguments.face == "all" and not _is_loopback(arguments.host):
        sys.stderr.write(
            "Only on loopback may all faces share one address. Serve each with --face.\n"
        )
        return UNUSABLE
    open_premises(arguments.data)
    if arguments.face == "all" and copying.waiting():  # a face of its own moves no tables
        sys.stderr.write("This desk is an older release's: run corridor upgrade first.\n")
        return 1
    if not _is_free(arguments.host, arguments.port):
        sys.stderr.write(
            f"Something else answers on {arguments.host} port {arguments.port} already,"
            " or this address is not of this machine. Choose another with --port.\n"
        )
        return 1
    shut_the_hatch()
    if arguments.face != "all":
        _serve(arguments)
        return 0
    prepare()
    with _Worker(arguments.data):
        _serve(arguments)
    return 0


class _Worker:
    """Notices go out whether or not anybody is signed in: a worker that ends is started again.

    It looks after itself when this process is killed.
    """

    def __init__(self, folder: Path) -> None:
        place = ["--data", str(folder), "worker", "--parent", str(os.getpid())]
        self._words = [sys.executable, "-m", "corridor.cli", *place]
        self._over = Event()
        self._now = self._start()
        self._watch = Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        self._watch.start()

    def __exit__(self, *_raised: object) -> None:
        self._over.set()
        self._now.terminate()
        self._watch.join(WORKER_SECONDS)
        if self._now.poll() is None:
            self._now.kill()
            self._now.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._words)  # noqa: S603 - our own program

    def _keep(self) -> None:
        while True:
            self._now.wait()
            if self._over.wait(PAUSE_SECONDS):
                return
            sys.stderr.write("The worker ended; starting it again.\n")
            self._now = self._start()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _serve(arguments: argparse.Namespace) -> None:
    port = arguments.port or _free_port(arguments.host)
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    server = Granian(
        "corridor.config.wsgi:application",
        address=arguments.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        workers_kill_timeout=SERVER_SECONDS,
        blocking_threads=arguments.threads or _threads(arguments.face),
        http=HTTPModes.http1,
        http1_settings=LIMITS,
        websockets=False,
        backpressure=BACKPRESSURE,
        log_enabled=False,
        log_access=False,
    )
    server.on_startup(lambda: _say_when_ready(f"http://{shown}:{port}"))
    server.serve()


def _threads(face: str) -> int:
    return PUBLIC_THREADS if face == "public" else THREADS


def _free_port(host: str) -> int:
    with socket.socket(_family(host)) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _is_free(host: str, port: int) -> bool:
    """The server shares its address without a word with whoever else does: ask first."""
    try:
        with socket.socket(_family(host)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _say_when_ready(url: str) -> None:
    Thread(target=_wait_and_say, args=(url,), daemon=True).start()


def _wait_and_say(url: str) -> None:
    """The line is printed when a request has been answered, not when a port is open."""
    for _ in range(TRIES):
        try:
            with urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == HTTPStatus.OK:
                    sys.stdout.write(f"ready {url}\n")
                    sys.stdout.flush()
                    return
        except OSError:
            sleep(0.1)
