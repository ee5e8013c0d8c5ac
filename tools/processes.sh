# The processes `up` starts: their logs, their pids, and stopping them in good order.

# wait_until SECONDS COMMAND… repeats the command until it succeeds.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}

# http_status PORT PATH prints the status of a GET on this machine; bash alone, since curl may be missing.
http_status() {
  local status=""
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
    read -r -t 10 _ status _ <&3 || true
    exec 3>&-
  } 2>/dev/null
  printf '%s' "$status"
}

declare -A pids=()

# start_process NAME PROGRAM ARGS… runs a published program beside its own files, its output in .portal/logs/NAME.log.
start_process() {
  local name="$1" program="$2"
  shift 2
  (cd "$(dirname "$program")" && exec dotnet "$program" "$@") >"$logs/$name.log" 2>&1 </dev/null &
  pids[$name]=$!
  echo $! >"$state/run/$name.pid"
}

is_running() { kill -0 "$1" 2>/dev/null; }

# command_line PID prints what the process was started as, or nothing when there is none.
command_line() {
  { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true
}

is_gone() { ! is_running "$1"; }

# stop_process PID SECONDS asks politely, then insists.
stop_process() {
  kill -TERM "$1" 2>/dev/null || return 0
  if ! wait_until "$2" is_gone "$1"; then kill -KILL "$1" 2>/dev/null || true; fi
}

# The web first, so that nobody asks for what is going away; a worker finishes the batch it holds (30 s at most).
stop_processes() {
  local name
  for name in web worker gateway; do
    if [[ -n "${pids[$name]:-}" ]]; then
      stop_process "${pids[$name]}" 40
      wait "${pids[$name]}" 2>/dev/null || true
      rm -f "$state/run/$name.pid"
    fi
  done
  pids=()
}

# Processes of an `up` that was killed before it could stop them. A pid alone proves nothing: it may be reused.
stop_left_processes() {
  local file pid
  for file in "$state"/run/*.pid; do
    [[ -f "$file" ]] || continue
    pid="$(cat "$file")"
    if [[ "$(command_line "$pid")" == *"$root/"* ]]; then stop_process "$pid" 40; fi
    rm -f "$file"
  done
}

show_log_of() {
  note "The end of $logs/$1.log:"
  tail -n 25 "$logs/$1.log" >&2
}
