from django.urls import path

from dialogues import staff_pages, views

urlpatterns = [
    path("", views.dialogue_list, name="dialogues"),
    path("<slug:slug>/", views.dialogue, name="dialogue"),
]

workspace = [
    path("staff/", staff_pages.StaffRoleList.as_view(), name="workspace-staff"),
    path("staff/add/", staff_pages.AppointView.as_view(), name="workspace-staff-add"),
    path("staff/<int:pk>/end/", staff_pages.RevokeView.as_view(), name="workspace-staff-end"),
]
