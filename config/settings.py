"""The one settings module: every value that may differ comes from the environment.

Without DATABASE_URL and REDIS_URL the embedded PostgreSQL and Valkey are started
(see config/embedded.py); the code path above them is the same everywhere.
"""

import os
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config import embedded
from config.local_key import local_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("ETAPPE_VAR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)
TESTING = "PYTEST_VERSION" in os.environ
# Set by `make demo`, `make run` and the tests: plain http on loopback, a key kept under var/.
LOCAL = env.bool("ETAPPE_LOCAL", default=not env.str("DATABASE_URL", default=""))

SECRET_KEY = env.str("SECRET_KEY", default="") or local_key(VAR_DIR, "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# "key id:base64 of 32 bytes", the newest first; see companies/secrets.py.
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])

PORT = env.int("PORT", default=8000)
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- Services -------------------------------------------------------------------------------

DATABASES = {
    "default": {
        **env.db_url_config(
            env.str("DATABASE_URL", default="") or embedded.database_url(VAR_DIR),
        ),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": " ".join(
                [
                    f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=30_000)}",
                    "-c lock_timeout=10000",
                    "-c idle_in_transaction_session_timeout=60000",
                    # Each trigger asks whether it is ignored. Unset, the question is an error that
                    # it catches, and each such error walks all checks that wait for the commit.
                    "-c pgtrigger.ignore={}",
                ]
            ),
        },
        "TEST": {"NAME": env.str("ETAPPE_TEST_DATABASE", default="test_etappe")},
    }
}
REDIS_URL = env.str("REDIS_URL", default="") or embedded.redis_url(VAR_DIR)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}

# --- Applications ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "rollout",
    "publishing",
    "monitoring",
    "guidelines",
    "companies",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.hygiene.NoNulMiddleware",
    "config.hygiene.BoundedBodyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "companies.middleware.IdleMiddleware",
    "companies.middleware.UserLanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "companies.navigation.navigation",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "companies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]

LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "companies.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Proxies of our own in front: whose X-Forwarded-For is believed when guesses are counted.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0 if LOCAL else 1)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
MFA_ADAPTER = "companies.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = env.bool("SIGN_IN_PASSKEYS", default=False)
MFA_TOTP_ISSUER = "Etappe"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL

# --- Words ----------------------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="de")
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Evidence lies outside every folder that is served; a view checks membership and sends it.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_BACKEND",
            default="django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING
            else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# Above what a form takes (10 MB), so that a file a little too large is answered by its form.
LARGEST_REQUEST = 25 * 1024 * 1024

# --- Mail -----------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://" if LOCAL else "smtp://localhost"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Etappe <etappe@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Work in the background -----------------------------------------------------------------
# The database is the queue of record (docs/decisions): a message is a hint that carries an id.

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 120}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-due-feeds": {"task": "monitoring.tasks.sweep", "schedule": 10.0},
    "watch-desks": {"task": "monitoring.tasks.watch_desks", "schedule": 300.0},
    "check-alarms": {"task": "monitoring.tasks.check_alarms", "schedule": 300.0},
    "write-weekly-mails": {"task": "monitoring.tasks.write_digests", "schedule": 900.0},
    "look-again": {"task": "monitoring.tasks.look_again_at_all", "schedule": 60.0},
    "forget-old-items": {"task": "monitoring.tasks.forget_old_items", "schedule": 3600.0},
    "forget-old-authors": {"task": "monitoring.tasks.forget_old_authors", "schedule": 3600.0},
    "forget-visits": {"task": "companies.tasks.forget_visits", "schedule": 24 * 3600.0},
    "forget-letters": {"task": "companies.tasks.forget_letters", "schedule": 24 * 3600.0},
    "send-notices": {"task": "companies.tasks.send_notices", "schedule": 15.0},
    "make-archives": {"task": "companies.tasks.make_archives", "schedule": 60.0},
    "forget-archives": {"task": "companies.tasks.forget_archives", "schedule": 3600.0},
    "remind-of-gates": {"task": "rollout.tasks.remind", "schedule": 900.0},
    "remind-of-trainings": {
        "task": "guidelines.tasks.remind_of_trainings",
        "schedule": 900.0,
    },
    "remind-of-steps": {"task": "publishing.tasks.remind_of_steps", "schedule": 900.0},
}

# --- Fetching -------------------------------------------------------------------------------
# Loopback addresses ("host:port") that the guarded client may reach: the demo and the tests.

FETCH_LOOPBACK = env.list("FETCH_LOOPBACK", default=[])
# Between two requests to one host.
FETCH_HOST_GAP_SECONDS = env.float("FETCH_HOST_GAP_SECONDS", default=2.0)
# 0: as often as each feed asks for; the demo asks its own server every few seconds.
FEED_INTERVAL_SECONDS = env.int("FEED_INTERVAL_SECONDS", default=0)
# After so long without an answer a worker is taken for dead; longer than CELERY_TASK_TIME_LIMIT.
FEED_LEASE_SECONDS = env.int("FEED_LEASE_SECONDS", default=120)
# What feeds brought is kept so long, for previews and for companies that join later.
ITEM_DAYS = env.int("ITEM_DAYS", default=35)

# --- Security -------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if not LOCAL else None
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "etappe_session" if LOCAL else "__Host-session"
CSRF_COOKIE_NAME = "etappe_csrf" if LOCAL else "__Host-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Seconds: away for longer ends a visit; so does its age; how exactly the last visit is noted.
SESSION_IDLE = env.int("SESSION_IDLE", default=12 * 3600)
SESSION_LONGEST = SESSION_COOKIE_AGE
SESSION_NOTED_EVERY = 300
SESSION_SAVE_EVERY_REQUEST = False
CSRF_FAILURE_VIEW = "config.views.csrf_failure"

# --- Logs -----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_keys": {"()": "config.logs.WithoutKeys"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_keys"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # At DEBUG it would write down the headers it sends, tokens included.
        "httpcore2": {"level": "INFO"},
        **{
            # Celery would say three lines about each task; what a run brought is said by the app.
            name: {"level": "WARNING"}
            for name in ("celery.app.trace", "celery.beat", "celery.worker.strategy")
        },
        "django.server": {"level": "WARNING"},
    },
}
