"""The library of answers: written by one member, read by another, offered to who replies."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from corridor.base.ids import TemplateId
from corridor.domain.policy import Act
from corridor.domain.templates import About
from corridor.services.templates import (
    new_template,
    retire_template,
    review_template,
    see_templates,
    write_template,
)
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.templates import TemplateForm
from corridor.web.desk.saying import UNSAVED, Said, press, saved
from corridor.web.desk.showing.templates import languages_of, templates_page


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def templates(request: HttpRequest, visit: Visit) -> HttpResponse:
    library = see_templates(visit.desk)
    if request.method == "POST":
        return _save(request, visit)
    page = templates_page(visit, library, language=request.GET.get("language", ""))
    return render(request, page.template, {"page": page})


def _save(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = TemplateForm(
        request.POST,
        languages=languages_of(visit.desk),
        part=_part(request.POST.get("template", "")),
    )
    if saved(form, lambda said: _write(visit, said)):
        there = reverse("templates") + f"?language={form.cleaned_data['language']}"
        return HttpResponseRedirect(there)
    language = request.POST.get("language", "")
    page = templates_page(visit, see_templates(visit.desk), language=language, back=form)
    return render(request, page.template, {"page": page}, status=UNSAVED)


def _part(template: str) -> str:
    """The form of one template, or of a new one, by the id that it carries."""
    try:
        return f"-{UUID(template)}"
    except ValueError:
        return ""


def _write(visit: Visit, said: Said) -> None:
    template = said["template"]
    write_template(
        visit.desk,
        template=TemplateId(template) if template else new_template(),
        language=said["language"],
        about=About(said["about"]),
        title=said["title"],
        text=said["text"],
    )


@require_POST
@with_desk
def review(request: HttpRequest, visit: Visit, height: int) -> HttpResponse:
    """What was written anew meanwhile was not read: the page shows the newer words."""
    visit.desk.door(Act.USE_TEMPLATES)
    return press(
        request,
        visit,
        lambda: review_template(visit.desk, height=height),
        then=reverse("templates"),
    )


@require_POST
@with_desk
def retire(request: HttpRequest, visit: Visit, template: UUID) -> HttpResponse:
    visit.desk.door(Act.USE_TEMPLATES)
    return press(
        request,
        visit,
        lambda: retire_template(visit.desk, template=TemplateId(template)),
        then=reverse("templates"),
    )


urlpatterns = [
    path("templates", templates, name="templates"),
    path("templates/<int:height>/read", review, name="review-template"),
    path("templates/<uuid:template>/retire", retire, name="retire-template"),
]
