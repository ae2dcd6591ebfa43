"""When very many write at once: a wait, then a short task. Every word stays in the form.

Check-ins, withdrawing and reading never wait. There is nothing here that strangers share:
the price is that of the moment, and each pays it for their own words.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from corridor.base.pressure import ON_PUBLIC_PAGES
from corridor.crypto.receipt import Receipt
from corridor.web.composition import clock
from corridor.web.public.answering import show
from corridor.web.public.frames import code_language, frame
from corridor.web.public.pages import PublicPage
from corridor.web.public.prices import price_at
from corridor.web.public.tasks import Task, new_task
from corridor.web.public.texts import Trouble
from corridor.web.public.tokens import token_of
from corridor.web.public.turns import Turn, turn_in, words_of

Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class WaitPage(PublicPage):
    """Nothing is sent; words and code are still in the person's hands.

    `carried` are all their answers, `text` the words among them, once more to be read.
    """

    template = "public/wait.html"
    skip_to = "send"

    step: str
    turn: str = field(repr=False)
    token: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)
    carried: Said = field(repr=False)
    seconds: int = 0
    task: Task | None = None

    @property
    def action(self) -> str:
        return self.frame.write_url + self.step

    @property
    def how_long(self) -> str:
        if not self.seconds:
            return ""
        return ngettext(
            "In %(count)s second it is your turn. Then press Send.",
            "In %(count)s seconds it is your turn. Then press Send.",
            self.seconds,
        ) % {"count": self.seconds}


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What somebody wants to leave here; `step` is where its form leads."""

    receipt: Receipt
    said: Said
    step: str
    text: str = field(repr=False)


def held_up(request: HttpRequest, language: str, sending: Sending) -> HttpResponse | None:
    """None when they may go on: always while it is calm, and once their turn has come."""
    price = price_at(ON_PUBLIC_PAGES.now())
    if price.is_free:
        return None
    at = clock()()
    words = words_of(sending.receipt, (value for _, value in sending.said))
    turn = turn_in(request.POST.get("turn", ""), words=words, at=at)
    if turn is None:
        turn = Turn(words=words, ready=at + timedelta(seconds=price.seconds))
        return _shown(language, sending, turn, new_task(language) if price.task else None)
    if turn.has_task and not turn.solved_by(request.POST.get("answer", "")):
        return _shown(language, sending, turn, new_task(language), trouble=_not_it())
    if at < turn.ready:
        return _shown(language, sending, turn, None)
    return None


def took_in() -> None:
    ON_PUBLIC_PAGES.took_in()


def _shown(
    language: str,
    sending: Sending,
    turn: Turn,
    task: Task | None,
    *,
    trouble: Trouble | None = None,
) -> HttpResponse:
    at, receipt = clock()(), sending.receipt
    seconds = max(0, ceil((turn.ready - at).total_seconds()))
    page = WaitPage(
        frame=frame(language),
        step=sending.step,
        turn=turn.asking(task).token(at=at),
        token=token_of(receipt),
        words=receipt.words(code_language(language)),
        text=sending.text,
        carried=sending.said,
        seconds=seconds,
        task=task,
        trouble=trouble,
    )
    response = show(page, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(max(1, seconds))
    return response


def _not_it() -> Trouble:
    return Trouble(
        heading=gettext("Your message is not sent yet"),
        sentence=gettext("This was not the answer. Here is another task."),
        field="answer",
        comfort=gettext("Your words and your place in the line are kept."),
    )
