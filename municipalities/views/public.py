from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.enums import Country
from core.public import public
from dialogues.models import Dialogue
from municipalities.listing import countries, regions
from municipalities.participants import participants
from municipalities.search import matches, tidy

OFFERED = 10


@public
def participant_list(request: HttpRequest) -> HttpResponse:
    """Of all dialogues, or of the one that is asked for."""
    dialogues = list(Dialogue.objects.filter(participations__isnull=False).distinct())
    slug = request.GET.get("dialogue", "")
    dialogue = next((row for row in dialogues if row.slug == slug), None)
    if slug and dialogue is None:
        raise Http404
    context = {
        "participants": participants(dialogue, with_dialogues=True),
        "dialogues": dialogues,
        "dialogue": dialogue,
    }
    return render(request, "municipalities/participants.html", context)


@public
def body_list(request: HttpRequest) -> HttpResponse:
    """The register to choose from: what is found by `q`, or the bodies of a `country`. `as=options` is what a picker
    asks for while somebody types: the options alone.
    """
    typed = tidy(request.GET.get("q", ""))
    if request.GET.get("as") == "options":
        return render(request, "municipalities/_register_options.html", {"matches": matches(typed, OFFERED)})
    country = request.GET.get("country", "")
    if country and country not in Country:
        raise Http404
    dialogue = request.GET.get("dialogue", "")
    context = {
        "dialogue": dialogue if is_slug(dialogue) else "",
        "form": form_of(dialogue),
        "typed": typed,
        "matches": matches(typed) if typed else [],
        "countries": countries(),
        "country": Country(country) if country else None,
        "regions": regions(Country(country)) if country and not typed else [],
    }
    return render(request, "municipalities/register.html", context)


def form_of(dialogue: str) -> str:
    """Where a chosen body is taken to: the form of the dialogue, or the choice of one."""
    return reverse("interest-form", args=[dialogue]) if is_slug(dialogue) else reverse("interest")


def is_slug(text: str) -> bool:
    return slug_re.match(text) is not None
