"""The files of the project, as git knows them."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked_files() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z"], check=True, capture_output=True, text=True
    ).stdout
    present = (ROOT / name for name in listed.split("\0") if name)
    return tuple(file for file in present if file.is_file())


def files_under(folder: str, *, suffix: str) -> list[Path]:
    below = ROOT / folder
    return [f for f in tracked_files() if f.is_relative_to(below) and f.suffix == suffix]


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def lines_matching(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """`path:line: text` for every line that matches: a failure reads as a to-do list."""
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for file in files
        for number, line in enumerate(read(file).splitlines(), start=1)
        if pattern.search(line)
    ]
