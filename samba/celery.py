"""The Celery application. The schedule lives in the settings (`CELERY_BEAT_SCHEDULE`), under version control."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samba.settings")

app = Celery("samba")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
