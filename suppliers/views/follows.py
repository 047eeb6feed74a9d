"""One's own follows, for those who are signed in: what changed, what is followed, the language, mail or none."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.numbers import row_number
from suppliers.following import doors, subjects
from suppliers.following.forms import LanguageForm
from suppliers.following.news import since_last_look
from suppliers.following.subjects import Described
from suppliers.models import Follower

PAGE = "workspace-follows"


@require_safe
def follows(request: HttpRequest) -> HttpResponse:
    follower = Follower.objects.filter(user=request.user.pk).first()
    context = {
        "follower": follower,
        "rows": Described(follower.follows.confirmed()).rows() if follower else [],
        "news": since_last_look(follower) if follower else [],
        "form": LanguageForm(initial={"language": follower.language}) if follower else None,
    }
    return render(request, "suppliers/following/follows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """The button stands on a page of the workspace, since public pages do not know who reads them."""
    subject = subjects.asked_for(kind, request.GET)
    if request.method == "POST":
        doors.follow(request.user, subject)
        messages.success(request, _("You follow “%(what)s” now.") % {"what": subject.label})
        return redirect(PAGE)
    return render(request, "suppliers/following/add.html", {"subject": subject})


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One of the page's buttons."""
    follower = Follower.objects.filter(user=request.user.pk).first()
    if follower:
        messages.success(request, act(request, follower))
    return redirect(PAGE)


def act(request: HttpRequest, follower: Follower) -> str:
    asked, form = request.POST, LanguageForm(request.POST)
    if number := row_number(asked.get("cease", "")):
        doors.cease(follower, number)
        return _("You follow it no more.")
    if "looked" in asked:
        doors.looked(follower)
        return _("From now on, only what is newer is shown as new.")
    if asked.get("mail") in ("on", "off"):
        doors.want_mails(follower, wanted=asked["mail"] == "on")
        return _("You get mail again.") if asked["mail"] == "on" else _("You get no more mail; the news are here.")
    if form.is_valid():
        doors.speak(follower, form.cleaned_data["language"])
    return _("Saved.")
