import { expect, it } from 'vitest';
import { parseOpenrcScript } from '../../../electron/engine/collectors/daemons/openrc-script.ts';

it('reads what a script says of its daemon', () => {
  const text = `#!/sbin/openrc-run
description="Serves things"
name='thing'
command="/usr/sbin/thingd"
command_args="--config /etc/\${RC_SVCNAME}.conf"
command_user="thing:daemon"
`;
  expect(parseOpenrcScript(text)).toEqual({
    description: 'Serves things',
    command: '/usr/sbin/thingd',
    account: 'thing',
  });
  expect(parseOpenrcScript(text.replace(`\${RC_SVCNAME}`, 'thing')).command).toBe(
    '/usr/sbin/thingd --config /etc/thing.conf',
  );
});

it('does not guess at what it would have to run', () => {
  const nothing = { description: null, command: null, account: null };
  expect(parseOpenrcScript(`command="\${THINGD:-/usr/sbin/thingd}"\ncommand_user=$(id -un)\n`)).toEqual(nothing);
  expect(parseOpenrcScript('start() {\n  command=/bin/false\n}\n')).toEqual(nothing);
});
