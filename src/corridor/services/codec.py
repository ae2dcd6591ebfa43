"""Facts to bytes and back: the one place where meaning and the ledger meet."""

from typing import Any, Generic, TypeVar, get_args

import msgspec

from corridor.domain.cases import CaseFact
from corridor.domain.identity import IdentityFact
from corridor.domain.imports import ImportFact
from corridor.domain.intake import DialogueFact
from corridor.domain.journal import JournalFact
from corridor.domain.journeys import JourneyFact
from corridor.domain.records import Fact, Unknown
from corridor.domain.roster import RosterFact
from corridor.ledger.errors import MalformedEntryError

FactT = TypeVar("FactT", bound=Fact)


class _Kind(msgspec.Struct):
    kind: str


def _tags(union: Any) -> frozenset[str]:
    members = get_args(union) or (union,)
    return frozenset(str(member.__struct_config__.tag) for member in members)


class Codec(Generic[FactT]):
    """Reads the facts of one kind of chain; writes any fact."""

    def __init__(self, union: Any) -> None:
        self._decoder: msgspec.msgpack.Decoder[FactT] = msgspec.msgpack.Decoder(union)
        self._known = _tags(union)

    def decode(self, raw: bytes) -> FactT | Unknown:
        """A kind that this release does not know is kept as `Unknown`.

        A known kind with other fields is `MalformedEntryError`: versions stand in the kind.
        """
        try:
            return self._decoder.decode(raw)
        except (msgspec.DecodeError, RecursionError):
            return self._unknown(raw)

    def _unknown(self, raw: bytes) -> Unknown:
        try:
            kind = msgspec.msgpack.decode(raw, type=_Kind).kind
        except (msgspec.DecodeError, RecursionError):
            raise MalformedEntryError from None
        if kind in self._known:
            raise MalformedEntryError
        return Unknown(kind=kind)


def encode(fact: Fact) -> bytes:
    return msgspec.msgpack.encode(fact)


DIALOGUE: Codec[DialogueFact] = Codec(DialogueFact)
CASE: Codec[CaseFact] = Codec(CaseFact)
IDENTITY: Codec[IdentityFact] = Codec(IdentityFact)
JOURNEY: Codec[JourneyFact] = Codec(JourneyFact)
ROSTER: Codec[RosterFact] = Codec(RosterFact)
IMPORTS: Codec[ImportFact] = Codec(ImportFact)
JOURNAL: Codec[JournalFact] = Codec(JournalFact)
