/**
 * Shell that makes a data folder ready before the server of a pod starts, with the entrypoint of the image: initdb where
 * there is nothing, a recovery for as long as it takes (nobody probes it here), and the roles.
 *
 * $APP_NAME is the database and the role of the application, which owns it and is no superuser; `postgres`, the superuser, has
 * no password: nobody can log in as it over the network. In data of earlier versions the application's role was
 * the superuser that initdb made. That one cannot be demoted, so it is renamed, and the application gets a role of its own
 * with what it had. The password is hashed here (SCRAM): the server does not get it, so that no log of its statements can tell
 * it; psql reads what it would ask a terminal for from its input. Everything here is safe to run again, wherever it was stopped.
 */
export const PREPARE_SCRIPT = `set -eu
if [ -s "$PGDATA/PG_VERSION" ]; then
  of=$(cat "$PGDATA/PG_VERSION")
  is=$(postgres --version)
  is=\${is#*PostgreSQL) }
  [ "$of" = "\${is%%.*}" ] || {
    echo "the data in $PGDATA are of PostgreSQL $of and this is $is: give back the image of before, or give the new one a data folder of its own and restore a backup into it" >&2
    exit 1
  }
fi
rm -f /tmp/ended
echo 'local all all trust' >/tmp/hba.conf
{
  docker-entrypoint.sh postgres -c hba_file=/tmp/hba.conf -c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp,/var/run/postgresql || :
  : >/tmp/ended
} &
trap 'pg_ctl stop --pgdata="$PGDATA" --mode=fast || :; exit 143' TERM INT
until pg_isready --quiet --host=127.0.0.1; do
  [ ! -e /tmp/ended ] || { echo "PostgreSQL did not start" >&2; exit 1; }
  sleep 1
done
as() { role=$1; shift; psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --set=app="$APP_NAME" --host=/tmp --username="$role" "$@"; }
superuser=$(as postgres --dbname=postgres --command="select rolsuper from pg_roles where rolname = 'postgres'" 2>/dev/null || :)
if [ "$superuser" != t ]; then
  echo "the superuser '$APP_NAME' becomes 'postgres'"
  as "$APP_NAME" --dbname=postgres <<'SQL'
drop role if exists chartwright_interim;
create role chartwright_interim login superuser;
SQL
  echo 'alter role :"app" rename to postgres;' | as chartwright_interim --dbname=postgres
fi
as postgres --dbname=postgres <<'SQL'
drop role if exists chartwright_interim;
alter role postgres password null;
select format('create role %I', :'app') where not exists (select from pg_roles where rolname = :'app') \\gexec
alter role :"app" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
select format('create database %I', :'app') where not exists (select from pg_database where datname = :'app') \\gexec
alter database :"app" owner to :"app";
SQL
password=$(cat /credentials/password)
printf '%s\\n%s\\n' "$password" "$password" | as postgres --dbname=postgres --command="\\\\password \\"$APP_NAME\\""
as postgres --dbname="$APP_NAME" <<'SQL'
grant all on schema public to :"app";
with own as (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
  extensions as (select classid, objid from pg_depend where deptype = 'e'),
  theirs (kind, name) as (
    select 'schema', quote_ident(nspname) from pg_namespace join own using (oid)
      where nspowner = 10 and nspname <> 'public' and ('pg_namespace'::regclass, oid) not in (table extensions)
    union all
    select case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end,
        c.oid::regclass::text
      from pg_class c where relowner = 10 and relnamespace in (table own) and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        and ('pg_class'::regclass, c.oid) not in (table extensions)
        and not (relkind = 'S' and exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('a', 'i')))
    union all
    select 'routine', oid::regprocedure::text from pg_proc
      where proowner = 10 and pronamespace in (table own) and ('pg_proc'::regclass, oid) not in (table extensions)
    union all
    select 'type', t.oid::regtype::text from pg_type t left join pg_class c on c.oid = t.typrelid
      where typowner = 10 and typnamespace in (table own) and typtype in ('c', 'd', 'e', 'r') and coalesce(relkind, 'c') = 'c'
        and ('pg_type'::regclass, t.oid) not in (table extensions)
    union all
    select 'large object', oid::text from pg_largeobject_metadata where lomowner = 10
  )
select format('alter %s %s owner to %I', kind, name, :'app') from theirs \\gexec
SQL
for extension in $EXTENSIONS; do
  echo 'create extension if not exists :"extension" cascade;' | as postgres --dbname="$APP_NAME" --set=extension="$extension"
done
pg_ctl stop --pgdata="$PGDATA" --mode=fast --timeout=3600
wait
`;
