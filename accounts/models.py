from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import InvitationState
from core.addresses import NOWHERE, readable


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.model.normalize_username(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address. What she may do comes from her roles, held on higher floors.

    Of an erased person nothing is left but the row that trails point at: no name, no address, no sign-in.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_staff = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    warned_at = models.DateTimeField(_("warned that the account will be erased"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)
    erased_by = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_small_letters"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", email__endswith=NOWHERE, is_active=False, is_staff=False, is_superuser=False),
                name="erased_person_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Erased person") if self.erased_at else self.name or self.email

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """In small letters, as every sign-in looks for it; otherwise as it was typed."""
        return username.strip().lower()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state__in=self.model.OPEN)

    def overdue(self) -> Self:
        return self.open().filter(expires_at__lte=timezone.now())


class InvitationBase(models.Model):
    """Somebody is asked by mail to come in; what for is said by the model that stands on this one.

    `email` is tidy (see core/addresses.py). `links_sent` numbers the mails: only the newest link works, and none after
    `expires_at` or once it was used. The model's `state` says the rest: in LIVE a link may be used, in TAKEN it was, in
    OPEN nothing is settled yet. HANDLE is the field by whose value a link names its row; whoever has the link can read
    that.
    """

    LIVE, TAKEN = InvitationState.SENT.value, InvitationState.ACCEPTED.value
    OPEN: tuple[str, ...] = (LIVE,)
    HANDLE = "pk"

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("invited by")
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    links_sent = models.PositiveSmallIntegerField(_("links sent"), default=0)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.email

    @property
    def address(self) -> str:
        return readable(self.email)

    @property
    def handle(self) -> str:
        """What its links and pages call it."""
        return str(getattr(self, self.HANDLE))

    @property
    def is_past(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_void(self) -> bool:
        """Whether what she is invited to is no more, or whoever invited her may do so no longer."""
        return False

    def lacks_authority(self, permission: str) -> bool:
        """Whether whoever invited is gone, or has this permission no longer. Where nobody is named the portal did."""
        if self.invited_by_id is None:
            return False
        by = User.objects.get(pk=self.invited_by_id)  # as she is now, and not when the invitation was read
        return not (by.is_active and by.has_perm(permission, self))

    @property
    def place(self) -> models.Model:
        """What she is invited to."""
        raise NotImplementedError
