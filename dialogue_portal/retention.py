"""Personal data as a whole: the public page about it, the reports of the retention runs, erasing somebody who asks."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.erasure import erase, erase_address, kept_with, of_address
from accounts.invitations import people_at
from accounts.models import User
from accounts.privacy_forms import AddressErasureForm, ErasureForm
from core.exports import KINDS, Column, export
from core.kept import kinds
from core.models import RetentionRun
from core.once import once
from core.permissions import require
from core.public import public
from core.told import refusals_in

PERMISSION = "dialogue_portal.keep_retention"
PAGE_LENGTH = 30


@public
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"kinds": kinds()[::-1], "controller": settings.CONTROLLER, "email": settings.CONTACT_EMAIL}
    return render(request, "dialogue_portal/privacy.html", context)


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    require(request.user, PERMISSION)
    page = Paginator(RetentionRun.objects.all(), PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(request, "dialogue_portal/retention.html", {"page": page})


@require_safe
def retention_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One run's report, as a page or, with `?as=csv` or `?as=xlsx`, as a file."""
    require(request.user, PERMISSION)
    run = get_object_or_404(RetentionRun, pk=pk)
    kind: Any = request.GET.get("as")
    if kind in KINDS:
        return export(entries(run), columns(), kind, _("Retention"))
    shown = entries(run)
    touched = [entry for entry in shown if entry["due"] or entry["warned"] or entry["error"]]
    context = {"run": run, "touched": touched, "others": [entry for entry in shown if entry not in touched]}
    return render(request, "dialogue_portal/retention_run.html", context)


def entries(run: RetentionRun) -> list[dict[str, Any]]:
    """The report in the reader's language: kinds by their labels, reasons translated where they are known."""
    labels = {kept.name: kept.label for kept in kinds()}
    return [
        {
            **entry,
            "label": labels.get(entry["name"], entry["name"]),
            "withheld": [(number, _(reason)) for reason, number in entry["withheld"].items()],
        }
        for entry in run.report
    ]


def columns() -> list[Column]:
    return [
        Column(_("Kind"), lambda entry: entry["label"]),
        Column(_("Due"), lambda entry: entry["due"]),
        Column(_("Forgotten"), lambda entry: entry["forgotten"]),
        Column(
            _("Kept although due"), lambda entry: "; ".join(f"{number}: {why}" for number, why in entry["withheld"])
        ),
        Column(_("Warned"), lambda entry: entry["warned"]),
        Column(_("Error"), lambda entry: entry["error"]),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody asked for it by mail or telephone."""
    require(request.user, PERMISSION)
    person = get_object_or_404(User, pk=pk, erased_at=None)
    if person.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    return confirm_erasure(request, person)


@reauthentication_required
def confirm_erasure(request: HttpRequest, person: User) -> HttpResponse:
    form = ErasureForm(request.POST or None, person=person)
    if form.is_valid():
        with refusals_in(form):
            erase(person, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The person is erased. A mail to the old address says so."))
            return redirect("workspace-retention")
    return render(request, "dialogue_portal/erase_person.html", {"form": form, "person": person})


@require_POST
def find_person(request: HttpRequest) -> HttpResponse:
    """From an e-mail address to the page that erases whose it is. Sent, so that no log has the address."""
    require(request.user, PERMISSION)
    address = request.POST.get("email", "").strip()
    if person := people_at(address).filter(erased_at=None).first():
        return redirect("workspace-retention-erase", pk=person.pk)
    if kept_with(of_address(address)):
        return confirm_address_erasure(request, address)
    messages.error(request, _("Nothing is kept with this address."))
    return redirect("workspace-retention")


@reauthentication_required
def confirm_address_erasure(request: HttpRequest, address: str) -> HttpResponse:
    form = AddressErasureForm(request.POST if "key" in request.POST else None, initial={"email": address})
    if not form.is_valid():
        return render(request, "dialogue_portal/erase_address.html", {"form": form})

    def erased() -> str:
        erase_address(form.cleaned_data["email"], by=request.user)  # type: ignore[arg-type]
        return reverse("workspace-retention")

    led_to = once(form.cleaned_data["key"], erased)
    messages.success(request, _("The person is erased. A mail to the old address says so."))
    return redirect(led_to)
