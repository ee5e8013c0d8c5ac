# A private Redis of this checkout on 127.0.0.1. It holds only what a command can rebuild from PostgreSQL.

require_redis() {
  command -v redis-server >/dev/null || need "Redis" redis-server
}

redis_pid() {
  local pid
  pid="$(cat "$state/redis/redis.pid" 2>/dev/null || true)"
  if [[ -n "$pid" && "$(command_line "$pid")" == *redis-server* ]]; then printf '%s' "$pid"; fi
}

# start_redis [PASSWORD] sets redis_port. Tests connect without a password, because their server lives for one run.
start_redis() {
  local password="${1:-}" attempt
  require_redis
  if [[ -n "$(redis_pid)" ]]; then
    redis_port="$(remembered "$state/env" REDIS_PORT)"
    return
  fi
  mkdir -p "$state/redis"
  for attempt in 1 2 3; do
    redis_port="$(port REDIS_PORT)"
    redis_settings "$redis_port" "$password"
    redis-server "$state/redis/redis.conf" >/dev/null 2>&1 9>&-
    if wait_until 10 is_listening "$redis_port"; then
      started_redis=yes
      return
    fi
  done
  tail -n 20 "$logs/redis.log" >&2 || true
  fail "The private Redis did not start in $attempt attempts." "Its log is $logs/redis.log"
}

redis_settings() {
  (
    umask 077
    cat >"$state/redis/redis.conf" <<SETTINGS
bind 127.0.0.1
port $1
daemonize yes
dir "$state/redis"
pidfile "$state/redis/redis.pid"
logfile "$logs/redis.log"
save 300 100
appendonly no
${2:+requirepass $2}
SETTINGS
  )
}

stop_redis() {
  local pid
  pid="$(redis_pid)"
  if [[ -n "$pid" ]]; then stop_process "$pid" 10; fi
}
