# MgDB for production: one image for the web server, the workers and beat. See docker-compose.yml.
FROM python:3.13-slim-bookworm AS packages
COPY requirements.lock /tmp/requirements.lock
# Locked, hashed wheels only; nothing is compiled here.
RUN python -m venv /opt/mgdb \
    && /opt/mgdb/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary :all: -r /tmp/requirements.lock

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/mgdb mgdb
COPY --from=packages /opt/mgdb /opt/mgdb
WORKDIR /srv/mgdb
COPY manage.py ./
COPY mgdb ./mgdb
COPY api ./api
COPY templates ./templates
COPY static ./static
COPY fixtures ./fixtures
ENV PATH=/opt/mgdb/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MGDB_MODE=production \
    MGDB_STATIC_ROOT=/srv/static
# Collected and compressed once, here. The settings want these three; nothing of them stays in the image.
RUN MGDB_SECRET_KEY=collecting-static-files-signs-nothing-0123456789-abcdefghij \
    MGDB_ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://nobody@localhost/none \
    python manage.py collectstatic --no-input --verbosity 0
# Where web processes and workers share the columns of long lists: a volume in docker-compose.yml.
RUN install --directory --owner=mgdb .data .data/columns
USER mgdb
EXPOSE 8000
CMD ["gunicorn", "--config", "python:mgdb.web_server", "mgdb.wsgi:application", "--bind", "0.0.0.0:8000"]
