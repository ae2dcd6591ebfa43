"""The questions that are asked now, and those that Corridor comes with, in every language."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from corridor.base.ids import QuestionId
from corridor.domain.intake import Who
from corridor.domain.questions import Form, Kind, Question, QuestionText
from corridor.services.premises import open_premises
from corridor.services.public_questions import FILE, by_edition, published_forms
from corridor.services.published import version_of
from corridor.web.composition import tongues
from corridor.web.speech import in_english

_MINE: Final = (Who.ME, Who.ME_AND_OTHERS)


class _Shipped(NamedTuple):
    slug: str
    kind: Kind
    words: Promise
    who: tuple[Who, ...] = ()
    hint: Promise | str = ""
    options: Sequence[Promise] = ()


_SHIPPED: Final = (
    _Shipped("sought", Kind.YES_NO, _("Is somebody looking for you now?"), _MINE),
    _Shipped(
        "leave",
        Kind.ONE,
        _("Can you leave the place where you are?"),
        _MINE,
        options=(
            _("Yes, at any hour"),
            _("Only at certain hours"),
            _("Not without help"),
            _("I do not know"),
        ),
    ),
    _Shipped(
        "many",
        Kind.ONE,
        _("How many people are with you?"),
        (Who.ME_AND_OTHERS,),
        options=(pgettext_lazy("how many people", "One"), _("Two or three"), _("Four or more")),
    ),
    _Shipped(
        "children", Kind.YES_NO, _("Are there children among them?"), (Who.ME_AND_OTHERS,)
    ),
    _Shipped(
        "relation",
        Kind.ONE,
        _("Who are you to the person who needs help?"),
        (Who.SOMEONE_ELSE, Who.DISAPPEARED),
        options=(
            pgettext_lazy("who somebody is", "A partner"),
            pgettext_lazy("who somebody is", "A relative"),
            pgettext_lazy("who somebody is", "A friend"),
            pgettext_lazy("who somebody is", "A neighbour or colleague"),
            pgettext_lazy("who somebody is", "I only heard of it"),
        ),
    ),
    _Shipped(
        "knows", Kind.YES_NO, _("Do they know that you write to us?"), (Who.SOMEONE_ELSE,)
    ),
    _Shipped(
        "whom",
        Kind.ONE,
        _("Whom may we answer?"),
        (Who.SOMEONE_ELSE,),
        options=(
            pgettext_lazy("whom we may answer", "Only me"),
            _("Only them, I can give them the code"),
            pgettext_lazy("whom we may answer", "Both of us"),
        ),
    ),
    _Shipped(
        "heard",
        Kind.WORDS,
        _("When was the last sign of life?"),
        (Who.DISAPPEARED,),
        hint=_("A day or an hour, as well as you know it."),
    ),
    _Shipped(
        "tried",
        Kind.SEVERAL,
        _("What has been done so far?"),
        (Who.DISAPPEARED,),
        options=(
            pgettext_lazy("what has been done", "Relatives or friends were asked"),
            pgettext_lazy("what has been done", "Somebody went to the police"),
            pgettext_lazy("what has been done", "A lawyer knows"),
            pgettext_lazy("what has been done", "A newspaper knows"),
            pgettext_lazy("what has been done", "Nothing yet"),
        ),
    ),
    _Shipped(
        "openly",
        Kind.YES_NO,
        _("Could it harm somebody if we asked about them openly?"),
        (Who.DISAPPEARED,),
    ),
    _Shipped(
        "need",
        Kind.SEVERAL,
        _("What would help most now?"),
        hint=_("We read it as a wish. Not everything is possible."),
        options=(
            pgettext_lazy("what would help", "A safe place for the night"),
            pgettext_lazy("what would help", "To get away from here"),
            pgettext_lazy("what would help", "A lawyer"),
            pgettext_lazy("what would help", "A doctor"),
            pgettext_lazy("what would help", "Money for the way or for food"),
            pgettext_lazy("what would help", "To talk with somebody"),
        ),
    ),
    _Shipped("hurt", Kind.YES_NO, _("Is anybody hurt or ill?")),
    _Shipped(
        "tongues",
        Kind.WORDS,
        _("In which languages may we answer?"),
        hint=_("Leave it empty if the language of this page is right."),
    ),
)


def current() -> Form:
    """What is asked now."""
    forms = published()
    return forms[-1] if forms else shipped()


def known(edition: bytes) -> Form | None:
    """The form of this edition, of whatever day."""
    return by_edition((*published(), shipped())).get(edition)


def published() -> tuple[Form, ...]:
    """Every form of the organisation's own; looked at anew when the desk has published one."""
    folder = settings.CORRIDOR_DATA
    version = version_of(folder, FILE)
    return () if version is None else _published(folder, version)


@lru_cache(maxsize=4)
def _published(folder: Path, _version: tuple[int, int, int]) -> tuple[Form, ...]:
    """The pin is read anew, too: it may have been written since this process began."""
    pins = open_premises(folder).pins
    return published_forms(folder, organisation=pins.organisation, by=pins.service)


def yes_no() -> tuple[str, str, str]:
    """The three answers to every question of that kind, in the language spoken now."""
    return (
        pgettext("answer", "Yes"),
        pgettext("answer", "No"),
        gettext("Rather not say"),
    )


def shipped() -> Form:
    """What is asked until an organisation publishes questions of its own."""
    spoken = tongues()
    return _shipped(spoken.offered, str(spoken.version))


@lru_cache(maxsize=16)
def _shipped(languages: tuple[str, ...], _version: str) -> Form:
    """Made anew when somebody has corrected a sentence of it."""
    return Form(questions=tuple(_question(one, languages) for one in _SHIPPED))


def _question(one: _Shipped, languages: tuple[str, ...]) -> Question:
    texts = (_text(one, language) for language in languages)
    return Question(
        question=QuestionId(one.slug),
        kind=one.kind,
        who=one.who,
        texts=tuple(text for text in texts if text is not None),
    )


def _text(one: _Shipped, language: str) -> QuestionText | None:
    """None where a further language lacks a sentence: then it is asked in the first."""
    with tongues().speaking(language):
        said = [str(part) for part in (one.words, one.hint, *one.options)]
    if any(in_english(part) for part in said):
        return None
    words, hint, *options = ("".join(part) for part in said)
    return QuestionText(language=language, words=words, hint=hint, options=tuple(options))
