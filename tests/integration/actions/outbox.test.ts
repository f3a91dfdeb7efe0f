import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { BackOff } from '../../../electron/engine/alerts/actions/outbox/back-off.ts';
import { Outbox } from '../../../electron/engine/alerts/actions/outbox/outbox.ts';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { Delivery } from '../../../electron/shared/model/alert.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { anAction, sampleAlert } from '../../support/actions.ts';
import { type Certificate, issueCertificate, makeAuthority } from '../../support/receivers/certificates.ts';
import { answering, HttpsReceiver, type Received } from '../../support/receivers/https-receiver.ts';
import { Calls } from '../../support/signals.ts';
import { testStore } from '../../support/store.ts';
import { suiteFolder } from '../../support/temporary.ts';

const folder = suiteFolder();
let authority: Certificate;
let own: Certificate;

beforeAll(() => {
  authority = makeAuthority(folder());
  own = issueCertificate(folder(), 'own', 'DNS:localhost,IP:127.0.0.1');
});

const quick: BackOff = { waits: [30, 60, 100], tries: { none: 1, hour: 3, day: 5 } };

const hook = (id: string, receiver: HttpsReceiver, over: object = {}) =>
  anAction('webhook', {
    id,
    name: `Hook ${id}`,
    url: receiver.url(`/${id}`),
    authority: authority.certificateFile,
    ...over,
  });

/** An outbox over a real store, whose alerts the test makes. */
class Bench {
  readonly #test = testStore();
  readonly #changed = new Calls<null>();
  settings = emptySettings();
  outbox: Outbox;
  #fired = 0;

  constructor(readonly backOff = quick) {
    this.outbox = this.#open();
    onTestFinished(() => this.outbox.stop(0));
  }

  #open(): Outbox {
    const { store } = this.#test;
    return new Outbox({
      store,
      settings: () => this.settings,
      machine: { computer: 'workstation', id: '' },
      problem: (problem) => store.addProblem(problem, new Date().toISOString()),
      changed: () => this.#changed.add(null),
      timing: { backOff: this.backOff, limits: { answer: 2000 } },
    });
  }

  get store() {
    return this.#test.store;
  }
  get dataDir() {
    return this.#test.dataDir;
  }

  /** As a Tidemark that is ended and started again, over the same store. */
  async restart(): Promise<void> {
    await this.outbox.stop(0);
    this.outbox = this.#open();
    this.outbox.start();
  }

  use(...actions: readonly Action[]): void {
    const before = this.settings;
    this.settings = { ...before, alerts: { ...before.alerts, actions: [...actions] } };
    this.outbox.configured();
  }

  fire(...actions: readonly string[]): void {
    this.#fired += 1;
    const {
      id: _id,
      endedAt: _ended,
      read: _read,
      ...alert
    } = sampleAlert({ actions: [...actions], summary: `alert ${this.#fired}` });
    this.store.saveEvaluations([
      {
        ruleId: 'sudoers',
        condition: 'c',
        upTo: this.#fired,
        fired: [{ ...alert, firedAt: new Date().toISOString() }],
      },
    ]);
    this.outbox.look();
  }

  deliveries(): readonly Delivery[] {
    return [...this.store.deliveries.page({ limit: 1000 })].reverse();
  }

  /** Waits until the deliveries are so; each telling of a change is a look. */
  async until(what: string, is: (deliveries: readonly Delivery[]) => boolean): Promise<readonly Delivery[]> {
    const limit = Date.now() + 15_000;
    for (;;) {
      const now = this.deliveries();
      if (is(now)) return now;
      if (Date.now() > limit) throw new Error(`not so: ${what}: ${JSON.stringify(now.slice(0, 5))}`);
      await Promise.race([this.#changed.next(), new Promise((resolve) => setTimeout(resolve, 100))]);
    }
  }

  allAre(state: Delivery['state']) {
    return this.until(`all ${state}`, (all) => all.length > 0 && all.every((each) => each.state === state));
  }

  /** Waits until the problems of actions are told as they are. */
  async problems(is: (subjects: readonly string[]) => boolean) {
    for (let tries = 0; tries < 100; tries++) {
      const now = this.store.problems().filter(({ type }) => type === 'Actions');
      if (is(now.map(({ subject }) => subject))) return now;
      await Promise.race([this.#changed.next(), new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    throw new Error(`problems: ${JSON.stringify(this.store.problems())}`);
  }
}

const summaries = (received: readonly Received[]) =>
  received.map(({ body }) => (JSON.parse(body) as { readonly alert: { readonly summary: string } }).alert.summary);
const ids = (received: readonly Received[]) => received.map(({ headers }) => headers['webhook-id']);
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `alert ${n + 1}`);

describe('the outbox', () => {
  it('tries again what failed, under the same id, and what comes after it waits for it', async () => {
    const bench = new Bench();
    let answers = 0;
    const receiver = await HttpsReceiver.start(own, (response, received, request) =>
      answering(++answers <= 2 ? 500 : 200, 'said')(response, received, request),
    );
    bench.use(hook('a', receiver));
    for (let n = 0; n < 3; n++) bench.fire('a');
    const settled = await bench.allAre('delivered');
    const { seen } = receiver.received;
    expect(summaries(seen)).toEqual(['alert 1', 'alert 1', 'alert 1', 'alert 2', 'alert 3']);
    expect(new Set(ids(seen.slice(0, 3))).size).toBe(1);
    expect(new Set(ids(seen)).size).toBe(3);
    expect(settled[0]).toMatchObject({ attempts: 3, fault: '', output: 'said', nextAt: null });
    expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThanOrEqual(24);
  });

  it('hands over one at a time an action, in order, however many gathered while the receiver was away', async () => {
    const bench = new Bench({ ...quick, tries: { none: 1, hour: 1000, day: 1000 } });
    const receiver = await HttpsReceiver.start(own, answering(503));
    bench.use(hook('a', receiver));
    for (let n = 0; n < 150; n++) bench.fire('a');
    await receiver.received.next();
    // While it is away it is asked for the first alone.
    await receiver.received.next();
    expect(new Set(summaries(receiver.received.seen))).toEqual(new Set(['alert 1']));
    receiver.respond = answering(200);
    await bench.allAre('delivered');
    expect([...new Set(summaries(receiver.received.seen))]).toEqual(numbered(150));
    expect(receiver.mostAtOnce).toBe(1);
  });

  it('lets no slow receiver hold up another', async () => {
    const bench = new Bench();
    const slow = await HttpsReceiver.start(own, () => undefined);
    const quickly = await HttpsReceiver.start(own);
    bench.use(hook('slow', slow), hook('quick', quickly));
    for (let n = 0; n < 5; n++) bench.fire('slow', 'quick');
    await bench.until('the quick ones', (all) => all.filter(({ state }) => state === 'delivered').length === 5);
    expect(summaries(quickly.received.seen)).toEqual(numbered(5));
    expect(slow.received.seen).toHaveLength(1);
  });

  it('heeds what a receiver asks for with Retry-After', async () => {
    const bench = new Bench();
    let answers = 0;
    const receiver = await HttpsReceiver.start(own, (response, received, request) =>
      answering(++answers === 1 ? 429 : 200, '', { 'retry-after': '1' })(response, received, request),
    );
    bench.use(hook('a', receiver));
    bench.fire('a');
    await bench.allAre('delivered');
    const [first, second] = receiver.received.seen;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('gives up after many tries, tells it, and goes on when somebody says so', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own, answering(500));
    bench.use(hook('a', receiver));
    bench.fire('a');
    bench.fire('a');
    const dead = await bench.allAre('dead');
    expect(dead[0]).toMatchObject({ attempts: 5, fault: expect.stringContaining('answered 500'), nextAt: null });
    // What waited behind it shared its tries: it did not take a day more.
    expect(receiver.received.seen).toHaveLength(6);
    const [problem] = await bench.problems((subjects) => subjects.length === 1);
    expect(problem).toMatchObject({ kind: 'failed', subject: 'Hook a', message: expect.stringContaining('2 alerts') });

    receiver.respond = answering(200);
    const [first, second] = dead.map(({ id }) => id);
    bench.store.deliveries.retry([first ?? 0], Date.now());
    bench.outbox.decided();
    await bench.until('one delivered', (all) => all.some(({ state }) => state === 'delivered'));
    await bench.problems((subjects) => subjects.length === 1);
    bench.store.deliveries.discard([first ?? 0, second ?? 0]);
    bench.outbox.decided();
    await bench.problems((subjects) => subjects.length === 0);
    expect(bench.deliveries().map(({ state }) => state)).toEqual(['delivered']);
  });

  it('gives up at once what the receiver refuses for what it is, and goes on with the next', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own, (response, received, request) =>
      answering(received.body.includes('alert 1') ? 400 : 200, 'no')(response, received, request),
    );
    bench.use(hook('a', receiver));
    bench.fire('a');
    bench.fire('a');
    const settled = await bench.until('both settled', (all) => all.every(({ state }) => state !== 'waiting'));
    expect(settled.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['dead', 1],
      ['delivered', 2],
    ]);
    expect(receiver.received.seen).toHaveLength(2);
  });

  it('keeps what is for an action that is off, and gives up what is for one that is gone', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own);
    bench.use(hook('off', receiver, { enabled: false }));
    bench.fire('off', 'gone');
    const now = await bench.until('the gone one', (all) => all[1]?.state === 'dead');
    expect(now[1]?.fault).toBe(
      "The settings have no action 'gone' any more. Add it again and try this once more, or discard it.",
    );
    expect(now[0]).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(receiver.received.seen).toEqual([]);
    bench.use(hook('off', receiver));
    await bench.until('the other one', (all) => all[0]?.state === 'delivered');
    expect(summaries(receiver.received.seen)).toEqual(['alert 1']);
  });

  it('tries at once what waits for an action that was edited', async () => {
    const bench = new Bench({ ...quick, waits: [3600_000] });
    const wrong = await HttpsReceiver.start(own, answering(500));
    const right = await HttpsReceiver.start(own);
    bench.use(hook('a', wrong));
    bench.fire('a');
    await bench.until('the first try', ([first]) => first?.attempts === 1);
    bench.use(hook('a', right));
    await bench.allAre('delivered');
  });

  it('waits for a secret, says why, and stores it nowhere', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own, (response, { headers }) =>
      response.writeHead(500).end(`no ${headers.authorization}`),
    );
    bench.use(hook('a', receiver, { authorization: { kind: 'sealed', data: 'c2VhbGVk' } }));
    bench.fire('a');
    const [held] = await bench.until('the reason', ([first]) => first?.fault !== '');
    expect(held).toMatchObject({ state: 'waiting', attempts: 0, fault: expect.stringContaining('sealed') });
    const [problem] = await bench.problems((subjects) => subjects.length === 1);
    expect(problem).toMatchObject({ kind: 'unreadable', subject: 'Hook a' });
    expect(receiver.received.seen).toEqual([]);

    bench.outbox.secrets.open({ c2VhbGVk: 'Bearer sesame-open-now' });
    bench.outbox.released();
    await receiver.received.next();
    receiver.respond = (response, { headers }) => response.end(`yes ${headers.authorization}`);
    await bench.allAre('delivered');
    await bench.problems((subjects) => subjects.length === 0);
    expect(receiver.received.seen[0]?.headers.authorization).toBe('Bearer sesame-open-now');
    for (const name of readdirSync(bench.dataDir)) {
      expect(readFileSync(join(bench.dataDir, name)).includes('sesame')).toBe(false);
    }
  });

  it('sends again, under the same id, what was under way when it was ended', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own, () => undefined);
    bench.use(hook('a', receiver));
    bench.fire('a');
    await receiver.received.next();
    await bench.outbox.stop(0);
    expect(bench.deliveries()[0]).toMatchObject({ state: 'waiting', attempts: 0, fault: '' });
    receiver.respond = answering(200);
    await bench.restart();
    await bench.allAre('delivered');
    expect(new Set(ids(receiver.received.seen)).size).toBe(1);
  });

  it('parts what gathered for a chat by a second, as such services ask', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own);
    bench.use(hook('a', receiver, { template: 'slack' }));
    bench.fire('a');
    bench.fire('a');
    await bench.allAre('delivered');
    const [first, second] = receiver.received.seen;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it('ends, where it only collected, once what is due has gone', async () => {
    const bench = new Bench();
    let answers = 0;
    const receiver = await HttpsReceiver.start(own, (response, received, request) =>
      answering(++answers === 1 ? 500 : 200)(response, received, request),
    );
    bench.use(hook('a', receiver));
    for (let n = 0; n < 5; n++) bench.fire('a');
    await bench.outbox.drain(10_000);
    expect(new Set(bench.deliveries().map(({ state }) => state))).toEqual(new Set(['delivered']));
    const silent = await HttpsReceiver.start(own, () => undefined);
    bench.use(hook('a', silent));
    bench.fire('a');
    const started = Date.now();
    await bench.outbox.drain(300);
    expect(Date.now() - started).toBeLessThan(1500);
    expect(bench.deliveries().at(-1)?.state).toBe('waiting');
  });

  it('keeps what was delivered for two weeks, and what is dead until somebody decides', async () => {
    const bench = new Bench();
    const receiver = await HttpsReceiver.start(own);
    bench.use(hook('a', receiver));
    bench.fire('a', 'gone');
    await bench.until('both settled', (all) => all.every(({ state }) => state !== 'waiting'));
    const prune = (days: number) =>
      bench.store.prune({ days: null, contentTotal: 1e9, now: new Date(Date.now() + days * 86_400_000).toISOString() });
    prune(13);
    expect(bench.deliveries()).toHaveLength(2);
    prune(15);
    expect(bench.deliveries().map(({ state }) => state)).toEqual(['dead']);
  });
});
