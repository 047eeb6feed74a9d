"""In a municipality's workspace: what it is asked to sign, the page to read and sign, and what comes of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from accounts import confirming
from core.acting_views import ActingPage
from core.canonical import checksum
from core.kept_forms import KeepsTyped, forget, keeps_typed, kept
from core.languages import readers_language
from core.permissions import require
from core.told import refusals_told
from core.views.files import IN_NO_CACHE
from municipalities.models import Municipality
from needs.models import Signature, SigningInvitation, Statement
from needs.signing import inviting, reading, signatures
from needs.signing.agreeing import hangs_on
from needs.signing.carrying import copies
from needs.signing.withdrawn import withdrawn_bodies
from needs.signing.word_forms import WithdrawForm, WordForm, kept_of, word_of
from needs.statements.document import Document


@require_safe
def signing_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "needs.list_signing")
    return render(request, "needs/signing/list.html", {"bodies": reading.of_person(request.user)})


class SigningMixin:
    """A page about one body's signing of one version."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = "needs.view_signing"

    @cached_property
    def invitation(self) -> SigningInvitation:
        rows = SigningInvitation.objects.select_related("municipality__merged_into", "statement__challenge__dialogue")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def statement(self) -> Statement:
        return self.invitation.statement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.invitation)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def document(self) -> Document:
        return Document(self.statement, readers_language())

    @cached_property
    def given(self) -> Signature | None:
        """The body's word that stands."""
        mine = self.statement.signatures.filter(municipality=self.invitation.municipality, withdrawn_at=None)
        return mine.select_related("signed_by", "receipt", "carried_from__statement").first()

    @property
    def session_key(self) -> str:
        return f"signing-{self.invitation.pk}"

    def address(self, name: str = "workspace-signing") -> str:
        return reverse(name, args=[self.invitation.pk])

    def word_form(self, data: Any = None) -> WordForm:
        first = {"seen": self.statement.content_hash, "language": self.document.language}
        kept = self.request.session.get(self.session_key, {})
        return WordForm(data, document=self.document, initial={**first, **kept, "seen": first["seen"]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"invitation": self.invitation, "statement": self.statement, "document": self.document}
        return super().get_context_data(**context, body=self.invitation.municipality, **kwargs)  # type: ignore[misc]


@method_decorator(keeps_typed, name="dispatch")
class SigningView(SigningMixin, TemplateView):
    """Read it point by point; who may sign fills in the body's answer. What was filled in is kept until it is sent."""

    template_name = "needs/signing/sign.html"

    @cached_property
    def refusal(self) -> str:
        """Why it cannot be signed now; empty where it can."""
        return signatures.why_not(self.invitation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_sign = self.request.user.has_perm("needs.sign_statement", self.invitation)  # type: ignore[union-attr]
        typed = kept(self.request) if self.request.method == "GET" else None
        form = kwargs.pop("form", None) or self.word_form(typed)
        signs = may_sign and not self.given and not self.refusal
        return super().get_context_data(
            **kwargs,
            is_kept=bool(typed),
            form=form if signs else None,
            points=form.points if signs else [(clause, None) for clause in self.document.clauses],
            given=self.given,
            held={str(row.clause_key): row for row in self.given.reservations.all()} if self.given else {},
            refusal="" if self.given else self.refusal,
            may_sign=may_sign,
            may_withdraw=self.given and self.request.user.has_perm("needs.withdraw_signature", self.given),  # type: ignore[union-attr]
            withdrawn=withdrawn_bodies(self.statement),
            **self.changed(),
        )

    def changed(self) -> dict[str, Any]:
        """What is new to a body that signed the version before: it reads that first."""
        before = reading.changes_for(self.invitation)
        rows = reading.differences_between(before, self.statement, self.document.language) if before else []
        return {"changes": before, "differences": rows}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        require(request.user, "needs.sign_statement", self.invitation)
        form = self.word_form(request.POST)
        request.session[self.session_key] = form.kept()
        forget(request)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("workspace-signing-confirm", self.invitation.pk)


class ConfirmView(SigningMixin, TemplateView):
    """The body's answer as it will stand; then a fresh second factor, then the signature."""

    template_name = "needs/signing/confirm.html"
    permission = "needs.sign_statement"

    @cached_property
    def form(self) -> WordForm:
        return self.word_form(self.request.session.get(self.session_key, {}))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.given or not self.form.is_valid():
            return redirect("workspace-signing", self.invitation.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        word, back = word_of(self.form), self.address("workspace-signing-confirm")
        held = [
            (clause, word.reservations[clause.key])
            for clause in self.document.clauses
            if clause.key in word.reservations
        ]
        is_fresh = confirming.is_fresh(self.request)
        return super().get_context_data(
            **kwargs,
            word=word,
            held=held,
            seen=self.form.cleaned_data["seen"],
            is_fresh=is_fresh,
            asks_password=confirming.asks_password(self.request.user),
            has_second_factor=confirming.has_second_factor(self.request.user),
            place="" if is_fresh else confirming.place_to_confirm(self.request, back),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return redirect("workspace-signing", self.invitation.pk)
        if not confirming.is_fresh(request):
            messages.error(request, _("Show first that it is you. What you filled in is kept."))
            return redirect("workspace-signing-confirm", self.invitation.pk)
        seen = request.POST.get("seen", "")
        with refusals_told(request):
            signatures.sign(self.invitation, word_of(self.form), request.user, seen=seen)
            request.session.pop(self.session_key, None)
            messages.success(request, _("Your body's answer is given. The receipt is being made."))
        return redirect("workspace-signing", self.invitation.pk)


class WithdrawView(KeepsTyped, SigningMixin, ActingPage):
    """Take the body's word back, with a reason; after publication that is a public notice."""

    template_name = "needs/signing/withdraw.html"
    form_class = WithdrawForm
    done = gettext_lazy("It is taken back.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "language": self.given.language}  # type: ignore[union-attr]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: Any = self.given
        carried = list(copies(given))
        reopens = any(hangs_on(one) for one in (given, *carried))
        return super().get_context_data(**kwargs, carried=carried, reopens=reopens)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "needs.view_signing", self.invitation)
        if self.given is None:
            return redirect("workspace-signing", self.invitation.pk)
        require(request.user, "needs.withdraw_signature", self.given)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: WithdrawForm) -> str:
        given: Any = self.given
        signatures.withdraw(given, self.request.user, form.cleaned_data["reason"])
        self.request.session[self.session_key] = kept_of(given)
        return self.address()


@require_safe
def content(request: HttpRequest, pk: int) -> JsonResponse:
    """The frozen text as its checksum is computed from it, for those who are asked to sign it."""
    rows = SigningInvitation.objects.select_related("municipality", "statement__challenge")
    invitation = get_object_or_404(rows, pk=pk)
    require(request.user, "needs.view_signing", invitation)
    return as_json(invitation.statement)


def as_json(statement: Statement) -> JsonResponse:
    found: dict[str, Any] = statement.content or {}
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Checksum-SHA256"] = checksum(found)
    response.headers["Cache-Control"] = IN_NO_CACHE
    return response


@require_POST
def ask_to_sign(request: HttpRequest, slug: str, number: int, body: int) -> HttpResponse:
    """A body that takes part asks to sign what is published, and is led to the page where it does."""
    statement = get_object_or_404(Statement.objects.public(), challenge__slug=slug, number=number)
    municipality = get_object_or_404(Municipality, pk=body)
    with refusals_told(request):
        invitation = inviting.ask_to_sign(statement, municipality, request.user)
        return redirect("workspace-signing", invitation.pk)
    return redirect("workspace-signings")
