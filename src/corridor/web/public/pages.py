"""What each page shows a person. Views fill these in; templates add nothing of their own."""

from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.web.public.forms import (
    EYES,
    KINDS,
    OKS,
    SOON,
    WAYS,
    WHO,
    AskForm,
    BackForm,
    MessageForm,
    ReachForm,
)
from corridor.web.public.notes import Notes
from corridor.web.public.texts import OwnWords, Trouble


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around every page: language, way out, the organisation's own words.

    `version` is that of the words in this language: what was drawn of older ones is drawn anew.
    """

    language: str
    languages: tuple[LanguageLink, ...]
    own: OwnWords
    write_url: str
    back_url: str
    direction: str = "ltr"
    leave_url: str = "/out"
    code_language: str = "en"
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """`template` is drawn with this as `page`; `skip_to` is where its content begins."""

    template: ClassVar[str]
    skip_to: ClassVar[str]

    frame: Frame
    trouble: Trouble | None = None

    @property
    def failed(self) -> bool:
        return self.trouble is not None


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class AskPage(PublicPage):
    """The first page. `form` is unbound at first, bound when something must be changed."""

    template = "public/ask.html"
    skip_to = "ask"

    action: str
    form: AskForm
    places: tuple[tuple[str, str], ...]
    token: str = ""

    @property
    def soon(self) -> tuple[Choice, ...]:
        return choices(SOON, chosen=_typed(self.form, "soon"))

    @property
    def who(self) -> tuple[Choice, ...]:
        return choices(WHO, chosen=_typed(self.form, "who"))

    @property
    def place(self) -> tuple[Choice, ...]:
        return choices(self.places, chosen=_typed(self.form, "place"))

    @property
    def what(self) -> str:
        return _typed(self.form, "what")

    @property
    def told(self) -> str:
        """Answers of the next page, on their way through this one."""
        return "" if self.form.has_error("told") else _typed(self.form, "told")


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file by the name it has on the person's device; `number` finds it again."""

    name: str = field(repr=False)
    size: str
    number: str


@dataclass(frozen=True, kw_only=True)
class AttachPanel:
    """Where files are added. `waiting` are here already and come with the request."""

    url: str
    room: str
    token: str = field(repr=False)
    carried: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    waiting: tuple[FileLine, ...] = ()
    kinds: ClassVar = KINDS


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CheckPage(PublicPage):
    """The code and the words once more, before anything is sent.

    `carried` are the answers in hidden fields: they outlive a restart of the server, which the
    token does not. `again` is the code typed back; `right` says that it was this very one.
    """

    template = "public/check.html"
    skip_to = "send"

    action: str
    more_url: str
    token: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    digits: tuple[str, ...] = field(repr=False)
    answers: tuple[Answer, ...] = field(repr=False)
    attach: AttachPanel
    notes: Notes = field(repr=False)
    again: str = field(default="", repr=False)
    right: bool = False
    carried: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class SentPage(PublicPage):
    template = "public/sent.html"
    skip_to = "next"


@dataclass(frozen=True, kw_only=True)
class FailedPage(PublicPage):
    """Nothing was sent; the words and the code are still in the person's hands."""

    template = "public/failed.html"
    skip_to = "send"

    action: str
    token: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)
    carried: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class BackPage(PublicPage):
    """`carried` is what somebody was writing when the page behind the code had to close."""

    template = "public/back.html"
    skip_to = "back"

    action: str
    form: BackForm
    carried: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def code(self) -> str:
        return _typed(self.form, "code")


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message. `at` is already in the person's words: "17 May at 03:12".

    `seen` says on which day the other side saw it; `number` finds it again.
    """

    mine: bool
    at: str
    paragraphs: tuple[str, ...] = field(repr=False)
    new: bool = False
    file: FileLine | None = None
    removed: bool = False
    corrected: bool = False
    fixed: bool = False
    seen: str = ""
    number: str = ""


class Done(Enum):
    """What the last press of a button did."""

    MESSAGE = "message"
    MORE = "more"
    OK = "ok"
    REACH = "reach"
    FILES = "files"
    REMOVED = "removed"
    CORRECTED = "corrected"
    DELETED = "deleted"


_DONE: Final[dict[Done, Promise]] = {
    Done.MESSAGE: _("Your message is with us."),
    Done.MORE: _("Your answers are with us."),
    Done.OK: _("Thank you. We have it."),
    Done.REACH: _("It is saved. We keep to it."),
    Done.FILES: _("Your files are with us."),
    Done.REMOVED: _("The file is deleted."),
    Done.CORRECTED: _("Your new words are with us."),
    Done.DELETED: _("It is deleted from this page."),
}


@dataclass(frozen=True, kw_only=True)
class TalkUrls:
    look: str
    message: str
    ok: str
    reach: str
    withdraw: str
    file: str
    more: str
    contact: str
    words: str
    correct: str
    delete: str


@dataclass(frozen=True, kw_only=True)
class TalkPage(PublicPage):
    """The page behind the code.

    `kept_until` is the day when the last backup ends that would still hold these words after
    a withdrawal; empty where nothing is backed up. `ends_on` is the day on which everything
    here is erased; empty as long as the desk works with it.
    """

    template = "public/talk.html"
    skip_to = "talk"
    oks: ClassVar = OKS

    urls: TalkUrls
    token: str = field(repr=False)
    messages: tuple[Message, ...]
    attach: AttachPanel
    message: MessageForm
    reach: ReachForm
    kept_until: str = ""
    ends_on: str = ""
    done: Done | None = None

    @property
    def done_words(self) -> str:
        return str(_DONE[self.done]) if self.done else ""

    @property
    def text(self) -> str:
        return _typed(self.message, "text")

    @property
    def way(self) -> tuple[Choice, ...]:
        return choices(WAYS, chosen=_typed(self.reach, "way") or WAYS[0][0])

    @property
    def eyes(self) -> tuple[Choice, ...]:
        return choices(EYES, chosen=_typed(self.reach, "eyes"))

    @property
    def how(self) -> str:
        return _typed(self.reach, "how")


@dataclass(frozen=True, kw_only=True)
class WordsPage(PublicPage):
    """One message by itself: to be said anew, or deleted."""

    template = "public/words-of-mine.html"
    skip_to = "words"

    urls: TalkUrls
    token: str = field(repr=False)
    said: Message
    text: str = field(repr=False)
    kept_until: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawnPage(PublicPage):
    template = "public/withdrawn.html"
    skip_to = "next"

    kept_until: str = ""


class Dead(Enum):
    """Pages without a form of their own."""

    NOT_FOUND = 404
    REFUSED = 403
    NOT_UNDERSTOOD = 400
    TOO_LARGE = 413
    BUSY = 503
    FAILED = 500


@dataclass(frozen=True, kw_only=True)
class DeadEnd:
    heading: Promise
    sentence: Promise


_DEAD: Final[dict[Dead, DeadEnd]] = {
    Dead.NOT_FOUND: DeadEnd(
        heading=_("There is no page here"),
        sentence=_("The address may be cut short. Begin again from the form."),
    ),
    Dead.REFUSED: DeadEnd(
        heading=_("This was not taken"),
        sentence=_("The page was open for too long, or came from elsewhere. Begin again."),
    ),
    Dead.NOT_UNDERSTOOD: DeadEnd(
        heading=_("This did not arrive whole"),
        sentence=_("The line may have broken. Go back and send it again."),
    ),
    Dead.TOO_LARGE: DeadEnd(
        heading=_("This was too much at once"),
        sentence=_("Nothing of it reached us. Send it again in shorter pieces."),
    ),
    Dead.BUSY: DeadEnd(
        heading=_("We cannot take it at this moment"),
        sentence=_("Very many people are writing. Try again in a few minutes."),
    ),
    Dead.FAILED: DeadEnd(
        heading=_("It did not work"),
        sentence=_("Something failed on our side, not on yours."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class ErrorPage(PublicPage):
    """A plain page that says what happened and keeps the person's words, if there are any."""

    template = "public/error.html"
    skip_to = "next"

    kind: Dead
    kept: str = field(default="", repr=False)

    @property
    @override
    def failed(self) -> bool:
        return True

    @property
    def heading(self) -> str:
        return str(_DEAD[self.kind].heading)

    @property
    def sentence(self) -> str:
        return str(_DEAD[self.kind].sentence)


def choices(
    listed: tuple[tuple[str, str | Promise], ...], *, chosen: str
) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=value, words=str(words), chosen=value == chosen) for value, words in listed
    )


def _typed(form: AskForm | BackForm | MessageForm | ReachForm, name: str) -> str:
    return str(form[name].value() or "")
