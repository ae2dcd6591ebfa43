"""Rows of one list that say the same person twice."""

from collections.abc import Iterable

from corridor.domain.duplicates import phones_in
from corridor.domain.import_rows import PlannedRow
from corridor.domain.words import folded


def twins(rows: Iterable[PlannedRow]) -> dict[int, int]:
    """Each row that repeats an earlier one, by its number, and that one's number."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for row in rows:
        for sign in _signs(row):
            earlier = first.setdefault(sign, row.number)
            if earlier != row.number:
                found.setdefault(row.number, earlier)
    return found


def _signs(row: PlannedRow) -> Iterable[str]:
    """A number that rings, a name with a birth, or the same words to the letter."""
    yield from (f"phone {digits}" for digits in phones_in(row.phone))
    if row.name and row.born:
        yield f"name {' '.join(sorted(folded(row.name).split()))} {row.born}"
    if row.email:
        yield f"email {folded(row.email)}"
    if not row.says_who:
        yield f"words {folded(row.words)}"
