"""The receipt of a signature, for the people of its body and the dialogue's managers."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.permissions import require
from core.views.files import sent
from core.views.papers import being_made
from needs.models import Signature


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The receipt's file, always the same; a worker makes it in the moments after signing."""
    signature = get_object_or_404(Signature.objects.select_related("municipality", "statement__challenge"), pk=pk)
    require(request.user, "needs.view_signing", signature)
    found = getattr(signature, "receipt", None)
    if found is None:
        raise Http404
    if not found.file:
        return being_made(
            request, found, _("The receipt is being made. That takes a moment; what was signed stands already.")
        )
    name = f"{signature.statement.challenge.slug}-v{signature.statement.number}-{signature.pk}.pdf"
    return sent(request, found.stored, name)
