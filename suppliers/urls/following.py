"""Following: forms for everybody, links in mails, feeds, and one's own follows."""

from django.urls import URLPattern, path, re_path

from suppliers.views import feeds, following, follows, mailings

public: list[URLPattern] = [
    path("follow/", following.choose, name="follow-choose"),
    path("follow/sent/", following.sent, name="follow-sent"),
    path("follow/confirm/<str:token>/", following.confirm, name="follow-confirm"),
    path("follow/mine/<str:token>/", following.own, name="follow-own"),
    path("follow/unsubscribe/<str:token>/", following.unsubscribe, name="follow-unsubscribe"),
    re_path(r"^follow/(?P<kind>cpv|search)/feed/$", feeds.follow_feed, name="follow-feed"),
    path("follow/<slug:kind>/", following.follow, name="follow"),
    path("dialogues/<slug:slug>/feed/", feeds.dialogue_feed, name="dialogue-feed"),
    path("challenges/<slug:slug>/feed/", feeds.challenge_feed, name="challenge-feed"),
    path("news/feed/", feeds.news_feed, name="news-feed"),
    path("events/feed/", feeds.event_feed, name="event-feed"),
]
workspace: list[URLPattern] = [
    path("follows/", follows.follows, name="workspace-follows"),
    path("follows/change/", follows.change, name="workspace-follows-change"),
    path("follows/add/<slug:kind>/", follows.add, name="workspace-follow"),
    path("mailings/", mailings.mailing_list, name="workspace-mailings"),
]
