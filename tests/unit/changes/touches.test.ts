import { expect, it } from 'vitest';
import { withoutTouches } from '../../../electron/engine/changes/touches.ts';
import type { NewChange } from '../../../electron/shared/model/change.ts';

const moment = '2026-01-01T00:00:00.000Z';
const change = (key: string, ...fieldsChanged: string[]): NewChange => ({
  type: 'Files',
  key,
  name: key,
  category: 'Modified',
  noticedAt: moment,
  since: moment,
  how: 'live',
  fieldsChanged,
  before: {},
  after: {},
});

it('mutes only what changed in nothing but its times', () => {
  const changes = [
    change('/touched', 'modified'),
    change('/written', 'checksum', 'modified'),
    change('/chmod', 'mode'),
    { ...change('/added'), category: 'Added' as const },
    { ...change('/removed'), category: 'Removed' as const },
  ];
  expect(withoutTouches(changes).map(({ key }) => key)).toEqual(['/written', '/chmod', '/added', '/removed']);
});
