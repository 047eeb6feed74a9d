"""For staff: how far the news are that go out to many."""

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.enums import MailState
from core.models import Mail
from core.permissions import require
from suppliers.models import Mailing, Telling

PER_PAGE = 25


@require_safe
def mailing_list(request: HttpRequest) -> HttpResponse:
    """The page's rows cost three queries, however many mails there are of each."""
    require(request.user, "suppliers.view_mailings")
    page = Paginator(Mailing.objects.visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    numbers = [row.pk for row in page.object_list]
    mails = sent_of(numbers)
    entries: dict[int, list[Telling]] = {}
    for telling in Telling.objects.filter(mailing__in=numbers).select_related("entry__dialogue").order_by("entry"):
        entries.setdefault(telling.mailing_id, []).append(telling)
    rows = [(row, entries.get(row.pk, []), mails.get(row.pk, (0, 0))) for row in page.object_list]
    return render(request, "suppliers/following/mailings.html", {"page": page, "rows": rows})


def sent_of(numbers: list[int]) -> dict[int, tuple[int, int]]:
    """Of each mailing how many mails are sent, and how many failed."""
    mails = Mail.objects.filter(about_type=ContentType.objects.get_for_model(Mailing), about_id__in=numbers)
    sent, failed = Count("pk", Q(state=MailState.SENT)), Count("pk", Q(state=MailState.FAILED))
    counted = mails.order_by().values("about_id").annotate(sent=sent, failed=failed)
    return {row["about_id"] or 0: (row["sent"], row["failed"]) for row in counted}
