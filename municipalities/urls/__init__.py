"""Who takes part and who wants to (public), and the workspace's pages about public buyers."""

from django.urls import URLPattern, URLResolver, path

from municipalities.urls.interest import asking, desk
from municipalities.urls.people import people
from municipalities.urls.staff import staff
from municipalities.views import invitation, public

participants: list[URLPattern] = [path("", public.participant_list, name="participants")]

account: list[URLPattern] = [
    path("invitations/<str:token>/", invitation.AcceptColleague.as_view(), name="account-invitation")
]

interest: list[URLPattern] = [
    *asking,
    path("bodies/", public.body_list, name="bodies"),
]

workspace: list[URLPattern | URLResolver] = [*people, *desk, *staff]
