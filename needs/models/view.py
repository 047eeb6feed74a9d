"""What a person keeps for herself at the desk: views of the list, and proposals that she does not want to see again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from needs.models.need import Need


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """A person's own views, and those shared with the managers of a dialogue that she runs."""
        run = user.staff_roles.filter(kind=StaffRoleKind.MANAGER).values("dialogue")
        return self.filter(Q(owner=user) | Q(dialogue__in=run))


class SavedView(models.Model):
    """The list of needs as somebody wants to see it again: filters, search, order and columns, as in the address.

    With a dialogue it is shared with the managers of that dialogue.
    """

    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    dialogue = models.ForeignKey(
        Dialogue,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_views",
        verbose_name=_("shared with the managers of"),
    )
    query = models.CharField(max_length=2000, blank=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="view_name_once_per_owner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('workspace-needs')}?{self.query}"


class HiddenSimilar(models.Model):
    """Two needs that a person does not want to see proposed beside each other any more; `first` is the older one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first = models.ForeignKey(Need, models.CASCADE, related_name="+")
    second = models.ForeignKey(Need, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("hidden similar need")
        verbose_name_plural = _("hidden similar needs")
        constraints = [
            models.UniqueConstraint(fields=["user", "first", "second"], name="similar_hidden_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="similar_older_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}, {self.second_id}"
