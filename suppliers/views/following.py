"""Following without an account: what can be followed, the form, the links in the mails. No session, no cookie."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.invitations import VALID_DAYS
from core.limits import Limit, network
from core.numbers import row_number
from core.once import once
from core.open_forms import open_form
from core.public import public
from dialogues.models import Dialogue
from needs.models import CpvCode
from suppliers.following import doors, links, subjects
from suppliers.following.forms import FollowForm, LanguageForm
from suppliers.following.subjects import Described, Subject
from suppliers.models import Follow, Follower

FROM_NETWORK = Limit("follow-network", most=30, seconds=3600)
OF_ADDRESS = Limit("follow-address", most=10, seconds=3600)


@public
def choose(request: HttpRequest) -> HttpResponse:
    branches = CpvCode.objects.filter(code__endswith="000000").order_by("code")
    context = {
        "events": subjects.of_events(),
        "dialogues": [subjects.of_dialogue(row) for row in Dialogue.objects.all()],
        "branches": [subjects.of_branch(row) for row in branches],
    }
    return render(request, "suppliers/following/choose.html", context)


@open_form
def follow(request: HttpRequest, kind: str) -> HttpResponse:
    """What is followed stands in the address, so that every page can lead here by a plain link."""
    subject = subjects.asked_for(kind, request.GET)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_trapped:
        return redirect("follow-sent")
    if form.is_bound and form.is_valid():
        return take(request, subject, form)
    return form_page(request, subject, form)


def take(request: HttpRequest, subject: Subject, form: FollowForm) -> HttpResponse:
    """Whatever is known of the address, the answer is the same: look into your mail."""
    data = form.cleaned_data
    if wait := FROM_NETWORK.wait(network(request)) or OF_ADDRESS.wait(data["email"]):
        response = form_page(request, subject, form, minutes=-(-wait // 60))
        response.status_code, response["Retry-After"] = 429, str(wait)
        return response

    def keep() -> str:
        doors.ask(data["email"], data["language"], subject)
        return reverse("follow-sent")

    return redirect(once(data["key"], keep))


def form_page(request: HttpRequest, subject: Subject, form: FollowForm, minutes: int = 0) -> HttpResponse:
    context = {"subject": subject, "form": form, "minutes": minutes}
    return render(request, "suppliers/following/form.html", context)


@public
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "suppliers/following/sent.html", {"days": VALID_DAYS})


@open_form
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing, since programs open the links of mails too; the button confirms."""
    row = links.follow_of(token)
    if row is None:
        return dead(request)
    [(_row, subject)] = Described([row]).rows()
    if not row.confirmed_at and not subject.url:
        return dead(request)
    if request.method == "POST":
        follower = doors.confirm(row)
        return redirect("workspace-follows") if follower.user else redirect(begun(row))
    if row.confirmed_at:
        return redirect(begun(row))
    return render(request, "suppliers/following/confirm.html", {"subject": subject, "follow": row})


def begun(row: Follow) -> str:
    """The page of what an address follows, which says that this is followed now."""
    return reverse("follow-own", args=[links.own_token(row.follower.key)], query={"begun": row.pk})


@open_form
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What this address follows, by the link in each mail."""
    follower = links.follower_of(token)
    if follower is None:
        return dead(request)
    if request.method == "POST":
        act(request, follower)
        return redirect("follow-own", token)
    return render(request, "suppliers/following/own.html", own_context(request, follower, token))


def act(request: HttpRequest, follower: Follower) -> None:
    """One of the page's buttons."""
    form = LanguageForm(request.POST)
    if number := row_number(request.POST.get("cease", "")):
        doors.cease(follower, number)
    elif form.is_valid():
        doors.speak(follower, form.cleaned_data["language"])


def own_context(request: HttpRequest, follower: Follower, token: str) -> dict[str, Any]:
    rows, number = Described(follower.follows.confirmed()).rows(), row_number(request.GET.get("begun", ""))
    return {
        "token": token,
        "follower": follower,
        "rows": rows,
        "begun": next((subject for follow, subject in rows if follow.pk == number and subject.url), None),
        "form": LanguageForm(initial={"language": follower.language}),
    }


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click (RFC 8058): mail programs send the form for their reader, without cookie, page or word of the site."""
    key = links.key_of(token)
    if not key:
        return dead(request)
    if request.method == "POST":
        doors.stop_mails(key)
    is_over = not Follower.objects.of_key(key).filter(wants_mail=True).exists()
    return render(request, "suppliers/following/unsubscribe.html", {"token": token, "is_over": is_over})


def dead(request: HttpRequest) -> HttpResponse:
    return render(request, "suppliers/following/dead.html", status=410)
