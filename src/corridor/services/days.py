"""Days that are remembered beside the database: the day alone, and what it was that day."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from corridor.services.premises import write_whole

LAST_BACKUP: Final = "backup.last"
LAST_CHECKPOINT: Final = "checkpoint.last"
LAST_SIGNED: Final = "signed.last"


def keep_the_day(folder: Path, name: str, *, at: datetime) -> None:
    """The day alone, so that `doctor` can tell when it was too long ago."""
    write_whole(folder / name, f"{at:%Y-%m-%d}\n".encode())


def kept_day(folder: Path, name: str) -> date | None:
    try:
        return date.fromisoformat((folder / name).read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        return None
