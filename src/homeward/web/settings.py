"""The settings: what an installation may choose, and what it may not.

An installation sets ``HOMEWARD_DATA`` (the folder it keeps everything in), ``DATABASE_URL`` (an SQLite file in that
folder unless it names a PostgreSQL server), ``SECRET_KEY`` and ``HOMEWARD_HOSTS`` (the names it is reached by, with
commas). What an agreement says is a row with a source, never a setting.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path

from homeward.web.environment import database, env_bool, env_pairs, env_path, env_secret, env_words

DATA = env_path("HOMEWARD_DATA", Path("homeward-data"))

# A key that lives as long as the process: nothing outlives a restart until an installation sets its own.
SECRET_KEY = env_secret("SECRET_KEY") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = env_words("HOMEWARD_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
# Off for one laptop without a network; behind a proxy with TLS an installation turns it on.
IS_SECURE = env_bool("HOMEWARD_TLS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "homeward.access",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "homeward.ledger",
    "homeward.jobs",
    "homeward.desk",
    "homeward.register",
    "homeward.intake",
    "homeward.reconciliation",
    "homeward.exchange",
    "homeward.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "homeward.access.middleware.viewer_middleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "homeward.web.errors.RefusalsMiddleware",
]

ROOT_URLCONF = "homeward.web.urls"
WSGI_APPLICATION = "homeward.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "homeward.desk.context.desk",
                "homeward.web.context.frame",
            ],
            "builtins": [
                "homeward.desk.templatetags.desk",
                "homeward.access.templatetags.access",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'homeward.sqlite3'}")}
# The desk signs the record itself where the keeper's key is at hand; otherwise ``homeward ledger checkpoint`` does.
LOG_KEY = env_path("HOMEWARD_LOG_KEY", Path())
LOG_PASSPHRASE = env_secret("HOMEWARD_LOG_PASSPHRASE")
#: PARTY=URL of each witness that is asked over the network.
WITNESSES = dict(env_pairs("HOMEWARD_WITNESSES"))
#: Who can sign in to a demo, a file that ``homeward serve --demo`` writes; "" on every other desk.
DEMO = os.environ.get("HOMEWARD_DEMO", "")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Member"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Members are invited by two persons: there is no sign-up, no e-mail, no reset by mail.
ACCOUNT_ADAPTER = "homeward.access.adapters.SigningIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "homeward.access.forms.SignInForm",
    "change_password": "homeward.access.forms.ChangePasswordForm",
    "reauthenticate": "homeward.access.forms.PasswordAgainForm",
}
# A coarse net over all addresses together; axes throttles by name and address.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "120/m/ip,30/15m/key"}

MFA_ADAPTER = "homeward.access.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Homeward"
MFA_TOTP_TOLERANCE = 1  # a laptop without a network has no exact clock
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
MFA_FORMS = {
    "authenticate": "homeward.access.forms.CodeForm",
    "reauthenticate": "homeward.access.forms.CodeAgainForm",
    "activate_totp": "homeward.access.forms.ActivateTOTPForm",
    "add_webauthn": "homeward.access.forms.AddPasskeyForm",
    "edit_webauthn": "homeward.access.forms.RenamePasskeyForm",
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else whoever goes on trying keeps the member out
AXES_USERNAME_FORM_FIELD = "username"  # as allauth hands it on
AXES_LOCKOUT_CALLABLE = "homeward.access.views.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the record says who has signed in
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE

# Shared by all processes, so that a code that was used once is used for all of them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_cache"}}

CSRF_FAILURE_VIEW = "homeward.web.errors.csrf_failed"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("uk", "Українська"), ("ru", "Русский"), ("en", "English"), ("tr", "Türkçe")]
USE_I18N = True

# What goes wrong is told to whoever runs the desk, on the error stream: addresses and numbers, never what was sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stream"], "level": "ERROR", "propagate": False},
        "homeward": {"handlers": ["stream"], "level": "WARNING"},
    },
}
