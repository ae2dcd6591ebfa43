"""What a search for a name and a medicine finds."""

from corridor.web.desk.forms.search import SearchForm
from corridor.web.desk.pages.common import CountedLink, Link, MarkedLine
from corridor.web.desk.pages.search import Hit, Piece, SearchPage
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone
from tests.web.pages.samples_shell import shell_at

YES = Mark(kind=MarkKind.OK, meaning="Yes:")
NOT = Mark(kind=MarkKind.OFF, meaning="Not searched:")


def _hits() -> tuple[Hit, ...]:
    return (
        Hit(
            code="K-0412",
            title="Heron",
            url="/case",
            reasons=(
                Pill(words="Both words", tone=Tone.OK, icon="check"),
                Pill(words="Name, other script"),
                Pill(words="Same word in Russian"),
            ),
            line=(
                Piece(text="…каждый день нужен "),
                Piece(text="инсулин", found=True),
                Piece(text=", запас на месяц…"),
            ),
            line_language="ru",
            show_name_url="/name",
            because="Because a name in People is your first word in Russian letters, and a "
            "note of 4 April holds the second.",
        ),
        Hit(
            code="R-0589",
            title="Bracken",
            url="/request",
            reasons=(
                Pill(words="Name, one letter differs", tone=Tone.WARN),
                Pill(words="Russian"),
            ),
            instead="Line hidden until you open the request.",
            because="Because a word in the message of 15 May sounds like your first word. It "
            "may be a name, so the line is hidden.",
        ),
        Hit(
            code="K-0418",
            title="Alder",
            url="/case",
            reasons=(Pill(words="Exact word"), Pill(words="English")),
            line=(
                Piece(text="Bought two "),
                Piece(text="insulin", found=True),
                Piece(text=" pens and a cold bag for the road."),
            ),
            line_language="en",
            because="Because a note of 11 May holds the second word as you wrote it.",
        ),
    )


def search() -> SearchPage:
    return SearchPage(
        shell=shell_at(None),
        url="/search",
        form=SearchForm({"words": "Zaur insulin"}),
        searched=True,
        found="3 found, closest first",
        hits=_hits(),
        kinds=(
            CountedLink(words="Everything", url="/search", count=3, current=True),
            CountedLink(words="Cases", url="/search?kind=case", count=2),
            CountedLink(words="Requests", url="/search?kind=request", count=1),
        ),
        how=(
            MarkedLine(mark=YES, words="Cards that your keys open: 37 cases, 6 requests"),
            MarkedLine(mark=YES, words="Names, by sound and script"),
            MarkedLine(
                mark=NOT,
                words="Evidence and press: you hold no key, so nothing of them is shown or "
                "counted",
            ),
        ),
        closed=Link(words="Search closed cases", url="/search?closed=yes"),
    )
