"""The table of the default cache: login limits live in PostgreSQL, so that they survive Redis."""

from django.db import migrations

CREER = """
CREATE TABLE cache_limites (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX cache_limites_expires ON cache_limites (expires);
"""


class Migration(migrations.Migration):
    """Same shape as `createcachetable`, under migrations' care."""

    dependencies = [("comptes", "0001_initial")]

    operations = [migrations.RunSQL(CREER, "DROP TABLE cache_limites")]
