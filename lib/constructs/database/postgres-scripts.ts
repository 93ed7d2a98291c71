/** Shell that needs nothing but a POSIX shell, `rm` and PostgreSQL's own programs: any PostgreSQL image has those. */

/**
 * Dumps into /backup and keeps the newest $KEEP. A dump counts once its `.complete` is there, which is written after the
 * dump could be read; what a stopped run left is removed by the next one.
 */
export const DUMP_SCRIPT = `set -eu
now=$(psql -XAtc "select to_char(now() at time zone 'utc', 'YYYY-MM-DD_HH24-MI-SS')")
file=/backup/$now.dump
pg_dump --format=custom --file="$file"
pg_restore --list "$file" >/dev/null
: >"$file.complete"
set -- /backup/*.dump.complete
while [ $# -gt "$KEEP" ]; do
  rm -f "\${1%.complete}" "$1"
  shift
done
for one in /backup/*.dump; do
  [ -e "$one.complete" ] || rm -f "$one"
done
echo "dumped to $file, $# kept"
`;

/** Brings the newest dump back, all of it or nothing, in place of what is there. */
export const RESTORE_SCRIPT = `set -eu
set -- /backup/*.dump.complete
[ -e "$1" ] || { echo "there is no dump in /backup" >&2; exit 1; }
while [ $# -gt 1 ]; do shift; done
pg_restore --clean --if-exists --no-owner --single-transaction --exit-on-error --dbname="$PGDATABASE" "\${1%.complete}"
echo "restored \${1%.complete}"
`;
