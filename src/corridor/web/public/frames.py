"""What stands around every public page, from the organisation's own settings."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from corridor.crypto.word_lists import list_languages
from corridor.domain.languages import day_in, direction, in_cyrillic
from corridor.domain.settings import OrganisationSettings, StaffedHours
from corridor.web.composition import premises, tongues
from corridor.web.public.pages import Frame, LanguageLink, TalkUrls
from corridor.web.public.texts import OwnWords
from corridor.web.sentences import OWN_WORDS

_DAY: Final = 24 * 60
_AT_MOST: Final = 256


def frame(language: str, *, here: str = "ask") -> Frame:
    """`here` names the page that the language links lead to."""
    spoken = tongues()
    return frame_of(language, here, spoken.offered, str(spoken.version))


@lru_cache(maxsize=_AT_MOST)
def frame_of(language: str, here: str, offered: tuple[str, ...], version: str) -> Frame:
    """Made once for each language, and again when somebody has changed its words."""
    settings = premises().settings
    wording = settings.wording(language)
    own = str if wording.language == language else _own
    return Frame(
        language=language,
        languages=tuple(
            LanguageLink(
                code=code,
                name=_begun(tongues().name(code)),
                url=reverse(here, kwargs={"language": code}),
                current=code == language,
            )
            for code in reversed(offered)
        ),
        own=OwnWords(
            exit_site=own(wording.exit_site),
            here=_begun(own(wording.in_region)),
            elsewhere=_begun(own(wording.elsewhere)),
            staffed=staffed_words(settings),
        ),
        write_url=reverse("ask", kwargs={"language": language}),
        back_url=reverse("back", kwargs={"language": language}),
        direction=direction(language),
        leave_url=reverse("leave"),
        code_language=code_language(language),
        version=version,
    )


def _own(words: str) -> str:
    """The organisation's words for its region, as they were written for a further language."""
    return pgettext(OWN_WORDS, words)


def code_language(language: str) -> str:
    """Whose words make up a code: there are lists in a few languages, in two alphabets."""
    if language in list_languages():
        return language
    return "ru" if in_cyrillic(language) else "en"


def talk_urls(language: str) -> TalkUrls:
    def url(name: str) -> str:
        return reverse(name, kwargs={"language": language})

    return TalkUrls(
        look=url("page"),
        message=url("page-message"),
        ok=url("page-ok"),
        reach=url("page-reach"),
        withdraw=url("page-withdraw"),
        file=url("page-file"),
        more=url("page-more"),
        contact=url("page-contact"),
        words=url("page-words"),
        correct=url("page-correct"),
        delete=url("page-delete"),
    )


def staffed_words(settings: OrganisationSettings) -> str:
    """When somebody is there ("9 to 23, Moscow time"), and no promise of an answer."""
    if not settings.staffed:
        return ""
    hours = [_hours(one) for one in settings.staffed]
    return gettext("%(hours)s, %(zone)s time") % {
        "hours": ", ".join(hours),
        "zone": _zone_words(settings.zone),
    }


def moment(at: datetime) -> str:
    """A time in the desk's own zone: "17 May at 03:12"."""
    local = at.astimezone(ZoneInfo(premises().settings.zone))
    return gettext("%(day)s at %(hour)s") % {
        "day": day_in(get_language() or "en", local),
        "hour": f"{local:%H:%M}",
    }


def day_words(day: date) -> str:
    return day_in(get_language() or "en", day)


def backups_end(*, at: datetime) -> str:
    """The day when the last backup made today ends; empty where nothing is promised."""
    settings = premises().settings
    if not settings.keeping.backups:
        return ""
    local = at.astimezone(ZoneInfo(settings.zone)).date()
    return day_words(local + timedelta(days=settings.keeping.backups))


def _hours(one: StaffedHours) -> str:
    return gettext("%(start)s to %(end)s") % {
        "start": _clock(one.start),
        "end": _clock(one.end),
    }


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % _DAY or minute, 60)
    return f"{hour}:{rest:02d}" if rest else str(hour)


def _zone_words(zone: str) -> str:
    if zone == "Europe/Moscow":
        return gettext("Moscow")
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def _begun(words: str) -> str:
    """With a capital first letter, whatever signs stand before it."""
    first = next((place for place, sign in enumerate(words) if sign.isalpha()), 0)
    return words[:first] + words[first : first + 1].upper() + words[first + 1 :]
