"""Settings of MgDB: one file, everything changeable comes from the environment (see `.env.example`).

Two modes. `local` (the default) runs on the embedded PostgreSQL that `make run` starts; `production` refuses to start
without a secret key, host names and a database. Reading this file writes nothing and opens no connection.
"""

import json
import re
import secrets
import warnings
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import make_conninfo

from mgdb import logs
from mgdb.environment import (
    OWN_KEY,
    TOKEN_BITS,
    bits,
    env,
    env_choice,
    env_count,
    env_database,
    env_flag,
    env_folder,
    env_list,
    env_port,
    env_rate,
    env_url,
    is_pattern,
    refuse_unsafe,
    trusted_proxies,
)

BASE_DIR = Path(__file__).resolve().parent.parent


# ---------------------------------------------------------------------------------------------------------- mode
MODE = env_choice("MGDB_MODE", "local", ("local", "production"))
PRODUCTION = MODE == "production"
DEBUG = env_flag("MGDB_DEBUG")

if PRODUCTION:
    refuse_unsafe()

# The launcher keeps here: the embedded database, generated secrets, collected static files, logs.
DATA_DIR = env_folder("MGDB_DATA_DIR", BASE_DIR / ".data")


def read_state(name: str) -> str | None:
    """The text of a file that the launcher keeps in the data folder, or None before the first start."""
    try:
        return (DATA_DIR / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise ImproperlyConfigured(f"MGDB_DATA_DIR is “{DATA_DIR}”, which is not a folder; name a folder.") from None
    except PermissionError:
        raise ImproperlyConfigured(
            f"MGDB_DATA_DIR is “{DATA_DIR}” and {name} in it may not be read by this user."
        ) from None


# Without a data folder yet (lints, checks) a key for this process alone will do: nothing is signed to last.
_given = env("MGDB_SECRET_KEY") or (read_state("secret-key") or "").strip() or OWN_KEY
SECRET_KEY = secrets.token_urlsafe(50) if _given == OWN_KEY else _given
# Web servers sign: each restart would sign everybody out, and of two none would know the other's (mgdb/wsgi.py).
SIGNS_NOTHING = PRODUCTION and _given == OWN_KEY
if wrong := [host for host in env_list("MGDB_ALLOWED_HOSTS") if host != "*" and is_pattern(host.removeprefix("."))]:
    raise ImproperlyConfigured(
        f"MGDB_ALLOWED_HOSTS has “{wrong[0][:200]}”, which is not a host name; write names and commas: a.org,b.org."
    )
ALLOWED_HOSTS = env_list("MGDB_ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if PRODUCTION else []

# ------------------------------------------------------------------------------------------------------- backups
# Beside the data on one's own machine; in production where the operator says, else none is made by itself.
BACKUP_DIR = None if PRODUCTION and not env("MGDB_BACKUP_DIR") else env_folder("MGDB_BACKUP_DIR", DATA_DIR / "backups")
BACKUPS_KEPT = env_count("MGDB_BACKUPS_KEPT", 14, 1, 36_500)

# ------------------------------------------------------------------------------------------------------ database
EMBEDDED_DATABASE = not env("DATABASE_URL")


def database_parameters() -> dict[str, str]:
    """The libpq parameters of the database: of DATABASE_URL, else of the embedded server's state in the data folder."""
    if (given := env_database("DATABASE_URL")) is not None:
        return given
    try:
        state = json.loads(read_state("postgres/state.json") or "{}")
    except ValueError:
        raise ImproperlyConfigured(
            f"{DATA_DIR / 'postgres/state.json'} cannot be read as the launcher writes it; start again with `make run`."
        ) from None
    # Nothing listens on port 1: manage.py then says that the embedded database is not running.
    return {
        "host": state.get("host", "127.0.0.1"),
        "port": str(state.get("port", 1)),
        "user": state.get("user", "mgdb"),
        "password": state.get("password", ""),
        "dbname": state.get("database", "mgdb"),
        # It listens on the loopback address only and speaks no TLS: do not spend a round trip on asking.
        "sslmode": "disable",
        "gssencmode": "disable",
    }


_parameters = database_parameters()
_names = ("host", "port", "user", "password", "dbname")
DATABASES = {
    "default": {
        "ENGINE": "mgdb.postgresql",
        "NAME": _parameters.get("dbname", "mgdb"),
        "USER": _parameters.get("user", ""),
        "PASSWORD": _parameters.get("password", ""),
        "HOST": _parameters.get("host", ""),
        "PORT": _parameters.get("port", ""),
        "OPTIONS": {key: value for key, value in _parameters.items() if key not in _names},
        # Between two fetches a connection pool may have handed the session to somebody else.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # One persistent connection for each process, tested before each request: the largest single gain in speed.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------------------------------------------------- apps
INSTALLED_APPS = [
    "mgdb",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "mgdb.monitoring.server.RouteMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around all that follow: it keeps responses as they leave.
    "mgdb.http_cache.ResponseCacheMiddleware",
    "mgdb.compression.CompressionMiddleware",
    "mgdb.content_policy.ContentPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.middleware.ApiMiddleware",
    "mgdb.incoming.IncomingMiddleware",
    # Before anything that asks the database.
    "mgdb.admission.AdmissionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # What anybody may read passes by all that follow, which are for accounts and forms.
    "mgdb.public_reading.PublicReadingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Whether the second step of the login was done; it is looked up only where somebody asks.
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Notes who made a change and at which address beside every row that the history triggers write.
    "pghistory.middleware.HistoryMiddleware",
]
# Reading changes nothing: there the visitor's session is not even looked up (nor does the answer vary with it).
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

ROOT_URLCONF = "mgdb.urls"
WSGI_APPLICATION = "mgdb.wsgi.application"

# Public pages are Jinja2 (docs/decisions/templates.md); the admin, the API's documentation and forms are Django's.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {"environment": "mgdb.views.environment.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["mgdb.admin.form_tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "mgdb.locale"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# Django 6 takes a bare "example.org" in a form for https; so do we. Saying so is itself deprecated, hence the filter.
FORMS_URLFIELD_ASSUME_HTTPS = True
warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS transitional setting is deprecated")

# ---------------------------------------------------------------------------------------------------------- mail
_address = re.compile(r"[^@\s()<>;,]+@[^@\s()<>;,]+")
# smtp://, smtp+starttls:// or smtps://user:password@host:port; without one no mail is sent, and pages say so.
_mail = env_url(
    "MGDB_MAIL_URL",
    ("smtp", "smtp+starttls", "smtps"),
    "smtp+starttls://user:password@host:587 (or smtp://, smtps://)",
)
MAIL_IS_SENT = _mail is not None
if _mail is not None:
    if not _address.fullmatch(parseaddr(env("MGDB_MAIL_FROM"))[1]):
        raise ImproperlyConfigured(
            f"MGDB_MAIL_FROM is “{env('MGDB_MAIL_FROM')}”; with MGDB_MAIL_URL, write the sender's mail address: "
            "mgdb@example.org."
        )
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or {"smtp": 25, "smtps": 465}.get(_mail.scheme, 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+starttls"
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = env("MGDB_MAIL_FROM")

# Where mail says that the site is: its first host name; empty where that is a pattern.
_host = next((host for host in ALLOWED_HOSTS if not host.startswith((".", "*"))), "")
SITE_ADDRESS = f"https://{_host}/admin/" if PRODUCTION and _host else ""

# ------------------------------------------------------------------------------------- metadata of papers (Crossref)
# Nothing is asked without an address that Crossref can write to: its rule for polite clients, and our switch.
CROSSREF_CONTACT = env("MGDB_CROSSREF_CONTACT")
if CROSSREF_CONTACT and not _address.fullmatch(CROSSREF_CONTACT):
    raise ImproperlyConfigured(f"MGDB_CROSSREF_CONTACT is “{CROSSREF_CONTACT}”; write one mail address.")
_crossref = env_url(
    "MGDB_CROSSREF_URL", ("https", "http"), "https:// and the host of the API", "https://api.crossref.org"
)
if _crossref and _crossref.scheme == "http" and _crossref.hostname not in {"127.0.0.1", "localhost"}:
    raise ImproperlyConfigured("MGDB_CROSSREF_URL begins with 'http'; write https:// and the host of the API.")
CROSSREF_URL = _crossref.geturl().rstrip("/") if _crossref else ""

# -------------------------------------------------------------------------------------------------- static files
STATIC_URL = "/static/"
STATIC_ROOT = env_folder("MGDB_STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "mgdb.assets.AppFinder",
    "mgdb.assets.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "mgdb.assets.CompressedOnceStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# ------------------------------------------------------------------------------------------------------- caching
# Embedded: a table beside the data. Production: Valkey (MGDB_CACHE_URL=redis://...).
cache_url = env("MGDB_CACHE_URL")
if env_url("MGDB_CACHE_URL", ("redis", "rediss"), "redis://host:6379/1"):
    CACHES: dict[str, dict[str, Any]] = {
        "default": {
            "BACKEND": "mgdb.shared_cache.SharedCache",
            "LOCATION": cache_url,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "mgdb_cache"}}
# Finished responses are in the memory of each process, and there too where it is quicker than the database.
RESPONSES_ARE_SHARED = bool(cache_url)
# Counts of requests: shared between processes where Valkey is, else each process counts by itself.
CACHES["throttle"] = (
    {**CACHES["default"], "KEY_PREFIX": "throttle"}
    if cache_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"}
)

# ------------------------------------------------------------------------------------------------------ security
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
# Browsers share cookies between ports: two clones on one machine would log each other's curator out.
SESSION_COOKIE_NAME = "mgdb_session" if PRODUCTION else f"mgdb_session_{env_port('PORT', 8000)}"
CSRF_FAILURE_VIEW = "mgdb.views.errors.forged"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
# A laboratory with one curator: who entered a record may publish it, and the record says so.
SELF_REVIEW = env_flag("MGDB_SELF_REVIEW")
# Only behind a proxy that overwrites the header: else a visitor could claim to have come by https.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("MGDB_BEHIND_PROXY") else None
TRUSTED_PROXIES = trusted_proxies()
# The proxy's health checks ask by plain http from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

# After signing in, where nobody said whither, or to where nobody is sent.
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "mgdb.accounts.passwords.NotTheName"},
]
# The first makes hashes; they are those of Django's own (mgdb/accounts/hashing.py).
PASSWORD_HASHERS = ["mgdb.accounts.hashing.QuietHasher"]
# In production nobody works with a password that somebody else chose, and whoever may publish or give roles signs in
# with a second step.
OWN_PASSWORD_REQUIRED = PRODUCTION
TWO_STEP_REQUIRED = env_flag("MGDB_TWO_STEP_REQUIRED", PRODUCTION)
OTP_TOTP_ISSUER = "MgDB"
# So many problems an hour may be reported by all readers together.
PROBLEMS_PER_HOUR = env_count("MGDB_PROBLEMS_PER_HOUR", 60, 1, 100_000)
# The record of sign-ins is kept for so many days; a day that long ago must be one of the calendar.
SIGN_IN_DAYS = env_count("MGDB_SIGN_IN_DAYS", 90, 0, 36_500)

# What one form may send. The longest is a record with hundreds of parts (MOST_PARTS in mgdb/admin/forms.py), the
# largest the curves of a figure with all their points; what is more is refused with a page that says so.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # bytes, without files

# No inline script, no eval, nothing from elsewhere. The hash is that of the empty style element plotly.js adds;
# pages with a plot add `style-src-attr 'unsafe-inline'` by decorator, and nothing else.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "style-src-elem": ["'self'", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
        "img-src": ["'self'", "data:", "blob:"],
        # These three do not fall back to default-src.
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# ---------------------------------------------------------------------------------------------------------- REST
REST_FRAMEWORK = {
    # Tokens only: no cookie is read under /api/, so that no other site can act there for a visitor.
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.ApiTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [
        "api.authentication.WithinScopes",
        "rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly",
    ],
    "DEFAULT_RENDERER_CLASSES": ["api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.JSONParser"],
    "DEFAULT_METADATA_CLASS": "api.metadata.Metadata",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.negotiation.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "api.schema.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.AnonymousLimit", "api.throttling.UserLimit"],
    # Requests of one address without token, and of one token. On one's own machine they only stop a runaway script.
    "DEFAULT_THROTTLE_RATES": {
        "anon": env_rate("MGDB_API_ANONYMOUS_RATE", "600/min" if PRODUCTION else "60000/min"),
        "user": env_rate("MGDB_API_TOKEN_RATE", "6000/min" if PRODUCTION else "60000/min"),
        "write": env_rate("MGDB_API_WRITE_RATE", "120/min"),
    },
    "EXCEPTION_HANDLER": "api.problems.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "MgDB",
    "DESCRIPTION": (
        "Published results on materials for rechargeable magnesium batteries, each with its conditions, its source "
        "and the place where it was read.\n\nReading needs no key. Numbers are in the canonical unit of the property, "
        "or in the `unit` asked for; what was printed stands beside. A parameter that is unknown or malformed is "
        "refused with the nearest valid ones, never ignored.\n\n`drafts` and `change-requests` are for curators: they "
        "need a token, and what is written goes through review."
    ),
    "VERSION": "1",
    "LICENSE": {"name": "Data: CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "defaultModelsExpandDepth": 0},
    "POSTPROCESSING_HOOKS": ["api.schema.add_problem", "api.curation.schema.add_forms", "api.schema.share_parameters"],
    # `fields=` leaves members out: none of an answer is required.
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# -------------------------------------------------------------------------------------------------------- Celery
# Embedded: kombu's pgmq transport on the same PostgreSQL. A killed worker's message becomes visible again after the
# visibility timeout; a second delivery of a job that still runs exits at once (see mgdb/tasks.py).
CELERY_BROKER_URL = env("CELERY_BROKER_URL", "pgmq://localhost/")
env_url(
    "CELERY_BROKER_URL", ("redis", "rediss", "amqp", "amqps", "pgmq"), "redis://host:6379/0 (or rediss://, amqp://)"
)
if CELERY_BROKER_URL.startswith("pgmq"):
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "init_extension": False,
        "visibility_timeout": 60,
        "use_notify": True,
        "polling_interval": 0.05,
        "poll_interval_ms": 20,
        "wait_time_seconds": 1,
        "pool_size": 4,
        # Given whole, because the client otherwise prefers whatever DATABASE_URL or PG_HOST it meets.
        "conn_string": make_conninfo(**(env_database("CELERY_BROKER_URL", "pgmq") or _parameters)),
    }
    # Celery would hand each parameter of the address (?sslmode=) to whoever knows none of them.
    CELERY_BROKER_READ_URL = CELERY_BROKER_WRITE_URL = "pgmq://localhost/"
else:
    # How long a message of a dead worker waits, and how often waiting ones are looked for.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 2,
        "visibility_timeout": 60,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_DEFAULT_QUEUE = "mgdb"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_IMPORTS = ["mgdb.worker"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# ---------------------------------------------------------------------------------------------------- monitoring
# Operators' token for /readyz and /metrics; without one neither is there.
MONITORING_TOKEN = env("MGDB_MONITORING_TOKEN")
if MONITORING_TOKEN and (len(MONITORING_TOKEN) < 20 or bits(MONITORING_TOKEN) < TOKEN_BITS):
    raise ImproperlyConfigured(
        "MGDB_MONITORING_TOKEN can be guessed; write at least 20 random characters, as `openssl rand -hex 20` prints."
    )
# /readyz says no while less is free where MgDB keeps its files.
DISK_NEEDED_MB = env_count("MGDB_DISK_NEEDED_MB", 500, 0, 100_000_000)
# A line in the log for each request, without names and addresses of visitors.
LOG_REQUESTS = env_flag("MGDB_LOG_REQUESTS", PRODUCTION)
# Errors are reported to a server that speaks Sentry's protocol, without what visitors sent.
SENTRY_DSN = env("SENTRY_DSN")
_sentry = env_url("SENTRY_DSN", ("https", "http"), "https://key@host/7")
if _sentry is not None and not (_sentry.username and re.search(r"/[0-9]+/?$", _sentry.path)):
    raise ImproperlyConfigured(
        "SENTRY_DSN must look like https://key@host/7; it has no key, or no number of a project."
    )

# ------------------------------------------------------------------------------------------------------- logging
LOG_FORMAT = env_choice("MGDB_LOG_FORMAT", "json" if PRODUCTION else "line", ("json", "line"))
_level = env_choice("MGDB_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = logs.configuration(LOG_FORMAT, _level)
