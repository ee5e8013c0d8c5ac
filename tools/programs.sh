# The programs of the solution: their settings, the migration, and commands of Portal.Jobs.

# Where the programs keep files and find each other; anything set outside wins.
export_program_settings() {
  local gateway_port="$1"
  mkdir -p "$state/uploads"
  export Storage__Path="${Storage__Path:-$state/uploads}"
  export Gateway__Url="${Gateway__Url:-http://127.0.0.1:$gateway_port}"
  if [[ -z "${Mail__Host:-}" ]]; then
    mkdir -p "$state/mail"
    export Mail__PickupPath="${Mail__PickupPath:-$state/mail}"
  fi
}

# migrate PROGRAM brings the database up to date, unless nobody gave a connection that may.
migrate() {
  if [[ -z "$ConnectionStrings__PortalOwner" ]]; then return; fi
  say "Migrating the database"
  quietly "$logs/migrate.log" dotnet "$1" db migrate || fail "The migration failed."
}

# A command of Portal.Jobs against the same servers as `up`, run in the directory it was typed in.
portal_run() {
  require_dotnet
  quiet=yes
  trap stop_started_servers EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  find_servers
  build_jobs_if_older
  export_program_settings "$(remembered "$state/env" GATEWAY_PORT)"
  if [[ "$started_postgres" == yes ]]; then migrate "$jobs_program"; fi
  dotnet "$jobs_program" "$@"
}

# The benchmarks have servers of their own, made for one run and as durable as those of `up`.
portal_bench() {
  require_dotnet
  lock_checkout
  use_state bench
  trap delete_state EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  delete_state
  find_servers
  publish_programs
  export_program_settings ""
  migrate "$state/app/Portal.Jobs/Portal.Jobs.dll"
  Bench__Web="$state/app/Portal/Portal.dll" dotnet "$state/app/Portal.Jobs/Portal.Jobs.dll" bench "$@"
}
