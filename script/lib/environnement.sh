# shellcheck shell=bash
# The configuration of an embedded SAMBA: like production (DEBUG off, hashed static files), but on this machine, without HTTPS.
# Whatever the environment or .env gives comes first.

# The secret key is drawn once per data folder.
secret_key() {
  local file=$VAR/cle-secrete
  if [[ ! -s $file ]]; then
    (umask 077 && "$VENV/bin/python" -c 'import secrets; print(secrets.token_urlsafe(64))' >"$file.en-cours" && mv "$file.en-cours" "$file")
  fi
  cat "$file"
}

embedded_environment() {
  local port=${1:-8000}
  default_env SECRET_KEY "$(secret_key)"
  default_env HTTPS false
  default_env ALLOWED_HOSTS "localhost,127.0.0.1,[::1],$(uname -n)"
  default_env ADRESSE_PUBLIQUE "http://localhost:$port"
}

# The suite: tests/settings.py chooses everything else.
test_environment() {
  # Tests need no durability: commits do not wait for the disk. (The cluster itself stays durable, the demo lives in it.)
  export PGOPTIONS="${PGOPTIONS:-} -c synchronous_commit=off"
}
