"""A dialogue's entries with the files that they name: kept, or removed, in the same act."""

from collections.abc import Iterable, Iterator, Sequence

from corridor.base.ids import ChainId
from corridor.domain.attachments import Attached, File, FileRemoved, FileSeal
from corridor.domain.intake import DialogueFact
from corridor.ledger.records import KeptFile
from corridor.ledger.store import Batch
from corridor.services.recording import Page


def batch_of(page: Page, facts: Sequence[DialogueFact], *, files: Iterable[File] = ()) -> Batch:
    """`files` are those that the dialogue had before."""
    first, chain = page.head.height - len(facts) + 1, page.head.chain
    keep = [
        kept_file(chain, fact.seal, height=height)
        for height, fact in enumerate(facts, start=first)
        if isinstance(fact, Attached)
    ]
    return Batch(entries=page.entries, keep=keep, drop=list(_dropped(chain, facts, files)))


def kept_file(chain: ChainId, seal: FileSeal, *, height: int) -> KeptFile:
    return KeptFile(
        chain=chain, height=height, blob=seal.blob, size=seal.size, digest=seal.digest
    )


def _dropped(
    chain: ChainId, facts: Sequence[DialogueFact], files: Iterable[File]
) -> Iterator[KeptFile]:
    taken_back = {fact.height for fact in facts if isinstance(fact, FileRemoved)}
    for file in files:
        if file.height in taken_back:
            yield kept_file(chain, file.attached.seal, height=file.height)
