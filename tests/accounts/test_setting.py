import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from corridor.accounts.setting import stretch_cost
from corridor.crypto.stretch import StretchCost


def test_a_passphrase_costs_what_the_setting_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CORRIDOR_STRETCH", ("32768", 4), raising=False)

    assert stretch_cost() == StretchCost(32768, 4)


def test_without_a_setting_it_costs_64_mib_and_three_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(settings, "CORRIDOR_STRETCH", raising=False)

    assert stretch_cost() == StretchCost(64 * 1024, 3)


@pytest.mark.parametrize("given", ["", "cheap", (1,), (1, 2, 3), ("a", "b"), 5])
def test_a_setting_that_cannot_be_read_refuses_to_start(
    monkeypatch: pytest.MonkeyPatch, given: object
) -> None:
    monkeypatch.setattr(settings, "CORRIDOR_STRETCH", given, raising=False)

    with pytest.raises(ImproperlyConfigured):
        stretch_cost()
