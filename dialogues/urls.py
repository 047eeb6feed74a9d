from django.urls import path, re_path

from dialogues.views import dialogue, keeping, ledger, news, staff

urlpatterns = [
    path("", dialogue.dialogue_list, name="dialogues"),
    path("<slug:slug>/", dialogue.dialogue, name="dialogue"),
    path("<slug:slug>/ledger/", ledger.ledger, name="ledger"),
    path("<slug:slug>/ledger/ledger.csv", ledger.ledger_table, name="ledger-table"),
    path("<slug:slug>/ledger/ledger.json", ledger.ledger_json, name="ledger-json"),
    path("<slug:slug>/ledger/record.pdf", ledger.ledger_file, {"kind": "record"}, name="ledger-record"),
    path("<slug:slug>/ledger/pack.zip", ledger.ledger_file, {"kind": "pack"}, name="ledger-pack"),
]

account = [path("staff/<str:token>/", staff.AcceptStaff.as_view(), name="account-staff-invitation")]

news_pages = [
    path("", news.news, name="news"),
    path("<int:pk>/", news.news_one, name="news-one"),
]

ROW = r"^dialogues/(?P<slug>[-\w]+)/(?P<part>milestones|contacts|themes|partners)/"

workspace = [
    path("dialogues/", keeping.kept_dialogues, name="workspace-dialogues"),
    path("dialogues/<slug:slug>/", keeping.kept_dialogue, name="workspace-dialogue"),
    path("dialogues/<slug:slug>/phase/", keeping.PhaseView.as_view(), name="workspace-dialogue-phase"),
    path("dialogues/<slug:slug>/texts/", keeping.TextsView.as_view(), name="workspace-dialogue-texts"),
    re_path(ROW + r"add/$", keeping.NewRowView.as_view(), name="workspace-dialogue-row-add"),
    re_path(ROW + r"(?P<pk>[0-9]{1,15})/$", keeping.RowView.as_view(), name="workspace-dialogue-row"),
    re_path(ROW + r"(?P<pk>[0-9]{1,15})/move/$", keeping.move_row, name="workspace-dialogue-row-move"),
    re_path(ROW + r"(?P<pk>[0-9]{1,15})/remove/$", keeping.remove_row, name="workspace-dialogue-row-remove"),
    path("news/", news.NewsList.as_view(), name="workspace-news"),
    path("news/new/", news.NewNews.as_view(), name="workspace-news-new"),
    path("news/<int:pk>/", news.OneNews.as_view(), name="workspace-news-one"),
    path("news/<int:pk>/publish/", news.PublishNews.as_view(), name="workspace-news-publish"),
    re_path(r"^news/(?P<pk>[0-9]{1,15})/(?P<action>correct|discard)/$", news.news_step, name="workspace-news-step"),
    path("staff/", staff.StaffRoleList.as_view(), name="workspace-staff"),
    path("staff/add/", staff.AppointView.as_view(), name="workspace-staff-add"),
    path("staff/<int:pk>/end/", staff.RevokeView.as_view(), name="workspace-staff-end"),
    path("staff/invited/<int:pk>/again/", staff.send_again, name="workspace-staff-invitation-again"),
    path("staff/invited/<int:pk>/take-back/", staff.take_back, name="workspace-staff-invitation-take-back"),
    path("ledger/", ledger.ledgers, name="workspace-ledgers"),
    path("ledger/<slug:slug>/", ledger.kept_ledger, name="workspace-ledger"),
    path("ledger/<slug:slug>/ledger.<str:kind>", ledger.kept_ledger_table, name="workspace-ledger-table"),
    path("ledger/<slug:slug>/files/", ledger.make_files_again, name="workspace-ledger-files"),
]
