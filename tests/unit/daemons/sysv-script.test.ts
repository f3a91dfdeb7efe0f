import { describe, expect, it } from 'vitest';
import { parseScript } from '../../../electron/engine/collectors/daemons/sysv-script.ts';

describe('parseScript', () => {
  it('reads the comment block of the Linux Standard Base', () => {
    const text = `#!/bin/sh
### BEGIN INIT INFO
# Provides:          thing
# Default-Start:     2 3 4 5
# Short-Description: does a thing
# Description:       does a thing,
#                    at length
### END INIT INFO
# Short-Description: not this
`;
    expect(parseScript(text)).toEqual({ hasHeader: true, description: 'does a thing', pidFile: null });
    expect(parseScript('#!/bin/sh\n')).toEqual({ hasHeader: false, description: null, pidFile: null });
  });

  it.each([
    ['PIDFILE=/run/a.pid', '/run/a.pid'],
    ['PIDFILE="/run/a.pid"  # there', '/run/a.pid'],
    ['NAME=thing\nPIDFILE=/run/$NAME.pid', '/run/thing.pid'],
    [`NAME=thing\nDIR=/run/\${NAME}\nPIDFILE="$DIR/pid"`, '/run/thing/pid'],
    ['# pidfile: /var/run/red.pid', '/var/run/red.pid'],
    ['PIDFILE=$(find_it)', null],
    ['PIDFILE=`find_it`', null],
    ['PIDFILE=/run/$UNSET.pid', null],
    ['NAME=$(hostname)\nPIDFILE=/run/$NAME.pid', null],
    ['PIDFILE=relative.pid', null],
    ['  PIDFILE=/in/a/branch.pid', null],
  ])('finds the pid file in %j', (text, pidFile) => expect(parseScript(text).pidFile).toBe(pidFile));
});
