"""Requests for information, and the answers to them."""

from django.urls import URLPattern

public: list[URLPattern] = []
workspace: list[URLPattern] = []
