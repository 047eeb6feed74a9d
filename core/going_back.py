"""Where somebody comes from who sends a form that stands on several pages, or was led to it: `next` says so."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request: HttpRequest, otherwise: str) -> str:
    """The page of the form, or before it, if it is one of ours."""
    page = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else otherwise


def form_page(request: HttpRequest) -> str:
    """After a form was sent, the page that it stands on, without the host; "" where that is not one of ours."""
    page = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return urlsplit(page)._replace(scheme="", netloc="").geturl()
    return ""
