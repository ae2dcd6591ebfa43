"""Pages with questions that nobody has to answer: what happened, and how to be reached."""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

from corridor.web.public.forms import CHANNELS, EYES, PICKS_UP, WAYS, ContactForm
from corridor.web.public.pages import Choice, PublicPage, choices

_LINES: Final = (
    ("hours", _("Hours that are safe, where you are"), _("For example 20:00 to 23:00")),
    ("pretend", _("Whom a caller has to pretend to be"), _("A shop, a school friend")),
    ("avoid", _("Words never to use"), _("With commas between them")),
    ("question", _("A question by which you know each other"), _("Nothing that others know")),
    ("reply", _("The answer to it"), ""),
    ("languages", _("Languages that you understand"), ""),
)


@dataclass(frozen=True, kw_only=True)
class LineField:
    name: str
    words: str
    hint: str = ""
    value: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class MoreField:
    """One question. `language` is set when it is asked in another than the page's."""

    slug: str
    kind: str
    words: str
    hint: str = ""
    language: str = ""
    value: str = field(default="", repr=False)
    choices: tuple[Choice, ...] = field(default=(), repr=False)
    trouble: str = ""

    @property
    def name(self) -> str:
        return f"q_{self.slug}"


@dataclass(frozen=True, kw_only=True)
class MorePage(PublicPage):
    """Questions that fit, all of which may be skipped: before sending, or behind the code."""

    template = "public/more.html"
    skip_to = "more"

    action: str
    fields: tuple[MoreField, ...] = field(repr=False)
    edition: str
    token: str = field(repr=False)
    carried: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    behind: bool = False

    @property
    def shown(self) -> str:
        return " ".join(one.slug for one in self.fields)


@dataclass(frozen=True, kw_only=True)
class ContactPage(PublicPage):
    """How an answer may reach somebody outside this site, in detail. Nothing has to be said."""

    template = "public/contact.html"
    skip_to = "contact"

    action: str
    token: str = field(repr=False)
    form: ContactForm

    @property
    def way(self) -> tuple[Choice, ...]:
        return choices(WAYS, chosen=_typed(self.form, "way") or WAYS[0][0])

    @property
    def eyes(self) -> tuple[Choice, ...]:
        return choices(EYES, chosen=_typed(self.form, "eyes"))

    @property
    def channels(self) -> tuple[Choice, ...]:
        return choices(CHANNELS, chosen=_typed(self.form, "channel"))

    @property
    def picks_up(self) -> tuple[Choice, ...]:
        return choices(PICKS_UP, chosen=_typed(self.form, "picks_up"))

    @property
    def how(self) -> str:
        return _typed(self.form, "how")

    @property
    def lines(self) -> tuple[LineField, ...]:
        return tuple(
            LineField(
                name=name, words=str(words), hint=str(hint), value=_typed(self.form, name)
            )
            for name, words, hint in _LINES
        )


def _typed(form: ContactForm, name: str) -> str:
    return str(form[name].value() or "")
