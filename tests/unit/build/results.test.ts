import { expect, test } from 'vitest';
import { closingLine, fromPlaywright, fromVitest, sum } from '../../../build/support/results.mjs';

test('counts Vitest’s tests and names what failed', () => {
  const results = fromVitest({
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      {
        name: '/clone/tests/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'adds', status: 'passed' },
          { fullName: 'divides', status: 'failed', failureMessages: ['Error: expected 1\nto be 2\n    at here'] },
        ],
      },
    ],
  });
  expect(results).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
    failures: ['/clone/tests/a.test.ts: divides: Error: expected 1'],
  });
});

test('a file of Vitest’s that can’t be loaded counts as a failure', () => {
  const results = fromVitest({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] }],
  });
  expect(results).toMatchObject({ failed: 1, failures: ['b.test.ts: Cannot find module'] });
});

test('counts Playwright’s tests in nested suites, and errors outside of them', () => {
  const results = fromPlaywright({
    stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 },
    errors: [{ message: 'no browser' }],
    suites: [
      {
        specs: [],
        suites: [
          {
            specs: [
              {
                title: 'opens',
                ok: false,
                file: 'w.spec.ts',
                tests: [{ results: [{ error: { message: 'closed' } }] }],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(results).toEqual({ passed: 4, failed: 2, skipped: 2, failures: ['w.spec.ts: opens: closed', 'no browser'] });
});

test('sums up into the closing line', () => {
  const one = { passed: 2, failed: 0, skipped: 0, failures: [] };
  expect(closingLine(sum([one, one]))).toBe('4 passed, 0 failed');
  expect(closingLine({ ...one, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped');
});
