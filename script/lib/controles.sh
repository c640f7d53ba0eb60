# shellcheck shell=bash
# The checks of the code that need no test: style, types, directions of imports, migrations, production settings.

FAILED=()

# One line for a check that passed (<name> <status> <seconds> <output file>), the whole output for one that failed.
report() {
  if (($2 == 0)); then
    printf '  ✓ %s (%s s)\n' "$1" "$3"
  else
    FAILED+=("$1")
    printf '  ✗ %s\n' "$1"
    sed 's/^/      /' "$4"
  fi
}

check() { # check <name> <command…>
  local name=$1 started=$SECONDS status=0 output=$VAR/journaux/controle-$1.log
  shift
  run "$@" >"$output" 2>&1 || status=$?
  [[ -z $STOP_REQUESTED ]] || exit 130
  report "$name" "$status" "$((SECONDS - started))" "$output"
}

check_code() {
  local bin=$VENV/bin types started=$SECONDS status=0
  printf 'Contrôles du code\n'
  # Types take as long as all the rest together: they go on beside it.
  setpriv --pdeathsig TERM -- "$bin/mypy" --cache-dir "$VAR/mypy" . >"$VAR/journaux/controle-types.log" 2>&1 </dev/null 5>&- 8>&- &
  types=$!
  check style "$bin/ruff" check --no-cache .
  check format "$bin/ruff" format --no-cache --check .
  check gabarits "$bin/djlint" --lint --quiet templates
  check imports "$bin/lint-imports" --no-cache
  check migrations "$bin/python" manage.py makemigrations --settings tests.settings --check --dry-run
  # The settings of a real deployment: those are what `check --deploy` has to judge.
  check production env SECRET_KEY="$(secret_key)" DEBUG=false HTTPS=true ALLOWED_HOSTS=samba.exemple.fr DERRIERE_UN_PROXY=true \
    ADRESSE_PUBLIQUE=https://samba.exemple.fr EMAIL_URL=smtp+tls://smtp.exemple.fr:587 DEFAULT_FROM_EMAIL=samba@exemple.fr \
    "$bin/python" manage.py check --deploy --fail-level WARNING
  wait "$types" || status=$?
  report types "$status" "$((SECONDS - started))" "$VAR/journaux/controle-types.log"
}
