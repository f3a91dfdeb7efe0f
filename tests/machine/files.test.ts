import { expect, it } from 'vitest';
import { placesOf } from '../support/machine/secret-search.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { removeUnit, serviceUnit } from '../support/machine/unit.ts';

const written = (path: string) => `Modified Files ${path} (Size,FileContentChecksum,DateModified)`;

onMachine('The recommended files of a whole machine', (booted) => {
  it('shows what was written to /etc/hosts, in place and by an atomic save', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const watching = await tidemark.watch();

    await machine.append('/etc/hosts', '192.0.2.7\tprobe.example\n');
    const row = await watching.change(written('/etc/hosts'));
    expect(row).toMatchObject({ How: 'live', Name: 'hosts', FileKind: 'file' });
    const diff = await tidemark.run('diff', String(row.ChangeId));
    expect(diff.split('\n').filter((line) => /^[+-](?![+-])/.test(line))).toEqual(['+192.0.2.7\tprobe.example']);

    const hosts = await machine.run('cat', '/etc/hosts');
    await machine.save('/etc/hosts', hosts.replace('probe.example', 'probe.example.org'));
    const saved = await watching.change(written('/etc/hosts'), 2);
    const second = await tidemark.run('diff', String(saved.ChangeId));
    expect(second.split('\n').filter((line) => /^[+-](?![+-])/.test(line))).toEqual([
      '-192.0.2.7\tprobe.example',
      '+192.0.2.7\tprobe.example.org',
    ]);
    await machine.run('touch', '--date=@1700000000', '/etc/hosts');
    await watching.change('Modified Files /etc/hosts (DateModified)');
    await machine.run('chmod', '600', '/etc/hosts');
    expect(await watching.change('Modified Files /etc/hosts (Attributes)')).toMatchObject({
      PreviousAttributes: '0644',
      Attributes: '0600',
    });

    expect(await tidemark.settle(watching)).toEqual([
      'Modified Files /etc/hosts (Attributes)',
      'Modified Files /etc/hosts (DateModified)',
      written('/etc/hosts'),
      written('/etc/hosts'),
    ]);
  });

  it('records a new account in every file that holds it, and keeps no secret of it', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const files = ['/etc/group', '/etc/gshadow', '/etc/passwd', '/etc/shadow', '/etc/subgid', '/etc/subuid'];
    const watching = await tidemark.watch();

    await machine.run('useradd', '--no-create-home', '--password', '$6$probe$ThisIsNoHashButSecret', 'probe-user');
    const rows = await Promise.all(files.map((file) => watching.change(written(file))));

    const shadow = rows[files.indexOf('/etc/shadow')];
    const told = await tidemark.attempt('diff', String(shadow?.ChangeId));
    expect(told.output + told.errors).not.toContain('ThisIsNoHashButSecret');
    // An account is a part of the machine too, which the last collection finds.
    expect(await tidemark.settle(watching)).toEqual(['Added Machine probe-user', ...files.map(written)]);
    // What is no secret is kept: the search sees what is there.
    expect(await placesOf(tidemark, 'probe-user:x:')).not.toEqual([]);
    expect(await placesOf(tidemark, 'ThisIsNoHashButSecret')).toEqual([]);
  });

  it('records what appears in the folders that give rights and start things', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-dropped.service';
    const watching = await tidemark.watch();

    await machine.write('/etc/cron.d/probe', '* * * * * root /bin/true\n');
    await watching.change('Added Files /etc/cron.d/probe');
    await machine.write('/etc/sudoers.d/probe', 'probe ALL=(ALL) NOPASSWD: ALL\n');
    await watching.change('Added Files /etc/sudoers.d/probe');
    await machine.run('chmod', '440', '/etc/sudoers.d/probe');
    await watching.change('Modified Files /etc/sudoers.d/probe (Attributes)');
    // Into a folder that was not there when the watch began.
    await machine.script('mkdir /etc/zsh && echo "PROBE=1" > /etc/zsh/zshenv');
    await watching.change('Added Files /etc/zsh/zshenv');
    await machine.write('/root/.ssh/authorized_keys', 'ssh-ed25519 AAAA probe\n');
    await watching.change('Added Files /root/.ssh/authorized_keys');
    await machine.write(`/etc/systemd/system/${unit}`, serviceUnit('Probe of a dropped unit'));
    await watching.change(`Added Files /etc/systemd/system/${unit}`);
    await machine.run('systemctl', 'daemon-reload');
    await watching.change(`Added Daemons ${unit}`);
    await removeUnit(machine, unit);
    await watching.change(`Removed Files /etc/systemd/system/${unit}`);
    await watching.change(`Removed Daemons ${unit}`);
    await machine.run('rm', '/etc/cron.d/probe');
    await watching.change('Removed Files /etc/cron.d/probe');

    expect(await tidemark.settle(watching)).toEqual([
      `Added Daemons ${unit}`,
      'Added Files /etc/cron.d/probe',
      'Added Files /etc/sudoers.d/probe',
      `Added Files /etc/systemd/system/${unit}`,
      'Added Files /etc/zsh',
      'Added Files /etc/zsh/zshenv',
      'Added Files /root/.ssh/authorized_keys',
      'Modified Files /etc/sudoers.d/probe (Attributes)',
      `Removed Daemons ${unit}`,
      'Removed Files /etc/cron.d/probe',
      `Removed Files /etc/systemd/system/${unit}`,
    ]);
  });
});
