import { expect, it } from 'vitest';
import { z } from 'zod';
import { explainedLedger } from '../support/machine/explained-ledger.ts';
import { apt, buildPackage } from '../support/machine/package.ts';
import { content, program, transactionsOf, upgradedContent, watchPrograms } from '../support/machine/probe.ts';
import { offerPackages } from '../support/machine/repository.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { serviceUnit } from '../support/machine/unit.ts';

onMachine('What explains the changes of a whole machine', (booted) => {
  it('is one transaction for an upgrade of several packages, and not for edits by hand in its midst', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    await machine.run('useradd', 'alice');
    // The upgrade stands still in the middle, so that something can happen beside it for certain.
    const held =
      'if [ "$1" = configure ] && [ -n "$2" ]; then touch /run/probe-inside; while [ ! -e /run/probe-goes-on ]; do sleep 0.05; done; fi';
    const older = [
      await program(machine, 'probe-a', '1.0'),
      await program(machine, 'probe-b', '1.0'),
      await program(machine, 'probe-c', '1.0'),
      await program(machine, 'probe-other', '1.0'),
    ];
    const newer = [
      await program(machine, 'probe-a', '1.1'),
      await program(machine, 'probe-b', '1.10', { scripts: { postinst: held } }),
      await program(machine, 'probe-c', '1.1'),
    ];
    await apt(machine, 'install', ...older);
    await offerPackages(machine, newer);
    const watching = await watchPrograms(tidemark);

    const upgrade = machine.run(
      'env',
      'SUDO_UID=1000',
      'SUDO_USER=alice',
      'apt-get',
      '--yes',
      '-o',
      'APT::Sandbox::User=root',
      'upgrade',
    );
    await machine.script('while [ ! -e /run/probe-inside ]; do sleep 0.05; done');
    // By hand, while apt works: of a package that is no part of it, of one that is, and of none.
    await machine.append('/usr/lib/probe/probe-other', 'edited\n');
    await machine.append('/usr/lib/probe/probe-b', 'edited\n');
    await machine.append('/etc/hosts', '192.0.2.1\tedited.example\n');
    await watching.change(`Modified Files /usr/lib/probe/probe-other (${content})`);
    await watching.change(`Modified Files /etc/hosts (${content})`);
    await machine.run('touch', '/run/probe-goes-on');
    await upgrade;
    for (const name of ['probe-a', 'probe-b', 'probe-c'])
      await watching.explained(`Modified Software ${name} (Current)`);

    await tidemark.settle(watching);
    const upgraded = 'apt upgraded 3 packages';
    const rows = (await tidemark.changes()).filter((row) => row.FileSystemPath !== '/usr/lib/probe/probe-b');
    expect(explainedLedger(rows)).toEqual(
      [
        `Modified Files /etc/hosts (${content}) | unexplained by ${upgraded} [during]`,
        `Modified Files /usr/lib/probe/probe-a (${upgradedContent}) | explained by ${upgraded} [package, shipped]`,
        `Modified Files /usr/lib/probe/probe-c (${upgradedContent}) | explained by ${upgraded} [package, shipped]`,
        `Modified Files /usr/lib/probe/probe-other (${content}) | standsOut [altered]`,
        ...['a', 'b', 'c'].map(
          (name) => `Modified Software probe-${name} (Current) | explained by ${upgraded} [software]`,
        ),
      ].sort(),
    );
    const [cause, ...others] = await transactionsOf(tidemark);
    expect(others).toEqual([]);
    expect(cause).toMatchObject({ tool: 'apt', manager: 'dpkg', user: 'alice', standingOut: 0 });
    expect(cause?.packages.map(({ action, name, from, to }) => [action, name, from, to]).sort()).toEqual([
      ['upgraded', 'probe-a', '1.0', '1.1'],
      ['upgraded', 'probe-b', '1.0', '1.10'],
      ['upgraded', 'probe-c', '1.0', '1.1'],
    ]);
    expect(cause?.command).toContain('upgrade');
  });

  it('follows a package through its life, with a daemon and with configuration', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-life.service';
    const unitFile = `/usr/lib/systemd/system/${unit}`;
    const conffile = '/etc/profile.d/probe-life.sh';
    const packaged = (version: string) =>
      buildPackage(machine, {
        name: 'probe-life',
        version,
        files: {
          [unitFile.slice(5)]: serviceUnit('Probe of a life', [
            `Environment=VERSION=${version}`,
            'ExecStart=/bin/sleep infinity',
          ]),
          [conffile.slice(1)]: `PROBE=${version}`,
        },
        conffiles: [conffile],
        scripts: {
          postinst: `systemctl --system daemon-reload\nsystemctl enable --now ${unit}\nif [ -n "$2" ]; then systemctl restart ${unit}; fi`,
          prerm: `if [ "$1" = remove ]; then systemctl disable --now ${unit}; fi`,
          postrm: 'systemctl --system daemon-reload',
        },
      });
    const older = await packaged('1.0');
    const newer = await packaged('1.1');
    const link = `/etc/systemd/system/multi-user.target.wants/${unit}`;
    const softwareChanged = 'Modified Software probe-life (Current)';
    const unitChanged = `Modified Daemons ${unit} (SvcUnitFileChecksum)`;
    const upgradedFiles = [unitFile, link, conffile].map((path) => `Modified Files ${path} (${upgradedContent})`);
    const watching = await tidemark.watch();
    const all = async (changes: readonly string[], nth = 1) => {
      for (const change of changes) await watching.explained(change, nth);
    };

    await apt(machine, 'install', older);
    await all(['Added Software probe-life', `Added Daemons ${unit}`]);
    await all([unitFile, link, conffile].map((path) => `Added Files ${path}`));
    await apt(machine, 'install', newer);
    await all([softwareChanged, unitChanged, ...upgradedFiles]);
    await machine.run('apt-mark', 'hold', 'probe-life');
    await watching.explained('Modified Software probe-life (SoftwareHeld)');
    await machine.run('apt-mark', 'unhold', 'probe-life');
    await watching.explained('Modified Software probe-life (SoftwareHeld)', 2);
    await apt(machine, 'install', older);
    await all([softwareChanged, unitChanged, ...upgradedFiles], 2);
    // Its administrator's own hand, on what the package marks as configuration.
    await machine.append(conffile, 'OWN=1\n');
    const edited = await watching.explained(`Modified Files ${conffile} (${content})`);
    expect(edited).toMatchObject({ verdict: 'unexplained', conffile: true, bytes: 'altered', causeId: null });
    expect(edited.why).toContain('probe-life');
    await apt(machine, 'remove', 'probe-life');
    await all(['Removed Software probe-life', `Removed Daemons ${unit}`]);
    await all([unitFile, link].map((path) => `Removed Files ${path}`));
    await apt(machine, 'purge', 'probe-life');
    await watching.explained(`Removed Files ${conffile}`);

    await tidemark.settle(watching);
    const by = (what: string) => `explained by apt ${what} probe-life`;
    expect(explainedLedger(await tidemark.changes())).toEqual(
      [
        `Added Software probe-life | ${by('installed')} [software]`,
        `Added Daemons ${unit} | ${by('installed')} [package]`,
        `Added Files ${unitFile} | ${by('installed')} [package, shipped]`,
        `Added Files ${link} | ${by('installed')} [generated]`,
        `Added Files ${conffile} | ${by('installed')} [package, shipped, conffile]`,
        ...['upgraded', 'downgraded'].flatMap((did) => [
          `${softwareChanged} | ${by(did)} [software]`,
          `${unitChanged} | ${by(did)} [package]`,
          `Modified Files ${unitFile} (${upgradedContent}) | ${by(did)} [package, shipped]`,
          `Modified Files ${link} (${upgradedContent}) | ${by(did)} [generated]`,
          `Modified Files ${conffile} (${upgradedContent}) | ${by(did)} [package, shipped, conffile]`,
        ]),
        'Modified Software probe-life (SoftwareHeld) | unexplained',
        'Modified Software probe-life (SoftwareHeld) | unexplained',
        `Modified Files ${conffile} (${content}) | unexplained [altered, conffile]`,
        `Removed Software probe-life | ${by('removed')} [software]`,
        `Removed Daemons ${unit} | ${by('removed')} [package]`,
        `Removed Files ${unitFile} | ${by('removed')} [package, unknown]`,
        `Removed Files ${link} | ${by('removed')} [generated]`,
        `Removed Files ${conffile} | ${by('purged')} [package, unknown]`,
      ].sort(),
    );
  });

  it('is never a false alarm of transactions that follow each other at once', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const versions = await Promise.all(
      ['1.0', '1.1', '1.2'].map((version) => program(machine, 'probe-hasty', version)),
    );
    const watching = await watchPrograms(tidemark);

    for (const file of [...versions, ...versions]) await apt(machine, 'install', file);
    await apt(machine, 'purge', 'probe-hasty');
    await watching.explained('Removed Software probe-hasty');

    await tidemark.settle(watching);
    const told = (await tidemark.changes()).map((row) => [row.ChangeCategory, row.Name, row.Verdict]);
    expect(told.filter(([, , verdict]) => verdict !== 'explained')).toEqual([]);
    expect(told.length).toBeGreaterThanOrEqual(4);
  });

  it('lets stand out what no transaction did to a package, and not what its owner does to the rest', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    await apt(machine, 'install', await program(machine, 'probe-altered', '1.0'));
    const watching = await watchPrograms(tidemark);
    const path = '/usr/lib/probe/probe-altered';

    await machine.append(path, 'altered\n');
    const altered = await watching.explained(`Modified Files ${path} (${content})`);
    expect(altered).toMatchObject({
      verdict: 'standsOut',
      package: { manager: 'dpkg', name: 'probe-altered', version: '1.0' },
      bytes: 'altered',
    });
    // Who did it is certain where the kernel tells: here Tidemark runs as root.
    await machine.write(path, 'probe-altered 1.0\n');
    expect(await watching.explained(`Modified Files ${path} (${content})`, 2)).toMatchObject({ bytes: 'shipped' });
    await machine.run('rm', path);
    expect(await watching.explained(`Removed Files ${path}`)).toMatchObject({ verdict: 'standsOut' });
    await machine.write('/etc/cron.d/probe-own', '# mine\n');
    expect(await watching.explained('Added Files /etc/cron.d/probe-own')).toMatchObject({
      verdict: 'unexplained',
      package: null,
    });
    await machine.run('systemctl', 'mask', 'cron.service');
    expect(
      await watching.explained(
        'Modified Daemons cron.service (SvcStartupType,SvcPath,SvcUnitFile,SvcUnitFileChecksum)',
      ),
    ).toMatchObject({ verdict: 'unexplained' });
    await machine.run('systemctl', 'unmask', 'cron.service');
  });

  it('is found for a time away too, in one summary', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const [away, gone] = [await program(machine, 'probe-away', '1.0'), await program(machine, 'probe-gone', '1.0')];
    await apt(machine, 'install', gone);
    await (await watchPrograms(tidemark)).stop();

    await machine.append('/etc/hosts', '192.0.2.7\taway.example\n');
    // Logs have whole seconds: what is to lie outside a transaction lies a few seconds before it.
    await machine.script('while [ -n "$(find /etc/hosts -newermt "-4 seconds")" ]; do sleep 0.1; done');
    await apt(machine, 'install', away);
    await apt(machine, 'purge', 'probe-gone');
    await machine.append('/usr/lib/probe/probe-away', 'altered\n');

    const watching = await tidemark.watch();
    const summary = await watching.away();
    expect(summary).toMatchObject({ reason: 'notRunning', changes: 5, standingOut: 1 });
    expect(summary.counts).toEqual({ Files: 3, Software: 2 });
    expect(summary.others.map(({ key }) => key)).toEqual(['/usr/lib/probe/probe-away', '/etc/hosts']);
    await tidemark.settle(watching);
    expect(explainedLedger(await tidemark.changes())).toEqual([
      'Added Files /usr/lib/probe/probe-away | standsOut [altered]',
      'Added Software probe-away | explained by apt installed probe-away [software]',
      `Modified Files /etc/hosts (${content}) | unexplained`,
      'Removed Files /usr/lib/probe/probe-gone | explained by apt purged probe-gone [package, unknown]',
      'Removed Software probe-gone | explained by apt purged probe-gone [software]',
    ]);
    expect(JSON.parse(await tidemark.run('away', '--json'))).toMatchObject([{ changes: 5 }]);
  });

  it('is what its owner expected, planned and acknowledged, said beside a Tidemark that runs', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const watching = await tidemark.watch();
    const hosts = `Modified Files /etc/hosts (${content})`;

    await machine.append('/etc/hosts', '192.0.2.20\tone.example\n');
    const { ChangeId } = await watching.change(hosts);
    await watching.explained(hosts);
    await tidemark.run('expect', String(ChangeId), '--scope', 'path', '--reason', 'our own names');
    await machine.append('/etc/hosts', '192.0.2.21\ttwo.example\n');
    await watching.explained(hosts, 2);
    await machine.write('/etc/cron.d/probe-surprise', '# a surprise\n');
    await watching.explained('Added Files /etc/cron.d/probe-surprise');
    await tidemark.run('plan', 'begin', 'Trying cron');
    await machine.write('/etc/cron.d/probe-planned', '# planned\n');
    expect(await watching.explained('Added Files /etc/cron.d/probe-planned')).toMatchObject({ verdict: 'planned' });
    await tidemark.run('plan', 'end');

    await tidemark.settle(watching);
    const told = (rows: Awaited<ReturnType<Tidemark['changes']>>) =>
      rows.map((row) => [row.Name, row.Verdict, row.Cause, row.Acknowledged, row.AcknowledgedReason]);
    expect(told(await tidemark.changes())).toEqual([
      ['hosts', 'unexplained', '', true, 'our own names'],
      ['hosts', 'unexplained', '', true, 'our own names'],
      ['probe-surprise', 'unexplained', '', false, ''],
      ['probe-planned', 'planned', 'Trying cron', false, ''],
    ]);
    const left = z
      .array(z.looseObject({ Name: z.string() }))
      .parse(JSON.parse(await tidemark.run('changes', '--unacknowledged', '--unexplained', '--json')));
    expect(left.map(({ Name }) => Name)).toEqual(['probe-surprise']);
  });
});
