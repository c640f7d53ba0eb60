# shellcheck shell=bash
# Installs what is missing, and only that: Debian packages, the Python environment, the npm packages.
# A fingerprint remembers what was installed, so that the next start skips it.

PYTHON=""
NPM=""
PACKAGES=()

# Trust what this machine trusts: firms often put a certificate of their own in front of the network.
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
if [[ -s $CERTIFICATES ]]; then
  export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true} NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$CERTIFICATES}
fi

# The first Python that is recent enough.
find_python() {
  local candidate
  for candidate in "${PYTHON_SAMBA:-}" python3.11 python3 python3.12 python3.13; do
    [[ -n $candidate ]] && command -v "$candidate" >/dev/null || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      PYTHON=$(command -v "$candidate")
      return 0
    fi
  done
  die "Python 3.11 ou plus récent est nécessaire (sur Debian 12 : apt install python3 python3-venv)."
}

need() { # need <package> <test…>: note the package when the test fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || PACKAGES+=("$package")
}
has_command() { command -v "$1"; }
has_library() { /sbin/ldconfig -p | grep -F "$1"; }
has_postgres() { command -v pg_ctl || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
has_venv() { "$PYTHON" -c 'import ensurepip, venv'; }
has_font() { compgen -G '/usr/share/fonts/*/*/*.ttf' || compgen -G '/usr/share/fonts/*/*.ttf' || compgen -G '/usr/share/fonts/*/*.otf'; }

# Debian packages: $1 is « serveur » or « tests ».
install_system_packages() {
  PACKAGES=()
  [[ -x $VENV/bin/python ]] || need python3-venv has_venv
  need libpango-1.0-0 has_library libpango-1.0.so.0
  need libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0
  need libharfbuzz-subset0 has_library libharfbuzz-subset.so.0
  need fonts-dejavu-core has_font
  [[ -n $(env_value DATABASE_URL) ]] || need postgresql has_postgres
  [[ -n $(env_value REDIS_URL) ]] || need redis-server has_command redis-server
  if [[ $1 == tests ]]; then
    need chromium has_command chromium
    # The suite dumps and restores a database, whoever serves it.
    need postgresql-client has_command pg_dump
  fi
  ((${#PACKAGES[@]})) || return 0
  apt_install "${PACKAGES[@]}"
}

apt_install() {
  local sudo=()
  command -v apt-get >/dev/null || die "il manque : $*. Installez-les avec le gestionnaire de paquets de ce système, puis relancez."
  if ((EUID != 0)); then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
      sudo=(sudo)
    else
      die "il manque des paquets, et $(id -un) ne peut pas les installer. Demandez à un administrateur :
    apt-get install --no-install-recommends $*"
    fi
  fi
  say "Installation des paquets Debian : $*"
  # The packaged services must not start: SAMBA runs its own, on private sockets, and takes no port.
  "${sudo[@]}" bash -s -- "$@" >"$VAR/journaux/apt.log" 2>&1 <<'ROOT' || {
    set -e
    export DEBIAN_FRONTEND=noninteractive
    exec 9>/run/lock/samba-apt.verrou
    flock 9
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod 755 /usr/sbin/policy-rc.d
    fi
    apt-get -o DPkg::Lock::Timeout=600 update 9>&-
    apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@" </dev/null 9>&-
ROOT
    tail -n 15 "$VAR/journaux/apt.log" >&2
    die "l’installation des paquets Debian a échoué (journal complet : $VAR/journaux/apt.log)."
  }
}

fingerprint() { sha256sum "$@" | sha256sum | cut -c1-64; }

# The Python environment: $1 is « serveur » or « tests ».
install_python_packages() {
  local files=(requirements.txt) stamp=$VENV/.empreinte-$1 wanted
  [[ $1 == serveur ]] || files+=(requirements-dev.txt)
  wanted=$VENV:$(fingerprint "${files[@]}" script/lib/uv.txt)
  [[ -x $VENV/bin/python && $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return 0
  # A start killed half-way leaves a folder that is no environment yet; a moved checkout, one whose commands point elsewhere.
  if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || ! head -n1 "$VENV/bin/pip" | grep -qF "$VENV/"; then
    say "Création de l’environnement Python"
    rm -rf "$VENV" 2>/dev/null || die "$VENV ne peut pas être refait par $(id -un) : supprimez ce dossier, puis relancez."
    "$PYTHON" -m venv "$VENV" || die "l’environnement Python n’a pas pu être créé (sur Debian : apt install python3-venv)."
  fi
  say "Installation des paquets Python ($1)"
  "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r script/lib/uv.txt ||
    die "l’installation de uv a échoué : vérifiez l’accès au réseau."
  uv_install "${files[@]}"
  printf '%s\n' "$wanted" >"$stamp"
}

# uv_install <requirement files…>: into the environment, with the versions and the hashes that they give.
uv_install() {
  local file args=()
  for file in "$@"; do args+=(-r "$file"); done
  "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes "${args[@]}" ||
    die "l’installation des paquets Python a échoué : vérifiez l’accès au réseau."
}

# The npm of the machine, else one of our own, put in the Python environment.
find_npm() {
  NPM=$(command -v npm) && return 0
  NPM=$VENV/bin/npm
  [[ -x $NPM ]] || uv_install script/lib/node.txt
  PATH=$VENV/bin:$PATH
}

install_npm_packages() {
  local stamp=node_modules/.empreinte wanted
  wanted=$(fingerprint package.json package-lock.json)
  [[ $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return 0
  say "Installation des paquets npm"
  find_npm
  "$NPM" ci --ignore-scripts --no-audit --no-fund --loglevel=error >"$VAR/journaux/npm.log" 2>&1 || {
    tail -n 15 "$VAR/journaux/npm.log" >&2
    die "« npm ci » a échoué : vérifiez l’accès au réseau."
  }
  printf '%s\n' "$wanted" >"$stamp"
}

# Everything, once: $1 is « serveur » or « tests ». Two commands started together wait for each other here.
install_all() {
  prepare_var
  lock 6 "$RUN/installation.verrou" "Une autre commande installe les paquets : j’attends qu’elle finisse."
  find_python
  install_system_packages "$1"
  install_python_packages "$1"
  install_npm_packages
  exec 6>&-
}
