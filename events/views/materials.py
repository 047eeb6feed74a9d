"""An event's material: staff add, show and publish it; everybody fetches what is public."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.public import public
from core.views.files import handed_out
from events.enums import EventState
from events.models import Event, Material, MaterialFile
from events.telling import materials
from events.telling.enums import MaterialState
from events.telling.forms import FileForm, MaterialForm, TitlesForm, titles_of
from events.views.staff import found, said

FOR_EVER = "public, max-age=31536000, immutable"


@public
def public_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The same bytes for ever: what is public does not change."""
    files = MaterialFile.objects.filter(
        material__state=MaterialState.PUBLIC,
        material__event__slug=slug,
        material__event__state__in=EventState.public(),
    )
    file = get_object_or_404(files, pk=pk)
    return handed_out(request, file, cache_control=FOR_EVER)


class AddView(KeepsTyped, ActingPage):
    template_name = "events/workspace/material.html"
    form_class: Any = MaterialForm

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.event  # noqa: B018 - asks the permission
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.event  # noqa: B018 - asks the permission
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event)

    def act(self, form: Any) -> str:
        return once(form.cleaned_data["key"], lambda: self.add(form))

    def add(self, form: Any) -> str:
        data = form.cleaned_data
        materials.add(self.event, self.request.user, titles_of(form), data["file"], data["language"])
        self.done = _("The material is added. Nobody else sees it yet.")
        return address(self.event)


class AddFileView(AddView):
    form_class: Any = FileForm

    @cached_property
    def material(self) -> Material:
        return get_object_or_404(self.event.materials, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, material=self.material)

    def add(self, form: Any) -> str:
        data = form.cleaned_data
        materials.add_file(self.material, self.request.user, data["file"], data["language"])
        self.done = _("“%(file)s” is added.") % {"file": data["file"].name}
        return address(self.event)


class RenameView(AddFileView):
    form_class: Any = TitlesForm

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.material, name) for name in TitlesForm().fields}

    def form_valid(self, form: Any) -> HttpResponse:
        def act() -> None:
            materials.rename(self.material, self.request.user, titles_of(form))

        return said(self.request, self.event.slug, act, _("The titles are saved."))


def address(event: Event) -> str:
    return reverse("workspace-event", args=[event.slug]) + "#material"


@require_safe
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """To those who run the event, also while it is a draft."""
    row = get_object_or_404(MaterialFile.objects.filter(material__event=found(request, slug)), pk=pk)
    return handed_out(request, row)


@require_POST
def remove_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Removed already is as good."""
    event = found(request, slug)
    row = MaterialFile.objects.filter(material__event=event, pk=pk).select_related("material__event").first()
    if row is None:
        return redirect("workspace-event", slug)
    return said(request, slug, lambda: materials.remove_file(row, request.user), _("The file is removed."))


@require_POST
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    material = get_object_or_404(found(request, slug).materials, pk=pk)
    done = _("The ledger says that it was shown at the event. Publish it soon, so that all know the same.")
    return said(request, slug, lambda: materials.show(material, request.user), done)


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    material = get_object_or_404(found(request, slug).materials, pk=pk)
    return said(request, slug, lambda: materials.publish(material, request.user), _("The material is public."))
