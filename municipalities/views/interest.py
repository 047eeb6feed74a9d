"""Registering interest, without account and cookie: the form, the mail's link, and the applicant's own page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.limits import Limit, network
from core.numbers import row_number
from core.once import once
from core.open_forms import open_form
from core.public import public
from core.told import refusals_in
from core.workflow import Refused, WrongState
from dialogues.models import Dialogue
from municipalities.interest import applying, confirming, links
from municipalities.interest.confirming import Outcome
from municipalities.interest.forms import AgainForm, AnswerForm, InterestForm
from municipalities.interest.terms import LINK_DAYS, answer_by, open_dialogues
from municipalities.models import Applicant, Participation

FORMS_FROM_NETWORK = Limit("interest-network", most=30, seconds=3600)
FORMS_OF_ADDRESS = Limit("interest-address", most=5, seconds=3600)
LINKS_FROM_NETWORK = Limit("interest-link-network", most=30, seconds=3600)
LINKS_TO_ADDRESS = Limit("interest-link-address", most=3, seconds=3600)


# The form


@public
def choose_dialogue(request: HttpRequest) -> HttpResponse:
    """Straight to the form where one dialogue is open."""
    dialogues = list(open_dialogues())
    query = f"?body={body}" if (body := chosen_body(request)) else ""
    if len(dialogues) == 1:
        return redirect(reverse("interest-form", args=[dialogues[0].slug]) + query)
    return render(request, "municipalities/interest/choose.html", {"dialogues": dialogues, "query": query})


def chosen_body(request: HttpRequest) -> str:
    """The number of the body that was chosen from the list by country, if one was."""
    return str(row_number(request.GET.get("body", "")) or "")


@open_form
def interest_form(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    if not open_dialogues().filter(pk=dialogue.pk).exists():
        context = {"closed": dialogue, "dialogues": open_dialogues()}
        return render(request, "municipalities/interest/choose.html", context, status=410)
    data = request.POST if request.method == "POST" else None
    form = InterestForm(dialogue, data, initial={"municipality": chosen_body(request)})
    if form.is_bound and form.is_trapped:
        return redirect("interest-sent")
    if form.is_bound and form.is_valid():
        return take(request, form)
    return form_page(request, form)


def take(request: HttpRequest, form: InterestForm) -> HttpResponse:
    """Whatever is known of the address, the answer is the same: look into your mail."""
    if wait := FORMS_FROM_NETWORK.wait(network(request)) or FORMS_OF_ADDRESS.wait(form.cleaned_data["email"]):
        return too_many(form_page(request, form, minutes=minutes(wait)), wait)

    def keep() -> str:
        applying.apply(form.dialogue, form.cleaned_data)
        return reverse("interest-sent")

    return redirect(once(form.cleaned_data["key"], keep))


def form_page(request: HttpRequest, form: InterestForm, **context: Any) -> HttpResponse:
    return render(request, "municipalities/interest/form.html", {"form": form, "dialogue": form.dialogue, **context})


def too_many(response: HttpResponse, wait: int) -> HttpResponse:
    """The form again, with all that was typed: nothing is lost, it is only too early."""
    response.status_code = 429
    response["Retry-After"] = str(wait)
    return response


def minutes(seconds: int) -> int:
    return -(-seconds // 60)


# The mail with a link


@open_form
def sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whatever came of the form."""
    return render(request, "municipalities/interest/sent.html", {"form": AgainForm(), "days": LINK_DAYS})


@open_form
def send_again(request: HttpRequest) -> HttpResponse:
    form = AgainForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_trapped:
        return redirect("interest-sent")
    if not form.is_bound or not form.is_valid():
        return render(request, "municipalities/interest/again.html", {"form": form})
    email = form.cleaned_data["email"]
    if wait := LINKS_FROM_NETWORK.wait(network(request)) or LINKS_TO_ADDRESS.wait(email):
        context = {"form": form, "minutes": minutes(wait)}
        return too_many(render(request, "municipalities/interest/again.html", context), wait)
    confirming.send_links_again(email)
    return redirect("interest-sent")


@open_form
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing, since programs open the links of mails too; the button confirms."""
    try:
        link = links.read_confirm_token(token)
    except links.Tampered:
        return dead(request, "unknown", 404)
    if link.applicant is None:
        return dead(request, "forgotten", 410)
    if link.applicant.confirmed_at:
        return confirmed_already(request, link.applicant)
    if not link.works:
        return dead(request, "old", 410)
    if request.method == "POST":
        return confirmed(request, link.applicant)
    context = {"applicant": link.applicant, "interest": link.applicant.interest}
    return render(request, "municipalities/interest/confirm.html", context)


def confirmed(request: HttpRequest, applicant: Applicant) -> HttpResponse:
    interest = applicant.interest
    try:
        outcome = confirming.confirm(applicant)
    except WrongState:
        return confirmed_already(request, applicant)
    if outcome == Outcome.TAKES_PART:
        return redirect("interest-taking-part", interest.dialogue.slug, interest.municipality_id)
    return redirect("interest-own", links.own_token(applicant))


def confirmed_already(request: HttpRequest, applicant: Applicant) -> HttpResponse:
    url = reverse("interest-own", args=[links.own_token(applicant)])
    return render(request, "municipalities/interest/confirmed_already.html", {"url": url})


def dead(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "municipalities/interest/dead.html", {"why": why, "form": AgainForm()}, status=status)


@public
def taking_part(request: HttpRequest, slug: str, body: int) -> HttpResponse:
    """Whom to ask where a body takes part already: roles and organisations, no person."""
    rows = Participation.objects.select_related("dialogue", "municipality")
    participation = get_object_or_404(rows, dialogue__slug=slug, municipality=body)
    context = {
        "body": participation.municipality,
        "dialogue": participation.dialogue,
        "partners": participation.dialogue.partners.filter(country=participation.municipality.country),
    }
    return render(request, "municipalities/interest/taking_part.html", context)


# The applicant's own page


def own(token: str) -> Applicant | None:
    try:
        return links.read_own_token(token)
    except links.Tampered:
        return None


@open_form
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """What became of it; and the answer, where staff asked back."""
    if (applicant := own(token)) is None:
        return dead(request, "forgotten", 404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            applying.answer(applicant, form.cleaned_data["text"])
            return redirect("interest-own", token)
    return render(request, "municipalities/interest/own.html", own_context(applicant, token, form))


def own_context(applicant: Applicant, token: str, form: AnswerForm) -> dict[str, Any]:
    interest = applying.standing(applicant)
    mine = list(applying.rows_of(applicant).prefetch_related("themes"))
    return {
        "token": token,
        "applicant": applicant,
        "interest": interest,
        "form": form,
        "mine": mine,
        "has_left": any(row.left_at for row in mine),
        "others": interest.people.exclude(email__iexact=applicant.email).count(),
        "answer_by": answer_by(interest.waits_since) if interest.waits_since else None,
        "said": [step for step in interest.trail.select_related("actor", "applicant") if step.reason and step.language],
    }


@open_form
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    if (applicant := own(token)) is None:
        return dead(request, "forgotten", 404)
    refusal = ""
    if request.method == "POST":
        try:
            applying.withdraw(applicant)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("interest-own", token)
    context = {"token": token, "interest": applying.standing(applicant), "refusal": refusal}
    return render(request, "municipalities/interest/withdraw.html", context)
