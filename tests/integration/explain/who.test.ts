import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Who } from '../../../electron/engine/explain/types.ts';
import { createWho } from '../../../electron/engine/explain/who/index.ts';
import { DpkgRoot } from '../../support/dpkg.ts';
import { asNobody } from '../../support/nobody.ts';
import { mayAdministrate, Shell } from '../../support/shell.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const isAllowed = process.platform === 'linux' && mayAdministrate(readFileSync('/proc/self/status', 'utf8'));

let who: Who;
let folder: string;
let since: string;
const shells: Shell[] = [];

const shell = (options?: { readonly uid?: number }) => {
  const made = new Shell(options);
  shells.push(made);
  return made;
};

/** What happens within so long (milliseconds) after a change has a part in it. */
const afterwards = 100;
const settled = afterwards + 20;

async function listening(options: Parameters<typeof createWho>[0] = {}): Promise<void> {
  who = createWho({ afterwards, ...options });
  who.configure(true);
  who.armed(folder);
  since = new Date().toISOString();
}

beforeEach(() => {
  folder = temporaryFolder();
  chmodSync(folder, 0o777);
});

afterEach(async () => {
  await Promise.all(shells.splice(0).map((each) => each.end()));
  await who.close();
});

const path = (name: string) => join(folder, name);
const actorOf = (name: string) => who.actorOf(path(name), since, new Date().toISOString());

describe.skipIf(!isAllowed)('who changes files', () => {
  it('is a process, with its program, its account and who had signed in', async () => {
    await listening();
    const [root, nobody] = [shell(), shell({ uid: 65534 })];
    await root.run(`echo x > ${path('one')}`);
    await nobody.run(`echo x > ${path('two')}`);
    const login = readFileSync('/proc/self/loginuid', 'utf8');
    expect(actorOf('one')).toEqual({
      manager: null,
      actor: {
        pid: root.pid,
        program: readlinkSync(`/proc/${root.pid}/exe`),
        uid: 0,
        user: 'root',
        loginUser: login === '4294967295' ? null : expect.any(String),
      },
    });
    expect(actorOf('two')?.actor).toMatchObject({ pid: nobody.pid, uid: 65534, user: 'nobody' });
    expect(actorOf('three')).toBeNull();
  });

  it('is seen of whatever is done to a file', async () => {
    await listening();
    for (const name of ['attributes', 'moved', 'gone', 'link']) writeFileSync(path(name), 'x');
    await wait(settled);
    since = new Date().toISOString();
    // Builtins of a process that stays: programs that end at once are often gone when they are asked for.
    const perl = spawn('perl', ['-ne', 'eval; print "done\\n"; $| = 1'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const answers = createInterface({ input: perl.stdout })[Symbol.asyncIterator]();
    const steps = {
      attributes: `chmod 0600, "${path('attributes')}"`,
      moved: `rename "${path('moved')}", "${path('new')}"`,
      new: '1',
      gone: `unlink "${path('gone')}"`,
      symlink: `symlink "x", "${path('symlink')}"`,
      folder: `mkdir "${path('folder')}"`,
    };
    perl.stdin.write('$| = 1\n');
    await answers.next();
    for (const step of Object.values(steps)) {
      perl.stdin.write(`${step}\n`);
      await answers.next();
    }
    for (const name of Object.keys(steps)) expect([name, actorOf(name)?.actor.pid]).toEqual([name, perl.pid]);
    const ended = once(perl, 'exit');
    perl.stdin.end();
    await ended;
  });

  it('is unknown where it was more than one, or one too many names of a file', async () => {
    await listening();
    const [root, nobody] = [shell(), shell({ uid: 65534 })];
    await root.run(`echo x > ${path('both')}; chmod 666 ${path('both')}`);
    await nobody.run(`echo y >> ${path('both')}`);
    await root.run(`echo x > ${path('alone')}`);
    expect(actorOf('both')).toBeNull();
    expect(actorOf('alone')?.actor.pid).toBe(root.pid);
    linkSync(path('alone'), path('second name'));
    expect(actorOf('alone')).toBeNull();
  });

  it('is unknown before the folder was listened to, and in one that is not', async () => {
    who = createWho({ afterwards });
    who.configure(true);
    since = new Date().toISOString();
    const root = shell();
    await root.run('true');
    who.armed(folder);
    mkdirSync(path('below'));
    await root.run(`echo x > ${path('early')}; echo x > ${path('below/file')}`);
    expect(actorOf('early')).toBeNull();
    expect(actorOf('below/file')).toBeNull();
  });

  it('is never another one than it was, and where it ended at once often unknown', async () => {
    await listening();
    const root = shell();
    await root.run(`for i in {1..20}; do cp /etc/hostname ${path('copy')}-$i; ln -s x ${path('link')}-$i; done`);
    const programs = Array.from({ length: 20 }, (_, index) => [
      ['cp', actorOf(`copy-${index + 1}`)?.actor.program],
      ['ln', actorOf(`link-${index + 1}`)?.actor.program],
    ]).flat();
    for (const [program, seen] of programs) expect([undefined, program, `/usr/bin/${program}`]).toContain(seen);
  });

  it('is told of names that are no text', async () => {
    await listening();
    const root = shell();
    await root.run(`echo x > $'${folder}/caf\\xe9'`);
    expect(actorOf('caf\\xE9')?.actor.pid).toBe(root.pid);
  });

  it('is of a package manager’s where dpkg started it', async () => {
    const root = await DpkgRoot.create();
    await listening();
    const file = await root.build({
      name: 'tidemark-script',
      version: '1',
      // The shell lives on for a moment, as scripts of packages do.
      scripts: { postinst: `echo x > ${path('by-script')}\nsleep 0.1` },
    });
    await root.dpkg('-i', file);
    expect(actorOf('by-script')).toMatchObject({ manager: 'dpkg', actor: { uid: 0, user: 'root' } });
    await root.remove();
  });

  it('is unknown while more happens than the kernel holds, and known again afterwards', async () => {
    // In memory, where thousands of files are made at once.
    folder = mkdtempSync('/dev/shm/tidemark-test-');
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await listening();
    const most = Number(readFileSync('/proc/sys/fs/fanotify/max_queued_events', 'utf8'));
    const root = shell();
    await root.run(`echo x > ${path('before')}`);
    expect(actorOf('before')?.actor.pid).toBe(root.pid);
    // This process is held up meanwhile, so that it hears nothing.
    execFileSync('perl', [
      '-e',
      'for (1..$ARGV[1]) { open(F, ">", "$ARGV[0]/many-$_"); close F }',
      folder,
      String(most + 10),
    ]);
    expect(actorOf('many-1')).toBeNull();
    expect(actorOf('before')).toBeNull();
    await wait(settled);
    since = new Date().toISOString();
    await root.run(`echo x > ${path('after')}`);
    expect(actorOf('after')?.actor.pid).toBe(root.pid);
  });

  it('stays known of what happened in a folder that is gone, and is told of the one that took its place', async () => {
    mkdirSync(path('below'));
    folder = path('below');
    await listening();
    const root = shell();
    await root.run(`echo x > ${path('file')}`);
    expect(actorOf('file')?.actor.pid).toBe(root.pid);
    renameSync(folder, `${folder}-moved`);
    who.gone(folder);
    expect(actorOf('file')?.actor.pid).toBe(root.pid);
    mkdirSync(folder);
    who.armed(folder);
    expect(actorOf('file')).toBeNull();
    rmSync(`${folder}-moved`, { recursive: true });
  });

  it('is looked at only while it is asked for', async () => {
    await listening();
    const root = shell();
    who.configure(false);
    await root.run(`echo x > ${path('unseen')}`);
    expect(actorOf('unseen')).toBeNull();
    who.configure(true);
    await wait(settled);
    since = new Date().toISOString();
    await root.run(`echo x > ${path('seen')}`);
    expect(actorOf('seen')?.actor.pid).toBe(root.pid);
    expect(who.problems()).toEqual([]);
  });

  it('is told by when a process was started where the kernel gives no descriptors of processes', async () => {
    const root = shell();
    await root.run('true');
    await listening({ descriptors: false });
    // Something has to have been heard since the shell was started, which is known to hundredths of a second.
    await wait(50);
    writeFileSync(path('heard'), 'x');
    await wait(50);
    await root.run(`echo x > ${path('old')}`);
    expect(actorOf('old')?.actor.pid).toBe(root.pid);
  });

  it('leaves nothing open behind', async () => {
    const open = () =>
      readdirSync('/proc/self/fd').filter((each) => {
        try {
          return /fanotify|eventfd|pidfd/.test(readlinkSync(`/proc/self/fd/${each}`));
        } catch {
          return false;
        }
      }).length;
    const before = open();
    await listening();
    const root = shell();
    await root.run(`for i in {1..50}; do echo x > ${path('file')}-$i; done`);
    expect(actorOf('file-50')?.actor.pid).toBe(root.pid);
    await who.close();
    expect(open()).toBe(before);
    expect(actorOf('file-50')).toBeNull();
  });
});

describe.skipIf(userInfo().uid !== 0)('without the rights', () => {
  it('nobody is seen, and that is said', () => {
    asNobody();
    who = createWho();
    expect(who.problems()).toEqual([]);
    who.configure(true);
    who.armed(folder);
    expect(who.problems()).toMatchObject([{ type: 'Explanations', kind: 'note', subject: 'fanotify' }]);
    expect(who.problems()[0]?.advice).toContain('as root');
    since = new Date().toISOString();
    expect(actorOf('any')).toBeNull();
    who.configure(false);
    expect(who.problems()).toEqual([]);
  });
});
