"""From a visit to the page that shows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from corridor.crypto.receipt import Receipt
from corridor.domain.attachments import visible
from corridor.domain.intake import Dialogue, Eyes, Way, Who
from corridor.domain.messages import Message as Said
from corridor.domain.messages import Voice, seen_on, shown_to_person
from corridor.domain.questions import Typed
from corridor.services.asking import Visit
from corridor.services.attachments import Pending
from corridor.web.composition import door, premises
from corridor.web.public.asking_more import (
    answered_of,
    carry,
    fields_of,
    known_answers,
    pairs_of,
    sheet_of,
    typed_in,
)
from corridor.web.public.asking_more import carried as asked_before
from corridor.web.public.codes import FIELDS, typed_rules
from corridor.web.public.file_texts import room_words, size_words
from corridor.web.public.forms import (
    SOON,
    WHO,
    AskForm,
    BackForm,
    ContactForm,
    MessageForm,
    ReachForm,
)
from corridor.web.public.frames import (
    backups_end,
    code_language,
    day_words,
    frame,
    moment,
    talk_urls,
)
from corridor.web.public.more_pages import ContactPage, MorePage
from corridor.web.public.notes import notes_of
from corridor.web.public.pages import (
    Answer,
    AttachPanel,
    BackPage,
    CheckPage,
    Done,
    FileLine,
    Message,
    TalkPage,
)
from corridor.web.public.questions import current
from corridor.web.public.texts import OwnWords, Trouble, place_choices
from corridor.web.public.tokens import token_of

_WAYS = {Way.ONLY_HERE: "0", Way.ALSO_RING: "1"}
_EYES = {Eyes.NOBODY: "0", Eyes.SOMEONE: "1", Eyes.UNSAID: ""}
_DIGITS_TYPED = 5
_DETAILS: Final = (
    *("channel", "hours", "picks_up", "pretend"),
    *("avoid", "question", "reply", "languages"),
)
_CARRIED: Final = ("text", "way", "eyes", "how", *_DETAILS)
_REACHING: Final = frozenset({"way", "eyes", "how"})

Carried = tuple[tuple[str, str], ...]


def check_page(  # noqa: PLR0913 - code, words, files, and the code typed back
    language: str,
    form: AskForm,
    receipt: Receipt,
    *,
    waiting: Sequence[Pending] = (),
    trouble: Trouble | None = None,
    again: str = "",
    right: bool = False,
) -> CheckPage:
    """The code and the words once more; `waiting` files come with them."""
    around, token = frame(language), token_of(receipt)
    carried = tuple((name, str(form.cleaned_data[name])) for name in FIELDS)
    panel = AttachPanel(
        url=reverse("attach", kwargs={"language": language}),
        room=room_words(premises().settings.files),
        token=token,
        carried=carried,
        waiting=tuple(_waiting(one) for one in waiting),
    )
    return CheckPage(
        frame=around,
        action=reverse("send", kwargs={"language": language}),
        more_url=reverse("more", kwargs={"language": language}),
        token=token,
        words=receipt.words(code_language(language)),
        digits=tuple(receipt.digits().split()),
        answers=answers_of(form, around.own, files=panel.waiting),
        attach=panel,
        notes=notes_of(receipt, language=code_language(language)),
        again=again,
        right=right,
        carried=carried,
        trouble=trouble,
    )


def _waiting(one: Pending) -> FileLine:
    sent = one.attached
    return FileLine(name=visible(sent.name), size=size_words(sent.size), number=one.blob.hex)


def talk_page(  # noqa: PLR0913 - one page with three forms
    language: str,
    receipt: Receipt,
    visit: Visit,
    *,
    done: Done | None = None,
    trouble: Trouble | None = None,
    message: MessageForm | None = None,
    reach: ReachForm | None = None,
    carried: Carried = (),
) -> TalkPage:
    typed, token = dict(carried), token_of(receipt)
    return TalkPage(
        frame=frame(language, here="back"),
        urls=talk_urls(language),
        token=token,
        messages=messages_of(visit.dialogue, at=door().clock()),
        attach=AttachPanel(
            url=reverse("page-attach", kwargs={"language": language}),
            room=room_words(premises().settings.files),
            token=token,
        ),
        message=message or MessageForm(initial=typed),
        reach=reach or ReachForm(initial=_reach_of(visit.dialogue) | _rules_in(typed)),
        kept_until=backups_end(at=door().clock()),
        ends_on=day_words(ends) if (ends := visit.dialogue.kept_until) else "",
        done=done,
        trouble=trouble,
    )


def back_page(
    language: str, form: BackForm, *, trouble: Trouble | None = None, carried: Carried = ()
) -> BackPage:
    return BackPage(
        frame=frame(language, here="back"),
        action=reverse("back", kwargs={"language": language}),
        form=form,
        trouble=trouble,
        carried=carried,
    )


def more_page(  # noqa: PLR0913 - one page before sending and behind the code
    language: str,
    kept: Typed,
    *,
    who: Who,
    action: str,
    token: str,
    carried: Carried = (),
    behind: bool = False,
    trouble: Trouble | None = None,
) -> MorePage:
    sheet = sheet_of(kept)
    return MorePage(
        frame=frame(language),
        action=reverse(action, kwargs={"language": language}),
        fields=fields_of(sheet.form or current(), kept, who=who),
        edition=sheet.edition.hex(),
        token=token,
        carried=carried,
        behind=behind,
        trouble=trouble,
    )


def questions_behind(
    language: str,
    receipt: Receipt,
    visit: Visit,
    *,
    kept: Typed | None = None,
    trouble: Trouble | None = None,
) -> MorePage:
    asked = visit.dialogue.asked
    return more_page(
        language,
        known_answers(visit.dialogue) if kept is None else kept,
        who=Who.UNSAID if asked is None else asked.who,
        action="page-more",
        token=token_of(receipt),
        behind=True,
        trouble=trouble,
    )


def contact_page(
    language: str,
    receipt: Receipt,
    form: ContactForm,
    *,
    trouble: Trouble | None = None,
) -> ContactPage:
    return ContactPage(
        frame=frame(language),
        action=reverse("page-contact", kwargs={"language": language}),
        token=token_of(receipt),
        form=form,
        trouble=trouble,
    )


def contact_behind(
    language: str, receipt: Receipt, visit: Visit, typed: Mapping[str, str]
) -> ContactPage:
    """What was saved before, with what is being typed over it."""
    said = {name: typed[name] for name in (*_REACHING, *_DETAILS) if typed.get(name)}
    form = ContactForm(initial=typed_rules(visit.dialogue.rules) | said)
    return contact_page(language, receipt, form)


def in_detail(carried: Carried) -> bool:
    return any(name in _DETAILS for name, _value in carried)


def carried_in(posted: Mapping[str, str]) -> Carried:
    """What was typed behind the code, for a page that has to be opened once more.

    Rules alone are no words: they are carried only where something was typed beside them.
    """
    told = carry(typed_in(posted, asked_before(posted.get("told", ""))))
    if not (told or any(posted.get(name) for name in ("text", "how", *_DETAILS))):
        return ()
    typed = tuple((name, posted[name]) for name in _CARRIED if posted.get(name))
    return (*typed, ("told", told)) if told else typed


def messages_of(dialogue: Dialogue, *, at: datetime) -> tuple[Message, ...]:
    """The desk's messages since the person last wrote are new."""
    last_mine = max(
        (one.height for one in dialogue.messages if one.voice is Voice.PERSON), default=-1
    )
    return tuple(
        message_of(dialogue, one, last_mine=last_mine)
        for one in shown_to_person(dialogue.messages, dialogue.looks, at=at)
    )


def message_of(dialogue: Dialogue, said: Said, *, last_mine: int = 0) -> Message:
    return Message(
        mine=said.voice is Voice.PERSON,
        at=moment(said.at),
        paragraphs=tuple(part for part in said.text.split("\n") if part.strip()),
        new=said.voice is Voice.DESK and said.height > last_mine,
        file=_file_line(said),
        removed=said.file is not None and said.file.removed,
        corrected=said.corrects is not None,
        fixed=said.fixed,
        seen=_seen_words(dialogue, said),
        number="" if said.file else str(said.height),
    )


def _seen_words(dialogue: Dialogue, said: Said) -> str:
    """The day alone: nobody learns at which hour somebody looked."""
    on = seen_on(dialogue.looks, said)
    if on is None:
        return ""
    if said.voice is Voice.PERSON:
        return gettext("Seen by the desk on %(day)s") % {"day": day_words(on)}
    return gettext("Seen by you on %(day)s") % {"day": day_words(on)}


def _file_line(said: Said) -> FileLine | None:
    if said.file is None:
        return None
    sent = said.file.attached
    return FileLine(
        name=visible(sent.name), size=size_words(sent.size), number=str(said.height)
    )


def answers_of(
    form: AskForm, own: OwnWords, *, files: Sequence[FileLine] = ()
) -> tuple[Answer, ...]:
    """What was answered, in words; what was left out is not asked again."""
    said, (_, *places) = form.cleaned_data, place_choices(own)
    told = pairs_of(answered_of(asked_before(said["told"])))
    pairs = (
        (gettext("How urgent"), dict(SOON).get(said["soon"])),
        (gettext("Who"), dict(WHO).get(said["who"])),
        (gettext("Where"), dict(places).get(said["place"])),
        (gettext("What is happening"), said["what"]),
        *((one.asked or gettext("Also"), one.said) for one in told),
        (gettext("Files"), "\n".join(f"{one.name}, {one.size}" for one in files)),
    )
    return tuple(Answer(question=name, words=str(words)) for name, words in pairs if words)


def begins(receipt: Receipt, typed: str) -> bool:
    """Whether `typed` is the first word of the code in any list, or its first five digits."""
    asked = typed.strip().casefold().replace("ё", "е")
    firsts = {receipt.words(language)[0] for language in ("en", "ru")}
    return asked in firsts or asked == receipt.digits()[:_DIGITS_TYPED]


def _rules_in(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: typed[name] for name in _REACHING if name in typed}


def _reach_of(dialogue: Dialogue) -> dict[str, str]:
    rules = dialogue.rules
    if rules is None:
        return {}
    return {"way": _WAYS[rules.way], "eyes": _EYES[rules.eyes], "how": rules.how}
