"""Registering with an account: for a body or a company that one acts for, with nothing to confirm."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.addresses import tidy
from core.kept_forms import forget, keeps_typed, kept
from core.once import once
from core.permissions import require
from events.enums import Audience
from events.models import Event, Registration
from events.registering import coming, seats
from events.registering.member_form import MemberForm
from events.views.registering import closed, event_with_terms, is_open
from suppliers.companies.acting import companies_of

PERSON = "person"


def acts_for(user: Any, event: Event) -> list[tuple[str, str]]:
    """Whom she may come for: "body:12" or "company:7" with its name; to an event for everyone also by herself."""
    bodies = user.memberships.filter(municipality__merged_into=None).select_related("municipality")
    choices = []
    if event.audience != Audience.SUPPLIERS:
        choices += [(f"body:{row.municipality_id}", str(row.municipality)) for row in bodies]
    if event.audience != Audience.MUNICIPALITIES:
        choices += [(f"company:{company.pk}", company.name) for company in companies_of(user)]
    if event.audience == Audience.EVERYONE:
        choices.append((PERSON, _("nobody but yourself")))
    return choices


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_with_terms(slug)
    require(request.user, "events.register", event)
    if there := own_registration(request.user, event):
        return redirect("registration", there.key)
    if not is_open(event):
        return closed(request, event)
    typed = request.POST if request.method == "POST" else kept(request)
    form = MemberForm(event, request.user, acts_for(request.user, event), typed)
    if request.method == "POST" and form.is_valid():
        forget(request)
        return take(request, form)
    context = {"form": form, "event": event, "is_kept": form.is_bound and request.method != "POST"}
    return render(request, "events/register/member.html", context)


def own_registration(user: Any, event: Event) -> Registration | None:
    return Registration.objects.active().filter(event=event, user=user).first()


def take(request: HttpRequest, form: MemberForm) -> HttpResponse:
    def keep() -> str:
        wish = form.registration()
        coming.register(wish, form.party(wish), form.session_ids)
        return reverse("registration", args=[wish.key])

    try:
        return redirect(once(form.cleaned_data["key"], keep))
    except seats.Closed:
        return closed(request, form.event, form)
    except seats.Registered:  # without her account, or by somebody who brings her along
        coming.tell_owner(form.event.pk, tidy(form.user.email))
        form.add_error(None, _("Your address is registered already. The link in the mail about it leads to it."))
        return render(request, "events/register/member.html", {"form": form, "event": form.event})
