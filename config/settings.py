"""All settings of Convene, read from the environment. `.env.example` names every variable.

No secret has a default: `make run` makes its own under `var/`, production must be given them.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
BUILD_DIR = BASE_DIR / "build"

env = environ.Env()

# --- what kind of place this is -------------------------------------------------------------------
ENVIRONMENT = env.str("CONVENE_ENV", default="production")  # development | test | production
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = False  # a page of internals is never shown to a person, not even in development

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Private links (RSVP, survey, invitations to join) are derived with this key, so a stolen database opens none
LINK_KEY = env.str("LINK_KEY")
LINK_KEY_FALLBACKS = env.list("LINK_KEY_FALLBACKS", default=[])

# Links in letters are built from this address, never from a request's Host header.
PUBLIC_ORIGIN = env.str("PUBLIC_ORIGIN", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]
# How many proxies in front may be believed about the address of the client.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- applications: the rooms, lowest first --------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "axes",
    "crispy_forms",
    "django_htmx",
    "records",
    "accounts",
    "dialogues",
    "readiness",
    "planning",
    "casestudies",
    "history",
    "config.apps.ConveneConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.PrivateResponses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.TypedTextSurvivesSignIn",  # Django's LoginRequiredMiddleware, and more
    "accounts.middleware.PersonalPreferences",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PlainRefusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "uswds"
CRISPY_TEMPLATE_PACK = "uswds"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]  # the renderer above looks for widget templates here

# --- PostgreSQL -----------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,
    "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,  # keeps working behind a pooler in transaction mode
    "TEST": {"NAME": env.str("TEST_DATABASE_NAME", default="test_convene")},
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"]["options"] = (
    f"-c statement_timeout={env.int('DATABASE_STATEMENT_TIMEOUT_MS', default=10000)} -c lock_timeout=3000"
    " -c idle_in_transaction_session_timeout=60000"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in attempts are counted here. PostgreSQL, not Redis: web requests never talk to the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        # Django's 300 would let a flood of made-up names push out the counts that stop a guesser.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Celery: the edge
# Every task may be lost or run twice without harm; docs/reliability.md says why and gives the figures.
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = None  # there are no results, so beat has none to clean up
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ACKS_ON_FAILURE_OR_TIMEOUT = True
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {
    "default": {},
    "pdf": {},
    "bulk": {},
}  # one worker serves all
CELERY_TASK_ROUTES = {"*.tasks.print_*": {"queue": "pdf"}, "*.tasks.import_*": {"queue": "bulk"}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
# A letter under way is finished when the broker goes away; cutting it off would leave its fate unknown.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for the broker as long as it takes
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest task, or a task runs twice; the short sweep brings lost tasks back in seconds.
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_VISIBILITY_TIMEOUT = 300
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 300}
CELERY_TIMEZONE = "UTC"
# Beat remembers nothing: what is due stands in the database, so there is no file to lose or to break.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
OUTBOX_POLL_SECONDS = env.float("OUTBOX_POLL_SECONDS", default=5.0)
# Print packs: how often a worker looks for one, and how many are made at once. One, so that letters keep a worker.
PACK_POLL_SECONDS = env.float("PACK_POLL_SECONDS", default=2.0)
PACKS_AT_ONCE = env.int("PACKS_AT_ONCE", default=1)
CELERY_BEAT_SCHEDULE = {
    "queue-due-messages": {
        "task": "dialogues.tasks.queue_due_messages",
        "schedule": timedelta(seconds=env.float("REMINDER_POLL_SECONDS", default=60.0)),
        "options": {"expires": 120},
    },
    "follow-moved-dates": {
        "task": "planning.tasks.follow_moved_dates",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 120},
    },
    "print-waiting-packs": {
        "task": "planning.tasks.print_waiting_packs",
        "schedule": timedelta(seconds=PACK_POLL_SECONDS),
        "options": {"expires": 10},
    },
    "clear-old-packs": {
        "task": "planning.tasks.clear_old_packs",
        "schedule": timedelta(hours=1),
        "options": {"expires": 600},
    },
    "clear-forgotten-imports": {
        "task": "dialogues.tasks.clear_forgotten_imports",
        "schedule": timedelta(hours=1),
        "options": {"expires": 600},
    },
    "forget-ended-sign-ins": {
        "task": "accounts.tasks.forget_ended_sign_ins",
        "schedule": timedelta(hours=1),
        "options": {"expires": 600},
    },
    "send-due-messages": {
        "task": "records.tasks.send_due_messages",
        "schedule": timedelta(seconds=OUTBOX_POLL_SECONDS),
        "options": {"expires": 60},
    },
}

# --- mail
vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 10
# How long a sender may hold a message before another may take it over; half of it is for the sending.
OUTBOX_LEASE_SECONDS = env.float("OUTBOX_LEASE_SECONDS", default=30.0)
# Letters of dialogues to one address in a day, across all dialogues; 0 for no limit. Links for accounts always go.
MAIL_PER_ADDRESS_A_DAY = env.int("MAIL_PER_ADDRESS_A_DAY", default=40)
# A class that finds receipts by Message-ID in the mail server's own books; see docs/reliability.md.
OUTBOX_RECEIPT_SOURCE = env.str("OUTBOX_RECEIPT_SOURCE", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Convene <no-reply@convene.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Development only: where the sink keeps every message that was sent, for the mailbox page. A system check
# refuses it in production, and its pages are not in the URLconf there.
MAILBOX_DIR = Path(env.str("MAILBOX_DIR")) if env.str("MAILBOX_DIR", default="") else None
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", default="help@convene.invalid")

# --- people: sign-in, sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # one hour
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "planning:next"
LOGOUT_REDIRECT_URL = "accounts:signed-out"
# Counted per account and address together: nobody locks a colleague out from elsewhere. Five tries, ten minutes.
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_CLIENT_IP_CALLABLE = "accounts.access.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.views.sign_in.locked_out"
AXES_VERBOSE = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"  # survives Redis; can be revoked
SESSION_COOKIE_AGE = 60 * 60  # signed out after one hour without a click
SESSION_SAVE_EVERY_REQUEST = False  # a click counts to the minute: accounts.middleware.SessionLimits
SESSION_TOTAL_SECONDS = 12 * 60 * 60  # and after twelve hours whatever happens
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.views.failures.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- transport and headers
IS_SECURE_ORIGIN = PUBLIC_ORIGIN.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
if IS_SECURE_ORIGIN:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without the proxy
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    LANGUAGE_COOKIE_SECURE = True
else:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sid", "csrf"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
COOKIE_PREFIX = "__Host-" if IS_SECURE_ORIGIN else ""
LINK_COOKIE_NAME = f"{COOKIE_PREFIX}link"
ACCOUNT_LINK_COOKIE_NAME = f"{COOKIE_PREFIX}account-link"  # an invitation to join, a new password
PERSON_COOKIE_NAME = f"{COOKIE_PREFIX}person"  # who was last signed in here: whose typed text it is
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- uploads
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- words and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# --- static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", BUILD_DIR / "assets"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}
if ENVIRONMENT == "test":  # tests read the sources, so that a changed style needs no collecting
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; never outside tests

# --- logging: names of routes and numbers, never what people typed
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logging.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
