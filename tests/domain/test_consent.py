from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from corridor.base.ids import ConsentId
from corridor.domain import casefile, consent
from corridor.domain.consent import (
    NAMES_RECIPIENT,
    ConsentFact,
    ConsentGiven,
    ConsentRefused,
    Consents,
    ConsentWithdrawn,
    GivenBy,
    GivenHow,
    Purpose,
)
from corridor.domain.errors import (
    ConsentEndedError,
    InFutureError,
    NotFoundError,
    RecipientUnsaidError,
    TooEarlyError,
)
from tests.domain.telling import CONSENT, ELDER, NOBODY, TODAY, TOMORROW, a_case, days

GIVEN = ConsentGiven(
    consent=CONSENT,
    person=ELDER,
    purpose=Purpose.SHARE_EMBASSY,
    recipient="LT",
    given_by=GivenBy.SELF,
    how=GivenHow.CHAT,
    language="ru",
    read_back=True,
    risks_explained=True,
    withhold="",
    on=days(14),
    expires_on=None,
)
WITHDRAWN = ConsentWithdrawn(consent=CONSENT, on=days(20))
REFUSED = ConsentRefused(
    person=ELDER, purpose=Purpose.SHARE_EMBASSY, recipient="LT", on=days(21)
)


def after(*facts: ConsentFact) -> Consents:
    return casefile.fold(a_case(*facts)).consents


def allows(consents: Consents, *, recipient: str = "LT", on: date = TODAY) -> bool:
    return consents.allow(
        person=ELDER, purpose=Purpose.SHARE_EMBASSY, recipient=recipient, on=on
    )


def test_silence_is_no() -> None:
    assert not allows(after())


def test_a_yes_holds_for_its_own_recipient_person_and_purpose_only() -> None:
    given = after(GIVEN)

    assert allows(given)
    assert allows(given, recipient="lt")
    assert not allows(given, recipient="DE")
    assert not given.allow(
        person=NOBODY, purpose=Purpose.SHARE_EMBASSY, recipient="LT", on=TODAY
    )
    assert not given.allow(person=ELDER, purpose=Purpose.SHARE_UN, recipient="LT", on=TODAY)


def test_a_yes_holds_from_its_day_and_until_it_expires() -> None:
    given = after(replace(GIVEN, expires_on=days(30)))

    assert not allows(given, on=days(13))
    assert allows(given, on=days(14))
    assert allows(given, on=days(29))
    assert not allows(given, on=days(30))


@pytest.mark.parametrize("end", [WITHDRAWN, REFUSED])
def test_a_yes_taken_back_holds_no_longer(end: ConsentFact) -> None:
    assert not allows(after(GIVEN, end))


def test_a_no_to_one_recipient_leaves_the_yes_to_another() -> None:
    assert allows(after(GIVEN, replace(REFUSED, recipient="DE")))


def test_a_new_yes_after_a_no_counts() -> None:
    again = replace(GIVEN, consent=ConsentId(UUID(int=777)))

    assert allows(after(GIVEN, REFUSED, again))


def test_the_first_day_of_taking_back_stays() -> None:
    twice = after(GIVEN, WITHDRAWN, replace(WITHDRAWN, on=days(25)), REFUSED, REFUSED)

    assert twice.given[0].withdrawn_on == days(20)
    assert twice.given[0].refused_on == days(21)
    assert len(twice.refused) == 2


def test_withdrawing_what_was_never_given_changes_nothing() -> None:
    other = replace(WITHDRAWN, consent=ConsentId(UUID(int=778)))

    assert after(GIVEN, other) == after(GIVEN)


@pytest.mark.parametrize("purpose", NAMES_RECIPIENT)
def test_sharing_names_with_whom(purpose: Purpose) -> None:
    with pytest.raises(RecipientUnsaidError, match="recipient"):
        consent.give(replace(GIVEN, purpose=purpose, recipient=" "), today=TODAY)
    with pytest.raises(RecipientUnsaidError):
        consent.refuse(replace(REFUSED, purpose=purpose, recipient=""), today=TODAY)


def test_what_is_shared_with_nobody_names_nobody() -> None:
    draft = replace(GIVEN, purpose=Purpose.STATISTICS, recipient="LT")

    assert consent.give(draft, today=TODAY).recipient == ""
    assert consent.give(GIVEN, today=TODAY) == GIVEN
    assert consent.refuse(REFUSED, today=TODAY) == REFUSED


def test_consent_is_not_given_tomorrow_nor_expired_when_given() -> None:
    with pytest.raises(InFutureError):
        consent.give(replace(GIVEN, on=TOMORROW), today=TODAY)
    with pytest.raises(InFutureError):
        consent.refuse(replace(REFUSED, on=TOMORROW), today=TODAY)
    with pytest.raises(TooEarlyError, match="expires_on"):
        consent.give(replace(GIVEN, expires_on=GIVEN.on), today=TODAY)


def test_only_what_was_given_is_taken_back_and_once() -> None:
    assert consent.withdraw(after(GIVEN), WITHDRAWN, today=TODAY) == WITHDRAWN
    with pytest.raises(NotFoundError):
        consent.withdraw(after(), WITHDRAWN, today=TODAY)
    with pytest.raises(ConsentEndedError):
        consent.withdraw(after(GIVEN, WITHDRAWN), WITHDRAWN, today=TODAY)
    with pytest.raises(InFutureError):
        consent.withdraw(after(GIVEN), replace(WITHDRAWN, on=TOMORROW), today=TODAY)
