"""Who takes part and who wants to (public), and the workspace's pages about public buyers."""

from django.urls import URLPattern, path

from municipalities.views import public

participants: list[URLPattern] = [path("", public.participant_list, name="participants")]

interest: list[URLPattern] = []

workspace: list[URLPattern] = []
