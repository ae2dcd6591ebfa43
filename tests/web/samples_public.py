"""Every page of the public face with invented contents, in two languages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from corridor.crypto.receipt import Receipt, ReceiptError, read_receipt
from corridor.crypto.secrets import SecretKey
from corridor.web.public import texts
from corridor.web.public.forms import AskForm, BackForm, ContactForm, MessageForm, ReachForm
from corridor.web.public.keeping import slip_in
from corridor.web.public.more_pages import ContactPage, MoreField, MorePage
from corridor.web.public.notes import notes_of
from corridor.web.public.pages import (
    Answer,
    AskPage,
    AttachPanel,
    BackPage,
    CheckPage,
    Choice,
    Dead,
    Done,
    ErrorPage,
    FailedPage,
    FileLine,
    Frame,
    LanguageLink,
    Message,
    PublicPage,
    SentPage,
    TalkPage,
    TalkUrls,
    WithdrawnPage,
    WordsPage,
)
from corridor.web.public.tasks import Task
from corridor.web.public.texts import Hold, OwnWords, Trouble
from corridor.web.public.waiting import WaitPage

RECEIPT: Final = Receipt(SecretKey(bytes.fromhex("0005d97a4410c2be6f5588a1e3")))
TOKEN: Final = "c2VhbGVk" * 150  # as long as a sealed request of 900 bytes
OWN: Final = {
    "en": OwnWords(
        exit_site="a weather site",
        staffed="9 to 23, Moscow time",
        here="In the republic",
        elsewhere="Elsewhere in Russia",
    ),
    "ru": OwnWords(
        exit_site="сайт погоды",
        staffed="с 9 до 23 по Москве",
        here="В республике",
        elsewhere="В другом регионе России",
    ),
}
WORDS: Final = {
    "en": "A cousin told me that they know about me. They may come to the house today. "
    "I only have the phone at night, when everyone sleeps. I do not know where to go.",
    "ru": "Двоюродный брат сказал, что про меня знают. Сегодня могут прийти домой. "
    "Телефон у меня только ночью, когда все спят. Не знаю, куда идти.",
}
REPLY: Final = {
    "en": (
        "Thank you for writing. We have read it, and one of us stays with you from here.",
        "You do not have to decide anything today. If you cannot leave the house, write.",
        "One question: is there a friend whom your family does not know?",
    ),
    "ru": (
        "Спасибо, что написали. Мы всё прочли, и теперь один из нас с вами.",
        "Сегодня ничего решать не нужно. Если не можете выйти из дома, пишите ночью.",
        "Один вопрос: есть ли друг, о котором не знает семья?",
    ),
}
ANSWERS: Final = {
    "en": ("How urgent", "In the next hours", "What is happening"),
    "ru": ("Насколько срочно", "Ближайшие часы", "Что происходит"),
}
WHEN: Final = {"en": "17 May at 03:12", "ru": "17 мая в 03:12"}


def frame(language: str) -> Frame:
    links = (("ru", "Русский"), ("en", "English"))
    return Frame(
        language=language,
        languages=tuple(
            LanguageLink(code=code, name=name, url=f"/{code}/", current=code == language)
            for code, name in links
        ),
        own=OWN[language],
        write_url=f"/{language}/",
        back_url=f"/{language}/back",
    )


def ask(
    language: str, *, typed: Mapping[str, str] | None = None, trouble: Trouble | None = None
) -> AskPage:
    form = AskForm(typed)
    return AskPage(
        frame=frame(language),
        action=f"/{language}/",
        form=form,
        places=texts.place_choices(OWN[language]),
        token=TOKEN,
        trouble=trouble or texts.unsent(form),
    )


def attach(language: str, *waiting: FileLine) -> AttachPanel:
    room = {
        "en": "Up to 20 files, each up to 500.0 MB.",
        "ru": "До 20 файлов, каждый до 500,0 МБ.",
    }
    return AttachPanel(url="/attach", room=room[language], token=TOKEN, waiting=waiting)


def check(language: str, *waiting: FileLine) -> CheckPage:
    urgent, soon, what = ANSWERS[language]
    return CheckPage(
        frame=frame(language),
        action=f"/{language}/send",
        more_url=f"/{language}/more",
        token=TOKEN,
        words=RECEIPT.words(language),
        digits=tuple(RECEIPT.digits().split()),
        answers=(
            Answer(question=urgent, words=soon),
            Answer(question=what, words=WORDS[language]),
        ),
        attach=attach(language, *waiting),
        notes=notes_of(RECEIPT, language=language),
    )


MORE: Final = {
    "en": ("Is somebody looking for you now?", "What would help most now?", "Languages?"),
    "ru": ("Вас сейчас ищут?", "Что сейчас помогло бы больше всего?", "На каких языках?"),
}
PICKS: Final = {"en": ("A lawyer", "A doctor"), "ru": ("Юрист", "Врач")}


def more(language: str, *, behind: bool = False, trouble: Trouble | None = None) -> MorePage:
    sought, need, tongues = MORE[language]
    picks = tuple(
        Choice(value=str(place), words=words, chosen=place == 1)
        for place, words in enumerate(PICKS[language])
    )
    return MorePage(
        frame=frame(language),
        action=f"/{language}/more",
        fields=(
            MoreField(slug="sought", kind="yes_no", words=sought, choices=picks),
            MoreField(slug="leave", kind="one", words=sought, hint=need, choices=picks),
            MoreField(slug="need", kind="several", words=need, hint=need, choices=picks),
            MoreField(slug="tongues", kind="words", words=tongues, hint=need, value="\nя"),
        ),
        edition="00" * 16,
        token=TOKEN,
        carried=(("what", WORDS[language]),),
        behind=behind,
        trouble=trouble,
    )


def contact(language: str, typed: dict[str, str] | None = None) -> ContactPage:
    form = ContactForm(typed, initial={"hours": "20:00 – 23:00", "how": WORDS[language]})
    return ContactPage(
        frame=frame(language),
        action=f"/{language}/page/contact",
        token=TOKEN,
        form=form,
        trouble=texts.unsent(form),
    )


def failed(language: str, hold: Hold) -> FailedPage:
    return FailedPage(
        frame=frame(language),
        action=f"/{language}/send",
        token=TOKEN,
        words=RECEIPT.words(language) if hold is not Hold.EXPIRED else (),
        text=WORDS[language],
        trouble=texts.held(hold),
    )


def back(language: str, *, code: str | None = None) -> BackPage:
    form = BackForm(None if code is None else {"code": code})
    return BackPage(
        frame=frame(language),
        action=f"/{language}/back",
        form=form,
        trouble=None if code is None else trouble_with(code, language),
    )


def trouble_with(code: str, language: str) -> Trouble:
    try:
        read_receipt(code, language)
    except ReceiptError as error:
        return texts.misread(error)
    return texts.no_such_page()


def talk(language: str, **changes: Any) -> TalkPage:
    page: dict[str, Any] = {
        "frame": frame(language),
        "urls": TalkUrls(
            look="/talk",
            message="/message",
            ok="/ok",
            reach="/reach",
            withdraw="/withdraw",
            file="/file",
            more="/more",
            contact="/contact",
            words="/words",
            correct="/correct",
            delete="/delete",
        ),
        "attach": attach(language),
        "token": TOKEN,
        "messages": (
            Message(
                mine=True,
                at=WHEN[language],
                paragraphs=(WORDS[language],),
                seen=SEEN[language],
                number="0",
                corrected=True,
            ),
            Message(
                mine=False,
                at=WHEN[language],
                paragraphs=REPLY[language],
                new=True,
                number="1",
            ),
        ),
        "message": MessageForm(),
        "reach": ReachForm(initial={"way": "0", "eyes": "1", "how": "01:00–04:00"}),
        "kept_until": {"en": "16 June", "ru": "16 июня"}[language],
    }
    return TalkPage(**(page | changes))


def one_message(language: str, *, mine: bool) -> WordsPage:
    page = talk(language)
    said = page.messages[0 if mine else 1]
    return WordsPage(
        frame=page.frame, urls=page.urls, token=TOKEN, said=said, text=WORDS[language]
    )


def trouble_back(language: str) -> Trouble | None:
    return slip_in(slipped(language), RECEIPT, language=language)


def dead_end(kind: Dead, language: str) -> ErrorPage:
    return ErrorPage(frame=frame(language), kind=kind, kept=WORDS[language])


def slipped(language: str) -> str:
    words = list(RECEIPT.words(language))
    words[3] = {"en": "orbet", "ru": "арбита"}[language]
    return " ".join(words)


TASKS: Final = {
    "en": Task(question="How much is seven and five together?", answer="12"),
    "ru": Task(question="Сколько будет вместе семь и пять?", answer="12"),
}


def wait(language: str, *, task: Task | None = None) -> WaitPage:
    return WaitPage(
        frame=frame(language),
        step="send",
        turn=TOKEN[:200],
        token=TOKEN,
        words=RECEIPT.words(language),
        text=WORDS[language],
        carried=(("soon", "0"), ("what", WORDS[language])),
        seconds=20,
        task=task,
    )


SEEN: Final = {"en": "Seen by the desk on 17 May", "ru": "Сотрудники увидели 17 мая"}
STATES: Final[dict[str, Callable[[str], PublicPage]]] = {
    "ask": ask,
    "ask-error": lambda language: ask(language, typed={"soon": "0", "who": "0"}),
    "ask-wait": lambda language: ask(
        language,
        typed={"soon": "1", "what": WORDS[language]},
        trouble=texts.held(Hold.WAIT),
    ),
    "ask-too-large": lambda language: ask(
        language, typed={"soon": "1", "what": "я" * 8_001, "place": "2"}
    ),
    "check": check,
    "more": more,
    "more-behind": partial(more, behind=True),
    "more-too-long": lambda language: more(language, trouble=texts.too_long(field="q_tongues")),
    "contact": contact,
    "contact-hours": lambda language: contact(language, {"hours": "at night", "way": "1"}),
    "sent": lambda language: SentPage(frame=frame(language)),
    "failed": lambda language: failed(language, Hold.FAILED),
    "busy": lambda language: failed(language, Hold.BUSY),
    "full": lambda language: failed(language, Hold.FULL),
    "wait": wait,
    "wait-task": lambda language: wait(language, task=TASKS[language]),
    "expired": lambda language: failed(language, Hold.EXPIRED),
    "back": back,
    "back-wrong": lambda language: back(language, code=slipped(language)),
    "back-nothing": lambda language: back(language, code=RECEIPT.digits()),
    "talk": talk,
    "talk-done": lambda language: talk(language, done=Done.OK),
    "talk-unsure": lambda language: talk(language, trouble=texts.not_sure()),
    "talk-ending": lambda language: talk(language, ends_on=WHEN[language]),
    "words": lambda language: one_message(language, mine=True),
    "words-of-desk": lambda language: one_message(language, mine=False),
    "check-right": lambda language: replace(check(language), right=True),
    "check-slip": lambda language: replace(
        check(language), again=slipped(language), trouble=trouble_back(language)
    ),
    "withdrawn": lambda language: WithdrawnPage(
        frame=frame(language), kept_until={"en": "16 June", "ru": "16 июня"}[language]
    ),
    **{f"error-{kind.value}": partial(dead_end, kind) for kind in Dead},
}
