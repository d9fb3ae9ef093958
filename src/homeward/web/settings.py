"""The settings: what an installation may choose, and what it may not.

An installation sets ``HOMEWARD_DATA`` (the folder it keeps everything in), ``DATABASE_URL`` (an SQLite file in that
folder unless it names a PostgreSQL server), ``SECRET_KEY`` and ``HOMEWARD_HOSTS`` (the names it is reached by, with
commas). What an agreement says is a row with a source, never a setting.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from homeward.web.environment import database, env_bool, env_path, env_secret, env_words

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "homeward.ledger",
    "homeward.jobs",
    "homeward.desk",
    "homeward.access",
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
]

ROOT_URLCONF = "homeward.web.urls"
WSGI_APPLICATION = "homeward.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "homeward.desk.context.desk"],
            "builtins": ["homeward.desk.templatetags.desk", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'homeward.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Member"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE

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
