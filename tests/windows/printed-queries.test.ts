import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rulesOfPrintedQueries } from '../support/printed-queries.ts';
import { trackingFiles, trackingRegistry } from '../support/settings.ts';
import { importRegistry } from '../support/wine/registry.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

const uninstall = 'HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const quality = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\QualityCompat';
const firewall = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';

underWine('rules made of the printed queries', (booted) => {
  it('fire on what they ask for, and on nothing beside it', async () => {
    const wine = booted();
    const drivers = join(wine.driveC, 'windows/system32/drivers');
    mkdirSync(join(drivers, 'etc'), { recursive: true });
    const files = trackingFiles([{ path: 'C:\\windows\\system32\\drivers', pathType: 'directory', recursion: true }]);
    const { registry } = trackingRegistry(
      [quality, firewall, 'HKEY_LOCAL_MACHINE\\Software\\Beside'].map((key) => ({
        key,
        recursion: true,
        mustExist: false,
      })),
    ).tracking;
    const tidemark = await Tidemark.with(wine, {
      ...files,
      tracking: {
        ...files.tracking,
        registry,
        software: { ...files.tracking.software, enabled: true },
        services: { ...files.tracking.services, enabled: true },
      },
      alerts: { actions: [], rules: rulesOfPrintedQueries() },
    });
    const watching = await tidemark.watch();

    // Beside it: none of the rules asks for these.
    await wine.run('reg', 'add', 'HKLM\\Software\\Beside\\QualityCompat', '/v', 'a', '/d', '1', '/f');
    await wine.run('sc', 'create', 'Beside', 'binPath=', 'C:\\windows\\system32\\spoolsv.exe', 'start=', 'demand');
    await watching.change('Added WindowsServices Beside');

    writeFileSync(join(drivers, 'ledger.sys'), 'MZ');
    expect(await watching.alert('azure-driver-files')).toMatchObject({ count: 1, evaluation: 'change' });
    writeFileSync(join(drivers, 'etc/hosts'), '127.0.0.1 one\n');
    await watching.change('Added Files C:\\windows\\system32\\drivers\\etc\\hosts').catch(() => undefined);
    writeFileSync(join(drivers, 'etc/hosts'), '127.0.0.1 one two\n');
    await watching.alert('azure-hosts-content');

    await wine.run('sc', 'create', 'w3svc', 'binPath=', 'C:\\windows\\system32\\spoolsv.exe', 'start=', 'demand');
    await watching.change('Added WindowsServices w3svc');
    await wine.run('sc', 'start', 'w3svc');
    await watching.change('Modified WindowsServices w3svc (SvcState)');
    const before = watching.alerts('azure-web-server-stopped').length;
    await wine.run('sc', 'stop', 'w3svc');
    await watching.alert('azure-web-server-stopped', before + 1);

    await importRegistry(wine, [
      `[${uninstall}\\Agent]`,
      '"DisplayName"="Ledger Monitoring Agent"',
      '"DisplayVersion"="7.9"',
    ]);
    expect((await watching.alert('azure-software-added')).summary).toContain('Ledger Monitoring Agent');
    expect(await watching.alert('azure-outdated-agent')).toMatchObject({ evaluation: 'state', count: 1 });
    await wine.run('reg', 'add', `${uninstall}\\Agent`, '/v', 'DisplayVersion', '/d', '8.0.11081.0', '/f');
    await watching.until(
      'the end of the state',
      () => watching.lines.find(({ alert }) => alert?.ruleId === 'azure-outdated-agent' && alert.endedAt !== null),
      20,
    );

    await wine.run(
      'reg',
      'add',
      quality,
      '/v',
      'cadca5fe-87d3-4b96-b7fb-a231484277cc',
      '/t',
      'REG_DWORD',
      '/d',
      '0',
      '/f',
    );
    await watching.alert('azure-antivirus-key');
    await wine.run(
      'reg',
      'add',
      `${firewall}\\StandardProfile`,
      '/v',
      'EnableFirewall',
      '/t',
      'REG_DWORD',
      '/d',
      '0',
      '/f',
    );
    await watching.alert('azure-firewall-policy');

    await watching.stop();
    expect(watching.errors).toBe('');
    expect(watching.alerts('azure-ssh-not-running')).toEqual([]);
    const named = watching.lines.flatMap(({ alert }) => (alert ? [`${alert.ruleId} ${alert.summary}`] : []));
    expect(named.filter((words) => words.includes('Beside'))).toEqual([]);
  });
});
