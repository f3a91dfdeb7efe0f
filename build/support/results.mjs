/**
 * What a runner counted, out of its JSON report.
 *
 * @typedef {object} Results
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures the names of what failed, one line each
 */

/** @param {readonly Results[]} all */
export function sum(all) {
  /** @type {Results} */
  const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      failures: [...a.failures, ...b.failures],
    }),
    none,
  );
}

/**
 * The line that everything reads.
 *
 * @param {Results} results
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly VitestFile[]} testResults
 */
/**
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status
 * @property {string} [message]
 * @property {readonly { fullName: string, status: string, failureMessages?: readonly string[] | null }[]} assertionResults
 */

/**
 * @param {VitestReport} report
 * @returns {Results}
 */
export function fromVitest(report) {
  // A file that can't even be loaded has no tests that could fail: it counts as one.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${firstLine(failureMessages?.[0])}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...tests, ...unloaded.map(({ name, message }) => `${name}: ${firstLine(message)}`)],
  };
}

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {readonly { message?: string }[]} errors those outside of any test
 * @property {readonly PlaywrightSuite[]} suites
 */
/**
 * @typedef {object} PlaywrightSuite
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {readonly { title: string, ok: boolean, file: string, tests: readonly { results: readonly { error?: { message?: string } }[] }[] }[]} specs
 */

/**
 * @param {PlaywrightReport} report
 * @returns {Results}
 */
export function fromPlaywright({ stats, errors, suites }) {
  const specs = suites.flatMap(allSpecs).filter(({ ok }) => !ok);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [
      ...specs.map(
        ({ file, title, tests }) => `${file}: ${title}: ${firstLine(tests[0]?.results.at(-1)?.error?.message)}`,
      ),
      ...errors.map(({ message }) => firstLine(message)),
    ],
  };
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSuite['specs']} */
const allSpecs = ({ specs, suites = [] }) => [...specs, ...suites.flatMap(allSpecs)];

/** @param {string | undefined} text */
const firstLine = (text) => text?.split('\n').find((line) => line.trim() !== '') ?? 'no message';
