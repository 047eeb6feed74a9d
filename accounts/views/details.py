"""A person's own name and language, and the way to all that belongs to her account."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import UpdateView

from accounts.forms import DetailsForm
from accounts.models import User


class Settings(UpdateView):
    """The page goes on in the language that was chosen."""

    form_class = DetailsForm
    template_name = "account/settings.html"
    request: HttpRequest

    def get_object(self, queryset: Any = None) -> User:
        user: Any = self.request.user
        return User.objects.get(pk=user.pk)  # not the one of the request: a refused name must not show

    def form_valid(self, form: ModelForm) -> HttpResponse:
        self.object = form.save()
        with translation.override(self.object.language):
            messages.success(self.request, _("Your details are saved."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        with translation.override(self.object.language):
            return reverse("account-settings")
