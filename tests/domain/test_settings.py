import pytest
from msgspec.structs import replace

from corridor.domain.errors import (
    EmptyFieldError,
    LimitTooLowError,
    NotAChoiceError,
    UnknownCountryError,
    UnknownZoneError,
    WordingMissingError,
)
from corridor.domain.settings import OrganisationSettings, StaffedHours, settle
from tests.domain.test_roster import SETTINGS


def test_settings_stand_as_they_were_written() -> None:
    assert settle(SETTINGS) == SETTINGS
    assert settle(replace(SETTINGS, name=" A  desk ")).name == "A desk"


@pytest.mark.parametrize(
    ("draft", "refusal", "field"),
    [
        (replace(SETTINGS, name=" "), EmptyFieldError, "name"),
        (replace(SETTINGS, country="XX"), UnknownCountryError, "country"),
        (replace(SETTINGS, zone="Moscow"), UnknownZoneError, "zone"),
        (replace(SETTINGS, languages=()), EmptyFieldError, "languages"),
        (replace(SETTINGS, languages=("en", "ru")), WordingMissingError, "wordings"),
        (
            replace(SETTINGS, wordings=(replace(SETTINGS.wordings[0], origin=""),)),
            EmptyFieldError,
            "wordings",
        ),
        (
            replace(SETTINGS, wordings=(replace(SETTINGS.wordings[0], left=""),)),
            EmptyFieldError,
            "wordings",
        ),
        (replace(SETTINGS, small_number=4), LimitTooLowError, "small_number"),
        (replace(SETTINGS, notice_repeat=0), LimitTooLowError, "notice_repeat"),
        (replace(SETTINGS, notice_delays=()), NotAChoiceError, "notice_delays"),
        (replace(SETTINGS, notice_delays=(-1, 5)), NotAChoiceError, "notice_delays"),
        (replace(SETTINGS, notice_delays=(5, 5)), NotAChoiceError, "notice_delays"),
        (replace(SETTINGS, notice_delays=(10, 5)), NotAChoiceError, "notice_delays"),
        (
            replace(SETTINGS, staffed=(StaffedHours(start=-1, end=5),)),
            NotAChoiceError,
            "staffed",
        ),
        (
            replace(SETTINGS, staffed=(StaffedHours(start=5, end=1441),)),
            NotAChoiceError,
            "staffed",
        ),
        (replace(SETTINGS, exit_site="http://weather.example"), NotAChoiceError, "exit_site"),
        (replace(SETTINGS, exit_site="javascript:alert(1)"), NotAChoiceError, "exit_site"),
    ],
)
def test_settings_that_nothing_could_rely_on_are_refused(
    draft: OrganisationSettings, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal, match=field):
        settle(draft)


def test_a_desk_may_be_staffed_all_day_and_past_midnight() -> None:
    hours = (StaffedHours(start=0, end=1440), StaffedHours(start=22 * 60, end=60))

    assert settle(replace(SETTINGS, staffed=hours)).staffed == hours


def test_a_language_without_words_of_its_own_borrows_the_first() -> None:
    russian = replace(SETTINGS.wordings[0], language="ru", region="республика")
    settings = replace(SETTINGS, wordings=(*SETTINGS.wordings, russian))

    assert settings.wording("ru").region == "республика"
    assert settings.wording("fr").region == "the republic"
