#!/bin/sh
# Starts Tidemark as `tidemark`: the window, or with a command (`tidemark changes`) the command line, which needs no
# display. Without a display the window can't be shown, so then this is `tidemark watch`.
program=$(dirname -- "$(readlink -f -- "$0")")/tidemark

command=
value=
for argument in "$@"; do
  if [ -n "$value" ]; then
    value=
    continue
  fi
  case $argument in
    --data | --settings) value=next ;;
    --help | -h | --version | -V) command=yes ;;
    -*) ;;
    *) command=yes ;;
  esac
  [ -z "$command" ] || break
done

if [ -z "$command" ] && [ -z "$DISPLAY" ] && [ -z "$WAYLAND_DISPLAY" ]; then
  echo 'No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is `tidemark watch`.' >&2
  set -- "$@" watch
  command=yes
fi

# Chromium's sandbox refuses to run as root.
sandbox=
[ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox

if [ -n "$command" ]; then
  # What follows the lone -- is no switch of Chromium's, whatever its name. Standard error is the command's: Chromium
  # keeps to itself what it misses on a server, such as a session bus.
  exec "$program" $sandbox --ozone-platform=headless --log-level=3 -- "$@"
fi
exec "$program" $sandbox "$@"
