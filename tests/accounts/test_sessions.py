import logging
import pickle
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event, Thread

import msgspec
import pytest
from django.db import connection, connections

from corridor.accounts.errors import Over, SessionOverError, WrongEngineError
from corridor.accounts.keys import Keys, new_keys
from corridor.accounts.session_rows import (
    MemorySessions,
    SessionKeeper,
    SessionRow,
    TableSessions,
)
from corridor.accounts.sessions import Sessions
from corridor.crypto.derive import subkey
from corridor.crypto.digest import digest
from corridor.crypto.errors import OpenError
from corridor.crypto.seal import unseal
from corridor.crypto.secrets import SecretKey
from tests.accounts.cast import NOON, OLEG, PEPPER, ZAREMA, compartment_key

MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["memory", "table"])
def keeper(request: pytest.FixtureRequest) -> Iterator[SessionKeeper]:
    if request.param == "memory":
        yield MemorySessions()
    else:
        request.getfixturevalue("postgres_desk")
        yield TableSessions()


@pytest.fixture
def sessions(keeper: SessionKeeper) -> Sessions:
    return Sessions(keeper=keeper, pepper=PEPPER)


@pytest.fixture
def keys() -> Keys:
    return new_keys(ZAREMA)


def row_behind(cookie: str, keeper: SessionKeeper) -> SessionRow:
    secret = SecretKey(urlsafe_b64decode(cookie + "="))
    identity = subkey(secret, label=b"session/id").reveal()
    row = keeper.get(digest(b"corridor/1/session/id", identity))
    assert row is not None
    return row


def over(sessions: Sessions, cookie: str, *, at: datetime) -> Over:
    with pytest.raises(SessionOverError) as refused:
        sessions.resume(cookie, at=at)
    return refused.value.reason


def test_a_session_comes_back_with_the_keys_it_was_opened_with(
    sessions: Sessions, keys: Keys
) -> None:
    casework = compartment_key()

    _, cookie = sessions.open_session(keys, [casework], roster_height=41, at=NOON)
    resumed = sessions.resume(cookie, at=NOON + MINUTE)

    assert resumed.keys.same_as(keys)
    assert resumed.roster_height == 41
    (kept,) = resumed.compartments
    assert (kept.compartment, kept.epoch) == (casework.compartment, casework.epoch)
    assert kept.secret.same_as(casework.secret)


def test_a_cookie_without_its_row_opens_nothing(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    elsewhere = Sessions(keeper=MemorySessions(), pepper=PEPPER)

    assert over(elsewhere, cookie, at=NOON) is Over.UNKNOWN


def test_a_row_without_its_cookie_shows_no_key_no_member_and_no_compartment(
    sessions: Sessions, keys: Keys, keeper: SessionKeeper
) -> None:
    casework = compartment_key()
    _, cookie = sessions.open_session(keys, [casework], roster_height=0, at=NOON)

    row = msgspec.msgpack.encode(row_behind(cookie, keeper))

    for hidden in (
        keys.seal.seed.reveal(),
        keys.signing.seed.reveal(),
        keys.signing.public,
        casework.secret.reveal(),
        casework.compartment.bytes,
        ZAREMA.bytes,
        urlsafe_b64decode(cookie + "="),
    ):
        assert hidden not in row


def test_a_row_with_the_pepper_and_another_cookie_still_opens_nothing(
    sessions: Sessions, keys: Keys, keeper: SessionKeeper
) -> None:
    _, mine = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, theirs = sessions.open_session(new_keys(OLEG), [], roster_height=0, at=NOON)
    stolen = row_behind(mine, keeper)
    secret = SecretKey(urlsafe_b64decode(theirs + "="))

    for key in (secret, subkey(secret, label=b"session/key"), PEPPER):
        with pytest.raises(OpenError):
            unseal(stolen.bundle, key=key, context=stolen.id)


def test_anothers_bundle_in_my_row_opens_nothing(
    sessions: Sessions, keys: Keys, keeper: SessionKeeper
) -> None:
    _, mine = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, theirs = sessions.open_session(new_keys(OLEG), [], roster_height=0, at=NOON)
    keeper.rewrite(row_behind(mine, keeper).id, bundle=row_behind(theirs, keeper).bundle)

    assert over(sessions, mine, at=NOON) is Over.ENDED


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 43, "A" * 44, "=" * 43, "-" * 4000])
def test_what_is_no_cookie_of_ours_opens_nothing(cookie: str) -> None:
    sessions = Sessions(keeper=MemorySessions(), pepper=PEPPER)

    assert over(sessions, cookie, at=NOON) is Over.UNKNOWN
    assert sessions.holder_of(cookie) is None


def test_a_cookie_has_one_spelling_only(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)

    assert over(sessions, cookie + "\n", at=NOON) is Over.UNKNOWN
    assert over(sessions, cookie[:20] + "!" + cookie[20:], at=NOON) is Over.UNKNOWN


def test_fourteen_minutes_of_silence_are_allowed_and_fifteen_are_not(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, other = sessions.open_session(keys, [], roster_height=0, at=NOON)

    assert sessions.resume(cookie, at=NOON + 14 * MINUTE).keys.same_as(keys)

    assert over(sessions, other, at=NOON + 15 * MINUTE) is Over.IDLE


def test_work_keeps_a_session_open_and_a_page_refreshing_itself_does_not(
    sessions: Sessions, keys: Keys
) -> None:
    _, working = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, left_open = sessions.open_session(keys, [], roster_height=0, at=NOON)

    for minutes in (5, 10, 14):
        sessions.resume(working, at=NOON + minutes * MINUTE)
        sessions.peek(left_open, at=NOON + minutes * MINUTE)

    assert sessions.resume(working, at=NOON + 20 * MINUTE).minutes_left == 15
    assert over(sessions, left_open, at=NOON + 20 * MINUTE) is Over.IDLE


def test_no_session_outlives_twelve_hours_however_busy(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)

    for minutes in range(10, 720, 10):
        sessions.resume(cookie, at=NOON + minutes * MINUTE)

    assert over(sessions, cookie, at=NOON + 720 * MINUTE) is Over.EXPIRED


def test_a_step_up_does_not_lengthen_the_twelve_hours(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    for minutes in range(10, 720, 10):
        _, cookie = sessions.renew(cookie, at=NOON + minutes * MINUTE)

    assert over(sessions, cookie, at=NOON + 720 * MINUTE) is Over.EXPIRED


def test_minutes_left_count_to_whichever_end_comes_first(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)

    assert sessions.minutes_left(cookie, at=NOON + 4 * MINUTE) == 11

    for minutes in range(10, 720, 10):
        sessions.resume(cookie, at=NOON + minutes * MINUTE)
    assert sessions.minutes_left(cookie, at=NOON + 711 * MINUTE) == 9


def test_the_keys_are_gone_from_the_row_the_moment_a_session_ends(
    sessions: Sessions, keys: Keys, keeper: SessionKeeper
) -> None:
    _, locked = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, idle = sessions.open_session(keys, [], roster_height=0, at=NOON)

    sessions.end(locked, at=NOON)
    sessions.sweep(at=NOON + 15 * MINUTE)

    assert row_behind(locked, keeper).bundle == b""
    assert row_behind(idle, keeper).bundle == b""
    assert over(sessions, locked, at=NOON) is Over.ENDED
    assert over(sessions, idle, at=NOON + 16 * MINUTE) is Over.IDLE


def test_an_ended_session_cannot_be_woken_by_an_earlier_clock(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    assert over(sessions, cookie, at=NOON + 15 * MINUTE) is Over.IDLE

    assert over(sessions, cookie, at=NOON + MINUTE) is Over.IDLE


def test_end_everywhere_ends_all_of_one_member_and_none_of_another(
    sessions: Sessions, keys: Keys
) -> None:
    mine = [sessions.open_session(keys, [], roster_height=0, at=NOON)[1] for _ in range(3)]
    _, theirs = sessions.open_session(new_keys(OLEG), [], roster_height=0, at=NOON)

    assert sessions.end_all(ZAREMA, at=NOON) == 3

    assert {over(sessions, cookie, at=NOON) for cookie in mine} == {Over.ENDED}
    assert sessions.resume(theirs, at=NOON).keys.member == OLEG


def test_a_step_up_changes_the_secret_and_the_old_cookie_dies(
    sessions: Sessions, keys: Keys
) -> None:
    _, before = sessions.open_session(keys, [compartment_key()], roster_height=7, at=NOON)

    session, after = sessions.renew(before, at=NOON + MINUTE)

    assert before != after
    assert session.keys.same_as(keys)
    assert sessions.resume(after, at=NOON + MINUTE).roster_height == 7
    assert over(sessions, before, at=NOON + MINUTE) is Over.UNKNOWN
    assert sessions.live_count(at=NOON + MINUTE) == 1


def test_end_everywhere_also_ends_a_renewed_session(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, cookie = sessions.renew(cookie, at=NOON)

    assert sessions.end_all(ZAREMA, at=NOON) == 1
    assert over(sessions, cookie, at=NOON) is Over.ENDED


def test_end_everywhere_catches_a_session_that_renews_itself_at_that_moment(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    renewed, refused = Event(), []

    def keep_renewing() -> None:
        current = cookie
        try:
            while True:
                _, current = sessions.renew(current, at=NOON)
                renewed.set()
        except SessionOverError as over:
            refused.append(over.reason)
        finally:
            connections.close_all()

    renewing = Thread(target=keep_renewing)
    renewing.start()
    assert renewed.wait(timeout=10)
    ended = sessions.end_all(ZAREMA, at=NOON)
    renewing.join(timeout=10)

    assert ended == 1
    assert refused == [Over.ENDED]
    assert sessions.live_count(at=NOON) == 0


@pytest.mark.parametrize("reason", [Over.ENDED, Over.IDLE, Over.EXPIRED])
def test_no_keeper_moves_wakes_or_refills_a_session_that_is_over(
    sessions: Sessions, keys: Keys, keeper: SessionKeeper, reason: Over
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    row = row_behind(cookie, keeper)
    keeper.finish(row.id, reason=reason)

    assert not keeper.move(row.id, to=msgspec.structs.replace(row, id=bytes(32)))
    assert not keeper.rewrite(row.id, bundle=row.bundle)
    keeper.touch(row.id, seen=row.seen + 1)
    keeper.finish(row.id, reason=Over.ENDED)

    left = row_behind(cookie, keeper)
    assert (left.bundle, left.over, left.seen) == (b"", reason.value, row.seen)
    assert keeper.get(bytes(32)) is None


def test_a_step_up_is_fresh_for_as_long_as_an_act_allows(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    later = NOON + 10 * MINUTE

    assert not sessions.resume(cookie, at=later).confirmed_within(5, at=later)

    _, cookie = sessions.renew(cookie, at=later)
    assert sessions.resume(cookie, at=later).confirmed_within(5, at=later)


def test_newer_compartment_keys_are_no_step_up(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    later = NOON + 10 * MINUTE

    refreshed = sessions.refresh(cookie, [], roster_height=1, at=later)

    assert not refreshed.confirmed_within(10, at=later)


def test_every_session_has_an_id_of_its_own_that_is_no_cookie(
    sessions: Sessions, keys: Keys
) -> None:
    first, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    second, _ = sessions.open_session(keys, [], roster_height=0, at=NOON)

    assert first.id != second.id
    assert sessions.resume(cookie, at=NOON).id == first.id
    as_cookie = urlsafe_b64encode(first.id).rstrip(b"=").decode()
    assert over(sessions, as_cookie, at=NOON) is Over.UNKNOWN


def test_an_ended_session_is_neither_renewed_nor_refreshed(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    sessions.end(cookie, at=NOON)

    with pytest.raises(SessionOverError):
        sessions.renew(cookie, at=NOON)
    with pytest.raises(SessionOverError):
        sessions.refresh(cookie, [], roster_height=1, at=NOON)


def test_newer_compartment_keys_reach_an_open_session(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [compartment_key()], roster_height=7, at=NOON)
    newer = compartment_key()

    sessions.refresh(cookie, [newer], roster_height=8, at=NOON + MINUTE)

    resumed = sessions.resume(cookie, at=NOON + MINUTE)
    assert resumed.roster_height == 8
    assert resumed.compartments[0].secret.same_as(newer.secret)


def test_live_sessions_are_counted_without_those_that_ran_out(
    sessions: Sessions, keys: Keys
) -> None:
    sessions.open_session(keys, [], roster_height=0, at=NOON)
    sessions.open_session(keys, [], roster_height=0, at=NOON + 10 * MINUTE)

    assert sessions.live_count(at=NOON + 12 * MINUTE) == 2
    assert sessions.live_count(at=NOON + 20 * MINUTE) == 1


def test_the_last_end_is_told_once_and_only_the_last(sessions: Sessions, keys: Keys) -> None:
    told = []
    sessions.on_last_session_end(lambda: told.append("last"))
    _, first = sessions.open_session(keys, [], roster_height=0, at=NOON)
    _, second = sessions.open_session(keys, [], roster_height=0, at=NOON)

    sessions.end(first, at=NOON)
    assert told == []

    sessions.end(second, at=NOON)
    sessions.sweep(at=NOON + MINUTE)
    assert told == ["last"]


def test_who_walks_away_is_the_last_end_too_within_one_sweep(
    sessions: Sessions, keys: Keys
) -> None:
    told = []
    sessions.on_last_session_end(lambda: told.append("last"))
    sessions.open_session(keys, [], roster_height=0, at=NOON)

    sessions.sweep(at=NOON + 14 * MINUTE)
    assert told == []

    sessions.sweep(at=NOON + 15 * MINUTE)
    assert told == ["last"]


def test_after_its_end_a_cookie_still_says_whose_words_to_keep_and_no_more(
    sessions: Sessions, keys: Keys
) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
    sessions.end(cookie, at=NOON)

    holder = sessions.holder_of(cookie)

    assert holder is not None
    assert (holder.member, holder.public) == (ZAREMA, keys.seal.public)


def test_after_a_week_a_cookie_says_nothing_at_all(sessions: Sessions, keys: Keys) -> None:
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)

    sessions.sweep(at=NOON + timedelta(days=7))

    assert sessions.holder_of(cookie) is None
    assert over(sessions, cookie, at=NOON) is Over.UNKNOWN


def test_rows_know_minutes_and_never_seconds(
    sessions: Sessions, keys: Keys, keeper: SessionKeeper
) -> None:
    at = NOON + timedelta(seconds=37, milliseconds=123)
    _, cookie = sessions.open_session(keys, [], roster_height=0, at=at)

    row = row_behind(cookie, keeper)

    assert row.opened == row.seen == int(NOON.timestamp()) // 60


def test_a_session_is_neither_printed_nor_logged_nor_pickled(
    sessions: Sessions, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    casework = compartment_key()
    session, cookie = sessions.open_session(keys, [casework], roster_height=0, at=NOON)
    logging.getLogger("corridor").warning("%r %s", session, session)

    for secret in (keys.seal.seed, keys.signing.seed, casework.secret):
        assert secret.reveal().hex() not in caplog.text
        assert repr(secret.reveal())[2:-1] not in caplog.text
    assert cookie not in caplog.text
    with pytest.raises(TypeError):
        pickle.dumps(session)
    with pytest.raises(TypeError):
        pickle.dumps(keys)


def test_threads_that_open_resume_and_end_at_once_leave_none_open() -> None:
    sessions = Sessions(keeper=MemorySessions(), pepper=PEPPER)

    def a_shift() -> None:
        keys = new_keys(OLEG)
        for _ in range(20):
            _, cookie = sessions.open_session(keys, [], roster_height=0, at=NOON)
            assert sessions.resume(cookie, at=NOON).keys.same_as(keys)
            sessions.end(cookie, at=NOON)

    shifts = [Thread(target=a_shift) for _ in range(8)]
    for shift in shifts:
        shift.start()
    for shift in shifts:
        shift.join()

    assert sessions.live_count(at=NOON) == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("database")
def test_on_sqlite_no_session_reaches_the_disk() -> None:
    assert "accounts_session" not in connection.introspection.table_names()
    with pytest.raises(WrongEngineError):
        TableSessions()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("database")
def test_on_postgresql_sessions_stay_out_of_the_write_ahead_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE oid = 'accounts_session'::regclass"
        )
        assert cursor.fetchone() == ("u",)
