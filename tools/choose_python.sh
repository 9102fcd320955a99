#!/bin/sh
# Prints which of the Pythons named here `make` works with: the first that will do and was compiled for speed. Without
# --enable-optimizations, as pyenv compiles unless it is told to, everything takes a third more time.
# Where none was, the first that will do; where none will, python3, and tools/__init__.py says what to install.

# Debian and Ubuntu optimize their own and do not say so. They keep the part that makes virtual environments in a package
# of its own, which only root can install.
look='
import os, sys, sysconfig
if sys.version_info < (3, 11):
    sys.exit(2)
is_quick = sys.base_prefix == "/usr" or "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
try:
    import ensurepip
except ImportError:
    is_quick = is_quick and os.geteuid() == 0
sys.exit(0 if is_quick else 1)
'

will_do=
for python in "$@"; do
  "$python" -c "$look" >/dev/null 2>&1
  case $? in
    0) echo "$python"; exit ;;
    1) will_do=${will_do:-$python} ;;
  esac
done
echo "${will_do:-python3}"
