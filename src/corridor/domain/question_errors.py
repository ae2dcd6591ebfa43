"""Why a question cannot be asked, or a form not be published."""

from corridor.domain.errors import FieldRefusalError, RefusalError


class AsksForNameError(FieldRefusalError):
    """Nothing here asks who somebody is, or for intimate proof."""


class TooFewOptionsError(FieldRefusalError):
    """Two different answers at least, and no more than a page can show."""


class OptionsDifferError(FieldRefusalError):
    """The same answers in the same order stand in every language."""


class TooManyQuestionsError(FieldRefusalError):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(field)
        self.most = most


class FormChangedError(RefusalError):
    """Another steward has published other questions since this draft was begun."""
