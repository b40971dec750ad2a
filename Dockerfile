# The bot in a small image: not root, nothing to write but the folder of the counts, no compiler inside.
#   docker build --tag qoldau .
#   docker run --env-file .env --read-only --tmpfs /tmp --volume qoldau:/data qoldau
# Which Python: for a build that can be repeated to the byte give a digest, as docs/operators.md says.
ARG PYTHON=python:3.13-slim
FROM ${PYTHON} AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/qoldau UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /src
COPY deploy/uv.txt deploy/uv.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r deploy/uv.txt
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-editable --no-install-project
COPY bot bot
COPY handlers handlers
COPY content content
COPY sandbox sandbox
RUN uv sync --frozen --no-editable

FROM ${PYTHON}
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin qoldau \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /opt/qoldau /opt/qoldau
ENV PATH=/opt/qoldau/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MPLCONFIGDIR=/tmp \
    ALIVE_FILE=/dev/shm/qoldau-alive DATABASE_URL=sqlite:////data/counts.db
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "bot.process.alive"]
CMD ["qoldau", "run"]
