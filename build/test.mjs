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
  for (const kind of chosen) {
    results.push(await runKind(kind));
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

/** @param {Kind} kind */
async function runKind(kind) {
  const report = inRoot('test-results', 'reports', `${kind}.json`);
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  say(`\n${kind} tests`);
  const status = await foreground(process.execPath, kind === 'desktop' ? playwright() : vitest(kind, report), env);
  const results = read(kind, report);
  // A runner that failed without a test that did, fell over itself.
  if (results === undefined || (status !== 0 && results.failed === 0)) {
    const failure = `${kind}: the runner ended with ${status}${results === undefined ? ' and left no report' : ''}`;
    return sum([results ?? sum([]), { passed: 0, failed: 1, skipped: 0, failures: [failure] }]);
  }
  return results;
}

/**
 * @param {Kind} kind
 * @param {string} report
 */
function vitest(kind, report) {
  return [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    // Also its parts, which have the kind's name and their own behind it
    ...['--config', inRoot('build', 'vitest.config.ts'), '--project', kind, '--project', `${kind}-*`],
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
 * @param {Kind} kind
 * @param {string} report
 */
function read(kind, report) {
  if (!existsSync(report)) {
    return undefined;
  }
  const parsed = JSON.parse(readFileSync(report, 'utf8'));
  const results = kind === 'desktop' ? fromPlaywright(parsed) : fromVitest(parsed);
  return { ...results, failures: results.failures.map((failure) => failure.replace(`${root}/`, '')) };
}
