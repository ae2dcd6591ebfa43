"""One request as a page."""

from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.cards import card_of
from corridor.domain.casefile import State
from corridor.domain.intake import Channel
from corridor.domain.policy import Act
from corridor.domain.queueing import urgency as urgency_of
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.request import MakeCaseForm, ReplyForm
from corridor.web.desk.pages.common import Draft, Fact, Link, Quoted
from corridor.web.desk.pages.request import (
    AssessPanel,
    MakeCasePanel,
    ReplyPanel,
    RequestPage,
    RulesPanel,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.attempts import attempts_panel
from corridor.web.desk.showing.common import (
    day_words,
    language_name,
    may_take,
    moment_inside,
    urgency_mark,
    wording_of,
)
from corridor.web.desk.showing.duplicates import similar
from corridor.web.desk.showing.given import answers_given
from corridor.web.desk.showing.queue_rows import card_tags
from corridor.web.desk.showing.safety import rules_form, safe_ways
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.timeline import conversation
from corridor.web.desk.showing.triage import (
    assess_form,
    assessment_made,
    may_second,
    raising,
)
from corridor.web.desk.taking import offers_for
from corridor.web.desk.words import CHANNELS, WHO, WISHES, said_place_words


def request_page(visit: Visit, file: CaseFile, shown: Shown) -> RequestPage:
    desk, case = visit.desk, file.case
    card = card_of(case, None if file.talk is None else file.talk.dialogue)
    return RequestPage(
        shell=shell_of(visit, Section.QUEUE, toast=shown.toast),
        up=Link(words=gettext("Queue"), url=reverse("queue")),
        seen=str(file.height),
        code=case.number,
        name=case.name,
        urgency=urgency_mark(urgency_of(card, at=desk.clock())),
        tags=card_tags(card, at=desk.clock(), today=desk.today()),
        lead=_lead(desk, file),
        safe_ways=safe_ways(file),
        words=_words(desk, file),
        language=language_name(card.language),
        facts=_facts(desk, file),
        answers=answers_given(file),
        ask_url=_url("ask-questions", file) if _may_ask(desk, file) else "",
        attempts=attempts_panel(desk, file, shown=shown, room="request"),
        take_url=_url("request-take", file) if may_take(desk, case) else "",
        withdrawn=_withdrawn(desk, file),
        files_url=_url("files", file),
        conversation=conversation(desk, file),
        assess=_assess(desk, file, shown),
        reply=_reply(desk, file, shown),
        make_case=_make_case(desk, file, shown),
        rules=_rules(desk, file, shown),
        similar=similar(visit, file),
    )


def _may_ask(desk: Desk, file: CaseFile) -> bool:
    if file.talk is None or not desk.may(Act.ENTER_REQUEST):
        return False
    return file.talk.dialogue.withdrawn_at is None


def _url(name: str, file: CaseFile) -> str:
    return reverse(name, kwargs={"case": file.chain})


def _lead(desk: Desk, file: CaseFile) -> str:
    """How it came, and where it stands; the code name is the list's, not the person's."""
    case = file.case
    if case.state is State.CASE:
        return gettext("It has become a case. The person still reads their code page.")
    came = gettext("Came on %(day)s: %(channel)s.") % {
        "day": day_words(case.request.asked_on) if case.request else "",
        "channel": CHANNELS[case.request.channel] if case.request else "",
    }
    named = gettext("“%(name)s” was given by the list, not by the person.") % {
        "name": case.name
    }
    return " ".join((came, _owned(desk, file), named))


def _owned(desk: Desk, file: CaseFile) -> str:
    if file.case.owner is None:
        return gettext("Nobody has taken it yet.")
    handle = member_mark(desk, file.case.owner).handle
    return gettext("In the hands of %(handle)s.") % {"handle": handle}


def _words(desk: Desk, file: CaseFile) -> Quoted:
    dialogue = None if file.talk is None else file.talk.dialogue
    asked = None if dialogue is None else dialogue.asked
    if dialogue is None or asked is None:
        return Quoted(text=gettext("Their words have been erased."), language="")
    if not asked.what:
        return Quoted(text=gettext("The person has deleted these words."), language="")
    written = moment_inside(dialogue.timeline[0].at, today=desk.today())
    caption = gettext("Written in %(language)s, %(moment)s, sealed on arrival")
    return Quoted(
        text=asked.what,
        language=asked.language,
        direction="auto",
        caption=caption % {"language": language_name(asked.language), "moment": written},
    )


def _facts(desk: Desk, file: CaseFile) -> tuple[Fact, ...]:
    request = file.case.request
    if request is None:
        return ()
    place = said_place_words(request.said_place, wording=wording_of(desk))
    handed = gettext("Handed over to them") if file.case.code_handed_over else ""
    return (
        Fact(term=gettext("Who needs help"), words=str(WHO[request.who])),
        Fact(term=gettext("Place, in their words"), words=place),
        Fact(term=gettext("Their wish"), words=str(WISHES[request.wish])),
        Fact(term=gettext("Way"), words=_way(file, request.channel)),
        Fact(term=gettext("Their code"), words=handed or _code_use(file)),
    )


def _way(file: CaseFile, channel: Channel) -> str:
    """Through whom it came, where it came through somebody."""
    came = file.case.came
    said = (str(CHANNELS[channel]), came.sender if came else "")
    return ": ".join(part for part in said if part)


def _code_use(file: CaseFile) -> str:
    """Whether they ever came back is known by what they wrote, never by their looking."""
    if file.talk is None:
        return gettext("No longer in use")
    first, *later = file.talk.dialogue.timeline
    if any(one.by is None and one.act != first.act for one in later):
        return gettext("In use: they have written again")
    return gettext("They have it; nothing was written since")


def _withdrawn(desk: Desk, file: CaseFile) -> str:
    if file.talk is None:
        return gettext("The person has withdrawn. Their words and your answers are erased.")
    at = file.talk.dialogue.withdrawn_at
    if at is None:
        return ""
    moment = moment_inside(at, today=desk.today())
    return gettext("The person has withdrawn, %(moment)s. Nothing is added any more.") % {
        "moment": moment
    }


def _assess(desk: Desk, file: CaseFile, shown: Shown) -> AssessPanel | None:
    if not desk.may(Act.ASSESS) or file.case.closed is not None:
        return None
    urgency = file.case.safety.urgency
    return AssessPanel(
        form=shown.form(assess_form(desk, file)),
        url=_url("request-assess", file),
        reasons=raising(desk, file),
        made=assessment_made(desk, urgency),
        second_url=_url("request-second", file) if may_second(desk, urgency) else "",
        weigh_url=_url("request-triage", file),
    )


def _reply(desk: Desk, file: CaseFile, shown: Shown) -> ReplyPanel | None:
    talk, request = file.talk, file.case.request
    if talk is None or request is None or not desk.may(Act.REPLY):
        return None
    if talk.dialogue.withdrawn_at is not None:
        return None
    typed = shown.typed.get("reply", {})
    fresh = ReplyForm(
        initial={"text": typed.get("text", "")},
        language=request.language,
        offers=offers_for(desk, file),
    )
    kept = gettext("Draft kept on the server, sealed") if typed else ""
    return ReplyPanel(
        form=shown.form(fresh),
        url=_url("reply", file),
        draft=Draft(url=_url("reply-draft", file), kept=kept),
    )


def _make_case(desk: Desk, file: CaseFile, shown: Shown) -> MakeCasePanel | None:
    if file.case.state is not State.REQUEST or not desk.may(Act.MAKE_CASE):
        return None
    form = shown.form(MakeCaseForm(initial={"people": 1}))
    return MakeCasePanel(form=form, url=_url("make-case", file))


def _rules(desk: Desk, file: CaseFile, shown: Shown) -> RulesPanel | None:
    if not desk.may(Act.SET_CONTACT_RULES):
        return None
    form = shown.form(rules_form(file))
    return RulesPanel(form=form, url=_url("request-rules", file))
