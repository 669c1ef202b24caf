# What requirements.txt names is fetched with its hashes. Of that, only what production needs (the
# dependencies of pyproject.toml, without the extras) goes into the image.
FROM python:3.11.14-slim-bookworm AS build
WORKDIR /build
COPY requirements.txt pyproject.toml ./
RUN pip download --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt -d wheels \
    && python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" > production.txt \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-index --find-links wheels -r production.txt

FROM python:3.11.14-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/static \
    DEBUG=0
RUN useradd --system --uid 10001 --no-create-home nightout \
    && install --directory --owner 10001 /srv/snapshots
COPY --from=build /venv /venv
WORKDIR /srv/nightout
COPY . .
# Nothing secret: settings only want to be complete, and no database is asked.
RUN SECRET_KEY=only-for-this-step-of-the-build-never-at-run-time \
    DATABASE_URL=postgres://build@localhost/build ALLOWED_HOSTS=build \
    python manage.py collectstatic --noinput
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", ".docker/healthcheck.py"]
CMD ["granian", "--interface", "wsgi", "nightout.wsgi:application", \
     "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", \
     "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "20"]
