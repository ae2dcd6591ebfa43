"""Refusals of lists and referrals: the other doors have reasons of their own."""

from corridor.domain.errors import FieldRefusalError, RefusalError


class UnreadableTableError(FieldRefusalError):
    """This is no table that can be read: another kind of file, locked, or spoiled."""


class TooManyRowsError(FieldRefusalError):
    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field)
        self.limit = limit


class ListStageError(RefusalError):
    """The list is at another step by now: somebody went on, or it is too early."""


class UnreadableDayError(FieldRefusalError):
    """A day that cannot be read in the order that was chosen."""


class LostLettersError(FieldRefusalError):
    """Letters were lost: the alphabet is another one."""


class LostDigitsError(FieldRefusalError):
    """A spreadsheet has cut this number short."""


class ColumnTwiceError(FieldRefusalError):
    """Only one column may answer this."""


class UndoOverError(RefusalError):
    """After half an hour only a steward takes a whole list back."""


class ReferralFaultError(FieldRefusalError):
    """This is no whole referral, or not one for this organisation."""


class ReferralTwiceError(FieldRefusalError):
    """This very referral is here already."""


class NoCardError(FieldRefusalError):
    """This is no card of a partner."""


class OtherWordsError(FieldRefusalError):
    """The words that were heard are not those of this card."""


class PartnerTwiceError(FieldRefusalError):
    """This key is listed already."""
