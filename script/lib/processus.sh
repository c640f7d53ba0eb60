# shellcheck shell=bash
# The two long-lived processes of script/server: the site (gunicorn) and the tasks (Celery, worker and beat together).

PIDS=()
PAUSE=""

# start_process <name> <python arguments…>: in a session of its own (Ctrl+C reaches us, and we stop it in order), told to stop
# by the kernel if we are killed. It keeps descriptor 8: the services live as long as it does.
start_process() {
  local name=$1 log=$VAR/journaux/$1.log
  shift
  mv -f "$log" "$log.1" 2>/dev/null || true
  setpriv --pdeathsig TERM -- setsid "$VENV/bin/python" "$@" >"$log" 2>&1 </dev/null 5>&- &
  PIDS+=($!)
  printf '%s\n' "$!" >"$RUN/$name.pid"
}

# Numbers of the living processes of group $1. (A dead one that nobody reaped, under a container's init, is not alive.)
group_members() {
  local stat line fields
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    read -ra fields <<<"${line##*) }"
    [[ ${fields[2]} != "$1" || ${fields[0]} == Z ]] || printf '%s\n' "${line%% *}"
  done
}

# Ask the groups to stop, wait, then insist. Only the first process of a group is told, so that it stops its own in order.
stop_groups() {
  local group try left
  for group in "$@"; do kill -TERM "$group" 2>/dev/null || kill -TERM -- "-$group" 2>/dev/null || true; done
  for try in {1..300}; do
    left=""
    for group in "$@"; do left+=$(group_members "$group"); done
    [[ -n $left ]] || return 0
    sleep 0.1
  done
  warn "arrêt forcé : un processus n’a pas fini en trente secondes."
  for group in "$@"; do kill -KILL -- "-$group" 2>/dev/null || true; done
}

stop_processes() {
  ((${#PIDS[@]})) || return 0
  say "Arrêt…"
  trap '' INT TERM HUP
  [[ -z $PAUSE ]] || kill "$PAUSE" 2>/dev/null || true
  stop_groups "${PIDS[@]}"
  wait "${PIDS[@]}" 2>/dev/null || true
  rm -f "$RUN"/{web,taches}.pid "$RUN/port"
  PIDS=()
}

# Was one of the processes of group $1 started from this checkout?
group_is_ours() {
  local pid
  for pid in $(group_members "$1"); do ! is_ours "$pid" || return 0; done
  return 1
}

# What a killed start may have left running.
stop_leftovers() {
  local file group
  for file in "$RUN"/{web,taches}.pid; do
    group=$(cat "$file" 2>/dev/null || true)
    if [[ $group =~ ^[0-9]+$ ]] && group_is_ours "$group"; then
      say "Arrêt d’un processus laissé par un démarrage interrompu ($group)"
      stop_groups "$group"
    fi
    rm -f "$file"
  done
}

port_is_free() {
  "$VENV/bin/python" - "$1" "$2" <<'PYTHON'
import socket, sys
host, port = sys.argv[1], int(sys.argv[2])
family = socket.AF_INET6 if ":" in host else socket.AF_INET
with socket.socket(family) as attempt:
    attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        attempt.bind((host.strip("[]"), port))
    except OSError as error:
        sys.exit(f"{error.strerror}")
PYTHON
}

# Status line of the health page at address $1, port $2, under a name that Django accepts; empty when nothing answers.
health() {
  local line="" host=$1 name
  [[ $host != 0.0.0.0 && $host != *:* ]] || host=localhost
  name=$(env_value ALLOWED_HOSTS)
  name=${name%%,*} name=${name#.}
  [[ -n $name && $name != "*" ]] || name=localhost
  { exec 4<>"/dev/tcp/$host/$2"; } 2>/dev/null || return 0
  printf 'GET /sante/ HTTP/1.0\r\nHost: %s\r\n\r\n' "$name" >&4
  read -r -t 10 line <&4 || true
  exec 4>&-
  printf '%s' "$line"
}

one_is_dead() {
  local pid
  for pid in "${PIDS[@]}"; do kill -0 "$pid" 2>/dev/null || return 0; done
  return 1
}

show_logs() { tail -n 15 "$VAR/journaux/web.log" "$VAR/journaux/taches.log" >&2 || true; }

wait_until_answers() {
  local try
  for try in {1..600}; do
    [[ $(health "$1" "$2") != *" 200"* ]] || return 0
    if one_is_dead; then
      show_logs
      die "le site n’a pas démarré (journaux : $VAR/journaux/)."
    fi
    sleep 0.1
  done
  show_logs
  die "le site n’a pas répondu en une minute (journaux : $VAR/journaux/)."
}

# Until a signal makes us leave, or one of the processes dies (status 1).
watch_processes() {
  # Neither `wait -n`, which sleeps for ever when a process died just before it, nor `read -t`, on which a trap that leaves
  # makes bash crash.
  until one_is_dead; do
    sleep 2 5>&- 8>&- &
    PAUSE=$!
    wait "$PAUSE" || true
  done
  show_logs
  die "un processus de SAMBA s’est arrêté (journaux : $VAR/journaux/)."
}
