"""What stands around every public page, from the organisation's own settings."""

from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext

from corridor.domain.settings import OrganisationSettings, StaffedHours
from corridor.web.composition import premises
from corridor.web.public.pages import Frame, LanguageLink, TalkUrls
from corridor.web.public.texts import OwnWords

_DAY: Final = 24 * 60


@cache
def frame(language: str, *, here: str = "ask") -> Frame:
    """`here` names the page that the language links lead to. Made once for each language."""
    settings = premises().settings
    wording = settings.wording(language)
    return Frame(
        language=language,
        languages=tuple(
            LanguageLink(
                code=code,
                name=get_language_info(code)["name_local"].capitalize(),
                url=reverse(here, kwargs={"language": code}),
                current=code == language,
            )
            for code in reversed(settings.languages)
        ),
        own=OwnWords(
            exit_site=wording.exit_site,
            here=_begun(wording.in_region),
            elsewhere=_begun(wording.elsewhere),
            staffed=staffed_words(settings),
        ),
        write_url=reverse("ask", kwargs={"language": language}),
        back_url=reverse("back", kwargs={"language": language}),
        direction="rtl" if get_language_info(language)["bidi"] else "ltr",
        leave_url=reverse("leave"),
    )


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
        "day": date_format(local, "j E"),
        "hour": f"{local:%H:%M}",
    }


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
    return words[:1].upper() + words[1:]
