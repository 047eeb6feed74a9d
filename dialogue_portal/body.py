"""A public buyer's own workspace: what waits for its people, its needs, challenges, colleagues and facts."""

from typing import Any

from django.views.generic import TemplateView

from core.sorting import in_alphabet
from dialogue_portal.waiting import SHOWN, waiting
from dialogue_portal.workspace import challenges_of, needs_url, states_of
from dialogues.models import Contact
from municipalities.models import Municipality
from municipalities.views.bodies import BodyMixin
from needs.intake.taking_part import dialogues_of
from needs.models import Challenge, Need


class BodyView(BodyMixin, TemplateView):
    template_name = "dialogue_portal/body/body.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, user = self.body, self.request.user
        readable = Need.objects.filter(pk__in=Need.objects.visible_to(user).order_by().values("pk"), municipality=body)
        people = body.memberships.select_related("user").order_by(*in_alphabet("user__name"), "pk")
        return super().get_context_data(
            **kwargs,
            newest=readable.order_by("-changed_at", "-pk")[:SHOWN],
            waiting=waiting({body.pk: next((row.role for row in people if row.user_id == user.pk), "")})[body.pk],
            states=states_of(readable, "municipality").get((body.pk,), []),
            needs_url=needs_url(municipality=body.pk),
            challenges=challenges_of(readable),
            managed=set(Challenge.objects.managed_by(user).values_list("pk", flat=True)),
            people=people[:SHOWN],
            people_count=len(people),
            is_member=user.pk in {row.user_id for row in people},
            participations=body.participations.select_related("dialogue").order_by("-since", "pk"),
            domains=body.email_domains.all(),
            contacts=contacts_of(body),
            may_write=user.has_perm("municipalities.write_for_body", body) and dialogues_of(body).exists(),
            may_invite=user.has_perm("municipalities.invite", body),
        )


def contacts_of(body: Municipality) -> list[str]:
    """Addresses of whom to tell that a fact about the body is wrong: the first contact of each of its dialogues."""
    contacts = Contact.objects.filter(dialogue__participations__municipality=body)
    firsts = contacts.order_by("dialogue_id", "position", "pk").distinct("dialogue_id")
    return sorted({contact.email for contact in firsts})
