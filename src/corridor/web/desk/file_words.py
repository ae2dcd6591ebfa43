"""What people read about a file: its kind, what to mind, and why it is not shown."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from corridor.viewing import errors
from corridor.viewing.errors import ViewingError
from corridor.viewing.shown import Caution, Kind

KINDS: Final[Mapping[Kind, Promise]] = {
    Kind.PDF: _("PDF"),
    Kind.IMAGE: pgettext_lazy("kind of file", "Picture"),
    Kind.WORDS: pgettext_lazy("kind of file", "Text document"),
    Kind.SHEET: pgettext_lazy("kind of file", "Spreadsheet"),
    Kind.SLIDES: pgettext_lazy("kind of file", "Slides"),
    Kind.TEXT: pgettext_lazy("kind of file", "Plain text"),
    Kind.TABLE: pgettext_lazy("kind of file", "Table of plain text"),
    Kind.SOUND: pgettext_lazy("kind of file", "Sound"),
    Kind.FILM: pgettext_lazy("kind of file", "Film"),
}
CAUTIONS: Final[Mapping[Caution, Promise]] = {
    Caution.PAGES_LEFT_OUT: _(
        "Not every page is drawn here. The links below lead to the rest."
    ),
    Caution.NOT_AS_DECLARED: _(
        "It is not what it was sent as. That can be a slip, or it can be meant to deceive."
    ),
    Caution.TWO_KINDS_AT_ONCE: _(
        "Another program would open the same file as something else. Lures are made like that."
    ),
    Caution.SCRIPTS: _(
        "There are scripts in it. They were not run; the original would run them."
    ),
    Caution.LINKS: _("There are links in it. They lead nowhere from here; do not type them."),
    Caution.ENCLOSED_FILES: _("Other files lie inside it. They are not shown."),
    Caution.FETCHES_FROM_OUTSIDE: _(
        "The original would fetch something from outside, and tell its sender who opened it."
    ),
    Caution.HIDDEN_WORDS: _("Some of what is shown here is hidden in the original."),
    Caution.CONTROL_CHARACTERS: _(
        "There are signs in it that cannot be seen. Here they are written out."
    ),
    Caution.REDRAWN: _(
        "Only its words, tables and pictures, in our layout. Stamps, drawings and charts may be"
        " missing."
    ),
    Caution.GUESSED_ALPHABET: _("It does not say its alphabet. This is the likeliest reading."),
    Caution.CODE_SHOWN_AS_TEXT: _("This is a page of code, shown as it is written."),
    Caution.PARTS_UNREADABLE: _("Some parts of it could not be drawn."),
    Caution.SOUND_CUT: _("Only the first hour of the sound is kept here."),
    Caution.CHANGES_TRACKED: _(
        "Changes are marked in it. What was struck out stands between ⟦− and ⟧."
    ),
}
REFUSALS: Final[Mapping[type[ViewingError], Promise]] = {
    errors.BrokenFileError: _("It is cut short or damaged, and is shown as far as it goes."),
    errors.TooBigError: _("It is too large to be drawn safely."),
    errors.UnknownKindError: _("Files of this kind are not drawn here."),
    errors.LockedError: _("It is locked with a password. Ask them for a copy without one."),
    errors.TookTooLongError: _("Drawing it took too long and was stopped."),
    errors.ForbiddenActError: _(
        "While it was drawn it tried what no drawing needs, and was stopped. Take it for an"
        " attack: do not open the original, and tell whoever looks after security."
    ),
    errors.EmptyFileError: _("There is nothing in it."),
    errors.CannotViewSafelyError: _(
        "This machine cannot draw files safely. Whoever runs the desk finds out why with"
        " “corridor doctor”."
    ),
    errors.BusyError: _("Other files are being drawn. Open this page again in a moment."),
}
