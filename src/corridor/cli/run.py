"""`corridor run`: serve one face, or on loopback all of them, with granian over WSGI."""

import argparse
import ipaddress
import socket
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Final
from urllib.request import urlopen

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from corridor.base.hatch import shut_the_hatch
from corridor.cli.founding import prepare
from corridor.services.premises import open_premises

FACES: Final = ("all", "public", "desk", "press")
# Each refused log-in sleeps in a thread of its own until all refusals answer.
THREADS: Final = 64
BACKPRESSURE: Final = 256
TRIES: Final = 600
WORKER_SECONDS: Final = 30


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8117)
    parser.add_argument("--face", choices=FACES, default="all")
    parser.add_argument("--threads", type=int, default=THREADS)


def run(arguments: argparse.Namespace) -> int:
    if arguments.face == "all" and not _is_loopback(arguments.host):
        sys.stderr.write(
            "Only on loopback may all faces share one address. Serve each with --face.\n"
        )
        return 2
    open_premises(arguments.data)
    shut_the_hatch()
    prepare()
    if arguments.face != "all":
        _serve(arguments)
        return 0
    worker = _start_worker(arguments.data)
    try:
        _serve(arguments)
    finally:
        worker.terminate()
        worker.wait(timeout=WORKER_SECONDS)
    return 0


def _start_worker(folder: Path) -> subprocess.Popen[bytes]:
    """Notices go out whether or not anybody is signed in."""
    words = [sys.executable, "-m", "corridor.cli", "--data", str(folder), "worker"]
    return subprocess.Popen(words)  # noqa: S603 - our own program


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
        blocking_threads=arguments.threads,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=BACKPRESSURE,
        log_enabled=False,
    )
    server.on_startup(lambda: _say_when_ready(f"http://{shown}:{port}"))
    server.serve()


def _free_port(host: str) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


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
