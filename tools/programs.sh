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
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [[ "${1:-}" != pages ]]; then (bench_core "$@"); fi
  if [[ $# -eq 0 || "$1" == pages ]]; then (bench_pages); fi
}

bench_core() {
  use_state bench
  trap delete_state EXIT
  delete_state
  find_servers
  publish_programs
  export_program_settings ""
  migrate "$state/app/Portal.Jobs/Portal.Jobs.dll"
  Bench__Web="$state/app/Portal/Portal.dll" dotnet "$state/app/Portal.Jobs/Portal.Jobs.dll" bench "$@"
}

# What pages cost is measured in a browser, so by a class beside the browser tests. A collector that keeps little in
# reserve makes the memory of the web process tell what its circuits hold.
bench_pages() {
  use_state bench-pages
  trap delete_state EXIT
  delete_state
  make_state
  restore_solution || fail "The packages could not be restored."
  build "$root/Portal.sln" || fail "The solution does not build."
  require_browser
  find_test_servers
  say "Measuring pages"
  DOTNET_gcServer=0 DOTNET_GCConserveMemory=9 DOTNET_GCgen0size=0x400000 \
    dotnet "$root/Portal.E2E/bin/$configuration/net10.0/Portal.E2E.dll" -noLogo -noColor -trait measure=browser
}
