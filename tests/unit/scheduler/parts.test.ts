import { expect, it } from 'vitest';
import { trackingPart } from '../../../electron/engine/scheduler/parts.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';

it('looks at files anew when they are to be hashed otherwise, and at nothing else', () => {
  const [before, after] = ['sha256', 'md5'].map((hash) => settingsSchema.parse({ tracking: { hash } }));
  if (before === undefined || after === undefined) throw new Error('both were parsed');
  const differs = (['Files', 'Software', 'Daemons', 'Machine'] as const).filter(
    (type) => trackingPart(before, type) !== trackingPart(after, type),
  );
  expect(differs).toEqual(['Files']);
});
