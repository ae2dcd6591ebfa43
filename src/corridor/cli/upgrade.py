"""`corridor upgrade`: an older desk is brought up to this release, with a backup first."""

import argparse
import sys
from pathlib import Path

from corridor import __version__
from corridor.base.clock import system_clock
from corridor.cli.backup import REMINDER, Made, make_backup, tell_the_journal
from corridor.cli.founding import prepare
from corridor.cli.machine import keepers
from corridor.services.premises import Premises, open_premises
from corridor.store import copying
from corridor.store.verifying import verify


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backup",
        type=Path,
        metavar="FILE",
        help="where the backup goes (default: DIR/backups/)",
    )


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    newer = copying.unknown(copying.state())
    if newer:
        sys.stderr.write(
            f"A newer release has worked on this desk ({', '.join(newer)})."
            " This one changes nothing: install the newer one.\n"
        )
        return 1
    waiting = copying.waiting()
    made = _saved(premises, arguments.backup) if waiting else None
    if waiting and made is None:
        return 1
    prepare()
    if made is not None:
        tell_the_journal(premises, made)
    _say(waiting)
    return _checked(premises)


def _saved(premises: Premises, named: Path | None) -> Made | None:
    """Nothing is changed before the desk as it is lies in a file."""
    file = named or _beside(premises.folder)
    try:
        made = make_backup(premises, file)
    except OSError:
        sys.stderr.write("The backup could not be written: nothing was changed.\n")
        return None
    sys.stdout.write(f"Saved in {file}: {made.rows} rows, {made.files} files.\n{REMINDER}")
    return made


def _beside(folder: Path) -> Path:
    backups = folder / "backups"
    backups.mkdir(mode=0o700, exist_ok=True)
    return backups / f"before-{__version__}-{system_clock():%Y-%m-%d-%H%M%S}"


def _say(made: list[str]) -> None:
    for name in made:
        sys.stdout.write(f"Made {name}.\n")
    rest = "Static files are this release's." if made else "Nothing to change in the tables."
    sys.stdout.write(f"{rest} This desk is at {__version__}.\n")


def _checked(premises: Premises) -> int:
    faults = [f"{one.name}: {fault}" for one in keepers(premises) for fault in verify(one)]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    return int(bool(faults))
