import type { Transaction } from '../../../shared/model/explanation.ts';

/** What package tools make in a known way while they work. */
interface Product {
  /** Its group `package`, where it has one, names the package for whose sake alone it is made. */
  readonly path: RegExp;
  /** The managers under which it is made so; left out, all that the system itself is made of. */
  readonly managers?: readonly string[];
  /** It is made where one of these is in the transaction, if only for its triggers. */
  readonly packages?: RegExp;
  readonly why: string;
}

const systemManagers: readonly string[] = ['dpkg', 'rpm', 'pacman', 'apk'];

/**
 * Only what a package tool or a trigger of a package makes whenever packages change, and hardly anybody by hand in the
 * same minute. Files that people edit as well (/etc/passwd, /etc/fstab) are left out: those merely happened then.
 */
const products: readonly Product[] = [
  // dpkg(1), apt(8): FILES
  {
    path: /^\/var\/lib\/dpkg\/info\/(?<package>[a-z0-9][a-z0-9+.-]+?)(?::[a-z0-9-]+)?\.[a-z0-9-]+$/,
    managers: ['dpkg'],
    why: 'what dpkg notes of the package',
  },
  {
    path: /^\/var\/lib\/(?:dpkg(?!\/info\/.+\..)|apt)(?:\/|$)/,
    managers: ['dpkg'],
    why: 'the packages’ own database',
  },
  { path: /^\/var\/log\/(?:dpkg\.log|apt(?:\/|$))/, managers: ['dpkg'], why: 'a log of the packages' },
  {
    path: /^\/var\/cache\/(?:apt|debconf)(?:\/|$)/,
    managers: ['dpkg'],
    why: 'a store of downloaded packages or answers',
  },
  // update-alternatives(1), ucf(1), deb-systemd-helper(1p). Of the links in /etc/alternatives their targets tell.
  { path: /^\/etc\/alternatives$/, managers: ['dpkg', 'rpm'], why: 'a choice among alternatives' },
  { path: /^\/var\/log\/alternatives\.log/, managers: ['dpkg', 'rpm'], why: 'the log of choices among alternatives' },
  {
    path: /^\/var\/lib\/(?:ucf|systemd\/deb-systemd-(?:helper|user-helper)-\w+)(?:\/|$)/,
    managers: ['dpkg'],
    why: 'a note of a package’s scripts',
  },
  // rpm(8), dnf(8)
  { path: /^(?:\/var\/lib|\/usr\/lib\/sysimage)\/rpm(?:\/|$)/, managers: ['rpm'], why: 'the packages’ own database' },
  {
    path: /^(?:\/var\/lib|\/var\/cache|\/usr\/lib\/sysimage)\/(?:lib)?dnf5?(?:\/|$)/,
    managers: ['rpm'],
    why: 'the packages’ own database',
  },
  { path: /^\/var\/log\/(?:dnf5?\.|hawkey\.log|yum\.log)/, managers: ['rpm'], why: 'a log of the packages' },
  // pacman(8)
  {
    path: /^\/var\/lib\/pacman\/local\/(?<package>[^/]+)-[^/-]+-[^/-]+(?:\/|$)/,
    managers: ['pacman'],
    why: 'what pacman notes of the package',
  },
  {
    path: /^\/var\/(?:lib|cache)\/pacman(?!\/local\/.)(?:\/|$)/,
    managers: ['pacman'],
    why: 'the packages’ own database',
  },
  { path: /^\/var\/log\/pacman\.log/, managers: ['pacman'], why: 'the log of the packages' },
  // apk(5): apk-world(5) names what was asked for
  {
    path: /^\/(?:usr\/)?lib\/apk(?:\/|$)|^\/etc\/apk\/world$|^\/var\/cache\/apk(?:\/|$)/,
    managers: ['apk'],
    why: 'the packages’ own database',
  },
  // ldconfig(8), run when libraries come and go
  { path: /^\/etc\/ld\.so\.cache~?$/, why: 'the index of libraries' },
  { path: /^\/var\/cache\/ldconfig(?:\/|$)/, why: 'the index of libraries' },
  // depmod(8), update-initramfs(8), dracut(8), mkinitcpio(8), grub-mkconfig: run when kernels and modules change
  { path: /^\/(?:usr\/)?lib\/modules\/[^/]+\/modules\.[^/]+$/, why: 'the index of a kernel’s modules' },
  { path: /^\/boot\/(?:initrd|initramfs)[^/]*$/, why: 'what a kernel starts from' },
  {
    path: /^\/boot\/grub2?\/grub\.cfg(?:\.new)?$/,
    why: 'the boot menu, which is made from the kernels that there are',
  },
  // update-mime-database(1), update-desktop-database(1), gtk-update-icon-cache(1), fc-cache(1), glib-compile-schemas(1)
  { path: /^\/usr\/share\/mime\/[^/]+(?:\/[^/]+)?$/, why: 'the database of file types' },
  { path: /^\/usr\/share\/applications\/mimeinfo\.cache$/, why: 'the index of applications' },
  { path: /^\/usr\/share\/icons\/[^/]+\/(?:icon-theme\.cache|\.icon-theme\.cache)$/, why: 'the index of icons' },
  { path: /^\/var\/cache\/fontconfig(?:\/|$)/, why: 'the index of fonts' },
  { path: /^\/usr\/share\/glib-2\.0\/schemas\/gschemas\.compiled$/, why: 'the settings’ schemas, compiled' },
  { path: /^\/usr\/lib(?:64)?\/(?:[^/]+\/)?gio\/modules\/giomodule\.cache$/, why: 'the index of modules' },
  {
    path: /^\/usr\/lib(?:64)?\/(?:[^/]+\/)?gdk-pixbuf-2\.0\/[^/]+\/loaders\.cache$/,
    why: 'the index of image loaders',
  },
  // mandb(8), install-info(1)
  { path: /^\/var\/cache\/man(?:\/|$)/, why: 'the index of manual pages' },
  { path: /^\/usr\/share\/info\/dir(?:\.old)?$/, why: 'the index of info pages' },
  // update-ca-certificates(8), update-ca-trust(8)
  {
    path: /^\/etc\/ssl\/certs(?:\/|$)|^\/etc\/pki\/ca-trust\/extracted(?:\/|$)/,
    managers: ['dpkg', 'rpm'],
    // A certificate that somebody puts there by hand lets them read what is encrypted.
    packages: /^(?:ca-certificates|ssl-cert|p11-kit)/,
    why: 'the certificates, gathered',
  },
  // Hooks of pacman and triggers of apk do it, of which no log tells.
  {
    path: /^\/etc\/ssl\/certs(?:\/|$)|^\/etc\/ca-certificates\/extracted(?:\/|$)/,
    managers: ['pacman', 'apk'],
    why: 'the certificates, gathered',
  },
];

/** What a path is, where package tools make it in a transaction such as this. */
export function productWords(path: string, { manager, packages }: Transaction): string | undefined {
  return products.find((each) => {
    const found = each.path.exec(path);
    if (found === null || !(each.managers ?? systemManagers).includes(manager)) return false;
    const own = found.groups?.package;
    if (own !== undefined) return packages.some(({ name }) => name === own);
    return each.packages === undefined || packages.some(({ name }) => each.packages?.test(name));
  })?.why;
}

/** A link that starts a unit or a script: systemctl(1) enable, deb-systemd-helper, update-rc.d(8). */
export const isStartLink = (path: string): boolean =>
  /^\/etc\/systemd\/(?:system|user)\/(?:[^/]+\.(?:wants|requires)\/)?[^/]+$/.test(path) ||
  /^\/etc\/rc(?:\d|S)\.d\/[SK]\d\d[^/]+$/.test(path) ||
  /^\/etc\/runlevels\/[^/]+\/[^/]+$/.test(path);

/** Where package tools never write: what changes here during a transaction has nothing to do with it. */
export const isPersonal = (path: string): boolean =>
  /^\/(?:home|root|tmp|var\/tmp|run|media|mnt|srv|dev|proc|sys|usr\/local)(?:\/|$)/.test(path);
