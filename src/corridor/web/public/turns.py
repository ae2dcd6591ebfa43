"""A place in the line, carried by the person's own form: for these words, and no others.

The key lives in this process's memory; whoever comes with a turn of before a restart gets
another. Nothing is remembered here: words that were sent with a turn can be sent with it
again, and count once.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from corridor.base.clock import from_milliseconds, to_milliseconds
from corridor.crypto.digest import DIGEST_LENGTH, digest, same
from corridor.crypto.errors import OpenError
from corridor.crypto.receipt import Receipt
from corridor.crypto.token import TokenMaker
from corridor.web.public.tasks import Task, read

LIFETIME: Final = timedelta(minutes=20)
_MAKER: Final = TokenMaker(lifetime=LIFETIME, purpose=b"corridor/1/public-turn")
_NO_TASK: Final = bytes(DIGEST_LENGTH)
_TIME: Final = 8


@dataclass(frozen=True, kw_only=True)
class Turn:
    """`ready` is promised: it never moves away, however many come after."""

    words: bytes
    ready: datetime
    answer: bytes = _NO_TASK

    @property
    def has_task(self) -> bool:
        return self.answer != _NO_TASK

    def asking(self, task: Task | None) -> "Turn":
        return replace(self, answer=_NO_TASK if task is None else _answer(task.answer))

    def solved_by(self, typed: str) -> bool:
        return same(self.answer, _answer(read(typed)))

    def token(self, *, at: datetime) -> str:
        """Of one length, whatever is asked."""
        ready = to_milliseconds(self.ready).to_bytes(_TIME, "big")
        return urlsafe_b64encode(_MAKER.make(ready + self.words + self.answer, at=at)).decode()


def words_of(receipt: Receipt, said: Iterable[str]) -> bytes:
    """What a turn is for. Nobody waits once and then sends a thousand."""
    sent = (one.encode(errors="replace") for one in said)
    return digest(b"corridor/1/public-turn", receipt.packed().reveal(), *sent)


def turn_in(token: str, *, words: bytes, at: datetime) -> Turn | None:
    """None for a stranger's, an old one, or one that was given for other words."""
    try:
        opened = _MAKER.read(urlsafe_b64decode(token.encode("ascii")), at=at)
    except (OpenError, ValueError):
        return None
    turn = Turn(
        ready=from_milliseconds(int.from_bytes(opened[:_TIME], "big")),
        words=opened[_TIME : _TIME + DIGEST_LENGTH],
        answer=opened[_TIME + DIGEST_LENGTH :],
    )
    return turn if same(turn.words, words) else None


def _answer(words: str) -> bytes:
    return digest(b"corridor/1/public-task", words.encode())
