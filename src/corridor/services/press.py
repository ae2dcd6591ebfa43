"""Released statements as files for the press face: whole words, and nothing beside them.

A release is two steps, the ledger first: whoever next sees the statements writes the files that
a stopped machine did not write.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from corridor.domain.releases import Released, draft_of
from corridor.domain.statements import Draft, Rule
from corridor.services.desk import Desk
from corridor.services.premises import write_whole
from corridor.services.statements import StatementFile

FOLDER: Final = "press"


class ReleasedText(msgspec.Struct, frozen=True, kw_only=True):
    language: str
    title: str
    paragraphs: tuple[str, ...]


class ReleasedFile(msgspec.Struct, frozen=True, kw_only=True):
    """`not_before`: readers see it from this day on."""

    format: int
    number: int
    organisation: str
    released_on: date
    counted_on: date
    not_before: date | None
    texts: tuple[ReleasedText, ...]
    sources: tuple[str, ...]


def publish(desk: Desk, files: Iterable[StatementFile], *, data: Path) -> int:
    """Write what was released and is not there yet; returns how many."""
    folder, count = data / FOLDER, 0
    for file in files:
        released = file.statement.released
        if released is None or (folder / f"{released.number}.json").exists():
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        content = msgspec.json.encode(_released(desk, file, released))
        write_whole(folder / f"{released.number}.json", content)
        count += 1
    return count


def _released(desk: Desk, file: StatementFile, released: Released) -> ReleasedFile:
    stands = file.statement
    drafts = [draft_of(stands, language) for language in stands.languages]
    return ReleasedFile(
        format=1,
        number=released.number,
        organisation=desk.settings.name,
        released_on=released.on,
        counted_on=drafts[0].as_of,
        not_before=stands.written.not_before if stands.written else None,
        texts=tuple(_text(draft) for draft in drafts),
        sources=tuple(claim.source for claim in stands.claims),
    )


def _text(draft: Draft) -> ReleasedText:
    return ReleasedText(
        language=draft.language.value,
        title=title_of(draft),
        paragraphs=tuple(paragraphs_of(draft)),
    )


def title_of(draft: Draft) -> str:
    """The first sentence that tells a figure or a claim, without its full stop."""
    told = [one for one in draft.sentences if one.rule is not Rule.PLAIN]
    first = (told or list(draft.sentences))[:1]
    return "".join(one.text for one in first).rstrip(".")


def paragraphs_of(draft: Draft) -> Iterator[str]:
    """Our figures stand together; each claim and each free part stands alone."""
    figures = [one.text for one in draft.sentences if one.figure is not None]
    placed = False
    for sentence in draft.sentences:
        if sentence.figure is None:
            yield sentence.text
        elif not placed:
            placed = True
            yield " ".join(figures)


def read_released(data: Path) -> list[ReleasedFile]:
    """Newest first. A file that is none of ours is passed over."""
    found = []
    for path in sorted((data / FOLDER).glob("*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=ReleasedFile))
        except (msgspec.DecodeError, OSError):
            continue
    return sorted(found, key=lambda one: one.number, reverse=True)
