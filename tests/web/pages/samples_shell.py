"""The shell around every sample page: Lyra at the desk on 17 May 2017."""

from corridor.web.desk.pages.common import Toast
from corridor.web.desk.pages.shell import (
    Entrance,
    Section,
    Shell,
    ShellUrls,
    group_entrances,
)
from corridor.web.ui.marks import Member

LYRA = Member(handle="Lyra")
VEGA = Member(handle="Vega", tint="b")
ALTAIR = Member(handle="Altair", tint="v")
MIRA = Member(handle="Mira", tint="a")
NUNKI = Member(handle="Nunki")

_ENTRANCES = (
    Entrance(section=Section.QUEUE, url="/queue", count=4, count_words="4 waiting", hot=True),
    Entrance(section=Section.CASES, url="/case", count=37, count_words="37 open"),
    Entrance(
        section=Section.JOURNEYS, url="/journeys", count=1, count_words="1 overdue", hot=True
    ),
    Entrance(section=Section.STATISTICS, url="/statistics"),
    Entrance(section=Section.STATEMENTS, url="/statement", count=1, count_words="1 draft"),
    Entrance(section=Section.TEAM, url="/team"),
    Entrance(section=Section.JOURNAL, url="/journal"),
)
_URLS = ShellUrls(
    home="/queue",
    search="/search",
    lock="/lock",
    stay="/stay",
    keys="/keys",
    new_request="/enter-request",
    help="/help",
)


def shell_at(section: Section | None, *, toast: Toast | None = None) -> Shell:
    return Shell(
        member=LYRA,
        urls=_URLS,
        groups=group_entrances(_ENTRANCES),
        current=section,
        toast=toast,
    )
