"""Where the link of an invitation leads: to accept it, by whom it is for, with an account or without one yet."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from accounts.invitation_forms import NewcomerForm
from accounts.invitations import DeadLink, Trouble, invitation_of, is_for, make_person, people_at
from core.workflow import Refused


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class AcceptInvitation(View):
    """Shown without a sign-in; reading it changes nothing. A floor's own view says what accepting does."""

    model: Any
    invitation: Any
    folder = "accounts/invitation"  # of the templates for each situation

    def take(self, user: Any) -> None:
        """What accepting gives. Raises Refused where it is too late."""
        raise NotImplementedError

    def landing(self) -> str:
        """The address of what she was invited to."""
        raise NotImplementedError

    def role(self) -> str:
        """What she is invited to be, as it stands within a sentence."""
        return str(self.invitation.get_role_display()).lower()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.invitation = invitation_of(self.model, kwargs["token"])
        except DeadLink as dead:
            return self.dead(request, dead)
        return super().dispatch(request, *args, **kwargs)

    def dead(self, request: HttpRequest, dead: DeadLink) -> HttpResponse:
        """Who accepted it herself is let through: she opened the mail again, or sent the form twice.

        Of a form sent twice the second may be on its way before the first has signed her in, so the page is asked anew.
        """
        self.invitation = dead.invitation
        if dead.trouble == Trouble.TAKEN:
            if request.user == dead.invitation.accepted_by:
                return redirect(self.landing())
            if request.method == "POST":
                return redirect(request.path)
        context = {"trouble": dead.trouble.value, "invitation": dead.invitation}
        return render(request, "accounts/invitation/dead.html", context, status=410)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(request, NewcomerForm(self.invitation))

    def page(self, request: HttpRequest, form: NewcomerForm, status: int = 200) -> HttpResponse:
        template = f"{self.folder}/{self.situation(request)}.html"
        what = {"invitation": self.invitation, "place": self.invitation.place, "role": self.role()}
        return render(request, template, {**what, "form": form}, status=status)

    def situation(self, request: HttpRequest) -> str:
        if request.user.is_authenticated:
            return "accept" if is_for(self.invitation, request.user) else "other"
        return "sign_in" if people_at(self.invitation.email).exists() else "join"

    def post(self, request: HttpRequest, token: str) -> HttpResponseBase:
        situation = self.situation(request)
        if situation == "accept":
            return self.accept(request)
        form = NewcomerForm(self.invitation, request.POST)
        if situation != "join":
            return self.refuse(request, form, token)
        return self.come_in(request, form) if form.is_valid() else self.page(request, form)

    def refuse(self, request: HttpRequest, form: NewcomerForm, token: str) -> HttpResponse:
        """Of the same form sent twice the second may find that she came in a moment ago: the page tells that."""
        try:
            invitation_of(self.model, token)
        except DeadLink:
            return redirect(request.path)
        return self.page(request, form, status=403)

    def accept(self, request: HttpRequest) -> HttpResponse:
        try:
            self.take(request.user)
        except Refused:
            return redirect(request.path)  # the page tells what became of the invitation
        self.welcome(request)
        return redirect(self.landing())

    def come_in(self, request: HttpRequest, form: NewcomerForm) -> HttpResponseBase:
        """Of the same form sent twice at once the second finds the address taken, in the database."""
        try:
            with transaction.atomic():
                person = make_person(self.invitation, **form.cleaned_data)
                self.take(person)
        except (IntegrityError, Refused):
            return redirect(request.path)
        record_authentication(request, person, method="password", email=person.email)
        with translation.override(person.language):
            response = perform_login(request, person, redirect_url=self.landing())
            self.welcome(request)
        return response

    def welcome(self, request: HttpRequest) -> None:
        messages.success(request, _("Welcome. You work for %(place)s now.") % {"place": self.invitation.place})
