from django.urls import path

from core.views import mailbox, mails

workspace = [
    path("mails/", mails.MailList.as_view(), name="workspace-mails"),
    path("mails/<int:pk>/", mails.mail, name="workspace-mail"),
    path("mails/<int:pk>/try-again/", mails.try_again, name="workspace-mail-retry"),
]

# Only in the demo
mailbox_root = [path("mailbox/", mailbox.to_language, name="mailbox-root")]
mailbox_pages = [
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mailbox.mail, name="mailbox-mail"),
]
