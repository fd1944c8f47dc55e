# One image for every Airflow service and for the migration job; what each does is its command in docker-compose.yml.
FROM python:3.13-slim-trixie AS installed

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VIRTUAL_ENV=/opt/venv \
    PATH=/opt/venv/bin:$PATH \
    AIRFLOW_HOME=/var/lib/airflow \
    NEWSWIRE_HOME=/var/lib/newswire \
    UV_LINK_MODE=copy

WORKDIR /opt/newswire
COPY requirements.lock ./
# uv itself comes out of the lock by its hash, then installs the rest by theirs.
RUN --mount=type=cache,target=/root/.cache \
    python3 -m venv /opt/venv \
    && awk '/^uv==/{p=1} p{print} p&&!/\\$/{exit}' requirements.lock > /tmp/uv.txt \
    && pip install --quiet --require-hashes -r /tmp/uv.txt \
    && uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock

# The image that runs has of this one only the compiled cleaner, or nothing where no compiler can be had.
FROM installed AS compiled
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev || echo "there is no compiler"
COPY pyproject.toml README.md ./
COPY pipeline pipeline
COPY tools tools
RUN python -m tools.compile_cleaner || echo "the cleaner stays uncompiled"

FROM installed
COPY . .
COPY --from=compiled /opt/newswire/pipeline/clean pipeline/clean
RUN uv pip install --quiet --no-deps --no-build-isolation -e . \
    && useradd --system --uid 50000 --home-dir /var/lib/airflow --create-home newswire \
    && install -d -o newswire -g newswire /var/lib/newswire /var/lib/airflow/logs

USER newswire
EXPOSE 8080
CMD ["airflow", "version"]
