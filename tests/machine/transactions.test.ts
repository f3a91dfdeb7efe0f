import { expect, it } from 'vitest';
import type { Cause } from '../../electron/shared/model/explanation.ts';
import { explainedLedger } from '../support/machine/explained-ledger.ts';
import { apt } from '../support/machine/package.ts';
import {
  content,
  program,
  programs,
  transactionsOf,
  upgradedContent,
  watchPrograms,
} from '../support/machine/probe.ts';
import { offerPackages } from '../support/machine/repository.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { serviceUnit } from '../support/machine/unit.ts';

/** What of a transaction a test knows beforehand: all but its times and numbers. */
const brief = ({ tool, counts, explained, fault, packages }: Cause) => ({
  tool,
  counts,
  explained,
  fault,
  packages: packages.map(({ action, name, from, to }) => [action, name, from, to]).sort(),
});

onMachine('What package managers do on a whole machine', (booted) => {
  it('is one card for packages, files and a daemon that were upgraded together, without what is held back', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-served.service';
    const unitFile = `/usr/lib/systemd/system/${unit}`;
    const served = (version: string) =>
      program(machine, 'probe-served', version, {
        files: {
          [unitFile.slice(1)]: serviceUnit('Probe of an upgrade', [
            `Environment=VERSION=${version}`,
            'ExecStart=/bin/sleep infinity',
          ]),
        },
        scripts: {
          postinst: `systemctl daemon-reload\nsystemctl enable --now ${unit}\nif [ -n "$2" ]; then systemctl restart ${unit}; fi`,
        },
      });
    const all = (version: string) => [
      served(version),
      program(machine, 'probe-beside', version),
      program(machine, 'probe-held', version),
    ];
    await apt(machine, 'install', ...(await Promise.all(all('1.0'))));
    await offerPackages(machine, await Promise.all(all('1.1')));
    await machine.run('apt-mark', 'hold', 'probe-held');
    const watching = await watchPrograms(tidemark);

    await apt(machine, 'upgrade');
    await watching.explained('Modified Software probe-served (Current)');
    await watching.explained(`Modified Daemons ${unit} (SvcUnitFileChecksum)`);

    await tidemark.settle(watching);
    const by = 'explained by apt upgraded 2 packages';
    expect(explainedLedger(await tidemark.changes())).toEqual(
      [
        `Modified Daemons ${unit} (SvcUnitFileChecksum) | ${by} [package]`,
        ...[unitFile, `${programs}/probe-beside`, `${programs}/probe-served`].map(
          (path) => `Modified Files ${path} (${upgradedContent}) | ${by} [package, shipped]`,
        ),
        ...['beside', 'served'].map((name) => `Modified Software probe-${name} (Current) | ${by} [software]`),
        // The link that starts it leads to another file now.
        `Modified Files /etc/systemd/system/multi-user.target.wants/${unit} (${upgradedContent}) | ${by} [generated]`,
      ].sort(),
    );
    expect((await transactionsOf(tidemark)).map(brief)).toEqual([
      {
        tool: 'apt',
        counts: { Files: 4, Software: 2, Daemons: 1 },
        explained: 7,
        fault: null,
        packages: [
          ['upgraded', 'probe-beside', '1.0', '1.1'],
          ['upgraded', 'probe-served', '1.0', '1.1'],
        ],
      },
    ]);
  });

  it('is dpkg’s where it was run by hand, and apt’s where that removes what nothing needs any more', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const file = (name: string) => `${programs}/${name}`;
    const [first, second] = [await program(machine, 'probe-hand', '1.0'), await program(machine, 'probe-hand', '1.1')];
    await offerPackages(machine, [
      await program(machine, 'probe-used', '1.0'),
      await program(machine, 'probe-user', '1.0', { depends: 'probe-used' }),
    ]);
    const watching = await watchPrograms(tidemark);

    /** Waits for what is said of a package and of its program: what comes next would be told with it. */
    const told = async (software: string, files: string) => {
      await watching.explained(software);
      await watching.explained(files);
    };
    await machine.run('dpkg', '-i', first);
    await told('Added Software probe-hand', `Added Files ${file('probe-hand')}`);
    await machine.run('dpkg', '-i', second);
    await told('Modified Software probe-hand (Current)', `Modified Files ${file('probe-hand')} (${upgradedContent})`);
    await machine.run('dpkg', '-r', 'probe-hand');
    await told('Removed Software probe-hand', `Removed Files ${file('probe-hand')}`);
    await apt(machine, 'install', 'probe-user');
    for (const name of ['probe-used', 'probe-user']) await told(`Added Software ${name}`, `Added Files ${file(name)}`);
    await apt(machine, 'remove', 'probe-user');
    await told('Removed Software probe-user', `Removed Files ${file('probe-user')}`);
    await apt(machine, 'autoremove');
    await told('Removed Software probe-used', `Removed Files ${file('probe-used')}`);

    await tidemark.settle(watching);
    const both = 'explained by apt installed 2 packages';
    expect(explainedLedger(await tidemark.changes())).toEqual(
      [
        'Added Software probe-hand | explained by dpkg installed probe-hand [software]',
        `Added Files ${file('probe-hand')} | explained by dpkg installed probe-hand [package, shipped]`,
        'Modified Software probe-hand (Current) | explained by dpkg upgraded probe-hand [software]',
        `Modified Files ${file('probe-hand')} (${upgradedContent}) | explained by dpkg upgraded probe-hand [package, shipped]`,
        'Removed Software probe-hand | explained by dpkg removed probe-hand [software]',
        `Removed Files ${file('probe-hand')} | explained by dpkg removed probe-hand [package, unknown]`,
        ...['probe-used', 'probe-user'].flatMap((name) => [
          `Added Software ${name} | ${both} [software]`,
          `Added Files ${file(name)} | ${both} [package, shipped]`,
          `Removed Software ${name} | explained by apt removed ${name} [software]`,
          `Removed Files ${file(name)} | explained by apt removed ${name} [package, unknown]`,
        ]),
      ].sort(),
    );
  });

  it('tells what failed, and what repaired it', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const older = await program(machine, 'probe-failing', '1.0');
    const newer = await program(machine, 'probe-failing', '1.1', {
      scripts: { postinst: 'test -e /run/probe-repaired' },
    });
    await apt(machine, 'install', older);
    const watching = await watchPrograms(tidemark);

    expect(await machine.attempt('apt-get', '--yes', '-o', 'APT::Sandbox::User=root', 'install', newer)).toMatchObject({
      status: 100,
    });
    await watching.explained(`Modified Files ${programs}/probe-failing (${upgradedContent})`);
    await watching.explained('Modified Software probe-failing (Current,SoftwareState)');
    // Logs have whole seconds: what dpkg is asked for in the same one counts as apt's.
    await machine.script('while [ -n "$(find /var/log/apt/history.log -newermt "-2 seconds")" ]; do sleep 0.1; done');
    await machine.run('touch', '/run/probe-repaired');
    await machine.run('dpkg', '--configure', '--pending');
    await watching.explained('Modified Software probe-failing (SoftwareState)');

    await tidemark.settle(watching);
    expect(explainedLedger(await tidemark.changes())).toEqual([
      `Modified Files ${programs}/probe-failing (${upgradedContent}) | explained by apt upgraded probe-failing [package, shipped]`,
      'Modified Software probe-failing (Current,SoftwareState) | explained by apt upgraded probe-failing [software]',
      'Modified Software probe-failing (SoftwareState) | explained by dpkg configured probe-failing [software]',
    ]);
    expect((await transactionsOf(tidemark)).map(({ tool, fault }) => [tool, fault])).toEqual([
      ['dpkg', null],
      ['apt', expect.stringContaining('dpkg')],
    ]);
  });

  it('moves a file out of another package’s way, and lays beside its own what its owner has edited', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const conffile = '/etc/profile.d/probe-diverted.sh';
    const shared = `${programs}/probe-diverted`;
    const aside = `${shared}.distrib`;
    const diverted = (version: string) =>
      program(machine, 'probe-diverted', version, {
        files: { [conffile.slice(1)]: `PROBE=${version}` },
        conffiles: [conffile],
      });
    const [older, newer] = [await diverted('1.0'), await diverted('1.1')];
    const divert = `dpkg-divert --package probe-diverter --rename --divert ${aside}`;
    const diverter = await program(machine, 'probe-diverter', '1.0', {
      files: { [shared.slice(1)]: 'the other one' },
      scripts: {
        preinst: `if [ "$1" = install ]; then ${divert} --add ${shared}; fi`,
        postrm: `if [ "$1" = remove ]; then ${divert} --remove ${shared}; fi`,
      },
    });
    await apt(machine, 'install', older);
    await machine.append(conffile, 'OWN=1\n');
    const watching = await watchPrograms(tidemark);

    await apt(machine, 'install', diverter);
    await watching.explained(`Added Files ${aside}`);
    await watching.explained(`Modified Files ${shared} (Size,FileContentChecksum)`);
    await watching.explained('Added Software probe-diverter');
    await apt(machine, '-o', 'Dpkg::Options::=--force-confold', 'install', newer);
    await watching.explained(`Added Files ${conffile}.dpkg-dist`);
    await watching.explained(`Modified Files ${aside} (${upgradedContent})`);
    await watching.explained('Modified Software probe-diverted (Current)');
    const soFar = explainedLedger(await tidemark.changes());
    await apt(machine, 'remove', 'probe-diverter');
    await watching.explained('Removed Software probe-diverter');
    // As editors save: another file, in the very seconds of the removal.
    await machine.save(shared, 'by hand\n');
    await watching.explained(`Modified Files ${shared} (${content})`);

    await tidemark.settle(watching);
    const [diverting, upgrading] = [
      'explained by apt installed probe-diverter',
      'explained by apt upgraded probe-diverted',
    ];
    expect(soFar).toEqual([
      `Added Files ${conffile}.dpkg-dist | ${upgrading} [generated]`,
      `Added Files ${aside} | ${diverting} [package, shipped]`,
      `Added Files ${programs}/probe-diverter | ${diverting} [package, shipped]`,
      `Added Software probe-diverter | ${diverting} [software]`,
      `Modified Files ${shared} (Size,FileContentChecksum) | ${diverting} [package, shipped]`,
      `Modified Files ${aside} (${upgradedContent}) | ${upgrading} [package, shipped]`,
      `Modified Software probe-diverted (Current) | ${upgrading} [software]`,
    ]);
    const removing = 'explained by apt removed probe-diverter';
    const later = (await tidemark.changes()).slice(soFar.length);
    expect(explainedLedger(later)).toEqual([
      `Modified Files ${shared} (Size,FileContentChecksum) | ${removing} [package, shipped]`,
      `Modified Files ${shared} (${content}) | standsOut [altered]`,
      `Removed Files ${aside} | ${removing} [package, unknown]`,
      `Removed Files ${programs}/probe-diverter | ${removing} [package, unknown]`,
      `Removed Software probe-diverter | ${removing} [software]`,
    ]);
  });
});
