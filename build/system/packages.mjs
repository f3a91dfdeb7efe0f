/**
 * What Tidemark needs of a Debian or Ubuntu system. An entry is the names that a package goes by, the newest first:
 * Ubuntu 24.04 and Debian 13 renamed some libraries for their 64-bit time.
 *
 * @typedef {readonly (readonly string[])[]} Packages
 */

/** @type {Packages} what Electron's executable is linked with, or loads */
const window = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libnss3'],
  ['libgbm1'],
  ['libnotify4'],
  ['libxss1'],
  ['libxtst6'],
];

/** @type {Packages} what makes the .deb */
const packaging = [['fakeroot'], ['dpkg']];

/** @type {Packages} what tests start: a display, a session, a window manager, notifications, systemd, a whole machine, rotated logs, FUSE, sudo, certificates, syslog, a key ring, package managers of all kinds */
const tests = [
  ['xvfb'],
  ['xauth'],
  ['dbus'],
  ['dbus-x11'],
  ['dbus-user-session'],
  ['systemd'],
  ['systemd-container'],
  ['debootstrap'],
  ['openbox'],
  ['dunst'],
  ['xfconf'],
  ['libglib2.0-bin'],
  ['gsettings-desktop-schemas'],
  ['dconf-gsettings-backend'],
  ['xdotool'],
  ['imagemagick'],
  ['desktop-file-utils'],
  ['logrotate'],
  ['xz-utils'],
  ['bzip2'],
  ['zstd'],
  ['acl'],
  ['attr'],
  ['libcap2-bin'],
  ['bindfs'],
  ['sudo'],
  ['openssl'],
  ['rsyslog'],
  ['rsyslog-openssl'],
  ['gnome-keyring'],
  ['libsecret-1-0'],
  ['rpm'],
  ['dnf'],
  ['createrepo-c'],
  ['pacman-package-manager'],
  ['flatpak'],
  ['ostree'],
  ['snapd'],
  ['python3-pip'],
];

/** @type {Packages} what runs Tidemark's Windows part; there is Windows' Node for one kind of processor only */
const windows = process.arch === 'x64' ? [['wine'], ['wine64']] : [];

/** @type {Packages} what the measurements run beside Tidemark */
const bench = [['aide'], ['inotify-tools']];

/** @type {Record<import('../prepare.mjs').Purpose, Packages>} */
export const neededFor = {
  'command-line': [],
  window,
  package: [...window, ...packaging],
  tests: [...window, ...packaging, ...tests, ...windows],
  bench: [...bench, ...windows],
};
