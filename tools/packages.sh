# Installs what a machine with only the .NET SDK and bash lacks, where that is allowed.

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

may_install() {
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) || sudo -n true 2>/dev/null
}

# need PURPOSE PACKAGE… installs the packages, or says what the person has to install.
need() {
  local purpose="$1"
  shift
  if ! may_install; then
    fail "$purpose is missing and cannot be installed from here." \
      "Install it (on Debian or Ubuntu: sudo apt-get install $*) and repeat the command," \
      "or set ConnectionStrings__Portal and ConnectionStrings__Redis to servers that exist (see README.md)."
  fi
  say "Installing $purpose ($*)"
  make_state
  quietly "$logs/packages.log" install_packages "$@" ||
    fail "The packages $* could not be installed."
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null
}

require_dotnet() {
  command -v dotnet >/dev/null ||
    fail "The .NET SDK is missing." "Install the version named in global.json: https://dotnet.microsoft.com/download"
  (cd "$root" && dotnet --version >/dev/null 2>&1) ||
    fail "The installed .NET SDK is not the one global.json asks for." "Installed: $(dotnet --list-sdks | tr '\n' ' ')"
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name"; then return; fi
  done
  return 1
}

# Chromium for the browser tests. They read its path from PORTAL_CHROMIUM.
require_browser() {
  if [[ -z "${PORTAL_CHROMIUM:-}" ]]; then
    find_browser >/dev/null || need "Chromium for the browser tests" chromium
    PORTAL_CHROMIUM="$(find_browser)" || fail "Chromium was installed but is not on the PATH."
  fi
  export PORTAL_CHROMIUM
}

# Node.js with npm, for the server from npm that plays Stripe in the tests; they install its packages themselves.
require_node() {
  command -v npm >/dev/null || need "Node.js with npm for the Stripe mock of the tests" nodejs npm
}
