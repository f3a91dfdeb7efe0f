import { expect, it } from 'vitest';
import { trackingServices } from '../support/settings.ts';
import { configureService } from '../support/wine/service-config.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

/** A program of Wine's that runs as a service under whatever name. */
const program = 'C:\\windows\\system32\\spoolsv.exe';

underWine('services', (booted) => {
  it('tells a service that is made, started, configured, stopped and deleted while it watches, and nothing else', async () => {
    const wine = booted();
    const tidemark = await Tidemark.with(wine, trackingServices());
    const watching = await tidemark.watch();

    await wine.run('sc', 'create', 'Ledger', 'binPath=', program, 'start=', 'demand', 'DisplayName=', 'The Ledger');
    expect(await watching.change('Added WindowsServices Ledger')).toMatchObject({
      How: 'live',
      SvcName: 'Ledger',
      SvcDisplayName: 'The Ledger',
      SvcState: 'Stopped',
      SvcStartupType: 'Manual',
      SvcPath: program,
      SvcAccount: 'LocalSystem',
      SvcController: program,
      SvcKind: 'Own process',
    });

    await wine.run('sc', 'start', 'Ledger');
    expect(await watching.change('Modified WindowsServices Ledger (SvcState)')).toMatchObject({
      How: 'live',
      SvcPreviousState: 'Stopped',
      SvcState: 'Running',
      SvcChangeType: 'State',
    });

    await configureService(wine, 'Ledger', { startType: 4, displayName: 'Another ledger' });
    expect(await watching.change('Modified WindowsServices Ledger (SvcDisplayName,SvcStartupType)')).toMatchObject({
      SvcPreviousStartupType: 'Manual',
      SvcStartupType: 'Disabled',
      SvcPreviousDisplayName: 'The Ledger',
      SvcDisplayName: 'Another ledger',
      SvcChangeType: 'StartupType',
    });
    await configureService(wine, 'LEDGER', { command: `${program} /quiet`, account: 'NT AUTHORITY\\LocalService' });
    expect(await watching.change('Modified WindowsServices Ledger (SvcPath,SvcAccount)')).toMatchObject({
      SvcPath: `${program} /quiet`,
      SvcPreviousAccount: 'LocalSystem',
      SvcAccount: 'NT AUTHORITY\\LocalService',
      SvcChangeType: 'Path,ServiceAccount',
    });
    // Wine takes it and keeps nothing of it.
    await wine.run('sc', 'failure', 'Ledger', 'reset=', '60', 'actions=', 'restart/1000');

    await wine.run('sc', 'stop', 'Ledger');
    expect(await watching.change('Modified WindowsServices Ledger (SvcState)', 2)).toMatchObject({
      SvcPreviousState: 'Running',
      SvcState: 'Stopped',
    });
    // Windows tells those who hold a service that it is to be deleted, Wine does not: it goes when the watch ends.
    await wine.run('sc', 'delete', 'Ledger');

    expect(await tidemark.settle(watching)).toEqual(
      [
        'Added WindowsServices Ledger',
        'Modified WindowsServices Ledger (SvcState)',
        'Modified WindowsServices Ledger (SvcDisplayName,SvcStartupType)',
        'Modified WindowsServices Ledger (SvcPath,SvcAccount)',
        'Modified WindowsServices Ledger (SvcState)',
        'Removed WindowsServices Ledger',
      ].sort(),
    );
    expect(watching.errors).toBe('');
    expect(watching.lines.filter(({ event }) => event === 'problem' || event === 'gap')).toEqual([]);
  });

  it('lets go of a service that is deleted while it runs, so that it goes when it stops', async () => {
    const wine = booted();
    await wine.run('sc', 'create', 'Passing', 'binPath=', program);
    await wine.run('sc', 'start', 'Passing');
    const tidemark = await Tidemark.with(wine, trackingServices());
    const watching = await tidemark.watch();
    await wine.run('sc', 'delete', 'Passing');
    await wine.run('sc', 'stop', 'Passing');
    expect(await watching.change('Removed WindowsServices Passing')).toMatchObject({ How: 'live' });
    expect(await tidemark.settle(watching)).not.toContain('Added WindowsServices Passing');
  });

  it('finds by the frequency of the settings what is not watched live', async () => {
    const wine = booted();
    const { tracking, frequencies, ...others } = trackingServices();
    const slow = { ...others, tracking: { ...tracking, live: false }, frequencies: { ...frequencies, services: 10 } };
    const tidemark = await Tidemark.with(wine, slow);
    const watching = await tidemark.watch();
    await wine.run('sc', 'create', 'Unwatched', 'binPath=', program);
    const row = await watching.change('Added WindowsServices Unwatched', 1, 30);
    expect(row).toMatchObject({ How: 'scheduled' });
  });

  it('takes a new description into the inventory without a word', async () => {
    const wine = booted();
    const tidemark = await Tidemark.with(wine, trackingServices());
    const watching = await tidemark.watch();
    await wine.run('sc', 'description', 'Schedule', 'Does things in time');
    // What is told after it shows that it was looked at.
    await configureService(wine, 'Schedule', { startType: 2 });
    await watching.change('Modified WindowsServices Schedule (SvcStartupType)');
    expect(await tidemark.settle(watching)).toEqual(['Modified WindowsServices Schedule (SvcStartupType)']);
    const rows = await tidemark.inventory('WindowsServices');
    expect(rows.find((row) => row.SvcName === 'Schedule')).toMatchObject({
      SvcDescription: 'Does things in time',
      SvcStartupType: 'Auto',
    });
  });
});
