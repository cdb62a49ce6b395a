"""The task queue on PostgreSQL, for the embedded broker."""

import psycopg

# Any fixed number: one installation at a time.
INSTALL_LOCK = 0x504D51


def install_queue(conninfo: str, queue: str) -> None:
    """Install the functions of pgmq once, from the SQL that its package ships, and make `queue`.

    Args:
        conninfo: libpq connection string of a role that may create a schema in the database.
        queue: letters, digits and underscores.
    """
    from pgmq.install import get_embedded_install_sql  # where the broker is another, the package is not installed

    with psycopg.connect(conninfo) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        # The script is not idempotent; it runs in this transaction, so the table proves that all of it ran.
        if connection.execute("SELECT to_regclass('pgmq.meta') IS NULL").fetchone() == (True,):
            connection.execute(get_embedded_install_sql())
        if not connection.execute("SELECT 1 FROM pgmq.meta WHERE queue_name = %s", [queue]).fetchone():
            connection.execute("SELECT pgmq.create(%s)", [queue])
