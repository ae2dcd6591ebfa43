import pytest
from msgspec.structs import replace

from corridor.domain import identity
from corridor.domain.access import CompartmentGranted
from corridor.domain.errors import (
    EmptyFieldError,
    InFutureError,
    NotAChoiceError,
    TooLongError,
    UnknownCountryError,
)
from corridor.domain.identity import (
    BirthSet,
    ContactKept,
    DocumentKept,
    DocumentKind,
    HeldBy,
    Name,
    NameKind,
    NamesSet,
    RelativeNoted,
    SafeWith,
    Script,
    Stance,
    fold,
)
from corridor.domain.intake import Channel
from tests.domain.telling import CASEWORK, ELDER, TODAY, TOMORROW, YOUNGER, days, tell

USED = Name(
    value="Тавно Выдуманов",
    script=Script.CYRILLIC,
    sort=NameKind.USED,
    safe_with=SafeWith.TEAM,
)
NEVER = replace(USED, value="Never Said", script=Script.LATIN, sort=NameKind.NEVER)
UNSAFE = replace(USED, value="Legal Invented", sort=NameKind.LEGAL, safe_with=SafeWith.NOBODY)
NAMES = NamesSet(person=ELDER, names=(USED, NEVER, UNSAFE))
BORN = BirthSet(person=ELDER, born="1994-03", place="a town")
PASSPORT = DocumentKept(
    person=ELDER,
    document=DocumentKind.PASSPORT,
    number="70 0000001",
    country="RU",
    expires_on=days(900),
    held_by=HeldBy.PERSON,
    copy=None,
)
CONTACT = ContactKept(person=ELDER, channel=Channel.MESSENGER, value="@invented", words="")
COUSIN = RelativeNoted(
    person=ELDER, relation="cousin", name="", stance=Stance.THREAT, words="Knows."
)


def test_of_a_person_without_records_nothing_is_known() -> None:
    assert fold([]).of(ELDER) == identity.Identity(person=ELDER)


def test_everything_is_kept_with_its_own_person() -> None:
    known = fold(tell(NAMES, BORN, PASSPORT, CONTACT, COUSIN, replace(BORN, person=YOUNGER)))

    elder = known.of(ELDER)

    assert (elder.names, elder.birth) == (NAMES.names, BORN)
    assert (elder.documents, elder.contacts, elder.relatives) == (
        (PASSPORT,),
        (CONTACT,),
        (COUSIN,),
    )
    assert known.of(YOUNGER).names == ()


def test_the_last_word_on_names_counts() -> None:
    assert fold(tell(NAMES, NamesSet(person=ELDER, names=(USED,)))).of(ELDER).names == (USED,)


def test_a_name_that_must_not_be_used_is_not_spoken() -> None:
    assert fold(tell(NAMES)).of(ELDER).speakable == (USED,)


def test_the_same_paper_said_again_takes_the_place_of_the_old_word() -> None:
    lost = replace(PASSPORT, held_by=HeldBy.LOST)
    other = replace(PASSPORT, number="70 0000002")

    assert fold(tell(PASSPORT, other, lost)).of(ELDER).documents == (other, lost)


def test_compartments_of_the_names_are_their_own() -> None:
    granted = CompartmentGranted(compartment=CASEWORK)

    assert fold(tell(NAMES, granted)).compartments == {CASEWORK}


def test_names_say_something() -> None:
    with pytest.raises(EmptyFieldError, match="names"):
        identity.set_names(NamesSet(person=ELDER, names=()))
    with pytest.raises(EmptyFieldError, match="value"):
        identity.set_names(NamesSet(person=ELDER, names=(replace(USED, value=" "),)))
    assert identity.set_names(NAMES) == NAMES


@pytest.mark.parametrize("born", ["1994", "1994-03", "1994-03-08", "1996-02-29"])
def test_a_birth_is_as_exact_as_it_is_known(born: str) -> None:
    assert identity.set_birth(replace(BORN, born=born), today=TODAY).born == born


@pytest.mark.parametrize(
    "born", ["", "94", "1994-13", "1994-3", "1995-02-29", "1994-03-08T00", "unknown", "0000"]
)
def test_a_birth_that_is_no_day_is_refused(born: str) -> None:
    with pytest.raises(NotAChoiceError, match="born"):
        identity.set_birth(replace(BORN, born=born), today=TODAY)


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(InFutureError):
        identity.set_birth(replace(BORN, born=TOMORROW.isoformat()), today=TODAY)


def test_a_document_is_of_a_country() -> None:
    assert identity.keep_document(PASSPORT) == PASSPORT
    with pytest.raises(UnknownCountryError):
        identity.keep_document(replace(PASSPORT, country="XX"))


def test_contacts_and_relatives_say_something_and_not_too_much() -> None:
    assert identity.keep_contact(CONTACT) == CONTACT
    assert identity.note_relative(COUSIN) == COUSIN
    with pytest.raises(EmptyFieldError, match="value"):
        identity.keep_contact(replace(CONTACT, value=""))
    with pytest.raises(EmptyFieldError, match="relation"):
        identity.note_relative(replace(COUSIN, relation=""))
    with pytest.raises(TooLongError, match="name"):
        identity.note_relative(replace(COUSIN, name="x" * 201))
