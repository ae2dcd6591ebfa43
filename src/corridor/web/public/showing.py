"""From a visit to the page that shows it."""

from django.utils.translation import gettext

from corridor.crypto.receipt import Receipt
from corridor.domain.intake import Dialogue, Eyes, Voice, Way
from corridor.services.asking import Visit
from corridor.web.public.forms import SOON, WHO, AskForm, MessageForm, ReachForm
from corridor.web.public.frames import frame, moment, talk_urls
from corridor.web.public.pages import Answer, Done, Message, TalkPage
from corridor.web.public.texts import OwnWords, Trouble, place_choices
from corridor.web.public.tokens import token_of

_WAYS = {Way.ONLY_HERE: "0", Way.ALSO_RING: "1"}
_EYES = {Eyes.NOBODY: "0", Eyes.SOMEONE: "1", Eyes.UNSAID: ""}
_DIGITS_TYPED = 5


def talk_page(  # noqa: PLR0913 - one page with three forms
    language: str,
    receipt: Receipt,
    visit: Visit,
    *,
    done: Done | None = None,
    trouble: Trouble | None = None,
    message: MessageForm | None = None,
    reach: ReachForm | None = None,
) -> TalkPage:
    return TalkPage(
        frame=frame(language, here="back"),
        urls=talk_urls(language),
        token=token_of(receipt),
        messages=messages_of(visit.dialogue),
        message=message or MessageForm(),
        reach=reach or ReachForm(initial=_reach_of(visit.dialogue)),
        done=done,
        trouble=trouble,
    )


def messages_of(dialogue: Dialogue) -> tuple[Message, ...]:
    """The desk's messages since the person last wrote are new."""
    last_mine = max(
        (one.height for one in dialogue.messages if one.voice is Voice.PERSON), default=-1
    )
    return tuple(
        Message(
            mine=one.voice is Voice.PERSON,
            at=moment(one.at),
            paragraphs=tuple(part for part in one.text.split("\n") if part.strip()),
            new=one.voice is Voice.DESK and one.height > last_mine,
        )
        for one in dialogue.messages
    )


def answers_of(form: AskForm, own: OwnWords) -> tuple[Answer, ...]:
    """What was answered, in words; what was left out is not asked again."""
    said = form.cleaned_data
    pairs = (
        (gettext("How urgent"), dict(SOON).get(said["soon"])),
        (gettext("Who"), dict(WHO).get(said["who"])),
        (gettext("Where"), dict(place_choices(own)).get(said["place"])),
        (gettext("What is happening"), said["what"]),
    )
    return tuple(Answer(question=name, words=str(words)) for name, words in pairs if words)


def begins(receipt: Receipt, typed: str) -> bool:
    """Whether `typed` is the first word of the code in any list, or its first five digits."""
    asked = typed.strip().casefold().replace("ё", "е")
    firsts = {receipt.words(language)[0] for language in ("en", "ru")}
    return asked in firsts or asked == receipt.digits()[:_DIGITS_TYPED]


def _reach_of(dialogue: Dialogue) -> dict[str, str]:
    rules = dialogue.rules
    if rules is None:
        return {}
    return {"way": _WAYS[rules.way], "eyes": _EYES[rules.eyes], "how": rules.how}
