"""Settings, read from the environment; each has a safe default.

ALONGSIDE_MODE      development | demonstration | test | production
ALONGSIDE_DATA      folder for the databases and keys of a one-machine site
ALONGSIDE_SECRET    signs cookies and links; required in production
ALONGSIDE_MASTER_KEY  64 hexadecimal digits; wraps every key of the key store; required in production
ALONGSIDE_URL       the address people use, e.g. https://mentoring.example.org
ALONGSIDE_HOSTS     host names answered to, separated by commas
ALONGSIDE_MAIL_FROM the sender of every message
DATABASE_URL        postgres://… moves the site to PostgreSQL
KEYS_DATABASE_URL   where keys live; apart from the data and from its backups
REDIS_URL           redis://… moves the queue to Redis
EMAIL_URL           smtp://person:password@host:587?tls=1
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from alongside.config import environment

ROOT = Path(__file__).resolve().parent.parent
MODE = environment.mode()
DATA_DIR = environment.data_folder(ROOT.parent)
PRODUCTION = MODE == "production"
DEMONSTRATION = MODE == "demonstration"

DEBUG = MODE == "development" and os.environ.get("ALONGSIDE_DEBUG") == "1"
SECRET_KEY = environment.secret(MODE, DATA_DIR)
MASTER_KEY = environment.master_key(MODE, DATA_DIR)
SITE_URL = os.environ.get("ALONGSIDE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = environment.hosts(MODE, SITE_URL)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SITE_NAME = os.environ.get("ALONGSIDE_NAME", "Alongside")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "csp",
    "alongside.data.keys",
    "alongside.data",
    "alongside.web",
    "alongside.jobs",
]

MIDDLEWARE = [
    "alongside.web.shared.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "alongside.web.shared.requests.Health",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.web.shared.gate.Gate",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "web" / "templates", ROOT / "outbound" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "alongside.web.shared.chrome.chrome",
            ],
        },
    }
]

DATABASES = environment.databases(DATA_DIR)
DATABASE_ROUTERS = ["alongside.data.routers.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ["REDIS_URL"],
    }
    if os.environ.get("REDIS_URL")
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Room enough that counting one person's guesses never drops somebody else's count.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

REDIS_URL = os.environ.get("REDIS_URL", "")

AUTH_USER_MODEL = "data.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MODE == "test"
    else [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "alongside.web.shared.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alongside.web.shared.sign_in_forms.SignIn",
    "reset_password": "alongside.web.shared.sign_in_forms.AskForPassword",
    "reset_password_from_key": "alongside.web.shared.sign_in_forms.NewPassword",
    "change_password": "alongside.web.shared.sign_in_forms.ChangePassword",
}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/5m/key,30/5m/ip",
    "login_failed_v6": "10/5m/ip",
    "reset_password": "10/m/ip,3/5m/key",
}

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "alongside.web.shared.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_COOKIES = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
if SECURE_COOKIES:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^health/", r"^ready/"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "img-src": ["'self'", "data:"],
    }
}

EMAIL = environment.email(MODE)
EMAIL_BACKEND = EMAIL["backend"]
EMAIL_HOST = EMAIL["host"]
EMAIL_PORT = EMAIL["port"]
EMAIL_HOST_USER = EMAIL["name"]
EMAIL_HOST_PASSWORD = EMAIL["password"]
EMAIL_USE_TLS = EMAIL["tls"]
EMAIL_USE_SSL = EMAIL["ssl"]
EMAIL_TIMEOUT = 20
MAIL_FROM = os.environ.get(
    "ALONGSIDE_MAIL_FROM", f"{SITE_NAME} <hello@{urlsplit(SITE_URL).hostname or 'localhost'}>"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "web" / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE in ("production", "demonstration")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE in ("development", "test")
WHITENOISE_MAX_AGE = 31_536_000 if MODE in ("production", "demonstration") else 0

# A spreadsheet of 50,000 people is about 12 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = [
    "alongside.web.shared.uploads.BoundedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT_BYTES = 40_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "alongside.config.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "alongside": {"level": "WARNING" if MODE == "test" else "INFO"},
        "huey": {"level": "WARNING"},
        "django.request": {"level": "CRITICAL" if MODE == "test" else "ERROR"},
    },
}

SILENCED_SYSTEM_CHECKS = ["csp.E001"]
