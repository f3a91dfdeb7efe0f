import type { Machine } from './machine.ts';

/** The text of a service that does nothing until it is told to end. */
export function serviceUnit(
  description: string,
  service: readonly string[] = ['ExecStart=/bin/sleep infinity'],
): string {
  return [
    '[Unit]',
    `Description=${description}`,
    '[Service]',
    ...service,
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n');
}

/** Puts a unit where an administrator does, and makes it known. */
export async function addUnit(machine: Machine, name: string, text: string): Promise<void> {
  await machine.write(`/etc/systemd/system/${name}`, text);
  await machine.run('systemctl', 'daemon-reload');
}

/** Takes a unit away that an administrator put there. */
export async function removeUnit(machine: Machine, name: string): Promise<void> {
  await machine.run('rm', `/etc/systemd/system/${name}`);
  await machine.run('systemctl', 'daemon-reload');
}
