# The image of web, worker, clock and migrations. It runs as an ordinary user and writes only to
# /var/lib/etappe and /tmp.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    ETAPPE_VAR=/var/lib/etappe \
    STATIC_ROOT=/srv/etappe/static-collected

RUN useradd --uid 10001 --create-home --home-dir /var/lib/etappe --shell /usr/sbin/nologin etappe

WORKDIR /srv/etappe
COPY requirements/production.txt requirements/production.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/production.txt

COPY . .
# Nothing is connected to here; the addresses keep the embedded servers from being started.
RUN SECRET_KEY=only-for-building DATABASE_URL=postgres://nowhere/none REDIS_URL=redis://nowhere \
    python manage.py collectstatic --noinput \
    && SECRET_KEY=only-for-building DATABASE_URL=postgres://nowhere/none REDIS_URL=redis://nowhere \
    python manage.py messages --compile

USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-m", "config.healthcheck", "web"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws", "config.wsgi:application"]
