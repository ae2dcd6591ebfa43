"""`{% anew %} … {% endanew %}`: drawn for each person; around it a page is drawn only once."""

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from typing_extensions import override

from corridor.web.public.stencils import Outline

register = Library()


class Anew(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    @override
    def render(self, context: Context) -> str:
        page = context["page"]
        if isinstance(page, Outline):
            return page.cut(self.nodelist)
        return self.nodelist.render(context)


@register.tag
def anew(parser: Parser, _token: Token) -> Anew:
    nodelist = parser.parse(("endanew",))
    parser.delete_first_token()
    return Anew(nodelist)
