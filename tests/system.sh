#!/usr/bin/env bash
# What the tests need from the system: Chromium with its driver, for the pages; Tesseract with Danish and a
# Danish word list, for scans; LibreOffice, for old Word files. Installs it where it may (Debian and Ubuntu, as
# root or with sudo), else says what is missing.
set -euo pipefail

packages=()
has() { command -v "$1" >/dev/null; }
has chromium && has chromedriver || packages+=(chromium chromium-driver)
has tesseract && tesseract --list-langs 2>/dev/null | grep -qx dan || packages+=(tesseract-ocr tesseract-ocr-dan)
has soffice || packages+=(libreoffice-writer-nogui)
[ -e /usr/share/dict/danish ] || packages+=(wdanish)
[ ${#packages[@]} -eq 0 ] && exit 0

root=()
[ "$(id -u)" -eq 0 ] || root=(sudo -n)
if has apt-get && "${root[@]}" true 2>/dev/null; then
    echo "Installing ${packages[*]} for the tests"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        "${packages[@]}" >/dev/null
else
    echo "Missing for the tests: ${packages[*]}. On Debian: apt-get install ${packages[*]}" >&2
    # Without them pytest skips what needs them – and fails it where CI is set.
fi
