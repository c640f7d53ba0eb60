"""The project: settings, addresses, Celery, and the ground rooms that know no business model."""

from samba.celery import app as celery_app

__all__ = ["celery_app"]
