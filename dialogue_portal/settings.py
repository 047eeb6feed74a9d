"""Every setting of the portal, read from the environment once; what is missing fails at start."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from accounts.oidc import read_providers
from core.environment import Environment, with_password
from core.redis_address import broker_options, broker_url, pool_class
from core.storage_address import read_storage
from dialogue_portal.rubbish import look_seldom

look_seldom()
env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY is too short: use at least 32 random characters.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # those before it, for as long as they may open
SITE_URL = env("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

# The floors from the top down, then the libraries, last the roof
INSTALLED_APPS = [
    "events",
    "suppliers",
    "needs",
    "municipalities",
    "dialogues",
    "accounts",
    "core",
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "dialogue_portal",
]

MIDDLEWARE = [
    "dialogue_portal.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dialogue_portal.busy.BusyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.public.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "dialogue_portal.middleware.NulMiddleware",
]

ROOT_URLCONF = "dialogue_portal.urls"
WSGI_APPLICATION = "dialogue_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.portal",
            ],
            "builtins": ["core.templatetags.portal", "rules.templatetags.rules"],
        },
    }
]

# Data
DATABASES = {
    "default": Environment.db_url_config(
        with_password(env("DATABASE_URL"), env("DATABASE_PASSWORD", default="")),
        engine="django.db.backends.postgresql",
    )
}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": env.int("DATABASE_POOL_MIN", default=1),
    "max_size": env.int("DATABASE_POOL_MAX", default=8),
    "timeout": 5,  # seconds that a request waits for a connection before it says that the portal is busy
    # After so many seconds the pool gives up connecting, and the next request tries at once. The pauses between its own
    # tries double: it would find the database again as late after an outage as that was long.
    "reconnect_timeout": 5,
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a connection that a restart of the database broke is not used
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = with_password(env("REDIS_URL"), env("REDIS_PASSWORD", default=""))
CACHES = {
    "default": {
        "BACKEND": "core.cache.RedisOrMemoryCache",
        "LOCATION": [REDIS_URL],
        "OPTIONS": {
            "pool_class": pool_class(REDIS_URL),
            "socket_timeout": 1,  # seconds that a page waits for it
            "socket_connect_timeout": 1,
        },
    }
}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PeopleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.SignInCodeForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
    "add_email": "accounts.forms.NewEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 3_600  # seconds after its last use a sign-in is over
SESSION_LONGEST_AGE = 36_000  # and a working day after it began, used or not
MFA_ADAPTER = "accounts.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are not exact: a code of 30 seconds ago or ahead will do
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.AuthenticatorAppForm",
    "add_webauthn": "accounts.forms.NewPasskeyForm",
    "edit_webauthn": "accounts.forms.PasskeyNameForm",
}
OIDC_PROVIDERS = read_providers(env("OIDC_PROVIDERS", default="") or "[]")
SOCIALACCOUNT_ADAPTER = "accounts.sign_in.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [provider.app for provider in OIDC_PROVIDERS]}}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("nb", "Norsk bokmål"),
    ("sv", "Svenska"),
    ("da", "Dansk"),
    ("fi", "Suomi"),
    ("is", "Íslenska"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = tuple(code for code, _ in LANGUAGES)
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "dialogue_portal.formats"

# So many requests a process works at, and lets wait for their turn; all others are told to try again
REQUESTS_AT_ONCE = env.int("REQUESTS_AT_ONCE", default=4)
REQUESTS_WAITING = env.int("REQUESTS_WAITING", default=20)
REQUESTS_PATIENCE_SECONDS = env.float("REQUESTS_PATIENCE_SECONDS", default=3)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # a page of 500 demand lines has eleven fields in each

# Files: the portal's own and the front-end packages', collected under one address; published briefs; files of needs
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / ".local/static"))()
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("designsystemet/css", BASE_DIR / "node_modules/@digdir/designsystemet-css/dist/src"),
    ("designsystemet/theme", BASE_DIR / "node_modules/@digdir/designsystemet-theme/src/themes"),
    ("designsystemet/web", BASE_DIR / "node_modules/@digdir/designsystemet-web/dist/umd"),
    ("inter", BASE_DIR / "node_modules/@fontsource/inter/files"),
]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / ".local/media"))()
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=str(BASE_DIR / ".local/private"))()
# Published briefs as plain files, at the path of their address: the proxy serves them before it asks the portal
PUBLIC_FILES_ROOT = env.path("PUBLIC_FILES_ROOT", default=str(BASE_DIR / ".local/public"))()
X_ACCEL_PREFIX = env("X_ACCEL_PREFIX", default="")  # where the proxy finds MEDIA_ROOT, and in private/ PRIVATE_ROOT
DOWNLOAD_LOG = env("DOWNLOAD_LOG", default="")  # where the proxy writes what it served: time and address, no visitor
STORAGES = {
    "default": read_storage(env("STORAGE_URL", default="")),
    "private": read_storage(env("PRIVATE_STORAGE_URL", default=""), private=True),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "core.uploads.BoundedUploadHandler",
]

# Work that is queued: the database knows what is owed, the queue only says when to look
CELERY_BROKER_URL = broker_url(REDIS_URL)
# Whoever queues something does not wait for a Redis that is away: it is owed, and beat looks for it
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1,
    **broker_options(REDIS_URL),
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60  # each process that renders makes a sample brief before it says that it is there
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Queues apart, so that no mail waits behind a brief and no deadline behind a mail. A worker without -Q takes from all
CELERY_TASK_QUEUES = [Queue("periodic"), Queue("mail"), Queue("render")]
CELERY_TASK_DEFAULT_QUEUE = "periodic"
CELERY_TASK_ROUTES = {
    "core.tasks.send_mails": {"queue": "mail"},
    "suppliers.tasks.tell_followers": {"queue": "mail"},
    "needs.tasks.render_brief": {"queue": "render"},
    "*.tasks.make_*": {"queue": "render"},  # receipts and other papers, records, packs
    "events.tasks.solve_*": {"queue": "render"},  # takes its time, as rendering does
    "core.tasks.forget": {"queue": "render"},  # likewise, and no deadline waits for it
}
CELERY_BEAT_SCHEDULE = {
    **{
        f"heartbeat-{queue.name}": {
            "task": "core.tasks.heartbeat",
            "args": [queue.name],
            "schedule": 20,
            "options": {"queue": queue.name, "expires": 20},
        }
        for queue in CELERY_TASK_QUEUES
    },
    "settle-briefs": {"task": "needs.tasks.settle_briefs", "schedule": 10},
    "follow-signing": {"task": "needs.tasks.follow_signing", "schedule": 60},
    "follow-requests": {"task": "suppliers.tasks.follow_requests", "schedule": 15},
    "follow-events": {"task": "events.tasks.follow_events", "schedule": 60},
    "event-reminders": {"task": "events.tasks.remind_of_events", "schedule": 900},
    "settle-seats": {"task": "events.tasks.settle_seats", "schedule": 30, "options": {"expires": 30}},
    "settle-solving": {"task": "events.tasks.settle_solving", "schedule": 10, "options": {"expires": 10}},
    "place-files": {"task": "needs.tasks.place_files", "schedule": 60},
    "count-downloads": {"task": "needs.tasks.count_downloads", "schedule": 300},
    "follow-bodies": {"task": "needs.tasks.follow_bodies", "schedule": 3600},
    "make-ledger-files": {"task": "dialogues.tasks.make_ledger_files", "schedule": 60, "options": {"expires": 60}},
    "send-mails": {"task": "core.tasks.send_mails", "schedule": 10, "options": {"expires": 10}},
    "interest-reminder": {"task": "municipalities.tasks.remind_of_interest", "schedule": crontab(hour="6", minute="0")},
    "expire-invitations": {"task": "accounts.tasks.expire_invitations", "schedule": 3600},
    "forget-unopened-companies": {"task": "suppliers.tasks.forget_unopened_companies", "schedule": 3600},
    "release-answers": {"task": "suppliers.tasks.release_answers", "schedule": 10},
    "question-digest": {"task": "suppliers.tasks.question_digest", "schedule": crontab(hour="5", minute="30")},
    "tell-followers": {"task": "suppliers.tasks.tell_followers", "schedule": 10, "options": {"expires": 10}},
    "start-digest": {"task": "suppliers.tasks.start_digest", "schedule": crontab(hour="5", minute="0")},
    "seal-secrets": {"task": "accounts.tasks.seal_secrets", "schedule": crontab(hour="2", minute="45")},
    "forget": {"task": "core.tasks.forget", "schedule": crontab(hour="3", minute="15")},
}
BRIEF_PATIENCE_SECONDS = env.int("BRIEF_PATIENCE_SECONDS", default=30)
BRIEF_LEASE_SECONDS = env.int("BRIEF_LEASE_SECONDS", default=CELERY_TASK_TIME_LIMIT + 15)
LEDGER_FILES_SECONDS = env.int("LEDGER_FILES_SECONDS", default=60)  # from one making of a ledger's files to the next

# How long personal records are kept, in days or calendar months; after what, each app's personal.py says
RETENTION = {
    "accounts": "24 months",  # without a role and without a sign-in
    "event-needs": "0 days",  # what people need to take part, once the event is over
    "accounts-warned": "30 days",  # from the warning on
    "admin-log": "24 months",
    "registrations": "12 months",  # after the event
    "interest-unconfirmed": "7 days",  # after the link ran out
    "interest-declined": "12 months",
    "interest-accepted": "24 months",
    "follows-unconfirmed": "7 days",  # after the link ran out
    "invitations": "6 months",
    "mail-texts": "90 days",
    "mails": "24 months",
    "sent-forms": "30 days",
}

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # its mails are read at /mailbox/
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="dialogue@example.org")
CONTACT_EMAIL = env("CONTACT_EMAIL", default="") or DEFAULT_FROM_EMAIL  # whom to ask about personal data
CONTROLLER = env("CONTROLLER", default="")  # who is responsible for it: name and postal address
MAILS_PER_MINUTE = env.int("MAILS_PER_MINUTE", default=0)  # that the mail server takes, from all workers; 0: no limit
MAIL_LEASE_SECONDS = env.int("MAIL_LEASE_SECONDS", default=CELERY_TASK_TIME_LIMIT + 15)
MAILING_LEASE_SECONDS = env.int("MAILING_LEASE_SECONDS", default=CELERY_TASK_TIME_LIMIT + 15)

# Safety
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
COOKIE_PREFIX = "__Host-" if HTTPS else ""  # so that no neighbour of the portal's name can set them; wants https
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"  # the proxy keeps no page for whoever has it
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "core.messages.Messages"
SECURE_SSL_REDIRECT = False  # the proxy in front does it
# Names below the portal's may have no https, and its name is the operator's to put on browsers' lists
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # so that limits count visitors and not the proxy
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "dialogue_portal.views.form_not_taken"
X_FRAME_OPTIONS = "DENY"
NO_PAGE_USES = ["autoplay", "display-capture", "geolocation", "microphone", "midi", "payment", "usb"]
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": ["self"],  # a telephone reads badges at the door
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
    **{power: [] for power in NO_PAGE_USES},
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *(target for provider in OIDC_PROVIDERS for target in provider.form_targets)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Watching it
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # what Prometheus says to read /metrics; without one nobody does
SENTRY_DSN = env("SENTRY_DSN", default="")  # where errors are told, without anything that a person wrote
METRICS_FOLDER = env("PROMETHEUS_MULTIPROC_DIR", default="")  # its library reads this too, and wants it to be there
if METRICS_FOLDER:
    Path(METRICS_FOLDER).mkdir(parents=True, exist_ok=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"numbered": {"()": "dialogue_portal.logs.Numbered"}},
    "formatters": {
        "lines": {"()": "dialogue_portal.logs.LineFormatter"},
        "json": {"()": "dialogue_portal.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["numbered"],
            "formatter": env("LOG_FORMAT", default="lines"),
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
