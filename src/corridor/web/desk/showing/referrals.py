"""Referrals as a page: our card with its words, partners, and what was set aside."""

from django.urls import reverse
from django.utils.translation import get_language

from corridor.crypto.word_lists import list_languages
from corridor.domain import partners
from corridor.domain.policy import Act
from corridor.domain.set_aside import SetAside
from corridor.services.referral_packets import partner_words
from corridor.services.referrals import intake_card, see_partners, see_set_aside
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.common import Notice
from corridor.web.desk.pages.referrals import PartnerRow, ReferralsPage, WaitingRow
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import shell_of
from corridor.web.desk.showing.common import moment_inside


def referrals_page(
    visit: Visit, *, trouble: str = "", done: Notice | None = None
) -> ReferralsPage:
    desk, language = visit.desk, _language()
    card = intake_card(desk)
    may_open, may_list = desk.may(Act.OPEN_REFERRALS), desk.may(Act.LIST_PARTNERS)
    waiting = see_set_aside(desk) if may_open else ()
    return ReferralsPage(
        shell=shell_of(visit, Section.REFERRALS),
        card_words=" ".join(card.words()),
        card_words_here="" if language == "en" else " ".join(card.words(language)),
        card_url=reverse("intake-card"),
        partners=tuple(
            PartnerRow(name=one.name, words=_words(one.key), key=one.key.hex())
            for one in see_partners(desk)
        ),
        waiting=tuple(_waiting(visit, one) for one in waiting),
        send_url=reverse("send-referral") if may_open else "",
        add_url=reverse("add-partner") if may_list else "",
        drop_url=reverse("drop-partner") if may_list else "",
        trouble=trouble,
        done=done,
    )


def _language() -> str:
    here = get_language() or "en"
    return here if here in list_languages() else "en"


def _words(key: bytes) -> str:
    return " ".join(partner_words(key, _language()))


def _waiting(visit: Visit, one: SetAside) -> WaitingRow:
    place = {"referral": one.fact.referral}
    return WaitingRow(
        when=moment_inside(one.at, today=visit.desk.today()),
        words=_words(one.fact.signed_by),
        is_known_now=partners.find(visit.desk.roster.partners, one.fact.signed_by) is not None,
        take_url=reverse("take-referral", kwargs=place),
        throw_url=reverse("throw-referral", kwargs=place),
    )
