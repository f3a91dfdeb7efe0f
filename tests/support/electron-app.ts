import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { resolveElectron } from '../../build/electron/resolve.mjs';
import { root } from '../../build/support/paths.mjs';
import { type DesktopSession, startDesktopSession } from './desktop-session.ts';
import { endProgram, startProgram } from './processes.ts';

export { expect } from '@playwright/test';

/** What an application is started with: its own folders, and what else the test wants to say. */
export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the program that starts Electron's, with the same arguments; Electron's itself unless it is said. */
  readonly startedBy?: (executable: string) => Promise<string>;
}

/** The built application, running. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  /** The window, with its page loaded and its bridge there. */
  readonly page: Page;
}

/** A packaged application, running: main can't be inspected in it, its window can. */
export interface RunningPackage {
  readonly page: Page;
  /** Ends it and answers when it is gone. */
  close(): Promise<void>;
}

interface Fixtures {
  /** A folder of the test's own, removed afterwards. */
  readonly folder: string;
  /** Starts the built application on the test's folder; what still runs when the test ends is ended. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
  /** Starts the built application once more on the same folder, while it runs; gives the exit status of that start. */
  readonly startAgain: () => Promise<number | null>;
  /** Starts a packaged application's executable likewise. */
  readonly launchPackage: (executable: string, options?: LaunchOptions) => Promise<RunningPackage>;
}

interface WorkerFixtures {
  readonly desktop: DesktopSession;
}

const isRoot = process.getuid?.() === 0;

export const test = base.extend<Fixtures, WorkerFixtures>({
  desktop: [
    // Playwright reads off this pattern what a fixture needs, so there must be one.
    async ({ playwright: _ }, use) => {
      const session = await startDesktopSession();
      await use(session);
      await session.stop();
    },
    { scope: 'worker' },
  ],

  folder: async ({ playwright: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-test-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  launch: async ({ desktop, folder }, use) => {
    const running: ElectronApplication[] = [];
    await use(async ({ args = [], env = {}, startedBy } = {}) => {
      const { executable } = await resolveElectron();
      const app = await electron.launch({
        executablePath: (await startedBy?.(executable)) ?? executable,
        // As root Chromium's sandbox refuses to run; otherwise it is tested with the rest.
        chromiumSandbox: !isRoot,
        args: [root, `--data=${join(folder, 'data')}`, ...args],
        env: { ...desktop.env, ...env },
      });
      running.push(app);
      return { electron: app, page: await ready(await app.firstWindow()) };
    });
    await Promise.all(running.map((app) => app.close()));
  },

  startAgain: async ({ desktop, folder }, use) => {
    await use(async () => {
      const { executable } = await resolveElectron();
      const args = [...(isRoot ? ['--no-sandbox'] : []), root, `--data=${join(folder, 'data')}`];
      const again = await startProgram(executable, args, { env: desktop.env, stdio: 'ignore' });
      return new Promise((resolve) => again.once('exit', (status) => resolve(status)));
    });
  },

  launchPackage: async ({ desktop, folder }, use) => {
    const running: RunningPackage[] = [];
    await use(async (executable, { args = [], env = {} } = {}) => {
      const app = await startPackage(executable, [`--data=${join(folder, 'data')}`, ...args], {
        ...desktop.env,
        ...env,
      });
      running.push(app);
      return app;
    });
    await Promise.all(running.map((app) => app.close()));
  },
});

/** A page that can be used: it is Tidemark's own, and its first screen stands. */
async function ready(page: Page): Promise<Page> {
  await page.waitForURL('app://tidemark/**');
  await page.getByRole('navigation').waitFor();
  return page;
}

/** Its fuses let nobody inspect a package's main process, so the window is driven by Chromium's own protocol. */
async function startPackage(
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<RunningPackage> {
  const child = await startProgram(
    executable,
    ['--remote-debugging-port=0', ...(isRoot ? ['--no-sandbox'] : []), ...args],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const end = () => endProgram(child);
  try {
    const browser = await chromium.connectOverCDP(await devToolsAddress(child.stderr));
    const [context] = browser.contexts();
    if (context === undefined) {
      throw new Error('The application has no browser context.');
    }
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await ready(page);
    return { page, close: () => browser.close().then(end) };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Chromium says where it listens on standard error, once it does; everything else there is passed over. */
function devToolsAddress(stream: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /^DevTools listening on (ws:\S+)$/m.exec(said)?.[1];
      if (address !== undefined) {
        resolve(address);
      }
    });
    stream?.once('close', () => reject(new Error(`The application ended before its window came up:\n${said}`)));
  });
}
