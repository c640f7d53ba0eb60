"""Settings of the suite: tasks run at once, no broker, fast passwords. The database is a real PostgreSQL."""

import os

os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Playwright leaves an event loop in the thread of the tests, beside which the ORM is used on purpose.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Playwright keeps an event loop open in the thread of the tests that follow.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from samba.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
HTTPS = False
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "defaut"},
    "rapide": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "rapide"},
}
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("SAMBA_TEST_DB", "test_samba")}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
# Nothing was collected for the suite: Django's own handler serves static files to the browser tests.
MIDDLEWARE = [classe for classe in MIDDLEWARE if "whitenoise" not in classe]  # noqa: F405
# Each test has its own rows: nothing is remembered from one to the next.
LISTES_GARDEES_SECONDES = 0
