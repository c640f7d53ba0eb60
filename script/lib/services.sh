# shellcheck shell=bash
# The private PostgreSQL and Redis of this checkout: on Unix sockets in a private folder, no port, data under var/.
#
# Several commands share them. Each user holds the file `utilisateurs` in shared mode (flock: the kernel lets go of it when
# the process dies, however it dies); starting and stopping happen under the lock `services`; whoever gets `utilisateurs` in
# exclusive mode is alone and stops the services. script/lib/gardien does it for commands that were killed.

PGDATA_DIR=$VAR/postgres
SOCKETS=""
AS=()        # prefix that runs a command as the account of the services
OWNER=""     # number of the account that owns their files
PGBIN=""
PRIVATE_POSTGRES=""
PRIVATE_REDIS=""
HOLDING=""
ALONE=""

[[ -n $(env_value DATABASE_URL) ]] || PRIVATE_POSTGRES=oui
[[ -n $(env_value REDIS_URL) ]] || PRIVATE_REDIS=oui

as_service() { (cd / && "${AS[@]}" "$@"); }

# PostgreSQL refuses root: take the account postgres, or, where it cannot enter the checkout, root seen as postgres.
choose_account() {
  local owner uid gid
  owner=$(stat -c %u "$PGDATA_DIR" 2>/dev/null || true)
  if ((EUID != 0)); then
    OWNER=$EUID
    [[ -z $owner || $owner == "$EUID" ]] || die "$PGDATA_DIR appartient à $(stat -c %U "$PGDATA_DIR") : relancez avec ce compte, \
ou déplacez ce dossier pour repartir d’une base neuve."
    return 0
  fi
  uid=$(id -u postgres 2>/dev/null) || die "le compte « postgres » n’existe pas : apt install postgresql."
  gid=$(id -g postgres)
  AS=(/usr/bin/setpriv --reuid=postgres --regid=postgres --init-groups --reset-env)
  OWNER=$uid
  if [[ -z $owner || $owner == "$uid" ]] && as_service /usr/bin/test -r "$VAR" -a -x "$VAR" 2>/dev/null; then return 0; fi
  AS=(/usr/bin/unshare --user "--map-user=$uid" "--map-group=$gid")
  OWNER=0
  if [[ -z $owner || $owner == 0 ]] && as_service /usr/bin/test -x "$VAR" 2>/dev/null; then return 0; fi
  [[ -z $owner ]] || die "$PGDATA_DIR appartient à $(stat -c %U "$PGDATA_DIR"), que root ne peut pas employer ici : relancez \
avec ce compte, ou déplacez ce dossier pour repartir d’une base neuve."
  die "le compte « postgres » ne peut pas entrer dans $VAR, et ce système n’autorise pas les espaces de noms d’utilisateur. \
Placez la copie dans un dossier que tous peuvent traverser, ou lancez avec un compte ordinaire."
}

# The binaries that fit the data, or the newest ones when there is no data yet.
find_postgres() {
  local major="" version dir found=()
  [[ -f $PGDATA_DIR/PG_VERSION ]] && major=$(<"$PGDATA_DIR/PG_VERSION")
  while read -r dir; do
    [[ -x $dir/initdb ]] && found+=("$dir")
  done < <(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV; command -v pg_ctl | xargs -r dirname)
  for dir in "${found[@]}"; do
    version=$("$dir/postgres" --version | grep -oE '[0-9]+' | head -n1)
    if [[ $version == "$major" || (-z $major && $version -ge 15) ]]; then
      PGBIN=$dir
      return 0
    fi
  done
  [[ -n $major ]] || die "PostgreSQL 15 ou plus récent est nécessaire (trouvé : ${found[*]:-aucun})."
  die "$PGDATA_DIR a été créé par PostgreSQL $major, qui n’est pas installé ici (trouvé : ${found[*]:-aucun}). \
Installez postgresql-$major, ou exportez puis restaurez les données (docs/exploitation.md), ou, si ce ne sont que des données \
de démonstration, supprimez ce dossier."
}

# The folder of the sockets: short, because the path of a Unix socket stops at 107 bytes; private (0700), because that is the
# access control; bound to this very data folder by a drawn name, because a checkout may be deleted while it runs and cloned
# again at the same place: the old PostgreSQL, when it notices, deletes its socket.
name_sockets() {
  local identity=$RUN/identite
  [[ -s $identity ]] || od -An -N8 -tx1 /dev/urandom >"$identity"
  SOCKETS=/tmp/samba-$(id -u)-$({ printf '%s' "$VAR" && cat "$identity"; } | sha256sum | cut -c1-10)
}

prepare_sockets() {
  mkdir -m 700 "$SOCKETS" 2>/dev/null && chown "$OWNER" "$SOCKETS"
  # In /tmp anybody could have made it before us.
  [[ -d $SOCKETS && ! -L $SOCKETS ]] || die "$SOCKETS n’est pas un dossier : supprimez-le."
  local owner
  owner=$(stat -c %u "$SOCKETS")
  if [[ $owner != "$OWNER" && $EUID == 0 && ($owner == 0 || $owner == "$(id -u postgres)") ]]; then
    chown -R "$OWNER" "$SOCKETS"
  elif [[ $owner != "$OWNER" ]]; then
    die "$SOCKETS appartient à $(stat -c %U "$SOCKETS") : supprimez ce dossier."
  fi
  chmod 700 "$SOCKETS"
}

# --- PostgreSQL ---
postgres_ready() { "$PGBIN/pg_isready" -q -h "$SOCKETS"; }

postmaster_pid() { head -n1 "$PGDATA_DIR/postmaster.pid" 2>/dev/null || true; }

# After a power cut or a container restart, the number in postmaster.pid may be any process: PostgreSQL would refuse to start.
# Only when nobody else holds the services: in another container, ours may be running under a number unknown here.
drop_stale_pid() {
  local pid
  pid=$(postmaster_pid)
  [[ -n $ALONE ]] || return 0
  if [[ -z $pid || ! -d /proc/$pid ]] || ! grep -qaF "$PGDATA_DIR" "/proc/$pid/cmdline" 2>/dev/null; then
    rm -f "$PGDATA_DIR/postmaster.pid" "$SOCKETS"/.s.PGSQL.*
  fi
}

create_cluster() {
  local draft=$PGDATA_DIR.en-cours
  rm -rf "$draft"
  [[ -f $PGDATA_DIR/PG_VERSION ]] && return 0
  [[ ! -e $PGDATA_DIR ]] || die "$PGDATA_DIR existe mais n’est pas une base PostgreSQL : déplacez-le."
  say "Création de la base PostgreSQL"
  mkdir -m 700 "$draft"
  chown "$OWNER" "$draft"
  as_service "$PGBIN/initdb" -D "$draft" -U samba -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=fr-FR \
    >"$VAR/journaux/initdb.log" 2>&1 || {
    tail -n 8 "$VAR/journaux/initdb.log" >&2
    die "la création de la base PostgreSQL a échoué."
  }
  mv "$draft" "$PGDATA_DIR"
}

# A quarter of the memory for PostgreSQL's cache, up to 1 GB. Durability stays on: this is also where people's data live.
postgres_options() {
  local mb
  mb=$(awk '/^MemTotal/ {m = int($2 / 4096); print (m > 1024 ? 1024 : m)}' /proc/meminfo)
  printf -- '-c %s ' "listen_addresses=''" "unix_socket_directories=$SOCKETS" unix_socket_permissions=0700 \
    "shared_buffers=${mb}MB" work_mem=32MB maintenance_work_mem=256MB max_connections=200 max_locks_per_transaction=256 \
    wal_level=minimal max_wal_senders=0 max_wal_size=4GB random_page_cost=1.1 jit=off
}

start_postgres() {
  find_postgres
  create_cluster
  drop_stale_pid
  if [[ -n $(postmaster_pid) ]]; then
    postgres_ready && return 0
    # Alive but not answering: starting up, or its sockets were swept away.
    stop_postgres
  fi
  mv -f "$SOCKETS/postgres.log" "$SOCKETS/postgres.log.1" 2>/dev/null || true
  as_service "$PGBIN/pg_ctl" -D "$PGDATA_DIR" -l "$SOCKETS/postgres.log" -w -t 120 -o "$(postgres_options)" start \
    >"$VAR/journaux/pg_ctl.log" 2>&1 </dev/null 5>&- 6>&- 7>&- 8>&- 9>&- || {
    tail -n 8 "$VAR/journaux/pg_ctl.log" "$SOCKETS/postgres.log" >&2
    die "PostgreSQL n’a pas démarré."
  }
  "$PGBIN/psql" -qAt -h "$SOCKETS" -U samba -d postgres -c "SELECT 1 FROM pg_database WHERE datname = 'samba'" | grep -q 1 ||
    "$PGBIN/createdb" -h "$SOCKETS" -U samba samba
}

stop_postgres() {
  drop_stale_pid
  [[ -n $(postmaster_pid) ]] || return 0
  as_service "$PGBIN/pg_ctl" -D "$PGDATA_DIR" -m fast -w -t 60 stop >/dev/null 2>&1 ||
    as_service "$PGBIN/pg_ctl" -D "$PGDATA_DIR" -m immediate -w -t 30 stop >/dev/null 2>&1 || true
}

# --- Redis ---
redis_ready() { [[ $(redis-cli -s "$SOCKETS/redis.sock" ping 2>/dev/null) == PONG ]]; }

redis_pid() {
  local pid
  pid=$(cat "$SOCKETS/redis.pid" 2>/dev/null || true)
  [[ -n $pid ]] && grep -qa redis-server "/proc/$pid/cmdline" 2>/dev/null && printf '%s' "$pid"
}

# Redis only carries nudges and measurements (e-mails and reminders are rows of PostgreSQL): nothing is kept on disk.
start_redis() {
  redis_ready && return 0
  stop_redis
  as_service /usr/bin/env redis-server --port 0 --unixsocket "$SOCKETS/redis.sock" --unixsocketperm 700 --daemonize yes \
    --pidfile "$SOCKETS/redis.pid" --dir "$SOCKETS" --logfile "$SOCKETS/redis.log" --save '' --appendonly no \
    >/dev/null 2>&1 </dev/null 5>&- 6>&- 7>&- 8>&- 9>&-
  local try
  for try in {1..100}; do
    redis_ready && return 0
    sleep 0.1
  done
  tail -n 8 "$SOCKETS/redis.log" >&2
  die "Redis n’a pas démarré."
}

stop_redis() {
  local pid
  pid=$(redis_pid) || return 0
  kill -TERM "$pid" 2>/dev/null || true
  wait_for_end "$pid" || kill -KILL "$pid" 2>/dev/null || true
}

# Ten seconds for process $1 to end. (One that its parent never reaps has no command line left: it has ended.)
wait_for_end() {
  local try
  for try in {1..100}; do
    [[ -n $({ tr -d '\0' <"/proc/$1/cmdline"; } 2>/dev/null || true) ]] || return 0
    sleep 0.1
  done
  return 1
}

# --- Shared use ---
stop_services() {
  [[ -n $SOCKETS ]] || return 0
  if [[ -n $PRIVATE_POSTGRES && -n $(postmaster_pid) ]]; then
    find_postgres
    stop_postgres
  fi
  [[ -z $PRIVATE_REDIS ]] || stop_redis
  mv -f "$SOCKETS"/*.log "$VAR/journaux/" 2>/dev/null || true
  rm -rf "$SOCKETS"
}

# Was the data folder deleted (and perhaps made again) under us? Then the file we hold is not the one at its place.
folder_is_gone() { [[ ! /proc/$BASHPID/fd/8 -ef $RUN/utilisateurs.verrou ]]; }

# What ran on a folder that is gone: found by its sockets, never by paths that may belong to a newcomer.
stop_orphans() {
  local pid
  [[ -n $SOCKETS ]] || return 0
  pid=$(head -n1 "$SOCKETS/.s.PGSQL.5432.lock" 2>/dev/null || true)
  if [[ -n $pid ]] && grep -qaF "unix_socket_directories=$SOCKETS" "/proc/$pid/cmdline" 2>/dev/null; then
    kill -QUIT "$pid" 2>/dev/null || true
    wait_for_end "$pid" || true
  fi
  stop_redis
  rm -rf "$SOCKETS"
}

# Start what is missing, and hold it until release_services (or death).
hold_services() {
  local url
  [[ -n $PRIVATE_POSTGRES$PRIVATE_REDIS ]] || return 0
  lock 7 "$RUN/services.verrou" "Une autre commande démarre ou arrête les services : j’attends."
  exec 8>"$RUN/utilisateurs.verrou"
  ! flock -n 8 || ALONE=oui
  flock -s 8
  choose_account
  name_sockets
  prepare_sockets
  HOLDING=oui
  setsid bash "$ROOT/script/lib/gardien" "$SOCKETS" >/dev/null 2>&1 </dev/null 5>&- 6>&- 7>&- 8>&- &
  [[ -z $PRIVATE_POSTGRES ]] || start_postgres
  [[ -z $PRIVATE_REDIS ]] || start_redis
  exec 7>&-
  if [[ -n $PRIVATE_POSTGRES ]]; then export DATABASE_URL="postgres://samba@/$SOCKETS/samba"; fi
  if [[ -n $PRIVATE_REDIS ]]; then
    export REDIS_URL="unix://$SOCKETS/redis.sock?db=1"
    default_env CELERY_BROKER_URL "redis+socket://$SOCKETS/redis.sock?virtual_host=0"
  fi
}

# Let go of the services; the last one out stops them.
release_services() {
  [[ -n $HOLDING ]] || return 0
  HOLDING=""
  if folder_is_gone; then
    stop_orphans
    exec 8>&-
    return 0
  fi
  lock 7 "$RUN/services.verrou" "Une autre commande démarre ou arrête les services : j’attends."
  # Opening it again lets go of our share.
  exec 8>"$RUN/utilisateurs.verrou"
  # The guardian may hold the file for an instant.
  if ! flock -w 0.3 8; then
    exec 8>&- 7>&-
    return 0
  fi
  ALONE=oui
  stop_services
  exec 8>&- 7>&-
  # Nothing of ours is left when we return: the guardian leaves as soon as it sees that its work is done.
  exec 9>"$RUN/gardien.verrou"
  flock -w 5 9 || true
  exec 9>&-
}
