#!/bin/sh
# ./go VERB ...    codedark VERB ..., after setting up whatever is not there yet
# ./go test ...    the whole suite (arguments go to pytest)
# ./go set-up      only the set-up, with the tools for development
# ./go lock        remake requirements/*.txt from pyproject.toml
# ./go debian      install the Debian packages the tests can use (as root)
#
# Needs git, python3 >= 3.11 and pip, nothing else. Only the verb's answer goes to stdout.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tools=$here/.tools venv=$here/.venv lists=$here/requirements
uv=$tools/bin/uv

say() { printf 'go: %s\n' "$*" >&2; }
die() { say "$*"; exit 3; }
holds() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# What the set-up depends on. The folder's own path is part of it: a copied environment points at its old home.
sum_tool=$(cksum < "$lists/uv.txt")
sum_lists=$(cat "$lists/run.txt" "$lists/dev.txt" | cksum)
sum_all="$sum_tool $sum_lists $(cksum < "$here/pyproject.toml") $here"
ready() { [ -x "$venv/bin/codedark" ] && holds "$venv/.ready-$1" "$sum_all"; }

fetch_uv() {
    holds "$tools/.ready" "$sum_tool" && return
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die 'python3 is missing or older than 3.11'
    python3 -m pip --version >/dev/null 2>&1 || die 'pip is missing: apt-get install python3-pip'
    say 'fetching uv'
    rm -rf "$tools"
    python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --root-user-action=ignore --require-hashes --target "$tools" -r "$lists/uv.txt" >&2 ||
        die 'uv could not be fetched: is the package registry reachable from here?'
    printf '%s\n' "$sum_tool" > "$tools/.ready"
}

# uv reads no pip settings; the mirror and the certificates an administrator gave pip hold for it too.
follow_pip() {
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(python3 -m pip config get global.index-url 2>/dev/null || true)}}
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS-1}" UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV="$venv"
}

# Each step can be broken off and begun again; the stamp that skips them all is written last.
set_up() { # LIST
    ready "$1" && return
    fetch_uv
    follow_pip
    cd "$here"
    [ -f "$venv/pyvenv.cfg" ] && "$venv/bin/python" -c '' 2>/dev/null && holds "$venv/.home" "$here" || {
        say 'making the environment'
        "$uv" venv --quiet --clear --no-project --python '>=3.11' "$venv" >&2
        printf '%s\n' "$here" > "$venv/.home"
    }
    holds "$venv/.list-$1" "$sum_lists" || {
        say "installing the pinned packages ($1)"
        rm -f "$venv"/.list-*
        "$uv" pip sync --quiet --require-hashes "$lists/$1.txt" >&2 || die 'the pinned packages could not be installed'
    }
    "$uv" pip install --quiet --no-deps --no-build-isolation --offline --editable "$here" >&2 ||
        die 'the package itself could not be installed'
    rm -f "$venv"/.ready-* "$venv"/.list-*
    for list in $1 run; do # what serves development serves use
        printf '%s\n' "$sum_lists" > "$venv/.list-$list"
        printf '%s\n' "$sum_all" > "$venv/.ready-$list"
    done
    say 'ready'
}

# One set-up at a time: flock where there is one, else a folder that names its owner.
alone() {
    if command -v flock >/dev/null 2>&1; then
        (flock 9 && "$@") 9> "$here/.go.lock"
    else
        until mkdir "$here/.go.lock.d" 2>/dev/null; do
            owner=$(cat "$here/.go.lock.d/pid" 2>/dev/null || true)
            [ -z "$owner" ] || kill -0 "$owner" 2>/dev/null || rm -rf "$here/.go.lock.d"
            sleep 1
        done
        printf '%s\n' "$$" > "$here/.go.lock.d/pid"
        (trap 'rm -rf "$here/.go.lock.d"' EXIT && trap 'exit 3' INT TERM && "$@")
    fi
}

prepare() { ready "$1" || alone set_up "$1"; }

lock() {
    fetch_uv
    follow_pip
    cd "$here"
    # Nothing younger than the day the pins were chosen. Not in pyproject: a mirror that keeps no dates must still install.
    "$uv" lock --quiet --upgrade --exclude-newer "${LOCK_DAY:-2026-11-20T00:00:00Z}"
    export_list() { "$uv" export --quiet --frozen --no-header --no-annotate --no-emit-project "$@"; }
    export_list --no-default-groups --group build --output-file "$lists/run.txt"
    export_list --no-default-groups --group dev --output-file "$lists/dev.txt"
    export_list --only-group setup --output-file "$lists/uv.txt"
    rm -f uv.lock # it names registry hosts; the hash lists do not
}

debian() {
    wanted=$(grep -v '^#' "$lists/debian.txt" || true) missing=
    for package in $wanted; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || {
        say "not installed (needs root and apt-get):$missing; the tests that need them will be skipped"
        return 0
    }
    say "installing Debian packages:$missing"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $missing; } >&2 ||
        say "could not install:$missing; the tests that need them will be skipped"
}

case ${1-} in
    test) shift; prepare dev; debian; cd "$here"; exec "$venv/bin/pytest" -n 2 "$@" ;;
    set-up) prepare dev ;;
    lock) alone lock ;;
    debian) debian ;;
    *)
        # Somebody who has developed here keeps the tools for it.
        if [ -f "$venv/.list-dev" ]; then prepare dev; else prepare run; fi
        exec "$venv/bin/codedark" "$@" ;;
esac
