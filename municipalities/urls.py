"""Who takes part and who wants to (public), and the workspace's pages about public buyers."""

from django.urls import URLPattern, path

from municipalities.views import invitation, public

participants: list[URLPattern] = [path("", public.participant_list, name="participants")]

account: list[URLPattern] = [
    path("invitations/<str:token>/", invitation.AcceptColleague.as_view(), name="account-invitation")
]

interest: list[URLPattern] = []

workspace: list[URLPattern] = []
