"""Views of the list of needs: kept by name, shared with a dialogue's managers, deleted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues.models import Dialogue
from needs.curation.saved_views import SavedViewForm, managed
from needs.models import SavedView


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    run = Dialogue.objects.filter(pk__in=managed(request.user))
    form = SavedViewForm(request.POST, dialogues=[(dialogue.slug, dialogue.title) for dialogue in run])
    if not form.is_valid():
        said = [_("The view is not saved."), *(text for texts in form.errors.values() for text in texts)]
        messages.error(request, " ".join(map(str, said)))
        return redirect(form.back())
    view = form.save(request.user)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view})
    return redirect(view)


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Only its owner deletes a view, also for those whom it is shared with."""
    view: Any = get_object_or_404(SavedView, pk=pk, owner=request.user)
    view.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view})
    return redirect("workspace-needs")
