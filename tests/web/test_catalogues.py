"""Every sentence for people stands in Russian too, whole, and compiled."""

import gettext
import io

import pytest
from django.conf import settings

from scripts import messages
from scripts.messages import Catalogue, Entry, Key


@pytest.fixture(autouse=True)
def sentences_for_people() -> None:
    if not settings.configured:
        settings.configure(USE_I18N=True)


def in_russian(entries: dict[Key, Entry]) -> gettext.GNUTranslations:
    compiled = messages.compiled(Catalogue(language="ru", entries=entries))
    return gettext.GNUTranslations(io.BytesIO(compiled))


@pytest.mark.parametrize("language", sorted(messages.PLURALS))
def test_the_catalogue_says_all_that_the_source_says_and_no_more(language: str) -> None:
    assert list(messages.faults(messages.read(language), messages.gather())) == []


@pytest.mark.parametrize("language", sorted(messages.PLURALS))
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    assert not messages.stale(messages.read(language))


def test_the_shipped_catalogue_speaks_russian_in_all_three_forms() -> None:
    path = messages.LOCALE / "ru" / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        russian = gettext.GNUTranslations(file)

    assert russian.gettext("Contact form") == "Форма обратной связи"
    said = [
        russian.ngettext("%(count)s person", "%(count)s people", count) % {"count": count}
        for count in (1, 2, 5, 11, 21, 22, 111, 1_001)
    ]
    assert said[:3] == ["1 человек", "2 человека", "5 человек"]
    assert said[3:] == [
        "11 человек",
        "21 человек",
        "22 человека",
        "111 человек",
        "1001 человек",
    ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry(), "not translated"),
        (Entry(said=("",)), "not translated"),
        (Entry(said=("Ждут: %(count)s",), fuzzy=True), "marked as a guess"),
        (Entry(said=("Ждут",)), "other placeholders"),
        (Entry(said=("Ждут: %(number)s",)), "other placeholders"),
        (Entry(said=("Ждут: %(count)s из %(all)s",)), "other placeholders"),
    ],
)
def test_a_translation_is_refused_that_is_missing_or_guessed_or_changed(
    entry: Entry, fault: str
) -> None:
    faults = messages.wrong(Key("", "%(count)s waiting", ""), entry)

    assert list(faults) == [fault]


def test_a_missing_plural_form_is_refused() -> None:
    key = Key("", "%(n)d day", "%(n)d days")

    faults = messages.wrong(key, Entry(said=("%(n)d день", "%(n)d дня", "")))

    assert list(faults) == ["not translated"]


def test_a_sentence_that_nobody_gathered_is_named() -> None:
    faults = messages.faults(
        Catalogue(language="ru"), {Key("", "New words", ""): frozenset({"a.py"})}
    )

    assert list(faults) == ["ru: not gathered yet: New words"]


def test_a_sentence_that_left_the_source_is_named() -> None:
    old = Catalogue(language="ru", entries={Key("", "Old", ""): Entry(said=("Старое",))})

    assert list(messages.faults(old, {})) == ["ru: said nowhere any more: Old"]


def test_sentences_of_python_are_gathered_whole() -> None:
    source = (
        '_("A" " b"); pgettext_lazy("c", "D"); ngettext("%d e", "%d f", n); _(name); g("h")'
    )

    found = list(messages.keys_of_python(source))

    assert found == [Key("", "A b", ""), Key("c", "D", ""), Key("", "%d e", "%d f")]


def test_sentences_of_templates_are_gathered_as_they_are_looked_up() -> None:
    source = (
        '{% load i18n %}{% translate "It’s here" %}{% translate "Missing" context "people" %}'
        "{% blocktranslate trimmed count n=x %}\n {{ n }} day\n{% plural %}\n {{ n }} days\n"
        "{% endblocktranslate %}{{ _('Word') }}"
    )

    found = set(messages.keys_of_template(source))

    assert found == {
        Key("", "It’s here", ""),
        Key("people", "Missing", ""),
        Key("", "%(n)s day", "%(n)s days"),
        Key("", "Word", ""),
    }


def test_a_catalogue_reads_back_as_it_was_written() -> None:
    key = Key("c", 'Say "yes"\nor \\no', "")
    written = Catalogue(
        language="ru",
        entries={
            key: Entry(files=frozenset({"b.py", "a.py"}), said=('Скажите "да"\nили \\нет',)),
            Key("", "%(n)d day", "%(n)d days"): Entry(
                files=frozenset({"a.py"}), said=("день", "дня", "дней")
            ),
        },
    )

    blocks = messages.as_text(written).split("\n\n")[1:]

    assert dict(messages._entry(block.strip("\n")) for block in blocks) == written.entries


def test_a_guess_is_never_shown_to_anybody() -> None:
    russian = in_russian({Key("", "Yes", ""): Entry(said=("Наверное",), fuzzy=True)})

    assert russian.gettext("Yes") == "Yes"
