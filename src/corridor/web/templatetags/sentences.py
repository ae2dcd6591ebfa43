"""Django's tags for sentences, for words that come from a desk too.

Loaded in place of Django's `i18n`, by its name: `{% blocktranslate %}` puts a sentence into the
page as it is, so what an organisation wrote is escaped there.
"""

from typing import Final

from django.template import Library
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from typing_extensions import override

from corridor.web.speech import as_markup

register: Final = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class SentenceNode(Node):
    def __init__(self, sentence: Node) -> None:
        self.sentence = sentence

    @override
    def render(self, context: Context) -> str:
        with as_markup():
            return self.sentence.render(context)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def blocktranslate(parser: Parser, token: Token) -> SentenceNode:
    return SentenceNode(i18n.do_block_translate(parser, token))
