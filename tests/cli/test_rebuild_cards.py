"""Cards are caches: thrown away or changed, they come back as they were."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from corridor.cli.signing_in import sign_in
from corridor.config.databases import databases
from corridor.domain.access import Compartment
from corridor.services.desk import Desk, Stores
from corridor.services.listing import index_of
from corridor.services.premises import open_premises
from corridor.services.rebuilding import Found, chains, rebuild
from tests.cli.desks import Told, code_now, every_row, tamper
from tests.store.engines import standing_in
from tests.support.server import run_corridor

READ = (Compartment.CASEWORK, Compartment.INTAKE, Compartment.RELOCATION)
FINE = "nothing missing, nothing changed\n"


def secrets_file(told: Told, folder: Path, *, role: str, later: int = 0) -> list[str]:
    login = told.login(role)
    file = folder / "secrets"
    file.write_text(f"{login['passphrase']}\n{code_now(login['totp_secret'], later=later)}\n")
    return ["--as", login["name"], "--secrets-file", str(file)]


@pytest.fixture
def lyra(desk: Told, tmp_path: Path, django_db_blocker: Any) -> Iterator[Desk]:
    """Casework, intake and relocation in one pair of hands."""
    login = desk.login("relocation")
    secrets_file(desk, tmp_path, role="relocation")
    answers = Namespace(handle=login["name"], secrets_file=tmp_path / "secrets")
    with django_db_blocker.unblock(), standing_in(databases(data=desk.folder, url="")):
        yield sign_in(open_premises(desk.folder), answers)


def lists(desk: Desk) -> dict[str, Any]:
    """Everything that lists show, read from the stored cards anew."""
    fresh = replace(desk, stores=Stores(desk=desk.stores.desk, door=desk.stores.door))
    found = {}
    for slug in READ:
        index = index_of(fresh, slug)
        found[slug.value] = (dict(index.cases), dict(index.journeys), set(index.unread))
    return found


def test_deleted_cards_come_back_as_they_were(lyra: Desk, desk: Told, tmp_path: Path) -> None:
    before = lists(lyra)
    count = len(every_row(desk.folder)["desk", "store_card"])
    tamper(desk.file("desk"), "DELETE FROM store_card;", guards="kept")
    assert run_corridor("verify", data=desk.folder).returncode == 1

    done = run_corridor(
        "rebuild-cards",
        *secrets_file(desk, tmp_path, role="relocation", later=30),
        data=desk.folder,
    )

    assert done.returncode == 0, done.stderr
    assert lists(lyra) == before
    assert len(every_row(desk.folder)["desk", "store_card"]) == count > 5
    assert run_corridor("verify", data=desk.folder).stdout == FINE


def test_a_second_run_writes_nothing(lyra: Desk, desk: Told) -> None:
    before = every_row(desk.folder)["desk", "store_log"]

    found = Counter(how for _one, how in rebuild(lyra, chains(lyra)))

    assert set(found) == {Found.FRESH}
    assert every_row(desk.folder)["desk", "store_log"] == before


def test_an_interrupted_run_is_taken_up_where_it_stopped(lyra: Desk, desk: Told) -> None:
    before, every = lists(lyra), chains(lyra)
    tamper(desk.file("desk"), "DELETE FROM store_card;", guards="kept")
    begun = islice(rebuild(lyra, every), 3)
    assert [how for _one, how in begun] == [Found.MADE] * 3

    found = Counter(how for _one, how in rebuild(lyra, every))

    assert found == {Found.FRESH: 3, Found.MADE: len(every) - 3}
    assert lists(lyra) == before


def test_a_card_of_another_past_is_folded_again(lyra: Desk, desk: Told) -> None:
    before = lists(lyra)
    tamper(desk.file("desk"), "UPDATE store_card SET sealed = zeroblob(300);", guards="kept")

    found = Counter(how for _one, how in rebuild(lyra, chains(lyra)))

    assert set(found) == {Found.MADE}
    assert lists(lyra) == before


def test_a_chain_that_was_changed_is_named_and_the_others_go_on(lyra: Desk, desk: Told) -> None:
    every = chains(lyra)
    broken = every[0].chain
    tamper(
        desk.file("desk"),
        "DELETE FROM store_card;"
        f"UPDATE store_entry SET body = zeroblob(1200) WHERE chain = x'{broken.hex}';",
    )

    found = dict(rebuild(lyra, every))

    assert found[every[0]] is Found.UNREADABLE
    assert Counter(found.values())[Found.MADE] >= len(every) - 2


def test_who_holds_fewer_keys_makes_fewer_cards(desk: Told, tmp_path: Path) -> None:
    tamper(desk.file("desk"), "DELETE FROM store_card;", guards="kept")

    done = run_corridor(
        "rebuild-cards", *secrets_file(desk, tmp_path, role="press"), data=desk.folder
    )

    assert done.stdout == "0 cards made again, 0 were right already.\n"
    assert every_row(desk.folder)["desk", "store_card"] == set()


@pytest.mark.parametrize("wrong", ["passphrase", "code", "handle"])
def test_one_wrong_answer_opens_nothing(desk: Told, tmp_path: Path, wrong: str) -> None:
    words = secrets_file(desk, tmp_path, role="relocation")
    passphrase, code = (tmp_path / "secrets").read_text().splitlines()
    if wrong == "passphrase":
        passphrase = "one two three four five six seven"
    if wrong == "code":
        code = f"{(int(code) + 1) % 1_000_000:06d}"
    if wrong == "handle":
        words[1] = "nobody"
    (tmp_path / "secrets").write_text(f"{passphrase}\n{code}\n")

    done = run_corridor("rebuild-cards", *words, data=desk.folder)

    assert done.returncode == 1
    assert done.stderr == "These three do not open a place at this desk.\n"
    assert passphrase not in done.stderr + done.stdout
