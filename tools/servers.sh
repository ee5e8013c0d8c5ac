# Finds PostgreSQL and Redis, in this order: the environment, a running docker compose, private servers.
# Whatever is found, the programs get it in the same variables: ConnectionStrings__Portal, __PortalOwner, __Redis, and
# with the database the secret its keys are sealed with: Identity__KeySecret.

started_postgres=no
started_redis=no

# compose_address SERVICE PORT prints host:port of a running service of docker-compose.yml, or fails.
compose_address() {
  command -v docker >/dev/null || return 1
  docker compose --project-directory "$root" port "$1" "$2" 2>/dev/null | sed 's/^0\.0\.0\.0:/127.0.0.1:/' | grep .
}

compose_secret() { remembered "$root/.env" "$1"; }

find_servers() {
  make_state
  find_postgres
  find_redis
  export ConnectionStrings__Portal ConnectionStrings__PortalOwner ConnectionStrings__Redis
  export Identity__KeySecret="${Identity__KeySecret:-}"
}

find_postgres() {
  local address admin
  if [[ -n "${ConnectionStrings__Portal:-}" ]]; then
    say "PostgreSQL: the one ConnectionStrings__Portal names"
    [[ -n "${ConnectionStrings__PortalOwner:-}" ]] || adopt_superuser "$ConnectionStrings__Portal"
  elif address="$(compose_address postgres 5432)"; then
    say "PostgreSQL: docker compose ($address)"
    ConnectionStrings__Portal="$(connection 127.0.0.1 "${address##*:}" portal_app "$(compose_secret PORTAL_APP_PASSWORD)" portal)"
    ConnectionStrings__PortalOwner="$(connection 127.0.0.1 "${address##*:}" portal_owner "$(compose_secret PORTAL_OWNER_PASSWORD)" portal)"
    Identity__KeySecret="${Identity__KeySecret:-$(compose_secret PORTAL_KEY_SECRET)}"
  else
    start_postgres
    say "PostgreSQL: private, 127.0.0.1:$postgres_port"
    admin="$(connection "$(postgres_host)" "$postgres_port" postgres "$(secret postgres)" postgres)"
    create_roles_and_database "$admin"
    connect_as_portal "$admin"
  fi
}

# connect_as_portal ADMIN points both connection strings to the same server as ADMIN, as the two roles of Portal.
connect_as_portal() {
  local host port
  host="$(connection_part "$1" host server)"
  port="$(connection_part "$1" port)"
  ConnectionStrings__Portal="Host=$host;Port=${port:-5432};Username=portal_app;Password=$(secret portal_app);Database=portal"
  ConnectionStrings__PortalOwner="Host=$host;Port=${port:-5432};Username=portal_owner;Password=$(secret portal_owner);Database=portal"
  Identity__KeySecret="${Identity__KeySecret:-$(secret key_ring)}"
}

# Somebody who gives only one connection, of a superuser, means "make what you need there". The programs still run as
# the two roles, because a superuser passes every row-level security policy.
adopt_superuser() {
  if is_superuser "$1"; then
    note "It belongs to a superuser: roles and database are made there, and the programs sign in as those roles."
    create_roles_and_database "$1"
    connect_as_portal "$1"
  else
    ConnectionStrings__PortalOwner=""
    note "ConnectionStrings__PortalOwner is not set, so the database is taken as migrated."
  fi
}

is_superuser() {
  [[ "$(psql_as "$1" -At -c 'select rolsuper from pg_roles where rolname = current_user' 2>/dev/null)" == t ]]
}

find_redis() {
  local address
  if [[ -n "${ConnectionStrings__Redis:-}" ]]; then
    say "Redis: the one ConnectionStrings__Redis names"
  elif address="$(compose_address redis 6379)"; then
    say "Redis: docker compose ($address)"
    ConnectionStrings__Redis="$address,password=$(compose_secret REDIS_PASSWORD),abortConnect=false"
  else
    start_redis "$(secret redis)"
    say "Redis: private, 127.0.0.1:$redis_port"
    ConnectionStrings__Redis="127.0.0.1:$redis_port,password=$(secret redis),abortConnect=false"
  fi
}

# Tests make databases of their own (portal_test_…) and the roles with known passwords, so they need a superuser of a
# server that serves nothing else. Hence servers made for one run, unless somebody names others.
find_test_servers() {
  make_state
  if [[ -z "${PORTAL_TEST_ADMIN:-}" ]]; then
    if [[ -n "${ConnectionStrings__Portal:-}" ]] && is_superuser "$ConnectionStrings__Portal"; then
      PORTAL_TEST_ADMIN="$ConnectionStrings__Portal"
    else
      start_postgres
      PORTAL_TEST_ADMIN="$(connection 127.0.0.1 "$postgres_port" postgres "$(secret postgres)" postgres)"
    fi
  fi
  if [[ -z "${PORTAL_TEST_REDIS:-}" ]]; then
    start_redis
    PORTAL_TEST_REDIS="127.0.0.1:$redis_port"
  fi
  export PORTAL_TEST_ADMIN PORTAL_TEST_REDIS
}

stop_servers() {
  stop_redis
  stop_postgres
}

# For commands that may run beside `up`: its servers stay.
stop_started_servers() {
  if [[ "$started_redis" == yes ]]; then stop_redis; fi
  if [[ "$started_postgres" == yes ]]; then stop_postgres; fi
}

# Deletes what the current state directory holds, servers first.
delete_state() {
  stop_servers
  delete_postgres
  rm -rf "$state"
}

portal_down() {
  if up_is_running; then
    say "Asking ./portal up to stop"
    stop_process "$(up_pid)" 120
  fi
  [[ $# -eq 0 ]] || wrong_usage "down takes no arguments."
  stop_left_processes
  stop_servers
  say "Stopped."
}

portal_reset() {
  local answer
  case "${1:-}" in
    --yes) ;;
    "")
      [[ -t 0 ]] || wrong_usage "reset deletes all data of this checkout; without a terminal it needs --yes."
      read -r -p "Delete the private databases, uploads and mails of this checkout? [y/N] " answer
      [[ "$answer" == [yY] || "$answer" == [yY][eE][sS] ]] || fail "Nothing was deleted."
      ;;
    *) wrong_usage "reset takes only --yes." ;;
  esac
  portal_down
  delete_state
  say "Deleted. The next ./portal up starts afresh."
}
