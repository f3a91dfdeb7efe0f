/**
 * `npm test [-- KIND…]`: everything that is tested, or the kinds that are named, with whatever that needs: a display, a
 * session bus and a notification service are started by the desktop tests themselves. The last line on standard output
 * is `N passed, N failed`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { prepareWithElectron } from './prepare.mjs';
import { foreground } from './support/foreground.mjs';
import { inRoot, root } from './support/paths.mjs';
import { closingLine, fromPlaywright, fromVitest, sum } from './support/results.mjs';
import { Advice, runMain, say } from './support/say.mjs';

const kinds = /** @type {const} */ (['unit', 'integration', 'machine', 'windows', 'desktop']);
/** @typedef {typeof kinds[number]} Kind */

/** @type {ReadonlySet<Kind>} */
const needRoot = new Set(['integration', 'machine']);

const reports = inRoot('test-results', 'reports');

await runMain(async () => {
  const chosen = choose(process.argv.slice(2));
  const asRoot = chosen.filter((kind) => needRoot.has(kind));
  if (asRoot.length > 0 && process.platform === 'linux' && process.getuid?.() !== 0) {
    throw new Advice(
      `The ${asRoot.join(' and ')} tests mount, boot machines and become other users, so they need root. ` +
        'Run npm test as root, or what does without: npm test -- unit desktop',
    );
  }
  const runtime = await prepareWithElectron('tests');
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const { allParts, bundle } = await import('./support/bundle.mjs');
  await bundle(allParts);
  if (chosen.includes('desktop')) {
    const { sandboxSwitches } = await import('./electron/sandbox.mjs');
    // What it lacks is said at once, and not by every test.
    sandboxSwitches(runtime);
    const { makePackages } = await import('./package.mjs');
    await makePackages(runtime);
  }
  const results = [];
  for (const together of [chosen.filter((kind) => kind !== 'desktop'), chosen.filter((kind) => kind === 'desktop')]) {
    if (together.length > 0) results.push(await runKinds(together));
  }
  const all = sum(results);
  if (all.failures.length > 0) {
    say(`\nFailed:\n${all.failures.map((failure) => `  ${failure}`).join('\n')}`);
  }
  process.stdout.write(`\n${closingLine(all)}\n`);
  return all.failed > 0 || all.passed === 0 ? 1 : 0;
});

/** @param {readonly string[]} named */
function choose(named) {
  const unknown = named.find((name) => !kinds.some((kind) => kind === name));
  if (unknown !== undefined) {
    throw new Advice(`There is no kind of test called ${unknown}. There are: ${kinds.join(', ')}.`);
  }
  return kinds.filter((kind) => (named.length === 0 || named.includes(kind)) && existsSync(inRoot('tests', kind)));
}

/**
 * Runs kinds that go side by side: those without a window by Vitest, `desktop` by Playwright.
 *
 * @param {readonly Kind[]} kinds
 */
async function runKinds(kinds) {
  const isDesktop = kinds.includes('desktop');
  const report = inRoot('test-results', 'reports', isDesktop ? 'desktop.json' : 'without-window.json');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  say(`\n${kinds.join(', ')} tests`);
  const status = await foreground(process.execPath, isDesktop ? playwright() : vitest(kinds, report), env);
  const results = existsSync(report) ? read(report, isDesktop) : undefined;
  // A runner that failed without a test that did, fell over itself.
  if (results === undefined || (status !== 0 && results.failed === 0)) {
    const failure = `${kinds.join(', ')}: the runner ended with ${status}${results === undefined ? ' and left no report' : ''}`;
    return sum([results ?? sum([]), { passed: 0, failed: 1, skipped: 0, failures: [failure] }]);
  }
  return results;
}

/**
 * @param {readonly Kind[]} kinds
 * @param {string} report
 */
function vitest(kinds, report) {
  return [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...['--config', inRoot('build', 'vitest.config.ts'), ...kinds.flatMap((kind) => ['--project', kind])],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ];
}

function playwright() {
  return [
    inRoot('node_modules', '@playwright', 'test', 'cli.js'),
    'test',
    ...['--config', inRoot('build', 'playwright.config.ts'), '--reporter=list,json'],
  ];
}

/**
 * @param {string} report
 * @param {boolean} isDesktop
 */
function read(report, isDesktop) {
  const parsed = JSON.parse(readFileSync(report, 'utf8'));
  const results = isDesktop ? fromPlaywright(parsed) : fromVitest(parsed);
  return { ...results, failures: results.failures.map((failure) => failure.replace(`${root}/`, '')) };
}
