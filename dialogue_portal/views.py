"""Home, the way to the reader's language, health, and the pages that say what went wrong."""

import sys
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language_from_request
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from core.languages import CODES, readers_language
from core.public import public
from core.uploads import MOST_BYTES
from dialogue_portal import health, metrics, overview
from dialogue_portal.busy import RETRY_SECONDS, closed
from dialogue_portal.logs import number
from dialogues.models import Dialogue
from needs.publishing import files

ACCESSIBILITY_ASSESSED = date(2026, 11, 27)  # when the statement was last compared with the portal


@login_not_required
@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogue_portal/home.html", overview.of_everything())


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    parts = health.state_of_parts()
    ready = all(state == health.OK for state in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


@login_not_required
@require_safe
@never_cache
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For whoever says the token; for everybody else there is no such page."""
    told = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(told, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"controller": settings.CONTROLLER, "email": settings.CONTACT_EMAIL, "made_on": ACCESSIBILITY_ASSESSED}
    return render(request, "dialogue_portal/accessibility.html", context)


@public
def contact(request: HttpRequest) -> HttpResponse:
    context = {
        "dialogues": Dialogue.objects.prefetch_related("contacts"),
        "controller": settings.CONTROLLER,
        "email": settings.CONTACT_EMAIL,
    }
    return render(request, "dialogue_portal/contact.html", context)


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """What machines can read, with its addresses."""
    context = {"dialogues": overview.statements_of_dialogues(), "kinds": files.KINDS}
    return render(request, "dialogue_portal/open_data.html", context)


@public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole, as RFC 9116 has it; valid for a month from when it is read."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=30)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(CODES)}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# What went wrong


@login_not_required
def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is more than a form may be has a page of its own; the rest is no browser's doing."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return too_large(request) if too_much else defaults.bad_request(request, exception)


@login_not_required
def too_large(request: HttpRequest) -> HttpResponse:
    """Never kept: it is about one request."""
    context = {"limit": MOST_BYTES // 1024 // 1024}
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(render_to_string("errors/413.html", context, request), status=413, headers=headers)


@login_not_required
def form_not_taken(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token that its page gave it."""
    return render(request, "errors/csrf.html", status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


@login_not_required
def too_many_requests(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Never kept: it is about one request."""
    headers = {"Cache-Control": "no-store", "Retry-After": RETRY_SECONDS}
    return HttpResponse(render_to_string("errors/429.html", {}, request), status=429, headers=headers)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request's context: whatever failed must not fail again. The log's lines bear the reference number."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return closed(readers_language())
    reference = number.get()[:8]
    return HttpResponse(render_to_string("errors/500.html", {"reference": reference}), status=500)
