"""Every page that a person can open, by the name of its address; the walks of test_pages.py visit them all."""

DRAFT = "workspace/challenges/consolidated-city-deliveries/"

# Name of the address: where the page is in the demo, under /<language>/
PUBLIC = {
    "home": "",
    "dialogues": "dialogues/",
    "dialogue": "dialogues/emission-free-deliveries/",
    "challenges": "challenges/",
    "challenge": "challenges/emission-free-deliveries/",
    "statement": "challenges/emission-free-vans-and-trucks/v1/",
    "events": "events/",
    "event": "events/market-dialogue-2020/",
    "participants": "participants/",
    "interest": "interest/",
    "interest-form": "interest/in/circular-furniture/",
    "interest-taking-part": "interest/in/circular-furniture/1/",
    "interest-sent": "interest/sent/",
    "interest-again": "interest/again/",
    "interest-confirm": "interest/confirm/no-such-link/",
    "interest-own": "interest/mine/no-such-link/",
    "bodies": "interest/bodies/?country=NO",
    "privacy": "privacy/",
    "account_login": "account/login/",
    "account_reset_password": "account/password/reset/",
    "not found": "no-such-page/",
}
WORKSPACE = {
    "workspace": "workspace/",
    "workspace-needs": "workspace/needs/?category=goods-delivery",
    "workspace-need": "workspace/needs/1/",
    "workspace-join": "workspace/needs/join/?need=1&need=2",
    "workspace-add": "workspace/needs/add/?need=1",
    "workspace-challenges": "workspace/challenges/",
    "workspace-challenge": DRAFT,
    "workspace-clause-add": DRAFT + "clauses/add/",
    "workspace-clause": (DRAFT, "a[href*='/clauses/']:not([href$='/add/']):not([href$='/delete/'])"),
    "workspace-clause-delete": (DRAFT, "a[href$='/delete/']"),
    "workspace-challenge-needs": DRAFT + "needs/",
    "workspace-challenge-demand": DRAFT + "demand/",
    "workspace-challenge-publish": DRAFT + "publish/",
    "workspace-challenge-release": DRAFT + "publish/release/",
    "workspace-interest": "workspace/interest/",
    "workspace-interest-one": ("workspace/interest/?state=confirmed", "th a"),
    "workspace-interest-accept": ("workspace/interest/?state=confirmed&sort=-people", "th a", "a[href$='/accept/']"),
    "workspace-interest-decline": ("workspace/interest/?state=confirmed", "th a", "a[href$='/decline/']"),
    "workspace-interest-ask": ("workspace/interest/?state=confirmed", "th a", "a[href$='/ask/']"),
    "workspace-interest-hold": ("workspace/interest/?state=confirmed", "th a", "a[href$='/hold/']"),
    "workspace-interest-resume": ("workspace/interest/?state=on_hold", "th a", "a[href$='/resume/']"),
    "workspace-interest-merge": ("workspace/interest/?state=confirmed", "th a", "a[href$='/merge/']"),
    "workspace-interest-identify": ("workspace/interest/?state=confirmed", "th a", "a[href$='/identify/']"),
    "account-privacy": "account/privacy/",
    "account-erase": "account/privacy/erase/",
}
OWNER = {"workspace-need-withdraw": ("workspace/needs/?state=accepted", "#need-rows a", "a[href$='/withdraw/']")}
ADMINISTRATOR = {
    "workspace-retention": "workspace/retention/",
    "workspace-retention-run": ("workspace/retention/", "table a"),
    "workspace-retention-erase": "workspace/retention/erase/1/",
}
# Not pages: files, answers for machines, addresses that only take a form, fragments of a page
NO_PAGES = {
    "interest-withdraw",
    "root",
    "healthz",
    "readyz",
    "brief",
    "account-privacy-download",
    "workspace-retention-find",
    "workspace-need-selection",
    "workspace-clause-move",
    "workspace-need-accept",
    "workspace-challenge-need-remove",
    "workspace-challenge-recall",
    "workspace-brief-retry",
    "workspace-version-add",
}
