"""The counters from which PostgreSQL numbers new rows.

Whoever copies rows into a table (COPY, another program's restore) leaves its counter behind: the next row gets a number
that is taken, also the row of the history that a trigger writes for a change of another.
"""

from django.db import connection

COUNTERS = """
SELECT pg_class.relname, attname, pg_get_serial_sequence(quote_ident(pg_class.relname), attname)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
AND pg_get_serial_sequence(quote_ident(pg_class.relname), attname) IS NOT NULL
ORDER BY 1
"""


def set_right() -> list[str]:
    """Sets each counter that is behind its table past it; the tables whose was."""
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(COUNTERS)
        counters = cursor.fetchall()
        behind = " UNION ALL ".join(
            f"SELECT '{table}', max({name(column)}) FROM {name(table)}, {counter} "  # noqa: S608 - from the catalogue
            f"GROUP BY last_value, is_called HAVING max({name(column)}) >= last_value + is_called::int"
            for table, column, counter in counters
        )
        cursor.execute(behind)
        found = dict(cursor.fetchall())
        for table, _, counter in counters:
            if table in found:
                cursor.execute("SELECT setval(%s, %s)", [counter, found[table]])
    return list(found)
