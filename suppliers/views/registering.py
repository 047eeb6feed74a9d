"""Registering a company without a sign-in: the form for everybody, and what it answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.invitations import VALID_DAYS
from core.limits import Limit, network
from core.once import once
from core.open_forms import open_form
from core.public import public
from suppliers.companies import registering
from suppliers.companies.forms import OpenRegisterForm

FROM_NETWORK = Limit("company-network", most=20, seconds=3600)
OF_ADDRESS = Limit("company-address", most=3, seconds=3600)


@open_form
def register(request: HttpRequest) -> HttpResponse:
    form = OpenRegisterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_trapped:
        return redirect("company-sent")
    if form.is_bound and form.is_valid():
        return take(request, form)
    return page(request, form)


def take(request: HttpRequest, form: OpenRegisterForm) -> HttpResponse:
    """Whatever is known of the address or the number, the answer is the same: look into your mail."""
    data = form.cleaned_data
    if wait := FROM_NETWORK.wait(network(request)) or OF_ADDRESS.wait(data["email"]):
        response = page(request, form, minutes=-(-wait // 60))
        response.status_code, response["Retry-After"] = 429, str(wait)
        return response

    def keep() -> str:
        registering.apply(data, email=data["email"], person=data["person"], language=data["language"])
        return reverse("company-sent")

    return redirect(once(data["key"], keep))


def page(request: HttpRequest, form: OpenRegisterForm, minutes: int = 0) -> HttpResponse:
    return render(request, "suppliers/registration/form.html", {"form": form, "minutes": minutes})


@public
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "suppliers/registration/sent.html", {"days": VALID_DAYS})
