# A private PostgreSQL cluster of this checkout, run by the installed binaries and reachable only from this machine.

# The oldest version the migrations are written for.
oldest_postgres=15

postgres_bin() {
  local bin version
  while read -r bin; do
    version="$("$bin/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')"
    if ((version >= oldest_postgres)); then
      printf '%s' "$bin"
      return
    fi
  done < <(installed_postgres_bins)
  return 1
}

# Newest first; whatever is on the PATH comes last, because distributions put only wrappers there.
installed_postgres_bins() {
  local bin
  {
    for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
      if [[ -x "$bin/initdb" ]]; then printf '%s\n' "$bin"; fi
    done
  } | sort -Vr
  if bin="$(command -v initdb)"; then dirname "$(readlink -f "$bin")"; fi
}

require_postgres() {
  postgres_bin >/dev/null || need "PostgreSQL $oldest_postgres or newer" postgresql
  postgres_bin >/dev/null ||
    fail "This distribution offers no PostgreSQL $oldest_postgres." "Install it from https://www.postgresql.org/download/"
  if ((EUID == 0)); then
    id postgres >/dev/null 2>&1 ||
      fail "PostgreSQL refuses to run as root and there is no user 'postgres' to run it as." \
        "Create one (useradd --system postgres) or run ./portal as an ordinary user."
  fi
}

# PostgreSQL refuses to run as root. From / because the user may not enter the current directory.
as_database_user() {
  if ((EUID == 0)); then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

pg_ctl() { as_database_user "$(postgres_bin)/pg_ctl" -D "$(postgres_home)/data" "$@"; }

postgres_home() { readlink -f "$state/postgres"; }

postgres_is_running() {
  [[ -d "$state/postgres" ]] && pg_ctl status >/dev/null 2>&1
}

# A checkout below /root or in a private temporary directory cannot be entered by the database user; the cluster
# then lives in /var/tmp under a name that belongs to the checkout, and .portal/postgres points there.
make_postgres_home() {
  local home="$state/postgres"
  if ((EUID == 0)); then
    if ! as_database_user test -x "$state"; then
      home="/var/tmp/portal-$(printf '%s' "$state" | sha256sum | cut -c1-16)"
      if [[ -L "$home" || (-e "$home" && "$(stat -c %U "$home")" != postgres) ]]; then
        fail "$home is not a directory of the user postgres." "Remove it, then repeat the command."
      fi
      ln -sfn "$home" "$state/postgres"
    fi
    install -d -m 700 -o postgres "$home"
  else
    (umask 077 && mkdir -p "$home")
  fi
}

create_cluster() {
  local home password_file
  make_postgres_home
  home="$(postgres_home)"
  password_file="$home/password"
  secret postgres | as_database_user tee "$password_file" >/dev/null
  quietly "$logs/initdb.log" as_database_user "$(postgres_bin)/initdb" -D "$home/data" -U postgres \
    --pwfile="$password_file" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 ||
    fail "The private PostgreSQL cluster could not be created."
  rm -f "$password_file"
  postgres_settings | as_database_user tee -a "$home/data/postgresql.conf" >/dev/null
}

# For a development machine of two cores and some gigabytes. Durability stays on: a killed machine loses nothing.
postgres_settings() {
  cat <<'SETTINGS'

# Written by ./portal
listen_addresses = '127.0.0.1'
unix_socket_directories = ''  # start_postgres names one
max_connections = 300
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
effective_cache_size = 2GB
max_wal_size = 4GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
log_min_duration_statement = 2s
log_lock_waits = on
SETTINGS
}

# Where the server has its socket, over which a statement costs a tenth less than over TCP. Nowhere when the path is
# longer than the system takes (104 bytes on macOS, with the socket's name), or has what separates settings.
socket_directory() {
  local home
  home="$(postgres_home)"
  if ((${#home} < 80)) && [[ "$home" != *[\'\",\;]* ]]; then printf '%s' "$home"; fi
}

# What to connect to: the socket of a server that has one.
postgres_host() {
  local directory
  directory="$(socket_directory)"
  if [[ -n "$directory" && -S "$directory/.s.PGSQL.$postgres_port" ]]; then
    printf '%s' "$directory"
  else
    printf '127.0.0.1'
  fi
}

# Sets postgres_port. The port may be lost to somebody between looking and starting, hence the attempts.
start_postgres() {
  require_postgres
  if postgres_is_running; then
    postgres_port="$(remembered "$state/env" POSTGRES_PORT)"
    return
  fi
  [[ -f "$state/postgres/data/PG_VERSION" ]] || create_cluster
  local log attempt
  log="$(postgres_home)/server.log"
  ln -sfn "$log" "$logs/postgres.log"
  for attempt in 1 2 3; do
    postgres_port="$(port POSTGRES_PORT)"
    if pg_ctl -l "$log" -w -t 60 -o "-p $postgres_port -k '$(socket_directory)'" start >/dev/null 2>&1 9>&-; then
      started_postgres=yes
      return
    fi
  done
  as_database_user tail -n 20 "$log" >&2 || true
  fail "The private PostgreSQL did not start in $attempt attempts." "Its log is $log"
}

stop_postgres() {
  if postgres_is_running; then pg_ctl -m fast -w -t 60 stop >/dev/null; fi
}

delete_postgres() {
  stop_postgres
  if [[ -L "$state/postgres" ]]; then rm -rf "$(postgres_home)"; fi
  rm -rf "$state/postgres"
}

# connection HOST PORT USER PASSWORD DATABASE prints a connection string of Npgsql.
connection() {
  printf 'Host=%s;Port=%s;Username=%s;Password=%s;Database=%s' "$1" "$2" "$3" "$4" "$5"
}

# connection_part CONNECTION NAME… prints the first part that is there; Npgsql knows several names for some, in any
# case. To be called in a command substitution, which keeps the changed shell option to itself.
connection_part() {
  local connection="$1" part name
  local -a parts
  shift
  shopt -s nocasematch
  IFS=';' read -ra parts <<<"$connection"
  for name in "$@"; do
    for part in "${parts[@]}"; do
      if [[ "${part%%=*}" =~ ^[[:space:]]*"$name"[[:space:]]*$ ]]; then
        printf '%s' "${part#*=}"
        return
      fi
    done
  done
}

# psql_as CONNECTION ARGS… runs psql with an Npgsql connection string, so that passwords stay off the command line.
psql_as() {
  local connection="$1"
  local -x PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE
  shift
  PGHOST="$(connection_part "$connection" host server)"
  PGPORT="$(connection_part "$connection" port)"
  PGUSER="$(connection_part "$connection" username "user id" user)"
  PGPASSWORD="$(connection_part "$connection" password)"
  PGDATABASE="$(connection_part "$connection" database)"
  : "${PGPORT:=5432}" "${PGDATABASE:=$PGUSER}"
  command -v psql >/dev/null || need "The PostgreSQL client" postgresql-client
  psql -X -q -v ON_ERROR_STOP=1 "$@"
}

# Creates both roles and the database, or brings their passwords in line with .portal/secrets.
create_roles_and_database() {
  local admin="$1"
  PORTAL_OWNER_PASSWORD="$(secret portal_owner)" PORTAL_APP_PASSWORD="$(secret portal_app)" \
    psql_as "$admin" -f "$root/tools/roles.sql" >/dev/null ||
    fail "The roles and the database could not be created."
}
