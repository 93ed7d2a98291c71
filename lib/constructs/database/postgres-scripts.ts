import { PASSWORD_FILE } from './password-file';

/** Shell that needs nothing but a POSIX shell, `cat`, `rm` and PostgreSQL's own programs: any PostgreSQL image has those. */

/** How long a dump waits for a table that somebody has locked, e.g. a migration. */
const LOCK_MINUTES = 10;

/** The password from its file; the processes of the script have it in their environment, the pod has not. */
const LOG_IN = `PGPASSWORD=$(cat ${PASSWORD_FILE})
export PGPASSWORD`;

/**
 * Dumps into /backup and keeps the newest $KEEP. A dump counts once its `.complete` is there, which is written after all of
 * it could be read. What a stopped run left goes first, so that it takes no room for ever; where there is no room for
 * another dump, the oldest make it, but never the last one. (A dump whose end found no room may be there without an error of
 * pg_dump: then there is none for a little more.)
 */
export const DUMP_SCRIPT = `set -eu
${LOG_IN}
forget() { rm -f "$1"; rm -f "\${1%.complete}"; }
rotate() {
  for one in /backup/*.dump; do [ -e "$one.complete" ] || rm -f "$one"; done
  for one in /backup/*.complete; do [ -e "\${one%.complete}" ] || rm -f "$one"; done
  set -- /backup/*.complete
  while [ $# -gt "$KEEP" ]; do forget "$1"; shift; done
}
rotate
now=$(psql -XAtc "select to_char(now() at time zone 'utc', 'YYYY-MM-DD_HH24-MI-SS')")
file=/backup/$now.dump
running=
trap 'rm -f "$file" /backup/room.dump' EXIT
trap '[ -z "$running" ] || kill "$running"; exit 143' TERM INT
run() {
  "$@" >/dev/null 2>/tmp/said &
  running=$!
  wait "$running"
}
full() {
  case $said in *'No space left'*) return 0 ;; esac
  for block in 0 1 2 3 4 5 6 7 8 9; do printf '%4096s' . || return 0; done >/backup/room.dump 2>/dev/null
  return 1
}
until run pg_dump --format=custom --lock-wait-timeout=${LOCK_MINUTES * 60_000} --file="$file" && run pg_restore --file=/dev/null "$file"; do
  said=$(cat /tmp/said)
  full || { echo "$said" >&2; exit 1; }
  rm -f "$file" /backup/room.dump
  set -- /backup/*.complete
  [ $# -gt 1 ] || { echo "$said" >&2; echo "the volume has no room for two dumps: make it larger" >&2; exit 1; }
  echo "no room for another dump: \${1%.complete} goes"
  forget "$1"
done
: >"$file.complete"
trap - EXIT
rotate
set -- /backup/*.complete
echo "dumped to $file, $# kept"
`;

/**
 * Brings a dump back, all of it or nothing, in place of what is there: the newest, or the newest whose name begins with
 * $RESTORE_TIME, e.g. 2026-11-28 or 2026-11-28_03. Extensions that are there stay: the application, which is no superuser, may not own them.
 */
export const RESTORE_SCRIPT = `set -eu
${LOG_IN}
list() { for one in /backup/*.dump.complete; do [ ! -e "$one" ] || { one=\${one%.dump.complete}; echo "  \${one#/backup/}"; }; done; }
set -- /backup/"\${RESTORE_TIME:-}"*.dump.complete
[ -e "$1" ] || { { echo "there is no dump\${RESTORE_TIME:+ of '$RESTORE_TIME'}; there are:"; list; } >&2; exit 1; }
while [ $# -gt 1 ]; do shift; done
dump=\${1%.complete}
there=$(psql -XAtc "select string_agg(extname, ' ') from pg_extension")
pg_restore --list "$dump" | while read -r line; do
  case $line in
    *' EXTENSION - '*) name=\${line#* EXTENSION - }; case " $there " in *" \${name%% *} "*) continue ;; esac ;;
    *' COMMENT - EXTENSION '*) continue ;;
  esac
  echo "$line"
done >/tmp/list
pg_restore --use-list=/tmp/list --clean --if-exists --no-owner --single-transaction --exit-on-error --dbname="$PGDATABASE" "$dump"
echo "restored $dump"
`;
