"""A desk that is killed at any moment has every word that it acknowledged."""

import os
from pathlib import Path

import pytest

from tests.floods.desks import Founded
from tests.kills.killing import Acknowledged, kill_once, lost_notes, lost_words

# Ten on every run; a night has time for the hundred.
KILLS = int(os.environ.get("CORRIDOR_KILLS", "10"))
pytestmark = pytest.mark.timeout(120 + KILLS * 30)


@pytest.fixture(params=["sqlite", "postgresql"])
def founded(request: pytest.FixtureRequest, tmp_path: Path) -> Founded:
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").make_database()
    members = ("Lyra:steward,caseworker,intake",)
    return Founded.in_folder(tmp_path / "desk", database_url=url, members=members)


def test_no_acknowledged_word_is_lost_however_often_the_plug_is_pulled(
    founded: Founded,
) -> None:
    acknowledged = Acknowledged()

    for number in range(KILLS):
        kill_once(founded, acknowledged, number=number)

    verified = founded.verify()
    assert verified.stdout == "nothing missing, nothing changed\n"
    assert lost_words(founded, acknowledged) == []
    assert lost_notes(founded, acknowledged, number=KILLS) == []
    assert len(acknowledged) > KILLS
    assert acknowledged.notes
