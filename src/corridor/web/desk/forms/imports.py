"""How a list is read: its alphabet, its columns, its days."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.imports import ABOUT_PERSON, Column, DayOrder, Plan
from corridor.domain.intake import Channel
from corridor.domain.tables import Alphabet, Line, Reading, Sign
from corridor.web.desk.words import CHANNELS, choices
from corridor.web.ui.forms import Choices, DeskForm, pick_from_list, pick_one

_LONGEST_EXAMPLE: Final = 60
_EXAMPLES: Final = 3

ALPHABETS: Final = {
    Alphabet.UTF_8: _("UTF-8"),
    Alphabet.UTF_16: _("UTF-16"),
    Alphabet.WINDOWS_1251: _("Windows-1251"),
}
SIGNS: Final = {
    Sign.COMMA: _("Comma"),
    Sign.SEMICOLON: _("Semicolon"),
    Sign.TAB: _("Tab"),
}
COLUMNS: Final = {
    Column.LEAVE_OUT: _("Leave this column out"),
    Column.WORDS: _("What is happening, in their words"),
    Column.NAME: _("Name"),
    Column.BORN: _("Born: a year or a day"),
    Column.PHONE: _("Phone"),
    Column.EMAIL: _("E-mail"),
    Column.LANGUAGE: _("Language"),
    Column.SOON: _("How soon: hours, days or can wait"),
    Column.CAME_ON: _("The day on which they asked"),
    Column.REFERENCE: _("The sender’s own number"),
}
DAYS: Final = {
    DayOrder.DAY_FIRST: _("03.04.2017 is 3 April"),
    DayOrder.MONTH_FIRST: _("03.04.2017 is 4 March"),
    DayOrder.UNSAID: _("There are no days in it, or only as 2017-04-03"),
}


class PlanForm(DeskForm):
    """One question for each column, and those that go for the whole list."""

    slug = "plan"

    alphabet = pick_one(label=_("Alphabet of the file"), choices=choices(ALPHABETS))
    sign = pick_one(label=_("What stands between two columns"), choices=choices(SIGNS))
    sheet = pick_from_list(label=_("Sheet"))
    has_headings = forms.BooleanField(label=_("The first row holds headings"), required=False)
    days = pick_one(
        label=_("How days are written"),
        choices=choices(DAYS),
        help_text=_("It is asked, since nobody can guess it from 03.04.2017."),
    )
    language = pick_from_list(
        label=_("Language"), help_text=_("Where a row says none: the one for answers.")
    )
    channel = pick_one(
        label=_("How they reached the sender, or you"),
        choices=choices(CHANNELS, leave_out=[Channel.PAGE]),
    )

    def __init__(
        self,
        *args: Any,
        lines: tuple[Line, ...],
        sheets: tuple[str, ...],
        languages: Choices,
        may_write_names: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        self.offer("language", languages)
        self.offer("sheet", [(str(at), name or str(at + 1)) for at, name in enumerate(sheets)])
        for name in ("alphabet", "sign") if sheets else ("sheet",):
            del self.fields[name]
        leave_out = () if may_write_names else tuple(ABOUT_PERSON)
        offered = choices(COLUMNS, leave_out=leave_out)
        self.width = max((len(line.cells) for line in lines), default=0)
        for place in range(self.width):
            field = pick_from_list(
                label=self._heading(place),
                choices=offered,
                initial=Column.LEAVE_OUT.value,
                help_text=self._examples(place),
            )
            field.widget.attrs["autocomplete"] = "off"
            self.fields[f"column-{place}"] = field

    def _heading(self, place: int) -> str:
        said = self._lines[0].cell(place) if self._lines else ""
        number = gettext("Column %(number)s") % {"number": place + 1}
        return f"{number}: {_cut(said)}" if said else number

    def _examples(self, place: int) -> str:
        said = (line.cell(place) for line in self._lines[1:20])
        return "; ".join(list(dict.fromkeys(_cut(one) for one in said if one))[:_EXAMPLES])

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column-{place}"] for place in range(self.width)]

    @property
    def list_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("column-")]

    def plan(self) -> Plan:
        said = self.cleaned_data
        has_headings = said["has_headings"]
        return Plan(
            reading=self._reading(),
            sheet=int(said.get("sheet") or 0),
            has_headings=has_headings,
            headings=self._lines[0].cells if has_headings and self._lines else (),
            columns=tuple(Column(said[f"column-{at}"]) for at in range(self.width)),
            days=DayOrder(said["days"]),
            language=said["language"],
            channel=Channel(said["channel"]),
        )

    def _reading(self) -> Reading | None:
        said = self.cleaned_data
        if "alphabet" not in self.fields:
            return None
        return Reading(alphabet=Alphabet(said["alphabet"]), sign=Sign(said["sign"]))


def chosen_reading(data: Any) -> Reading | None:
    """What the form says of the file itself, before the rest of it can be judged."""
    try:
        return Reading(
            alphabet=Alphabet(data.get("alphabet", "")), sign=Sign(data.get("sign", ""))
        )
    except ValueError:
        return None


def chosen_sheet(data: Any) -> int:
    said = str(data.get("sheet", ""))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0  # noqa: PLR2004


def initial_of(plan: Plan) -> dict[str, Any]:
    """A plan as the form asks for it."""
    said: dict[str, Any] = {
        "sheet": str(plan.sheet),
        "has_headings": plan.has_headings,
        "days": plan.days.value,
        "language": plan.language,
        "channel": plan.channel.value,
        **{f"column-{at}": column.value for at, column in enumerate(plan.columns)},
    }
    if plan.reading is not None:
        said |= {"alphabet": plan.reading.alphabet.value, "sign": plan.reading.sign.value}
    return said


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else f"{line[:_LONGEST_EXAMPLE]}…"
