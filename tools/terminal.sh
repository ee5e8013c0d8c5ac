# What the person at the terminal reads. All of it goes to standard error, so that results of commands can be piped.

quiet=no

# say STEP announces what is being done; commands whose own output counts set quiet=yes.
say() { [[ "$quiet" == yes ]] || printf '%s\n' "→ $*" >&2; }

note() { printf '%s\n' "  $*" >&2; }

# fail MESSAGE… ends the command; every further argument is a line that says what to do about it.
fail() {
  printf '%s\n' "portal: $1" >&2
  shift
  local line
  for line in "$@"; do note "$line"; done
  exit 1
}

wrong_usage() {
  printf '%s\n' "portal: $1" >&2
  exit 2
}

# quietly LOGFILE COMMAND… keeps the output of a step in a file and shows its end only when the step fails.
quietly() {
  local log="$1"
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    note "The whole output is in $log"
    return 1
  fi
}
