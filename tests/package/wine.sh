#!/usr/bin/env bash
# Starts a program for Windows under Wine: `wine.sh PROGRAM.exe ARGUMENTS…`. It can run cargo's tests, too:
#
#   CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=$PWD/tests/package/wine.sh cargo test --target x86_64-pc-windows-gnu --no-default-features --lib
set -euo pipefail
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
export WINEDEBUG=${WINEDEBUG:--all} WINEPREFIX=${WINEPREFIX:-${TMPDIR:-/tmp}/stet-wine-$(id -u)}
# Until version 9 Wine has not the library that Rust takes randomness from.
system=$WINEPREFIX/drive_c/windows/system32
if [ ! -e "$system/kernel32.dll" ]; then
    "$wine" wineboot -i > /dev/null 2>&1 || true
fi
if [ ! -e "$system/bcryptprimitives.dll" ]; then
    printf '%s\n' '#include <windows.h>' 'BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);' \
        '__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE b, SIZE_T n) { return SystemFunction036(b, (ULONG)n); }' |
        x86_64-w64-mingw32-gcc -shared -x c -o "$system/bcryptprimitives.dll" - -ladvapi32
fi
exec "$wine" "$@"
