# syntax=docker/dockerfile:1
# One image for the site, the worker and the beat: the command makes the difference (docker-compose.yml).

FROM node:22-bookworm-slim AS npm
WORKDIR /construction
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm AS python
WORKDIR /construction
COPY script/lib/uv.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r uv.txt
RUN python -m venv --without-pip /venv \
    && uv pip install --no-cache --compile-bytecode --python /venv/bin/python --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
       tesseract-ocr tesseract-ocr-fra \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /app --shell /usr/sbin/nologin samba
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 SAMBA_VAR=/app/var
COPY --from=python /venv /venv
COPY manage.py ./
COPY templates ./templates
COPY static ./static
COPY deploiement ./deploiement
COPY samba ./samba
COPY referentiels ./referentiels
COPY clients ./clients
COPY freelances ./freelances
COPY besoins ./besoins
# The hashed names of the static files are part of the image; nginx gets its copy from deploiement/preparer.sh.
# The values given here serve this command only and are not kept.
RUN --mount=type=bind,from=npm,source=/construction/node_modules,target=/app/node_modules \
    SECRET_KEY=construction HTTPS=false python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q samba referentiels clients freelances besoins \
    && mkdir -p var/media var/courriels var/statique-publie \
    && chown -R samba:samba var
USER samba
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 CMD ["python", "deploiement/sonde.py"]
CMD ["gunicorn", "--config", "deploiement/gunicorn.conf.py", "samba.wsgi"]
