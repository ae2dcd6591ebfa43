"""Words for people: what the organisation says of itself, and what went wrong."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from corridor.crypto.receipt import (
    DIGITS,
    WORDS,
    ReceiptError,
    ReceiptLengthError,
    ReceiptSlipError,
)
from corridor.web.public.forms import PLACES


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What an organisation writes itself, once in each language.

    `exit_site` stands in "Leave now goes to …", `staffed` in "The desk is staffed …"; without
    hours the sentence goes. `here` and `elsewhere` name the region and what lies around it.
    """

    exit_site: str
    here: str
    elsewhere: str
    staffed: str = ""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is shown above a page when something is not as it should be.

    `field` is the control that the sentence leads to; without one the sentence stands alone.
    """

    heading: str
    sentence: str
    field: str = ""
    comfort: str = ""


class Hold(Enum):
    """Why words were not taken, though nothing is wrong with them."""

    FAILED = "failed"
    BUSY = "busy"
    FULL = "full"
    WAIT = "wait"
    EXPIRED = "expired"


_REASONS: Final[dict[Hold, Promise]] = {
    Hold.FAILED: gettext_lazy("Something failed on our side, not on yours."),
    Hold.BUSY: gettext_lazy("Very many people are writing at this moment."),
    Hold.FULL: gettext_lazy("There is no room on our side at this moment."),
    Hold.WAIT: gettext_lazy("This went faster than a person can read. Wait for a moment."),
    Hold.EXPIRED: gettext_lazy("This page has been open for a long time."),
}
_ORDINALS: Final = (
    gettext_lazy("The first word is not one of ours."),
    gettext_lazy("The second word is not one of ours."),
    gettext_lazy("The third word is not one of ours."),
    gettext_lazy("The fourth word is not one of ours."),
    gettext_lazy("The fifth word is not one of ours."),
    gettext_lazy("The sixth word is not one of ours."),
    gettext_lazy("The seventh word is not one of ours."),
    gettext_lazy("The eighth word is not one of ours."),
    gettext_lazy("The ninth word is not one of ours."),
)


def place_choices(own: OwnWords) -> tuple[tuple[str, str], ...]:
    """Where the person may be, in the organisation's words for its region."""
    places = (
        gettext("Rather not say"),
        gettext("I do not know"),
        own.here,
        own.elsewhere,
        gettext("Another country"),
    )
    return tuple(zip(PLACES, places, strict=True))


def unsent(form: forms.Form) -> Trouble | None:
    """The first thing that a form asks to change; none when it can be taken."""
    for field, sentences in form.errors.items():
        return Trouble(
            heading=gettext("Your message is not sent yet"),
            sentence=str(sentences[0]),
            field=field if field != "told" else "",
            comfort=gettext("Your other answers are kept."),
        )
    return None


def held(hold: Hold) -> Trouble:
    """Words that we could not take. They are shown again under this."""
    again = gettext("Press the button again. It counts once, and your code stays the same.")
    return Trouble(
        heading=gettext("It is not sent. Your words are still here."),
        sentence=str(_REASONS[hold]),
        comfort="" if hold is Hold.EXPIRED else again,
    )


def too_large() -> Trouble:
    return Trouble(
        heading=gettext("This was too much at once"),
        sentence=gettext("Nothing of it reached us. Send it again in shorter pieces."),
    )


def no_such_page() -> Trouble:
    """A code that fits together and opens nothing: never sent, or withdrawn."""
    return _wrong_code(gettext("No page is kept under this code. Look at it once more."))


def unsent_code(form: forms.Form) -> Trouble:
    """Nothing that could be a code was typed."""
    return _wrong_code(str(next(iter(form.errors.values()))[0]))


def not_opened() -> Trouble:
    """We could not look: that says nothing about the code."""
    return Trouble(
        heading=gettext("We cannot open pages at this moment"),
        sentence=str(_REASONS[Hold.FAILED]),
        comfort=gettext("What you typed is still here. Try again in a few minutes."),
    )


def come_again(hold: Hold, *, kept: bool) -> Trouble:
    """The page behind the code has to be opened once more; words that were typed go along."""
    return Trouble(
        heading=gettext("It is not sent. Your words are still here.")
        if kept
        else gettext("Open your page once more"),
        sentence=str(_REASONS[hold]),
        comfort=gettext("Write your code again. Your words come with you.")
        if kept
        else gettext("Write your code again, then press the button once more."),
    )


def unsaved() -> Trouble:
    return Trouble(
        heading=gettext("It is not saved yet"),
        sentence=str(_REASONS[Hold.FAILED]),
        comfort=gettext("Press the button again."),
    )


def not_withdrawn() -> Trouble:
    return Trouble(
        heading=gettext("Nothing is withdrawn yet"),
        sentence=str(_REASONS[Hold.FAILED]),
        comfort=gettext("Press the button again."),
    )


def unpressed(form: forms.Form) -> Trouble:
    """A button that is not ours: nothing was typed that could be kept."""
    return Trouble(
        heading=gettext("It is not saved yet"),
        sentence=str(next(iter(form.errors.values()))[0]),
        field="ok",
    )


def too_long(*, field: str) -> Trouble:
    """An answer beyond what is taken: it is shown again, to be shortened."""
    return Trouble(
        heading=gettext("Your answers are not kept yet"),
        sentence=gettext("This is too long. Shorten it, and send the rest afterwards."),
        field=field,
        comfort=gettext("Your other answers are kept."),
    )


def new_code() -> Trouble:
    """The code that was shown before is gone: it was never sent, and is of no use."""
    return Trouble(
        heading=gettext("Your code has changed"),
        sentence=gettext(
            "The page was open for a long time. Write down these new words instead, then send."
        ),
        comfort=gettext("Your words are still here."),
    )


def no_such_file() -> Trouble:
    return Trouble(
        heading=gettext("This file cannot be opened"),
        sentence=gettext("It has been deleted, or something failed on our side."),
    )


def say_how() -> Trouble:
    return Trouble(
        heading=gettext("It is not saved yet"),
        sentence=gettext("Write how and when we may write or call."),
        field="how",
    )


def misread(error: ReceiptError) -> Trouble:
    """Where the slip is in a code, without repeating the code."""
    return _wrong_code(_sentence(error))


def not_sure() -> Trouble:
    return Trouble(
        heading=gettext("Nothing is withdrawn yet"),
        sentence=gettext("This is not how your code begins."),
        field="sure",
    )


def _wrong_code(sentence: str) -> Trouble:
    return Trouble(
        heading=gettext("This code opens nothing yet"),
        sentence=sentence,
        field="code",
        comfort=gettext("What you typed is still here."),
    )


def _sentence(error: ReceiptError) -> str:
    match error:
        case ReceiptSlipError():
            return _slip(error)
        case ReceiptLengthError(in_digits=True):
            return _counted_digits(error.found)
        case ReceiptLengthError():
            return _counted_words(error.found)
        case _:  # the checksum: every word is ours, and they do not belong together
            return gettext("Something is changed in it. Compare it with your note.")


def _slip(error: ReceiptSlipError) -> str:
    known = error.position <= len(_ORDINALS)
    where = (
        str(_ORDINALS[error.position - 1])
        if known
        else gettext("Word %(number)d is not one of ours.") % {"number": error.position}
    )
    perhaps = [_quoted(word) for word in error.suggestions]
    if not perhaps:
        return where
    either = gettext(" or ").join(perhaps)
    return gettext("%(where)s Perhaps %(words)s?") % {"where": where, "words": either}


def _quoted(word: str) -> str:
    return gettext("“%(word)s”") % {"word": word}


def _counted_words(found: int) -> str:
    if not found:
        return gettext("Write your nine words or thirty digits.")
    return ngettext(
        "There is %(found)d word here; a code has %(all)d.",
        "There are %(found)d words here; a code has %(all)d.",
        found,
    ) % {"found": found, "all": WORDS}


def _counted_digits(found: int) -> str:
    return ngettext(
        "There is %(found)d digit here; a code has %(all)d.",
        "There are %(found)d digits here; a code has %(all)d.",
        found,
    ) % {"found": found, "all": DIGITS}
