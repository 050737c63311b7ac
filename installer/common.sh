# Shared by installer/run and installer/test: shows what is done, installs what is missing, builds in release mode.
# Sourced, with $root set to the top of the checkout.

build=$root/build/release

say() { printf '\n== %s\n' "$*"; }

# The Debian packages that building, running and testing need.
build_packages="g++ cmake ninja-build ccache lld qt6-base-dev qt6-svg-dev libqt6svg6 qt6-charts-dev libqt6opengl6-dev fonts-dejavu-core libpugixml-dev libsoci-dev libboost-dev libsqlite3-dev libsodium-dev libcurl4-openssl-dev pkg-config ca-certificates tzdata dbus"

missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
    done
}

install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is no Debian; what has to be there: $*"
        return 0
    fi
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then
        echo "nothing is missing"
        return 0
    fi
    echo "missing: $missing"
    elevate=
    if [ "$(id -u)" -ne 0 ]; then
        elevate=$(command -v sudo) || { echo "Become root, or install them first: $missing" >&2; exit 1; }
        elevate="$elevate env DEBIAN_FRONTEND=noninteractive"
    fi
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # lists of words
    $elevate apt-get update -q && $elevate apt-get install -y -q --no-install-recommends $missing
}

configure() {
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSERIATIM_WERROR=ON
}
