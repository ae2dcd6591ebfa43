"""A process of its own that writes: `python -m tests.store.writer ROUNDS CHAIN KEY`.

It says each height when it is on the disk. The chain is shared with other writers.
"""

import os
import sys
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
django.setup()

from corridor.base.ids import ChainId  # noqa: E402
from corridor.crypto.secrets import SecretKey  # noqa: E402
from corridor.ledger.errors import ConflictError  # noqa: E402
from corridor.ledger.store import Batch, LedgerStore  # noqa: E402
from corridor.store.keeping import DjangoStore  # noqa: E402
from tests.store.cast import ORGANISATION, Story  # noqa: E402


def append(store: LedgerStore, *, chain: ChainId, key: SecretKey, fact: bytes) -> int:
    """As every service does: read, decide, seal, store; and again when somebody was first."""
    while True:
        story = Story(chain=chain, key=key, head=store.head(chain))
        entry = story.write(fact)
        try:
            store.commit(Batch(entries=[entry], cards=[story.card()]))
        except ConflictError:
            continue
        return story.head.height if story.head else -1


def main(rounds: int, chain: ChainId, key: SecretKey) -> None:
    store = DjangoStore(organisation=ORGANISATION)
    for _ in range(rounds):
        height = append(store, chain=chain, key=key, fact=b"from another process")
        sys.stdout.write(f"{height}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    rounds, chain, key = sys.argv[1:]
    main(int(rounds), ChainId(UUID(chain)), SecretKey(bytes.fromhex(key)))
