# shellcheck shell=bash
# Sourced by every command of script/: where things are, how we speak, how we read the configuration, how we run and stop.

set -euo pipefail
umask 022
# Without byte code every start pays for compiling Django again (2.5 s instead of 0.9 s).
unset PYTHONDONTWRITEBYTECODE
export PYTHONUNBUFFERED=1

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$ROOT"
VENV=$ROOT/.venv

# In these files write `return 0`, never a bare `return`: inside an EXIT trap the bare one returns the status of what came
# before the trap, and with `set -e` the tidying up would stop there.

say() { printf '· %s\n' "$*" >&2; }
warn() { printf '! %s\n' "$*" >&2; }
die() {
  printf '\nErreur : %s\n' "$*" >&2
  exit 1
}

# Value of a variable: the environment first, then .env, as samba/settings.py reads it. Empty when absent.
env_value() {
  local name=$1 line
  if [[ -n ${!name:-} ]]; then
    printf '%s' "${!name}"
    return 0
  fi
  [[ -f $ROOT/.env ]] || return 0
  line=$(grep -m1 -E "^(export )?$name=" "$ROOT/.env") || return 0
  line=${line#*=}
  line=${line%$'\r'}
  if [[ $line =~ ^\'(.*)\'$ || $line =~ ^\"(.*)\"$ ]]; then line=${BASH_REMATCH[1]}; fi
  printf '%s' "$line"
}

# Export a variable unless the environment or .env already gives it.
default_env() {
  [[ -n $(env_value "$1") ]] || export "$1=$2"
}

VAR=$(env_value SAMBA_VAR)
VAR=${VAR:-$ROOT/var}
RUN=$VAR/run

# Create the data folders, refusing early when they belong to someone else.
prepare_var() {
  mkdir -p "$RUN" "$VAR"/{journaux,static,media,courriels} 2>/dev/null || true
  [[ -d $RUN && -w $RUN && -w $VAR/journaux ]] || die "le dossier $VAR n’est pas accessible en écriture à l’utilisateur \
$(id -un) (il appartient à $(stat -c %U "$VAR" 2>/dev/null || stat -c %U "$ROOT")). Relancez avec ce compte, ou rendez-lui le dossier (chown)."
}

# Take an exclusive lock on descriptor $1 (file $2), saying $3 when someone else holds it for more than two seconds.
lock() {
  local fd=$1 file=$2 message=$3
  eval "exec $fd>\"\$file\""
  flock -w 2 "$fd" && return 0
  say "$message"
  flock "$fd"
}

CHILD=""
# Run a command in the foreground, in a way that TERM, INT and HUP sent to us reach it at once, and our own death too.
# Returns its status.
run() {
  local status=0
  setpriv --pdeathsig TERM -- env --default-signal=INT,QUIT "$@" <&0 5>&- &
  CHILD=$!
  while :; do
    status=0
    wait "$CHILD" || status=$?
    # A trapped signal interrupts `wait`: go on until the child itself is gone.
    kill -0 "$CHILD" 2>/dev/null || break
  done
  CHILD=""
  return "$status"
}

STOP_REQUESTED=""
# A child in the foreground decides what the signal means; without one we leave at once (and the EXIT trap tidies up).
# The terminal already gives Ctrl+C to the whole group: passing it on would interrupt the child twice.
on_signal() {
  STOP_REQUESTED=$1
  [[ -n $CHILD ]] || exit "${STOP_STATUS:-130}"
  [[ $1 == INT && -t 0 ]] || kill -s "$1" "$CHILD" 2>/dev/null || true
}
trap_signals() {
  trap 'on_signal INT' INT
  trap 'on_signal TERM' TERM
  trap 'on_signal TERM' HUP
}

# Is the process $1 alive and started from this checkout? (A number in an old pid file may be anyone's by now.)
is_ours() {
  [[ $1 =~ ^[0-9]+$ && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF "$VENV/bin/"
}
