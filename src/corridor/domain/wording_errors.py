"""Refusals of words for the public face."""

from corridor.domain.errors import FieldRefusalError, RefusalError


class SlotsChangedError(FieldRefusalError):
    """A placeholder or a link is missing, is new, or stands there more often."""


class StrayMarkError(FieldRefusalError):
    """Plain words only: no sign that a page or a placeholder is made of."""


class HiddenSignError(FieldRefusalError):
    """A sign that nobody sees, or that turns the direction of what follows."""


class WrittenMeanwhileError(RefusalError):
    """Somebody wrote this sentence since it was shown."""


class LanguageUnfinishedError(RefusalError):
    """Strangers may choose a language when each sentence is written and reviewed."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left
