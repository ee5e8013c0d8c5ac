# `up`: web, worker and gateway simulator on servers that are there, watched until one ends or Ctrl-C.

up_pid() { cat "$state/run/up.pid" 2>/dev/null || true; }

up_is_running() {
  local pid
  pid="$(up_pid)"
  [[ -n "$pid" && "$pid" != "$$" && "$(command_line "$pid")" == *"portal up"* ]]
}

stop_up() {
  trap '' INT TERM
  say "Stopping"
  stop_processes
  stop_servers
  rm -f "$state/run/up.pid"
}

portal_up() {
  [[ $# -eq 0 ]] || wrong_usage "up takes no arguments."
  local web_port worker_port gateway_port jobs web
  require_dotnet
  make_state
  if up_is_running; then
    show_address
    exit 0
  fi
  stop_left_processes
  mkdir -p "$state/run"
  echo "$$" >"$state/run/up.pid"
  trap stop_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  find_servers
  publish_programs
  jobs="$state/app/Portal.Jobs/Portal.Jobs.dll"
  web="$state/app/Portal/Portal.dll"
  web_port="$(port WEB_PORT 5080)"
  worker_port="$(port WORKER_HEALTH_PORT)"
  gateway_port="$(port GATEWAY_PORT)"
  export_program_settings "$gateway_port"
  migrate "$jobs"
  seed "$jobs"
  # The demo's password is public and its sign-ins are for this machine only, so a second factor would protect nothing.
  export Identity__RequireSecondFactor="${Identity__RequireSecondFactor:-false}"

  start_process gateway "$jobs" gateway --port "$gateway_port" --journal "$state/gateway"
  Worker__HealthUrl="http://127.0.0.1:$worker_port" start_process worker "$jobs" worker
  ASPNETCORE_URLS="http://localhost:$web_port" start_process web "$web"
  wait_until_ready worker "$worker_port"
  wait_until_ready web "$web_port"
  show_address
  note "Logs are in $logs. Ctrl-C stops everything."
  watch_processes
}

# The seed prints one sign-in per role; they are kept to be shown again.
seed() {
  say "Seeding the demo tenant"
  if ! dotnet "$1" db seed >"$state/sign-ins.txt" 2>"$logs/seed.log"; then
    show_log_of seed
    fail "The demo tenant could not be seeded."
  fi
}

dead_process() {
  local name
  for name in "${!pids[@]}"; do
    if ! is_running "${pids[$name]}"; then
      printf '%s' "$name"
      return
    fi
  done
  return 1
}

# wait_until_ready NAME PORT gives up as soon as any of the processes has ended.
wait_until_ready() {
  local deadline=$((SECONDS + 120)) dead
  say "Waiting for the $1 to be ready"
  until [[ "$(http_status "$2" /health/ready)" == 200 ]]; do
    if dead="$(dead_process)"; then
      show_log_of "$dead"
      fail "The $dead process ended while starting."
    fi
    if ((SECONDS >= deadline)); then
      show_log_of "$1"
      fail "The $1 did not become ready within two minutes."
    fi
    sleep 0.3
  done
}

show_address() {
  printf '\nPortal is running at %s\n\n' "http://localhost:$(remembered "$state/env" WEB_PORT)"
  cat "$state/sign-ins.txt"
  printf '\n'
}

watch_processes() {
  local dead
  wait -n || true
  dead="$(dead_process || true)"
  show_log_of "${dead:-worker}"
  fail "The ${dead:-worker} process ended, so everything is stopped."
}
