"""Names of countries for people to read. A code that is not here is shown as it is."""

from typing import Final

from django.utils.translation import gettext_lazy

_NAMES: Final = {
    "AM": gettext_lazy("Armenia"),
    "AR": gettext_lazy("Argentina"),
    "AT": gettext_lazy("Austria"),
    "AU": gettext_lazy("Australia"),
    "AZ": gettext_lazy("Azerbaijan"),
    "BE": gettext_lazy("Belgium"),
    "BG": gettext_lazy("Bulgaria"),
    "BR": gettext_lazy("Brazil"),
    "BY": gettext_lazy("Belarus"),
    "CA": gettext_lazy("Canada"),
    "CH": gettext_lazy("Switzerland"),
    "CZ": gettext_lazy("Czechia"),
    "DE": gettext_lazy("Germany"),
    "DK": gettext_lazy("Denmark"),
    "EE": gettext_lazy("Estonia"),
    "ES": gettext_lazy("Spain"),
    "FI": gettext_lazy("Finland"),
    "FR": gettext_lazy("France"),
    "GB": gettext_lazy("United Kingdom"),
    "GE": gettext_lazy("Georgia"),
    "IE": gettext_lazy("Ireland"),
    "IL": gettext_lazy("Israel"),
    "IS": gettext_lazy("Iceland"),
    "IT": gettext_lazy("Italy"),
    "KG": gettext_lazy("Kyrgyzstan"),
    "KZ": gettext_lazy("Kazakhstan"),
    "LT": gettext_lazy("Lithuania"),
    "LU": gettext_lazy("Luxembourg"),
    "LV": gettext_lazy("Latvia"),
    "MD": gettext_lazy("Moldova"),
    "NL": gettext_lazy("Netherlands"),
    "NO": gettext_lazy("Norway"),
    "NZ": gettext_lazy("New Zealand"),
    "PL": gettext_lazy("Poland"),
    "PT": gettext_lazy("Portugal"),
    "RO": gettext_lazy("Romania"),
    "RS": gettext_lazy("Serbia"),
    "RU": gettext_lazy("Russia"),
    "SE": gettext_lazy("Sweden"),
    "SK": gettext_lazy("Slovakia"),
    "TR": gettext_lazy("Turkey"),
    "UA": gettext_lazy("Ukraine"),
    "US": gettext_lazy("United States"),
}
_SLUGS: Final = {"LT": "lithuania"}  # the name that checks from outside ask for


def country_name(code: str) -> str:
    return str(_NAMES.get(code, code))


def countries() -> list[tuple[str, str]]:
    """Offer every country that has a name here, in the order of the reader's language."""
    named = ((code, str(name)) for code, name in _NAMES.items())
    return sorted(named, key=lambda one: one[1])


def country_slug(code: str) -> str:
    """The country's part of an element's id."""
    return _SLUGS.get(code, code.lower())
