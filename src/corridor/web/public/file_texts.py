"""Words about files: why one is not here, and what to do."""

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy

from corridor.domain import errors
from corridor.domain.attachments import MEGABYTE, Limits
from corridor.domain.errors import RefusalError
from corridor.domain.languages import size_in
from corridor.web.public.texts import Trouble
from corridor.web.sentences import SHIPPED


class Why(Enum):
    """Why a file is not here. Nothing of it was kept."""

    CUT_SHORT = "cut_short"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNSAID = "unsaid"
    INTIMATE = "intimate"
    GONE = "gone"
    BUSY = "busy"
    FULL = "full"
    FAILED = "failed"


class Missed(NamedTuple):
    name: str
    why: Why


OURS: Final = frozenset({Why.BUSY, Why.FULL, Why.FAILED})
_REASONS: Final[dict[Why, Promise]] = {
    Why.CUT_SHORT: gettext_lazy("“%(name)s” did not arrive whole. Send it again."),
    Why.EMPTY: gettext_lazy("“%(name)s” is empty. Choose it again."),
    Why.TOO_LARGE: gettext_lazy("“%(name)s” is too large. Send a shorter or smaller one."),
    Why.TOO_MANY: gettext_lazy("“%(name)s” does not fit: there are as many as we take."),
    Why.UNSAID: gettext_lazy("“%(name)s” is not here yet: say what it is, and send it again."),
    Why.INTIMATE: gettext_lazy(
        "“%(name)s” was not taken. You owe nobody such a picture, and we never need one."
        " Delete it from your phone if you can."
    ),
    Why.GONE: gettext_lazy("“%(name)s” was not taken: this page has been withdrawn."),
    Why.BUSY: gettext_lazy(
        "“%(name)s” has to wait: very many people are sending. Your words come first."
    ),
    Why.FULL: gettext_lazy(
        "“%(name)s” has to wait: there is no room for files on our side. Words still fit."
    ),
    Why.FAILED: gettext_lazy("“%(name)s” was not taken. Something failed on our side."),
}
_WHY: Final[dict[type[RefusalError], Why]] = {
    errors.EmptyFileError: Why.EMPTY,
    errors.FileTooLargeError: Why.TOO_LARGE,
    errors.FilesTogetherError: Why.TOO_MANY,
    errors.TooManyFilesError: Why.TOO_MANY,
    errors.NotAChoiceError: Why.UNSAID,
    errors.IntimateProofError: Why.INTIMATE,
    errors.WithdrawnError: Why.GONE,
    errors.NotFoundError: Why.GONE,
}


def why(refusal: RefusalError) -> Why:
    return _WHY.get(type(refusal), Why.FAILED)


def trouble(missed: Sequence[Missed]) -> Trouble | None:
    """Each file that is not here by its name, so that it can be sent again."""
    if not missed:
        return None
    sentences = [str(_REASONS[one.why]) % {"name": one.name} for one in missed]
    field = "kind" if missed[0].why is Why.UNSAID else "file"
    return Trouble(
        heading=gettext("Not every file is here"),
        sentence=" ".join(sentences),
        field=field,
        comfort=gettext("What you wrote is kept, and so is every other file."),
    )


def none_chosen() -> Trouble:
    return Trouble(
        heading=gettext("No file has been sent"),
        sentence=gettext("Choose a file first."),
        field="file",
    )


def room_words(limits: Limits) -> str:
    return gettext("Files: up to %(most)d, each up to %(size)s.") % {
        "most": limits.most,
        "size": size_words(limits.largest_mb * MEGABYTE),
    }


def size_words(size: int) -> str:
    """As people write it in their language: 1.2 MB."""
    language = get_language() or "en"
    return filesizeformat(size) if language in SHIPPED else size_in(language, size)
