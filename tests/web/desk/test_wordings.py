"""What strangers read: one member writes it, another reads it, then it is said."""

import re
from html import unescape

import pytest

from corridor.domain.wordings import Sentence
from corridor.services.public_words import FILE
from corridor.services.wordings import Draft, name_of, review, see_wordings, write
from corridor.web import composition
from corridor.web.desk.showing.wording import lines_in
from corridor.web.sentences import source_of
from tests.web.desk.office import Browser, Office, Seen

TITLE = Sentence(text="Contact form")
LOST = Sentence(text="If you have lost it")


def box(sentence: Sentence, place: int = 0) -> str:
    return f"{name_of(sentence)}-form-{place}"


def written(sentence: Sentence, words: str, *, seen: int = -1) -> dict[str, str]:
    return {box(sentence): words, f"{name_of(sentence)}-seen": str(seen)}


def seen(office: Office, sentence: Sentence, language: str = "ru") -> int:
    told = see_wordings(office.open("Deneb")).tongue(language).told[sentence]
    return told.newest.height


def say(office: Office, language: str, sentence: Sentence, words: str) -> None:
    """Written by Deneb at a page of their own."""
    answer = office.sit("Deneb").do("tongue", written(sentence, words), language=language)
    assert answer.status == 302


def read_by(office: Office, handle: str, sentence: Sentence, language: str = "ru") -> Seen:
    name = name_of(sentence)
    height = str(seen(office, sentence, language))
    ticked = {f"{name}-read": "on", f"{name}-seen": height}
    return office.sit(handle).do("tongue", ticked, language=language)


def finish(office: Office, language: str, *, words: str = "{}") -> None:
    """Every sentence of a language, written by Lyra and read by Mira; straight at the desk."""
    lyra, mira = office.open("Lyra"), office.open("Mira")
    source = source_of(lyra.settings)
    lines = lines_in(lyra, see_wordings(lyra), language)
    drafts = [
        Draft(sentence=one.sentence, forms=tuple(words.format(f) for f in one.source), seen=-1)
        for one in lines
    ]
    after = write(lyra, language, drafts, source=source)
    review(mira, language, [(one.sentence, after.height) for one in lines], source=source)


def public(path: str) -> str:
    return Browser().get(path).html


def test_a_correction_is_said_once_another_member_has_read_it(office: Office) -> None:
    assert "<title>Форма обратной связи</title>" in public("/ru/")

    say(office, "ru", TITLE, "Форма для связи")
    assert "<title>Форма обратной связи</title>" in public("/ru/")

    read_by(office, "Mira", TITLE)
    assert "<title>Форма для связи</title>" in public("/ru/")
    assert "<title>Contact form</title>" in public("/en/")


def test_nobody_reviews_their_own_words(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    page = office.sit("Deneb").get("/desk/wording/ru?show=waiting")
    assert f"{name_of(TITLE)}-read" not in page.html

    read_by(office, "Deneb", TITLE)

    assert see_wordings(office.open("Deneb")).tongue("ru").told[TITLE].waits
    assert "<title>Форма обратной связи</title>" in public("/ru/")


def test_words_that_changed_since_they_were_read_are_not_said(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    old = seen(office, TITLE)
    again = written(TITLE, "Другие слова", seen=old)
    office.sit("Deneb").do("tongue", again, language="ru")

    name = name_of(TITLE)
    ticked = {f"{name}-read": "on", f"{name}-seen": str(old)}
    answer = office.sit("Mira").do("tongue", ticked, language="ru")

    assert answer.status == 422
    assert "Somebody wrote this sentence meanwhile." in answer.words
    assert "<title>Форма обратной связи</title>" in public("/ru/")


def test_what_two_write_at_once_is_shown_to_the_second(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")

    answer = office.sit("Lyra").do("tongue", written(TITLE, "Мои слова"), language="ru")

    assert answer.status == 422
    assert "Somebody wrote this sentence meanwhile." in answer.words
    assert "Мои слова" in answer.html


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("<b>Форма</b>", "Keep each placeholder"),
        ("Форма < 2", "without < >"),
        ("Форма 100%", "without < >"),
        ("Форма %(name)s", "Keep each placeholder"),
        ("Форма \N{RIGHT-TO-LEFT OVERRIDE}", "turns the direction"),
        ("\N{LEFT-TO-RIGHT ISOLATE}Форма", "turns the direction"),
        ("Форма" * 100, "too long"),
    ],
)
def test_words_that_a_page_could_not_hold_are_refused_and_kept(
    office: Office, words: str, why: str
) -> None:
    answer = office.sit("Deneb").do("tongue", written(TITLE, words), language="ru")

    assert answer.status == 422
    assert why in answer.words
    assert words[:5] in unescape(answer.html)
    assert see_wordings(office.open("Deneb")).tongues == {}


def test_every_plural_form_is_asked_for(office: Office) -> None:
    counted = Sentence(
        text="There is %(found)d word here; a code has %(all)d.",
        plural="There are %(found)d words here; a code has %(all)d.",
    )
    said = {f"{name_of(counted)}-seen": "-1", box(counted, 0): "Слов: %(found)d из %(all)d."}

    answer = office.sit("Deneb").do("tongue", said, language="ru")

    assert answer.status == 422
    assert "Write something here." in answer.words


def test_a_correction_is_plain_words_wherever_it_stands(office: Office) -> None:
    again = next(
        one.sentence
        for one in lines_in(office.open("Deneb"), see_wordings(office.open("Deneb")), "en")
        if one.sentence.text.startswith("<a href")
    )
    words = '<a href="%(url)s">Write</a> "anew" & say so'
    say(office, "en", again, words)
    read_by(office, "Mira", again, "en")
    language = Sentence(text="Language")
    say(office, "en", language, 'Tongue" onfocus="x')
    read_by(office, "Mira", language, "en")

    page = public("/en/back")

    assert '<a href="/en/">Write</a> &quot;anew&quot; &amp; say so' in page
    assert 'aria-label="Tongue&quot; onfocus=&quot;x"' in page


def test_a_further_language_is_not_offered_in_part(office: Office) -> None:
    say(office, "ce", TITLE, "Язнаш")
    read_by(office, "Mira", TITLE, "ce")

    answer = office.sit("Deneb").do("offer-language", language="ce")

    assert answer.status == 422
    assert "reviewed by another member" in answer.words
    assert Browser().get("/ce/").status == 404
    assert "/ce/" not in public("/ru/")


def test_a_further_language_is_offered_when_all_of_it_is_written_and_read(
    office: Office,
) -> None:
    finish(office, "ce")
    assert Browser().get("/ce/").status == 404

    answer = office.sit("Capella").do("offer-language", language="ce")

    assert answer.status == 302
    page = public("/ce/")
    assert 'lang="ce" dir="ltr"' in page
    assert '<span lang="en"' not in page
    assert ">Нохчийн<" in public("/ru/")


def test_only_a_steward_offers_a_language_and_holds_it_back(office: Office) -> None:
    finish(office, "ce")

    assert office.sit("Lyra").do("offer-language", language="ce").status == 404
    office.sit("Deneb").do("offer-language", language="ce")
    assert office.sit("Lyra").do("hold-language-back", language="ce").status == 404
    assert Browser().get("/ce/").status == 200

    office.sit("Deneb").do("hold-language-back", language="ce")

    assert Browser().get("/ce/").status == 404


def test_what_an_offered_language_lacks_is_english_and_marked_as_such(office: Office) -> None:
    finish(office, "ce")
    office.sit("Deneb").do("offer-language", language="ce")
    say(office, "en", LOST, "If it is lost")
    read_by(office, "Mira", LOST, "en")
    say(office, "en", TITLE, "Form for contact")
    read_by(office, "Mira", TITLE, "en")

    page = public("/ce/back")

    assert '<span lang="en" dir="ltr">If it is lost</span></h2>' in page
    assert "<title>Form for contact</title>" in page
    assert "\x02" not in page
    assert "\x03" not in page


def test_words_for_older_english_are_shown_as_such_and_not_said(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)
    say(office, "en", TITLE, "Write to us")
    read_by(office, "Mira", TITLE, "en")

    page = office.sit("Deneb").get("/desk/wording/ru?show=stale")

    assert "Written for other English" in page.words
    assert "The words below were written for this English: Contact form" in page.words
    assert "<title>Форма обратной связи</title>" in public("/ru/")


def test_words_that_still_fit_are_kept_for_the_new_english(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)
    say(office, "en", TITLE, "Write to us")
    read_by(office, "Mira", TITLE, "en")
    kept = written(TITLE, "Форма для связи", seen=seen(office, TITLE))

    office.sit("Deneb").do("tongue", {**kept, f"{name_of(TITLE)}-still": "on"}, language="ru")
    read_by(office, "Mira", TITLE)

    assert "<title>Форма для связи</title>" in public("/ru/")


def test_going_back_to_the_shipped_words_needs_a_second_reader_too(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)
    name = name_of(TITLE)
    back = {f"{name}-back": "on", f"{name}-seen": str(seen(office, TITLE))}

    office.sit("Deneb").do("tongue", back, language="ru")
    assert "<title>Форма для связи</title>" in public("/ru/")

    read_by(office, "Mira", TITLE)
    assert "<title>Форма обратной связи</title>" in public("/ru/")


def test_a_look_shows_the_page_as_strangers_will_see_it_and_does_nothing(
    office: Office,
) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    lyra = office.sit("Lyra")

    for name in ("ask", "check", "sent", "back", "talk", "withdrawn"):
        page = lyra.read("preview-wording", language="ru", look=name)

        assert page.status == 200
        assert "<title>Форма для связи</title>" in page.html
        assert "public/intake" in page.html
        assert "sandbox" in page.headers["Content-Security-Policy"]
        assert "form-action 'none'" in page.headers["Content-Security-Policy"]
    assert "<title>Форма обратной связи</title>" in public("/ru/")


def test_the_look_at_a_page_is_the_page_itself_once_the_words_are_read(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    look = office.sit("Lyra").read("preview-wording", language="ru", look="back").html

    read_by(office, "Mira", TITLE)

    assert public("/ru/back") == look


def test_who_may_not_write_finds_no_page(office: Office) -> None:
    assert Browser().read("wording").status == 302
    assert office.sit("Deneb").read("tongue", language="qqq").status == 404


def test_every_language_says_who_wrote_and_who_reviewed_it(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)

    page = office.sit("Lyra").read("wording")

    row = re.findall(r'data-language="ru">(.*?)</tr>', page.html, re.DOTALL)[0]
    assert "Deneb" in row
    assert "Mira" in row


def test_no_handle_reaches_what_the_public_face_reads(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)

    copied = (office.folder / FILE).read_bytes()

    assert all(handle.encode() not in copied for handle in office.made)


@pytest.mark.parametrize("damage", [b"", b"x", b"\n{}"])
def test_words_that_nobody_here_signed_are_not_said(office: Office, damage: bytes) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)
    path = office.folder / FILE
    forged = path.read_bytes().replace("Форма для связи".encode(), "Чужие слова 12".encode())

    path.write_bytes(damage or forged)

    page = Browser().get("/ru/")
    assert page.status == 200
    assert "<title>Форма обратной связи</title>" in page.html


def test_lost_words_are_written_again_at_the_next_sign_in(office: Office) -> None:
    say(office, "ru", TITLE, "Форма для связи")
    read_by(office, "Mira", TITLE)
    (office.folder / FILE).unlink()
    assert "<title>Форма обратной связи</title>" in public("/ru/")

    office.watch.move(minutes=1)
    answer = Browser().do("sign-in", office.three_answers("Lyra"))

    assert answer.status in {302, 303}
    assert "<title>Форма для связи</title>" in public("/ru/")


def test_the_public_face_speaks_on_without_any_words(office: Office) -> None:
    assert not (office.folder / FILE).exists()

    assert composition.tongues().offered == ("en", "ru")
