"""What nobody may know yet: before the deadline of a request, which companies answer it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from suppliers.models import InformationRequest, Response


def sealed_mails() -> Q:
    """To companies about their responses, until these are read; of a request that is withdrawn, for good."""
    read = Response.objects.filter(request__in=InformationRequest.objects.over())
    return Q(about_type=ContentType.objects.get_for_model(Response)) & ~Q(about_id__in=read.values("pk"))
