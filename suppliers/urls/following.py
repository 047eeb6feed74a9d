"""Following: forms for everybody, links in mails, feeds, and one's own follows."""

from django.urls import URLPattern

public: list[URLPattern] = []
workspace: list[URLPattern] = []
