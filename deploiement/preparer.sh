#!/bin/sh
# Run once per deployment, before the site starts: database, reference data, and nginx's copy of the static files.
set -eu
python manage.py migrate --noinput
python manage.py charger_referentiels
# Files of the previous version stay: pages opened before the update still find theirs.
cp -a var/static/. var/statique-publie/
