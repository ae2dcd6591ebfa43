"""The log-in: opening one's own slot. One refusal, at one moment, for every reason.

In this order, so that strangers stay cheap:

1. the row of the handle, or one that is made up and always the same for a handle of nobody;
2. the second factor: microseconds. A wrong code ends here;
3. the passphrase, stretched in a small room of its own, outside transactions;
4. the slot;
5. the code is marked as used and both slots are renewed, in one write that only one of two
   log-ins with the same code can make.
"""

from datetime import datetime

from corridor.accounts.crowd import Crowd
from corridor.accounts.errors import RefusedError
from corridor.accounts.keys import Keys
from corridor.accounts.pace import Pace, calibrated
from corridor.accounts.passphrase import new_passphrase, read_code, read_passphrase
from corridor.accounts.slot_pair import OpenedSlot, SlotPair, open_pair
from corridor.accounts.slots import Slots, StoredSlot
from corridor.base.ids import MemberId
from corridor.crypto.errors import OpenError, StretchLimitError
from corridor.crypto.second_factor import accepted_period
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stretch import StretchCost


class Gate:
    """One for each process. Never call it inside a transaction: it takes its time."""

    def __init__(self, *, slots: Slots, pace: Pace | None = None) -> None:
        self._slots = slots
        self._pace = pace or calibrated(slots.stretcher, slots.cost)
        self._crowd = Crowd()

    def log_in(self, handle: str, passphrase: str, second: str, *, at: datetime) -> Keys:
        """The member's keys, or `RefusedError`."""
        with self._pace.kept():
            slot = self._found(handle)
            period = self._judged(slot, second, at)
            words = read_passphrase(passphrase)
            opened = self._opened(slot, words)
            self._let_in(slot, opened, period=period, passphrase=words)
            return opened.keys

    def confirm(self, keys: Keys, *, second: str, at: datetime) -> None:
        """Step up: the one who is signed in has the second factor at hand right now."""
        with self._pace.kept():
            slot = self._own(keys)
            period = self._judged(slot, second, at)
            self._write(slot, period=period, pair=self._slots.renewed(slot), cost=slot.cost)

    def confirm_wholly(self, keys: Keys, *, passphrase: str, second: str, at: datetime) -> None:
        """Step up with both factors; the passphrase must open these keys and no others."""
        with self._pace.kept():
            slot = self._own(keys)
            period = self._judged(slot, second, at)
            words = read_passphrase(passphrase)
            opened = self._opened_as(keys, slot, words)
            self._let_in(slot, opened, period=period, passphrase=words)

    def change_passphrase(
        self, keys: Keys, *, passphrase: str, second: str, at: datetime, language: str = "en"
    ) -> SecretKey:
        """A new passphrase for the same keys, shown once. The old one opens nothing more."""
        with self._pace.kept():
            slot = self._own(keys)
            period = self._judged(slot, second, at)
            opened = self._opened_as(keys, slot, read_passphrase(passphrase))
            fresh = new_passphrase(language=language)
            pair = self._slots.resealed(slot, opened, passphrase=fresh)
            self._write(slot, period=period, pair=pair, cost=self._slots.cost)
            return fresh

    def wrong_codes(self, member: MemberId, *, at: datetime) -> int:
        """How many wrong codes this process heard at one member's door in the last day."""
        return self._crowd.wrong_codes(member, at=at)

    def _found(self, handle: str) -> StoredSlot:
        lookup = self._slots.lookup(handle)
        try:
            return self._slots.find(lookup) or self._slots.nobody(lookup)
        except OpenError:
            raise RefusedError from None

    def _own(self, keys: Keys) -> StoredSlot:
        try:
            slot = self._slots.of(keys.member)
        except OpenError:
            raise RefusedError from None
        if slot is None:
            raise RefusedError
        return slot

    def _judged(self, slot: StoredSlot, second: str, at: datetime) -> int:
        """The period of a right code that was never used, from who may try a passphrase."""
        period = accepted_period(
            slot.second.secret, read_code(second), at=at, after=slot.second.used
        )
        if period is None:
            self._crowd.wrong_code(slot.member, at=at)
            raise RefusedError
        if not self._crowd.right_code(slot.member, period=period, at=at):
            raise RefusedError
        return period

    def _opened(self, slot: StoredSlot, passphrase: SecretKey) -> OpenedSlot:
        pepper = self._slots.pepper
        try:
            key = self._slots.stretched(passphrase, salt=slot.salt, cost=slot.cost)
            return open_pair(slot.pair, member=slot.member, key=key, pepper=pepper)
        except (OpenError, StretchLimitError):
            raise RefusedError from None

    def _opened_as(self, keys: Keys, slot: StoredSlot, passphrase: SecretKey) -> OpenedSlot:
        opened = self._opened(slot, passphrase)
        if not opened.keys.same_as(keys):
            raise RefusedError
        return opened

    def _let_in(
        self, slot: StoredSlot, opened: OpenedSlot, *, period: int, passphrase: SecretKey
    ) -> None:
        if _is_cheaper(slot.cost, self._slots.cost):
            pair = self._slots.resealed(slot, opened, passphrase=passphrase)
            self._write(slot, period=period, pair=pair, cost=self._slots.cost)
        else:
            self._write(slot, period=period, pair=self._slots.renewed(slot), cost=slot.cost)

    def _write(
        self, slot: StoredSlot, *, period: int, pair: SlotPair, cost: StretchCost
    ) -> None:
        if not self._slots.write(slot, period=period, pair=pair, cost=cost):
            raise RefusedError
        self._crowd.entered(slot.member)


def _is_cheaper(stored: StretchCost, wanted: StretchCost) -> bool:
    return stored.memory_kib * stored.passes < wanted.memory_kib * wanted.passes
