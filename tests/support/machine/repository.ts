import type { Machine } from './machine.ts';

/**
 * Makes a source of apt out of packages that lie in the machine, and has apt read it: `apt-get upgrade` then finds
 * what is newer. A flat repository needs a list of control data with each file's size and hash, and no more
 * (sources.list(5), deb-control(5)).
 */
export async function offerPackages(machine: Machine, files: readonly string[]): Promise<void> {
  await machine.script(
    `mkdir -p /srv/packages
     rm -f /srv/packages/*
     cp "$@" /srv/packages/
     cd /srv/packages
     for file in *.deb; do
       dpkg-deb --field "$file"
       printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' "$file" "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
     done > Packages
     printf 'deb [trusted=yes] file:/srv/packages ./\\n' > /etc/apt/sources.list.d/probe.list
     apt-get -o Dir::Etc::sourcelist=/dev/null -o APT::Sandbox::User=root update`,
    ...files,
  );
}
