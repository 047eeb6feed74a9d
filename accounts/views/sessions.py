"""Signing out somewhere else, where a person is signed in."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own only. The one that asks is ended by signing out."""
    user: Any = request.user
    session = get_object_or_404(UserSession.objects.filter(user=user), pk=pk)
    if not session.is_current():
        session.end()
        messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")
