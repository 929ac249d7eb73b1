#!/usr/bin/env bash
# What the tests need from the system: Chromium with its driver, for the pages. Installs it where it may
# (Debian and Ubuntu, as root or with sudo), else says what is missing.
set -euo pipefail

missing=()
for program in chromium chromedriver; do
    command -v "$program" >/dev/null || missing+=("$program")
done
[ ${#missing[@]} -eq 0 ] && exit 0

root=()
[ "$(id -u)" -eq 0 ] || root=(sudo -n)
if command -v apt-get >/dev/null && "${root[@]}" true 2>/dev/null; then
    echo "Installing ${missing[*]} for the browser tests"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        chromium chromium-driver >/dev/null
else
    echo "Missing for the browser tests: ${missing[*]}. On Debian: apt-get install chromium chromium-driver" >&2
    # Without them pytest skips the browser tests – and fails them where CI is set.
fi
