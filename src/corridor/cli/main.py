"""`corridor --data DIR COMMAND`: find the command, point it at the folder, run it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from corridor import __version__

# Each is a module of this package with `describe(parser)` and `run(arguments) -> int`.
COMMANDS: Final = {
    "init": "Found a desk: its first members, its keys, its databases.",
    "demo": "Make a desk and replay a scenario on it, as its members would have acted.",
    "run": "Serve the desk on this machine.",
    "worker": "Send due notices and sweep what has expired, until stopped.",
    "notices": "Write down, sealed, who is woken and with which words.",
    "member": "Let members in or out, or give one back their way in.",
    "verify": "Check every stored byte against its chain, the log and the checkpoints.",
    "rebuild-cards": "Make the summaries that lists read again, from the chains.",
    "checkpoint": "Write what both logs look like now to a file that can leave the machine.",
    "backup": "Write everything sealed into one file.",
    "restore": "Make a desk from a backup, on either engine.",
    "upgrade": "Bring an older desk up to this release, with a backup first.",
    "doctor": "Say what is unsafe here, and how to mend it.",
    "names": "Compare names in any alphabet: two columns of a table, row by row.",
    "referral": "Seal what you know of somebody to another organisation's intake.",
}
# These need no folder, no settings and no keys, and start at once.
WITHOUT_A_DESK: Final = frozenset({"names", "referral"})
UNUSABLE: Final = 2
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 something is wrong, 2 the words were unusable."""
    words = list(sys.argv[1:] if argv is None else argv)
    desk_needed = _set_the_place(words) not in WITHOUT_A_DESK
    if desk_needed:
        import_module("django").setup()
    parser = _parser(words)
    arguments = parser.parse_args(words)
    if arguments.command is None:
        parser.print_help()
        return UNUSABLE
    run = _command(arguments.command).run
    try:
        return _at_a_desk(run, arguments) if desk_needed else run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _at_a_desk(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    try:
        return run(arguments)
    except import_module("corridor.services.premises").NoDeskError:
        sys.stderr.write("There is no desk in this folder yet: corridor init, or demo.\n")
        return 1


def _set_the_place(words: list[str]) -> str:
    """Settings are read once, when Django is set up: the folder and the face come before."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument(
        "--data", type=Path, default=Path(os.environ.get("CORRIDOR_DATA", "var"))
    )
    early.add_argument("--face", default=os.environ.get("CORRIDOR_FACE", "all"))
    known, rest = early.parse_known_args(words)
    os.environ["CORRIDOR_DATA"] = str(known.data.resolve())
    os.environ["CORRIDOR_FACE"] = known.face
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
    os.umask(0o077)
    return next((word for word in rest if word in COMMANDS), "")


def _parser(words: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="corridor", description="The desk that gets people to safety."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ["CORRIDOR_DATA"]),
        help="the folder that holds all that an embedded desk writes (default: var)",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, sentence in COMMANDS.items():
        described = commands.add_parser(name, help=sentence, description=sentence)
        if name in words:
            _command(name).describe(described)
    return parser


class Command(Protocol):
    def describe(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> int: ...


def _command(name: str) -> Command:
    """Imported only when it is asked for: each pulls in its own part of the house."""
    return cast("Command", import_module(f"corridor.cli.{name.replace('-', '_')}"))
