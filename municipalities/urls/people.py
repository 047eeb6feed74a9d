"""The workspace's addresses of a body's people: colleagues, their roles, and invitations."""

from django.urls import URLPattern, path

from municipalities.views import colleagues, consent, membership

COLLEAGUES = "bodies/<int:pk>/colleagues/"

people: list[URLPattern] = [
    path("invitations/", consent.WaitingList.as_view(), name="workspace-invitations"),
    path("invitations/<int:pk>/", consent.InvitationView.as_view(), name="workspace-invitation"),
    path("invitations/<int:pk>/consent/", consent.consent, name="workspace-invitation-consent"),
    path(COLLEAGUES, colleagues.ColleagueList.as_view(), name="workspace-colleagues"),
    path(COLLEAGUES + "invite/", colleagues.InviteView.as_view(), name="workspace-colleague-invite"),
    path(COLLEAGUES + "history/", colleagues.ChangeList.as_view(), name="workspace-colleague-history"),
    path(COLLEAGUES + "move/", membership.MoveView.as_view(), name="workspace-colleagues-move"),
    path(COLLEAGUES + "<int:number>/", membership.ColleagueView.as_view(), name="workspace-colleague"),
    path(COLLEAGUES + "<int:number>/end/", membership.EndView.as_view(), name="workspace-colleague-end"),
    path(COLLEAGUES + "<int:number>/hand-over/", membership.HandOverView.as_view(), name="workspace-hand-over"),
    path(COLLEAGUES + "invited/<int:number>/again/", colleagues.send_again, name="workspace-invitation-again"),
    path(COLLEAGUES + "invited/<int:number>/revoke/", colleagues.revoke, name="workspace-invitation-revoke"),
]
