"""What a setting means for the people whose words are kept here: judged, never guessed.

Each judge takes what was read from the machine and says what is wrong and what to do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Final


class Level(IntEnum):
    NOTE = 0
    CARE = 1
    UNSAFE = 2


@dataclass(frozen=True, kw_only=True)
class Finding:
    level: Level
    what: str
    mend: str


LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
PYTHONS: Final = ((3, 11), (3, 13))
_GROUP_AND_OTHERS: Final = 0o077
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_HEARTBEAT: Final = timedelta(minutes=20)
_ROOM: Final = 1024**3
_SKEW: Final = 30.0
_OPENSSL: Final = 3
_DUMPS_ALWAYS: Final = 1
_DUMPS_TO_A_PROGRAM: Final = 2


def unsafe(what: str, mend: str) -> Finding:
    return Finding(level=Level.UNSAFE, what=what, mend=mend)


def care(what: str, mend: str) -> Finding:
    return Finding(level=Level.CARE, what=what, mend=mend)


def remark(what: str, mend: str) -> Finding:
    return Finding(level=Level.NOTE, what=what, mend=mend)


def judge_swaps(swaps: Mapping[str, bool]) -> Iterator[Finding]:
    """Device -> whether what it keeps is encrypted or stays in memory."""
    for device, safe in swaps.items():
        if not safe:
            yield unsafe(
                f"Swap on {device} is not encrypted: opened keys can reach the disk.",
                "Encrypt it, or turn it off: swapoff, and take it out of /etc/fstab.",
            )


def judge_dumps(*, dumpable: int, pattern: str) -> Iterator[Finding]:
    """`fs.suid_dumpable` overrules what a process asks for itself."""
    if dumpable == _DUMPS_ALWAYS:
        yield unsafe(
            "The kernel dumps protected processes too (fs.suid_dumpable is 1).",
            "Set fs.suid_dumpable to 0 in /etc/sysctl.d/.",
        )
    elif dumpable == _DUMPS_TO_A_PROGRAM and pattern.startswith(("|", "/")):
        yield care(
            "A crash of a protected process goes to the machine's crash reporter.",
            "Set fs.suid_dumpable to 0 in /etc/sysctl.d/.",
        )


def judge_viewing(*, seccomp: bool, landlock: bool, bubblewrap: bool) -> Iterator[Finding]:
    """What this kernel and machine offer to lock a converter of files up with."""
    if not seccomp:
        yield care(
            "This kernel cannot judge a process call by call: no file is shown.",
            "Run the desk on Linux, x86-64 or ARM64, with seccomp.",
        )
    elif not landlock and not bubblewrap:
        yield care(
            "This kernel has no landlock, and bubblewrap is not installed: no file is shown.",
            "Install bubblewrap, or a kernel of 5.13 or later with landlock.",
        )
    elif not bubblewrap:
        yield remark(
            "Files are drawn behind one wall (landlock and seccomp).",
            "Install bubblewrap for a second one around it.",
        )


def judge_modes(modes: Mapping[str, int]) -> Iterator[Finding]:
    """What stands in the folder -> its permission bits."""
    for name, mode in modes.items():
        if mode & _GROUP_AND_OTHERS:
            yield unsafe(
                f"{name} can be reached by other users of this machine.",
                f"chmod go-rwx {name}",
            )


def judge_keys(*, embedded: bool) -> Iterator[Finding]:
    if embedded:
        yield remark(
            "The keys folder stands beside the databases. It protects who copies the"
            " databases alone; who copies the whole folder is left with the passphrases.",
            "Encrypt the disk; keep a second copy of keys/ away from every backup.",
        )


def judge_duty(*, plan: bool, beat: datetime | None, now: datetime) -> Iterator[Finding]:
    if not plan:
        yield care(
            "No notice address is written down: an urgent request wakes nobody.",
            "corridor notices PLAN (docs/running/notices.md)",
        )
    if beat is None or now - beat > _HEARTBEAT:
        yield care(
            "The worker has not been heard for twenty minutes: nobody will be woken.",
            "Start corridor worker, and let the service manager keep it running.",
        )


def judge_days(
    *, checkpoint: date | None, backup: date | None, today: date
) -> Iterator[Finding]:
    if checkpoint is None or today - checkpoint > _WEEK:
        yield care(
            "No checkpoint left this machine for a week: a log that is rewritten as a whole"
            " would not be noticed.",
            "corridor checkpoint FILE, and take the file elsewhere.",
        )
    if backup is None or today - backup > _WEEK:
        yield care("No backup was made for a week.", "corridor backup FILE")


def judge_signed(signed: date | None, *, today: date) -> Iterator[Finding]:
    """The first act of a day signs both logs: else nobody was at the desk, or it failed."""
    if signed is None or today - signed > _DAY:
        since = "at all yet" if signed is None else f"since {signed.isoformat()}"
        yield remark(
            f"No member has signed what the logs look like {since}.",
            "It is done at the first act of a day: somebody signs in. Nobody had to? Then"
            " nothing is wrong.",
        )


def judge_clock(*, kept_right: bool, database_ahead: float | None) -> Iterator[Finding]:
    mend = "Install and start a time service (systemd-timesyncd, chrony)."
    if not kept_right:
        yield care(
            "The kernel says that nobody keeps its clock right: codes of the second factor"
            " and times of check-ins depend on it.",
            mend,
        )
    if database_ahead is not None and abs(database_ahead) > _SKEW:
        yield care("The database's clock is half a minute off from this machine's.", mend)


def judge_web(*, debug: bool, hosts: Iterable[str], shared: bool) -> Iterator[Finding]:
    if debug:
        yield unsafe("DEBUG is on: error pages show what people wrote.", "Turn DEBUG off.")
    names = set(hosts)
    if any("*" in name or name.startswith(".") for name in names):
        yield unsafe(
            "CORRIDOR_HOSTS lets any name in: links can be made to lead elsewhere.",
            "Name each host that this desk answers to.",
        )
    if not names - LOOPBACK:
        yield remark(
            "Only this machine's own names are answered (CORRIDOR_HOSTS).",
            "Set CORRIDOR_HOSTS when a proxy or an onion service leads here.",
        )
    if shared and names - LOOPBACK:
        yield unsafe(
            "The public pages and the desk share one address.",
            "Serve each with its own --face and its own name.",
        )


@dataclass(frozen=True, kw_only=True)
class Postgres:
    superuser: bool
    owner: bool
    encrypted: bool
    local: bool
    fsync: bool
    full_pages: bool


def judge_postgres(found: Postgres) -> Iterator[Finding]:
    if found.superuser:
        yield unsafe(
            "The database is asked as a superuser, whom no guard holds.",
            "Make roles: corridor doctor --roles (docs/running/postgresql.md).",
        )
    elif found.owner:
        yield care(
            "The database is asked as the owner of its tables, who can drop the guards.",
            "Serve with the roles of corridor doctor --roles; keep the owner for upgrades.",
        )
    if not (found.encrypted or found.local):
        yield unsafe(
            "The connection to the database is not encrypted.",
            "Add sslmode=verify-full to CORRIDOR_DATABASE_URL.",
        )
    if not (found.fsync and found.full_pages):
        yield unsafe(
            "The database answers before what was written is on its disk.",
            "Set fsync and full_page_writes to on in postgresql.conf.",
        )


def judge_files(*, lost: int) -> Iterator[Finding]:
    if lost:
        yield unsafe(
            f"Sealed files that are missing or cut: {lost}.",
            "corridor verify names each by chain and height; restore them from a backup.",
        )


def judge_machine(
    *, python: tuple[int, int], openssl: tuple[int, int], root: bool, free: int
) -> Iterator[Finding]:
    if not PYTHONS[0] <= python <= PYTHONS[1]:
        yield care("This Python was not tried with this release.", "Use 3.11, 3.12 or 3.13.")
    if openssl[0] < _OPENSSL:
        yield unsafe("OpenSSL is older than 3.0.", "Update the system.")
    if root:
        yield care("The desk runs as root.", "Give it a user of its own.")
    if free < _ROOM:
        yield care("Less than a gigabyte is left on the disk.", "Make room.")
