"""What went out, for administrators: list, one mail, and another try. A mail may be about anybody, so nobody else."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import outbox
from core.enums import MailState
from core.lists import ALL, Column, ListFilter, StaffList
from core.models import Mail
from core.permissions import require
from core.told import told

VIEW = "core.view_mails"


class MailFilter(ListFilter):
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=[("", ALL), *MailState.choices])

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(state=value) if name == "state" else rows.found(value)  # type: ignore[attr-defined]


class MailList(StaffList):
    columns = [
        Column("subject", gettext_lazy("Subject"), lambda mail: mail.subject),
        Column("to", pgettext_lazy("receiver of a mail", "To"), lambda mail: mail.to, ["to"]),
        Column("made", gettext_lazy("Written"), lambda mail: mail.created_at, ["created_at"]),
        Column("state", gettext_lazy("State"), lambda mail: mail.get_state_display(), ["state"]),
        Column("sent", gettext_lazy("Sent"), lambda mail: mail.sent_at, shown=False),
        Column("error", gettext_lazy("What went wrong"), lambda mail: mail.error, shown=False),
    ]
    filter_class = MailFilter
    row_template = "core/mails/_row.html"
    permission = VIEW
    title = gettext_lazy("Mails")
    export_name = gettext_lazy("mails")
    none_yet = gettext_lazy("The portal has not sent a mail yet.")
    first_sort = "-made"

    def get_queryset(self) -> QuerySet[Any]:
        return Mail.objects.shown().defer("text", "headers")


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, VIEW)
    return render(request, "core/mails/mail.html", {"mail": get_object_or_404(Mail.objects.shown(), pk=pk)})


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, VIEW)
    mail = get_object_or_404(Mail.objects.shown(), pk=pk)
    return told(request, lambda: outbox.try_again(mail), _("The mail is on its way again."), "workspace-mail", pk)
