"""What a steward sees of the questions: a draft of their own beside what is published."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.hearing import HearForm
from corridor.web.desk.forms.questions import PublishForm, QuestionForm
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """`lacks` names the languages in which it has no words of its own yet."""

    slug: str
    words: str
    language: str
    kind: str
    who: str
    url: str
    lacks: str = ""
    first: bool = False
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One language's links: a page for each answer to who needs help."""

    language: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionsPage:
    """`state` says what strangers are asked now, `changed` whether this draft differs."""

    template: ClassVar[str] = "desk/questions.html"

    shell: Shell
    state: str
    changed: bool
    asked: tuple[QuestionRow, ...]
    retired: tuple[QuestionRow, ...]
    previews: tuple[Preview, ...]
    add_url: str
    act_url: str
    publish_url: str
    publish: PublishForm


@dataclass(frozen=True, kw_only=True)
class HearPage:
    """One request's questions, to be read out over the telephone."""

    template: ClassVar[str] = "desk/hear.html"

    shell: Shell
    up: Link
    code: str
    name: str
    url: str
    form: HearForm


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    template: ClassVar[str] = "desk/question.html"

    shell: Shell
    up: Link
    heading: str
    url: str
    form: QuestionForm
