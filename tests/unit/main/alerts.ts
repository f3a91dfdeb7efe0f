import type { Alert } from '../../../electron/shared/model/alert.ts';

let lastId = 0;

/** An alert with what a test says of it. */
export function anAlert(part: Partial<Alert> = {}): Alert {
  lastId += 1;
  return {
    id: lastId,
    ruleId: 'start-up',
    rule: 'New start-up entry',
    severity: 'warning',
    why: 'What starts at login runs without being asked.',
    evaluation: 'change',
    firedAt: '2026-11-22T10:00:00.000Z',
    endedAt: null,
    summary: 'x.desktop was added',
    count: 1,
    rows: [],
    changeIds: [lastId],
    actions: ['desktop'],
    muted: false,
    read: false,
    ...part,
  };
}
