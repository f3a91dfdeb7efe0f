import { expect, it } from 'vitest';
import { z } from 'zod';
import { causeSchema } from '../../electron/shared/model/explanation.ts';
import { explainedLedger } from '../support/machine/explained-ledger.ts';
import type { Machine } from '../support/machine/machine.ts';
import { apt, buildPackage } from '../support/machine/package.ts';
import { offerPackages } from '../support/machine/repository.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { addUnit, serviceUnit } from '../support/machine/unit.ts';

const causes = async (tidemark: Tidemark) =>
  z.array(causeSchema).parse(JSON.parse(await tidemark.run('causes', '--json')));

const content = 'Size,FileContentChecksum,DateModified';

/** A package with a program in a folder that the test tracks, which says its version. */
const program = (
  machine: Machine,
  name: string,
  version: string,
  more: Parameters<typeof buildPackage>[1] | object = {},
) => buildPackage(machine, { name, version, files: { [`usr/lib/probe/${name}`]: `${name} ${version}` }, ...more });

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
    await tidemark.run('settings', 'init');
    await tidemark.run('track', 'files', '/usr/lib/probe', '--recursion');
    const watching = await tidemark.watch();

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
        `Modified Files /usr/lib/probe/probe-a (${content}) | explained by ${upgraded} [package, shipped]`,
        `Modified Files /usr/lib/probe/probe-c (${content}) | explained by ${upgraded} [package, shipped]`,
        `Modified Files /usr/lib/probe/probe-other (${content}) | standsOut by ${upgraded} [during, altered]`,
        ...['a', 'b', 'c'].map(
          (name) => `Modified Software probe-${name} (Current) | explained by ${upgraded} [software]`,
        ),
      ].sort(),
    );
    const [cause, ...others] = (await causes(tidemark)).filter(({ kind }) => kind === 'transaction');
    expect(others).toEqual([]);
    expect(cause).toMatchObject({ tool: 'apt', manager: 'dpkg', user: 'alice', standingOut: 2 });
    expect(cause?.packages.map(({ action, name, from, to }) => [action, name, from, to]).sort()).toEqual([
      ['upgraded', 'probe-a', '1.0', '1.1'],
      ['upgraded', 'probe-b', '1.0', '1.10'],
      ['upgraded', 'probe-c', '1.0', '1.1'],
    ]);
    expect(cause?.command).toContain('upgrade');
  });
});
