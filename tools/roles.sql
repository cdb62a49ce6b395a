-- The two roles of the application. Run by a superuser; safe to run again. The launcher runs it on the embedded
-- PostgreSQL, docker-compose.yml on the first start of its own. The session's settings mgdb.owner_password and
-- mgdb.web_password hold the passwords.
--
-- mgdb      owns the database: migrations, workers, operators' commands.
-- mgdb_web  is what the web server connects as: a member of mgdb, with less patience.
--
-- Limits are defaults of the roles, so that the application sets nothing on a session: what one request set would hold
-- for the next on the same connection, and behind a connection pool for somebody else's.
DO $$
DECLARE
    name text;
    secret text;
    longest text;
BEGIN
    FOR name, secret, longest IN VALUES
        ('mgdb', current_setting('mgdb.owner_password'), '15min'),
        ('mgdb_web', current_setting('mgdb.web_password'), '8s')
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
        EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD %L', name, secret);
        EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', name, longest);
        -- How alike, in trigrams, a word must be to one that was mistyped (mgdb/search/spelling.py).
        EXECUTE format('ALTER ROLE %I SET pg_trgm.word_similarity_threshold = 0.4', name);
        -- Django writes the joins that filter first and those that only fetch after them. Trying all orders of seven
        -- joins costs the planner 11 ms and finds the same plan that it finds in 1 ms.
        EXECUTE format('ALTER ROLE %I SET join_collapse_limit = 4', name);
        -- No trigger is to be left out. Where nothing says so, each trigger finds out by an error that it catches, and each
        -- error looks through all that the transaction has still to check at its end: thousands of records, squared.
        EXECUTE format('ALTER ROLE %I SET pgtrigger.ignore = %L', name, '{}');
    END LOOP;
END
$$;
GRANT mgdb TO mgdb_web;
