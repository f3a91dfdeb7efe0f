import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cut, cutBytes } from '../../../electron/engine/alerts/actions/cut.ts';
import { backOff, waitAfter } from '../../../electron/engine/alerts/actions/outbox/back-off.ts';
import { Slots } from '../../../electron/engine/alerts/actions/outbox/slots.ts';
import { without } from '../../../electron/engine/alerts/actions/secrets.ts';
import { retryAfter } from '../../../electron/engine/alerts/actions/webhook/judge.ts';
import { keyBytes, signedHeaders } from '../../../electron/engine/alerts/actions/webhook/signature.ts';

describe('how long is waited after a try that failed', () => {
  const middle = () => 0.5;

  it('grows, and is an hour from the sixth try on', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 28].map((failures) => waitAfter(failures, 'day', backOff, middle));
    expect(waits.map((wait) => (wait ?? 0) / 1000)).toEqual([5, 30, 120, 600, 1800, 3600, 3600, 3600]);
  });

  it('ends after about a day, an hour, or at once', () => {
    const whole = (patience: 'day' | 'hour' | 'none') => {
      let total = 0;
      for (let failures = 1; ; failures++) {
        const wait = waitAfter(failures, patience, backOff, middle);
        if (wait === undefined) return total / 3600_000;
        total += wait;
      }
    };
    expect(whole('day')).toBeGreaterThan(23);
    expect(whole('day')).toBeLessThan(25);
    expect(whole('hour')).toBeGreaterThan(0.6);
    expect(whole('hour')).toBeLessThan(1);
    expect(whole('none')).toBe(0);
  });

  it('is a fifth more or less, so that many do not come at one moment', () => {
    expect(waitAfter(1, 'day', backOff, () => 0)).toBe(4000);
    expect(waitAfter(1, 'day', backOff, () => 1)).toBe(6000);
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-01-31T10:00:00Z');
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sat, 31 Jan 2026 10:02:00 GMT', 120_000],
    ['Sat, 31 Jan 2026 09:00:00 GMT', 0],
    ['99999999', 6 * 3600_000],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('%s is %s milliseconds', (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });
});

describe('a signature', () => {
  it('is the example of Standard Webhooks', () => {
    const key = keyBytes('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    if (!key) throw new Error('no key');
    const headers = signedHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      key,
      new Date(1614265330_000),
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('takes a key without a prefix as text', () => {
    const headers = signedHeaders('a', 'body', keyBytes('schlüssel') ?? null, new Date(1000));
    const digest = createHmac('sha256', 'schlüssel').update('a.1.body').digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${digest}`);
  });

  it('takes no key that says to be base64 and is none', () => {
    expect(keyBytes('whsec_')).toBeUndefined();
    expect(keyBytes('whsec_not base64!')).toBeUndefined();
  });
});

describe('text without secrets', () => {
  it('has none of them left: whole, in parts, in JSON and in addresses', () => {
    const secret = 'Bearer a"b c/d+e0123';
    const text = `${secret}; ${JSON.stringify({ secret })}; ${encodeURIComponent(secret)}; c/d+e0123 alone`;
    const cleared = without(text, [secret, null, '']);
    expect(cleared).not.toMatch(/e0123|Bearer/);
  });
});

describe('cut text', () => {
  it('never ends in half a letter', () => {
    expect(cut('\u{1f4a5}\u{1f4a5}', 3)).toBe('\u{1f4a5}…');
    expect(cut('\u{1f4a5}\u{1f4a5}\u{1f4a5}', 3)).toBe('\u{1f4a5}…');
    for (let most = 0; most <= 12; most++) {
      const part = cutBytes('aé漢\u{1f4a5}z', most);
      expect('aé漢\u{1f4a5}z'.startsWith(part)).toBe(true);
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(most);
    }
  });
});

describe('slots', () => {
  it('let so many of a kind work at once, in their order, and no kind wait for another', async () => {
    const slots = new Slots();
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const work = (name: string) => () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    };
    const all = Array.from({ length: 6 }, (_, n) => slots.within('file', work(`file ${n}`)));
    const other = slots.within('webhook', work('webhook'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual(['file 0', 'file 1', 'file 2', 'file 3', 'webhook']);
    ends[1]?.();
    await all[1];
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun.at(-1)).toBe('file 4');
    for (;;) {
      for (const end of ends.splice(0)) end();
      await new Promise((resolve) => setImmediate(resolve));
      if (ends.length === 0) break;
    }
    await Promise.all([...all, other]);
    expect(begun).toHaveLength(7);
  });

  it('give the place back of what failed', async () => {
    const slots = new Slots();
    const fail = () => slots.within('file', () => Promise.reject(new Error('no'))).catch(() => 'failed');
    expect(await Promise.all(Array.from({ length: 12 }, fail))).toEqual(Array(12).fill('failed'));
  });
});
