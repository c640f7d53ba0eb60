"""Every setting, in one place. Values come from the environment (see `.env.example`).

Outside DEBUG a missing secret stops the start with its name: nothing falls back to a default in silence.
"""

from pathlib import Path

import environ
import pgtrigger
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("SAMBA_VAR", default=str(BASE_DIR / "var")))


def secret(name: str, in_debug: str) -> str:
    """Read a value that production must give.

    Raises:
        ImproperlyConfigured: outside DEBUG when the variable is missing or empty.
    """
    value = env.str(name, default="")
    if value:
        return value
    if DEBUG:
        return in_debug
    raise ImproperlyConfigured(f"La variable d’environnement {name} est obligatoire quand DEBUG est faux.")


# Served over HTTPS to people of the firm, as opposed to the embedded server and to development.
HTTPS = env.bool("HTTPS", default=not DEBUG)


def en_production(name: str, ailleurs: str) -> str:
    """Read a value that has a default everywhere but in production, where forgetting it would go unseen.

    Raises:
        ImproperlyConfigured: HTTPS is on and the variable is missing or empty.
    """
    value = env.str(name, default="")
    if HTTPS and not value:
        raise ImproperlyConfigured(f"La variable d’environnement {name} est obligatoire en production (HTTPS).")
    return value or ailleurs


SECRET_KEY = secret("SECRET_KEY", "cle-de-developpement-sans-valeur-hors-de-cette-machine")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address people type, used in e-mails written by the worker, which sees no request.
ADRESSE_PUBLIQUE = en_production("ADRESSE_PUBLIQUE", "http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "pgtrigger",
    "pghistory",
    "samba.comptes",
    "samba.acces",
    "samba.parametres",
    "samba.documents",
    "samba.listes",
    "samba.donnees",
    "referentiels",
    "samba.activite",
    "samba.courriels",
    "clients",
    "freelances",
    "besoins",
    "samba.pilotage",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "crispy_forms",
    "crispy_bootstrap5",
    "phonenumber_field",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "samba.apps.SambaAdminConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samba.acces.middleware.HistoriqueMiddleware",
    "clients.prives.middleware.TentativesMiddleware",
]

ROOT_URLCONF = "samba.urls"
WSGI_APPLICATION = "samba.wsgi.application"
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
                "samba.listes.contexte.barre",
            ],
            "builtins": ["samba.listes.templatetags.samba_tags"],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///samba")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL doit désigner une base PostgreSQL : SAMBA n’en connaît pas d’autre.")
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A database that does not answer is said within seconds, by the pages as by /sante/.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/1")
CACHES = {
    # allauth counts login attempts in the default cache: PostgreSQL, like the sessions, so that Redis may stop.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_limites"},
    "rapide": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- Accounts ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "samba.comptes.adaptateur.AdaptateurCompte"
ACCOUNT_LOGOUT_ON_GET = False
# « Forgotten password » writes to our own people only: nobody makes SAMBA send e-mails to the rest of the world.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/300s/key", "reset_password": "20/m/ip,5/m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "SAMBA"
# The administrateur opens the accounts, so no owner ever verifies an address: a second factor must not wait for it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- History (pghistory): statement level, who and where, never the query string ---------------------------------
PGHISTORY_LEVEL = pgtrigger.Statement  # type: ignore[has-type]
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_ADMIN_ALL_EVENTS = False

# --- Language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "FR"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"

# --- Static files and private documents -------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "samba.listes.statiques.NodeModulesFinder",
]
# Private files never have a public address: only the permission view serves them (samba.documents).
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "samba.listes.statiques.StockageStatique"},
}
X_ACCEL_PREFIXE = env.str("X_ACCEL_PREFIXE", default="")
DOCUMENT_TAILLE_MAX = env.int("DOCUMENT_TAILLE_MAX", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- E-mail -----------------------------------------------------------------------------------------------------
# Elsewhere than in production, and without EMAIL_URL, real .eml files are written under VAR_DIR/courriels: the page
# « E-mails envoyés » shows them. In production a client's message must never become a file unnoticed.
_email = environ.Env.email_url_config(en_production("EMAIL_URL", "filemail://"))
EMAIL_BACKEND = _email.get("EMAIL_BACKEND", "")
if EMAIL_BACKEND.endswith("filebased.EmailBackend"):
    EMAIL_BACKEND = "samba.courriels.transports.FichiersEml"
EMAIL_FILE_PATH = str(VAR_DIR / "courriels")
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = en_production("DEFAULT_FROM_EMAIL", "SAMBA <samba@exemple.fr>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Celery -----------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long Redis stays away, the worker comes back with it.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 0,
    "visibility_timeout": 3600,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_BEAT_SCHEDULE = {
    "envoyer-les-courriels": {"task": "samba.courriels.tasks.envoyer_courriels", "schedule": 15.0},
    "resume-du-matin": {"task": "samba.activite.tasks.resumes_du_matin", "schedule": crontab(minute="*/15")},
    "lire-les-cv-en-attente": {"task": "freelances.tasks.lire_cvs_en_attente", "schedule": 60.0},
    "liberer-les-prives-silencieux": {
        "task": "clients.tasks.liberer_prives_silencieux",
        "schedule": crontab(minute="10", hour="5-8"),
    },
    "purger-les-brouillons": {"task": "clients.tasks.purger_brouillons", "schedule": crontab(minute="40", hour="5")},
    "veiller-sur-les-entretiens": {
        "task": "besoins.tasks.veiller_sur_les_entretiens",
        "schedule": crontab(minute="*/10"),
    },
    "temoin-du-worker": {"task": "samba.pilotage.tasks.temoigner", "schedule": 60.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Web security -----------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if env.bool("DERRIERE_UN_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("NOMBRE_DE_PROXYS", default=1)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# W019: our own pages may frame our own documents. W021: the browsers' preload list is the domain owner's decision.
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# Lists of choices that everybody sees (places, métiers) are kept this long in each process (samba.listes.memoire).
LISTES_GARDEES_SECONDES = 60

# --- Forms, tables, API -----------------------------------------------------------------------------------------
FORM_RENDERER = "samba.listes.rendu.RenduLeger"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "composants/tableau.html"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "samba.listes.api.PaginationBornee",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 25,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SAMBA",
    "DESCRIPTION": "Lecture des référentiels, et de ce que l’utilisateur connecté voit des dossiers de la maison.",
    "VERSION": "1",
    "ENUM_NAME_OVERRIDES": {
        "LangueEnum": "referentiels.enums.Langue",
        "MaitriseEnum": "referentiels.enums.Maitrise",
        "NiveauLangueEnum": "referentiels.enums.NiveauLangue",
        "NiveauEtudeEnum": "referentiels.enums.NiveauEtude",
        "EtapeEnum": "besoins.enums.Etape",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # These tell every step: of every PDF, and of every scan the worker makes each quarter of a minute.
    "loggers": {
        name: {"level": "WARNING"}
        for name in ("weasyprint", "fontTools", "celery.beat", "celery.worker.strategy", "celery.app.trace")
    },
}
