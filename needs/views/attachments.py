"""The files of a need: the page where they are added, the way to each, and its removal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.acting_views import ActingPage
from core.once import once
from core.told import refusals_told
from core.views.files import handed_out
from needs.enums import NeedState
from needs.intake import attachments
from needs.intake.attachments import AttachmentForm
from needs.intake.sections import menu
from needs.views.need_pages import NeedPage, found


class AttachmentsView(NeedPage, ActingPage):
    template_name = "needs/intake/attachments.html"
    form_class = AttachmentForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.need.state not in NeedState.written():
            return redirect(self.need)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.need.attachments.select_related("added_by")
        is_full = len(rows) >= attachments.MOST
        return super().get_context_data(**kwargs, **menu(self.need, "attachments"), rows=rows, is_full=is_full)

    def act(self, form: AttachmentForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.add(form.cleaned_data["file"]))

    def add(self, file: Any) -> str:
        attachment = attachments.add(self.need, file, self.request.user)
        self.done = _("“%(file)s” is added.") % {"file": attachment}
        return reverse("workspace-need-attachments", args=[self.need.pk])


@require_safe
def download(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """To whoever may read the need, and to nobody else."""
    need = found(request, pk, "needs.view_need")
    attachment = get_object_or_404(need.attachments, pk=file)
    return handed_out(request, attachment)


@require_POST
def remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Already removed is as good."""
    need = found(request, pk, "needs.edit_need")
    for attachment in need.attachments.filter(pk=file):
        attachment.need = need
        with refusals_told(request):
            attachments.remove(attachment, request.user)
            messages.success(request, _("“%(file)s” is removed.") % {"file": attachment})
    return redirect("workspace-need-attachments", pk)
