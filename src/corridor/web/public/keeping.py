"""Whether a code was written down right: typed back once, by who wants to be sure."""

from django.utils.translation import gettext

from corridor.crypto.receipt import Receipt, ReceiptError, read_receipt
from corridor.web.public.forms import MOST_LETTERS_OF_A_CODE
from corridor.web.public.texts import Trouble, misread


def slip_in(typed: str, receipt: Receipt, *, language: str) -> Trouble | None:
    """What is wrong with the code as it was typed back; None when it is this very code."""
    try:
        theirs = read_receipt(typed[:MOST_LETTERS_OF_A_CODE], language)
    except ReceiptError as error:
        return _not_yet(misread(error).sentence)
    if theirs.same_as(receipt):
        return None
    return _not_yet(gettext("This is a code of ours, but not this one. Look at your note."))


def _not_yet(sentence: str) -> Trouble:
    return Trouble(
        heading=gettext("It is not sent yet"),
        sentence=sentence,
        field="again",
        comfort=gettext("Compare your note with the words above. Your words are still here."),
    )
