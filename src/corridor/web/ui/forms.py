"""How forms of the desk are drawn and behave, in one place."""

from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting


class DeskRenderer(TemplatesSetting):
    """Draws every field as label, hint, errors, control."""

    field_template_name = "desk/ui/field.html"


class DeskForm(forms.Form):
    """A form whose ids carry its own name, so that several can stand on one page."""

    slug: ClassVar[str]
    default_renderer = DeskRenderer
    use_required_attribute = False  # the server answers in our words, in the page's language

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.slug}-%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
