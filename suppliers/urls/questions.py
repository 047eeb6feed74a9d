"""Questions of companies, and the desk that answers them."""

from django.urls import URLPattern

public: list[URLPattern] = []
workspace: list[URLPattern] = []
