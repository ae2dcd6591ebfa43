"""Names of the areas that a journey may name: regions and countries, nothing smaller."""

from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from corridor.domain.settings import Wording
from corridor.web.charts.geography import areas

REGION: Final = "region"

_NAMES: Final = {
    "north_caucasus": gettext_lazy("North Caucasus"),
    "southern_russia": gettext_lazy("Southern Russia"),
    "central_russia": gettext_lazy("Central Russia"),
    "north_west_russia": gettext_lazy("North-western Russia"),
    "volga": gettext_lazy("Volga"),
    "urals": gettext_lazy("Urals"),
    "siberia": gettext_lazy("Siberia"),
    "georgia": gettext_lazy("Georgia"),
    "belarus": gettext_lazy("Belarus"),
    "ukraine": gettext_lazy("Ukraine"),
    "moldova": gettext_lazy("Moldova"),
    "lithuania": gettext_lazy("Lithuania"),
    "latvia": gettext_lazy("Latvia"),
    "estonia": gettext_lazy("Estonia"),
    "poland": gettext_lazy("Poland"),
    "czechia": gettext_lazy("Czechia"),
    "germany": gettext_lazy("Germany"),
    "austria": gettext_lazy("Austria"),
    "denmark": gettext_lazy("Denmark"),
    "netherlands": gettext_lazy("Netherlands"),
    "belgium": gettext_lazy("Belgium"),
    "france": gettext_lazy("France"),
    "switzerland": gettext_lazy("Switzerland"),
    "united_kingdom": gettext_lazy("United Kingdom"),
    "ireland": gettext_lazy("Ireland"),
    "spain": gettext_lazy("Spain"),
    "italy": gettext_lazy("Italy"),
    "sweden": gettext_lazy("Sweden"),
    "norway": gettext_lazy("Norway"),
    "finland": gettext_lazy("Finland"),
    "turkey": gettext_lazy("Turkey"),
    "canada": gettext_lazy("Canada"),
    "united_states": gettext_lazy("United States"),
}


def area_choices(region: str) -> list[tuple[str, str | Promise]]:
    """Every area that may be chosen, the organisation's own region first."""
    named: list[tuple[str, str | Promise]] = [(REGION, capfirst(region))]
    return named + [(area, _NAMES[area]) for area in areas() if area != REGION]


def area_name(area: str, wording: Wording) -> str:
    """Words from before there was a list stay as they were written."""
    if area == REGION:
        return str(capfirst(wording.region))
    return str(_NAMES.get(area, area))
