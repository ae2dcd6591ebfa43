"""One request, as a worker sees it in the morning."""

from corridor.domain.cases import Outcome
from corridor.domain.factors import Reason
from corridor.domain.settings import Wording
from corridor.web.desk.forms.enter_request import AttemptFormSet, EnterRequestForm
from corridor.web.desk.forms.request import (
    AttemptForm,
    ContactRulesForm,
    MakeCaseForm,
    ReplyForm,
)
from corridor.web.desk.forms.triage import AssessForm
from corridor.web.desk.pages.common import (
    Attempt,
    Draft,
    Fact,
    Link,
    MarkedLine,
    Quoted,
    SafeWay,
)
from corridor.web.desk.pages.enter_request import EnterRequestPage
from corridor.web.desk.pages.request import (
    AssessPanel,
    AttemptsPanel,
    GivenAnswer,
    MakeCasePanel,
    ReplyPanel,
    RequestPage,
    RulesPanel,
    Similar,
    Translation,
    Woken,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone
from tests.web.pages.samples_queue import HOURS, MEMBERS
from tests.web.pages.samples_shell import LYRA, NUNKI, shell_at

REPUBLIC = Wording(
    language="en",
    region="the republic",
    in_region="In the republic",
    out_of_region="Out of the republic",
    origin="from the republic",
    left="the republic",
    elsewhere="Elsewhere in Russia",
    exit_site="a weather site",
)
RAISES = Mark(kind=MarkKind.WARN, meaning="Raises it:")
UNKNOWN = Mark(kind=MarkKind.ASK, meaning="Not known:")
WORDS = (
    "Двоюродный брат сказал, что про меня знают. Сегодня могут прийти домой. "
    "Телефон у меня только ночью, когда все спят. Не знаю, куда идти."
)
ENGLISH = (
    "A cousin told me that they know about me. They may come to the house today. I only have "
    "the phone at night, when everyone sleeps. I do not know where to go."
)
ANSWER = (
    "Спасибо, что написали. Мы прочли, и один из нас теперь с вами. Сегодня ничего решать не "
    "обязательно.\n\nОдин вопрос: есть ли знакомый, о котором семья не знает?"
)


def safe_ways() -> tuple[SafeWay, ...]:
    return (
        SafeWay(words="Only behind the code: an answer may always be posted there",
                icon="message-square"),
        SafeWay(words="Reads at night, between 1 and 4", icon="clock"),
        SafeWay(words="Never call, no number was given", icon="phone-off", never=True),
        SafeWay(words="Write in Russian, plain words", icon="languages"),
    )  # fmt: skip


def _assess() -> AssessPanel:
    first = {"level": "hours", "owner": "1", "reasons": [Reason.FAMILY_KNOWS.value]}
    return AssessPanel(
        form=AssessForm(initial=first, members=MEMBERS),
        url="/request/assess",
        reasons=(
            MarkedLine(mark=RAISES, words="“Today”", detail="They expect someone today."),
            MarkedLine(mark=RAISES, words="The family knows", detail="A cousin said so."),
            MarkedLine(mark=RAISES, words="Phone only at night",
                       detail="Next chance to read: tonight."),
            MarkedLine(mark=UNKNOWN, words="Nowhere to go, or not asked yet",
                       detail="Ask about a friend."),
        ),
    )  # fmt: skip


def request() -> RequestPage:
    return RequestPage(
        shell=shell_at(Section.QUEUE),
        up=Link(words="Queue", url="/queue"),
        code="R-0594",
        name="Juniper",
        urgency=HOURS,
        tags=(Pill(words="New request", tone=Tone.BAD, icon="bell"),),
        lead="Came through the public page in the night. Nobody has answered yet. “Juniper” "
        "was given by the list, not by the person.",
        safe_ways=safe_ways(),
        words=Quoted(
            text=WORDS,
            language="ru",
            caption="Written in Russian, 17 May at 03:12, sealed on arrival",
        ),
        language="Russian",
        translation=Translation(
            by="English, by Lyra. Not a certified translation.",
            text=Quoted(text=ENGLISH, language="en"),
        ),
        ask_url="/ask",
        answers=(
            GivenAnswer(asked="Is somebody looking for you now?", said="Yes"),
        ),
        facts=(
            Fact(term="Who", words="One person, for themselves"),
            Fact(term="Place", words="In the republic, their own answer"),
            Fact(term="Their wish", words="“In the next hours. I am in danger now.”"),
            Fact(term="Code", words="In use, opened once since"),
        ),
        take_url="/request/take",
        assess=_assess(),
        reply=ReplyPanel(
            form=ReplyForm(initial={"text": ANSWER}, language="ru"),
            url="/request/answer",
            draft=Draft(url="/draft", kept="Draft kept on the server, sealed"),
        ),
        make_case=MakeCasePanel(
            form=MakeCaseForm(initial={"people": 1}),
            url="/request/make-case",
        ),
        rules=RulesPanel(form=ContactRulesForm(), url="/request/rules"),
        attempts=AttemptsPanel(attempts=(), form=AttemptForm(), url="/request/attempt"),
        similar=(
            Similar(
                words="R-0571 of 12 May also speaks of a cousin and a phone at night.",
                url="/request",
            ),
        ),
        woken=(
            Woken(member=NUNKI, words="Notice sent, 03:12",
                  detail="Fixed words, nothing about anyone"),
            Woken(member=LYRA, words="Second notice, 03:27",
                  detail="Opened the request, 03:31"),
        ),
    )  # fmt: skip


def attempts() -> tuple[Attempt, ...]:
    return (
        Attempt(when="Today, 11:40", outcome=Pill(words="They wrote", tone=Tone.OK), by=LYRA,
                words="First message, answered at once"),
        Attempt(when="Today, 12:05", outcome=Pill(words="Not answered", tone=Tone.WARN),
                by=LYRA, words="Asked for a safe hour. Not read yet"),
        Attempt(when="Today, 13:20", outcome=Pill(words="Reached", tone=Tone.OK), by=LYRA,
                words="Evenings are safe, never by voice"),
    )  # fmt: skip


def enter_request() -> EnterRequestPage:
    filled = {
        "channel": "messenger",
        "reached_at": "17.05.2017 11:40",
        "language": "ru",
        "what": "Left home yesterday with a small bag, is at a friend’s until Friday. The "
        "brother has called all friends from her list. Asks for a place, later for papers.",
        "place": "region",
        "soon": "days",
        "reach": "also_ring",
        "hours": "20:00 to 23:00",
        "eyes": True,
        "token": "sealed",
    }
    tried = {
        "tried_at": "17.05.2017 12:05",
        "way": "messenger",
        "outcome": Outcome.NOT_ANSWERED.value,
        "words": "Asked for a safe hour",
    }
    return EnterRequestPage(
        shell=shell_at(Section.QUEUE),
        up=Link(words="Queue", url="/queue"),
        url="/enter-request",
        form=EnterRequestForm(
            initial=filled, languages=[("ru", "Russian"), ("en", "English")], wording=REPUBLIC
        ),
        receipt_words=("copper", "meadow", "violin", "tunnel", "basket", "amber", "walnut",
                       "ferry", "lantern"),
        receipt_digits="01234 56789 01234 56789 01234 56789",
        receipt_language="en",
        tried=AttemptFormSet(initial=[tried], prefix="tried"),
        attempts=attempts(),
        another=AttemptForm(prefix="another"),
        draft=Draft(url="/draft", kept="Draft kept on the server, sealed"),
    )  # fmt: skip
