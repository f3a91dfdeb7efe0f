import { describe, expect, it } from 'vitest';
import type { Witness } from '../../../../electron/engine/explain/types.ts';
import { Touches } from '../../../../electron/engine/explain/who/touches.ts';

const witness = (
  program: string,
  pid = 1,
  more: Partial<Witness['actor']> = {},
  manager: string | null = null,
): Witness => ({
  actor: { pid, program, uid: 0, user: 'root', loginUser: null, ...more },
  manager,
});
const vim = witness('/usr/bin/vim');

describe('who touched a path', () => {
  it('is the one who alone did between two moments', () => {
    const touches = new Touches(10);
    touches.add('/a', vim, 100);
    touches.add('/a', witness('/usr/bin/cp'), 300);
    expect(touches.of('/a', 50, 200)).toBe(vim);
    expect(touches.of('/a', 200, 400)?.actor.program).toBe('/usr/bin/cp');
    expect(touches.of('/a', 50, 400)).toBeUndefined();
    expect(touches.of('/a', 150, 250)).toBeUndefined();
    expect(touches.of('/b', 50, 400)).toBeUndefined();
  });

  it('is one where it was several processes of the same program, user and login user: the last of them', () => {
    const touches = new Touches(10);
    touches.add('/a', witness('/usr/bin/vim', 1), 100);
    touches.add('/a', witness('/usr/bin/vim', 2), 200);
    expect(touches.of('/a', 0, 300)?.actor.pid).toBe(2);
  });

  it.each([
    ['user', witness('/usr/bin/vim', 1, { uid: 1000 })],
    ['login user', witness('/usr/bin/vim', 1, { loginUser: 'alice' })],
    ['package manager', witness('/usr/bin/vim', 1, {}, 'dpkg')],
  ])('is not known where they were of another %s', (_, other) => {
    const touches = new Touches(10);
    touches.add('/a', vim, 100);
    touches.add('/a', other, 200);
    expect(touches.of('/a', 0, 300)).toBeUndefined();
  });

  it('is not known where one of them is not', () => {
    const touches = new Touches(10);
    touches.add('/a', null, 100);
    touches.add('/a', vim, 200);
    expect(touches.of('/a', 0, 300)).toBeUndefined();
    expect(touches.of('/a', 150, 300)).toBe(vim);
  });

  it('is not known of a time in which something was missed', () => {
    const touches = new Touches(10);
    touches.add('/a', vim, 100);
    touches.missed(150, 200);
    expect(touches.of('/a', 50, 149)).toBe(vim);
    expect(touches.of('/a', 50, 150)).toBeUndefined();
    touches.add('/a', vim, 300);
    expect(touches.of('/a', 200, 400)).toBeUndefined();
    expect(touches.of('/a', 201, 400)).toBe(vim);
  });

  it('is not known of a time of which something was forgotten', () => {
    const touches = new Touches(2);
    touches.add('/a', vim, 100);
    touches.add('/b', vim, 200);
    touches.add('/a', vim, 300);
    touches.add('/c', vim, 400);
    expect(touches.paths).toBe(2);
    expect(touches.of('/c', 201, 500)).toBe(vim);
    expect(touches.of('/a', 201, 500)).toBe(vim);
    expect(touches.of('/a', 200, 500)).toBeUndefined();
    for (let at = 1000; at < 1200; at += 1) touches.missed(at, at);
    expect(touches.of('/c', 500, 600)).toBeUndefined();
  });
});
