"""The exchange rates that totals in euro are made with: read by managers, who add a day's at once."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.acting_views import ActingPage
from core.day_fields import DayField
from core.numbers import NumberField
from core.once import OnceForm, once
from core.permissions import require
from needs.figures.rates import CURRENCIES, keep_rates, rates_at
from needs.models import ExchangeRate

PAGE_LENGTH = 52


class RatesForm(OnceForm):
    on = DayField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("The rates hold from this day on, until later ones are written."),
        initial=timezone.localdate,
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Where you read them, for example “European Central Bank, reference rates”."),
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for currency in CURRENCIES:
            label = _("One euro in %(currency)s") % {"currency": currency.label}
            self.fields[currency.value] = NumberField(label=label, digits=14, places=6, above=0, required=False)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        tried = any(currency in self.errors for currency in CURRENCIES)
        if not tried and not self.per_euro():
            raise ValidationError(_("Write the rate of at least one currency."))
        return cleaned

    def per_euro(self) -> dict[str, Any]:
        written = {currency.value: self.cleaned_data.get(currency.value) for currency in CURRENCIES}
        return {code: value for code, value in written.items() if value is not None}


@require_safe
def rate_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "needs.keep_rates")
    page = Paginator(ExchangeRate.objects.order_by("-on", "currency"), PAGE_LENGTH).get_page(request.GET.get("page"))
    held = rates_at(timezone.localdate())
    now = {rate.pk for rate in held.newest}
    context = {"page": page, "rows": [(rate, rate.pk in now) for rate in page], "missing": held.missing}
    return render(request, "needs/rates/list.html", context)


class AddRates(ActingPage):
    form_class = RatesForm
    template_name = "needs/rates/add.html"
    done = gettext_lazy("The rates are kept.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "needs.keep_rates")
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: RatesForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.keep(form))

    def keep(self, form: RatesForm) -> str:
        keep_rates(self.request.user, form.cleaned_data["on"], form.cleaned_data["source"], form.per_euro())
        return reverse("workspace-rates")
