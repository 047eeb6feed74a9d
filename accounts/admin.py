import logging
from typing import Any

from allauth.account import admin as account_admin  # noqa: F401 - what is unregistered below is registered first
from allauth.account.adapter import get_adapter
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as socialaccount_admin  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as usersessions_admin  # noqa: F401
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin  # noqa: F401
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.security_log import tell

# The administration is entered as everything else: with the portal's limits and the second factor
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

admin.site.site_header = admin.site.site_title = gettext_lazy("Nordic dialogue portal")
admin.site.index_title = gettext_lazy("Registers and people")

# Secrets that nobody needs to see; providers stand in the settings
admin.site.unregister([Authenticator, UserSession, SocialApp, SocialToken])
# Ways to sign in, which a person keeps herself where she is told of it; groups, which nobody asks
admin.site.unregister([EmailAddress, SocialAccount, Group])


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "language", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "joined_at"]
    exclude = ["password", "groups", "user_permissions"]
    actions = ["remove_second_factor"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who is erased stays so."""
        return super().has_change_permission(request, obj) and not (obj and obj.erased_at)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People are erased in the workspace, where what they did stays and what is theirs goes."""
        return False

    @admin.action(description=gettext_lazy("Remove the second step of people who lost it"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        """Asks once more, with their names. Make sure that it is the person who asks, by another way than mail."""
        having = people.filter(authenticator__isnull=False).distinct()
        if not having:
            messages.warning(request, _("None of them has a second step. Nothing was changed."))
            return None
        if "confirmed" not in request.POST:
            context = {**self.admin_site.each_context(request), "people": having, "opts": self.opts}
            return TemplateResponse(request, "admin/accounts/remove_second_factor.html", context)
        count = len([self.without_second_factor(request, person) for person in having])
        said = ngettext("Removed for %(count)s person.", "Removed for %(count)s people.", count) % {"count": count}
        messages.success(request, said)
        return None

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Of somebody who is erased meanwhile the database takes nothing."""
        obj.save(update_fields=form.changed_data if change else None)
        if change and obj.email != form.initial["email"]:
            self.with_another_address(request, obj, form.initial["email"])

    @transaction.atomic
    def with_another_address(self, request: HttpRequest, person: User, before: str) -> None:
        """What the address before opened it opens no more; the new one is confirmed as that of a new account."""
        EmailAddress.objects.filter(user=person).delete()
        SocialAccount.objects.filter(user=person).delete()
        sign_out(request, person)
        tell(logging.INFO, "e-mail address changed", person=person.pk, by=request.user.pk)
        addresses = {"from_email": before, "to_email": person.email}
        get_adapter().send_notification_mail("account/email/email_changed", person, addresses, email=before)

    @transaction.atomic
    def without_second_factor(self, request: HttpRequest, person: Any) -> None:
        """Recovery codes go with it, and she is signed out everywhere; the log keeps who did it, and she is told."""
        Authenticator.objects.filter(user=person).delete()
        sign_out(request, person)
        self.log_change(request, person, _("Second step removed."))
        tell(logging.INFO, "second step removed", person=person.pk, by=request.user.pk)
        get_adapter().send_notification_mail("account/email/second_factor_removed", person)


def sign_out(request: HttpRequest, person: Any) -> None:
    """Everywhere, but for the sign-in by which she does it to herself."""
    for session in UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key or ""):
        session.end()
