# Where a checkout keeps what is not source: ports, secrets, logs, uploads and the data of its private servers.
# `up` and `run` use .portal/ itself; `test` and `bench` use a directory of their own below it (see use_state).

state="$root/.portal"
logs="$root/.portal/logs"

# Tests and benchmarks must never meet the data of `up`, so they call this before anything else. Their state goes when
# they end; their logs stay to be read.
use_state() {
  state="$root/.portal/$1"
  logs="$root/.portal/logs/$1"
}

make_state() { mkdir -p "$state" "$logs"; }

# remembered FILE NAME prints the value kept under NAME, or nothing.
remembered() {
  if [[ -f "$1" ]]; then sed -n "s/^$2=//p" "$1" | tail -n 1; fi
}

remember() {
  local file="$1" name="$2" value="$3" others=""
  if [[ -f "$file" ]]; then others="$(grep -v "^$name=" "$file" || true)"; fi
  (
    umask 077
    { [[ -z "$others" ]] || printf '%s\n' "$others"; printf '%s=%s\n' "$name" "$value"; } >"$file.new"
  )
  mv "$file.new" "$file"
}

# secret NAME prints a password of this checkout, made at its first use.
secret() {
  local value
  value="$(remembered "$state/secrets" "$1")"
  if [[ -z "$value" ]]; then
    value="$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
    remember "$state/secrets" "$1" "$value"
  fi
  printf '%s' "$value"
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range the kernel hands out for outgoing connections, so that a chosen port stays free.
random_free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    is_listening "$port" || break
  done
  printf '%s' "$port"
}

# port NAME [PREFERRED] prints the remembered port if nobody else took it, else the preferred or a random free one.
port() {
  local name="$1" preferred="${2:-}" value
  value="$(remembered "$state/env" "$name")"
  [[ -n "$value" ]] || value="$preferred"
  if [[ -z "$value" ]] || is_listening "$value"; then value="$(random_free_port)"; fi
  remember "$state/env" "$name" "$value"
  printf '%s' "$value"
}
