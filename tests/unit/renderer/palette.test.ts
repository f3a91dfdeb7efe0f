import { describe, expect, test } from 'vitest';
import { dark, light, type Palette, paletteVariables } from '../../../renderer/app/palette.ts';

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test('contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

type Name = keyof Palette;
/** Which text stands on which grounds. */
const texts: readonly (readonly [Name, readonly Name[]])[] = [
  ['text', ['ground', 'surface', 'raised', 'accentSoft', 'addedSoft', 'removedSoft', 'addedMark', 'removedMark']],
  ['dim', ['ground', 'surface', 'raised', 'accentSoft']],
  ['accent', ['ground', 'surface', 'accentSoft']],
  ['onAccent', ['accent']],
  ['added', ['addedSoft']],
  ['modified', ['modifiedSoft']],
  ['removed', ['removedSoft', 'ground', 'surface']],
  ['codeString', ['surface']],
  ['codeValue', ['surface']],
  ['codeCall', ['surface']],
];
const hues: readonly Name[] = ['files', 'registry', 'software', 'services', 'daemons', 'machine'];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (_, palette) => {
  test.each(texts.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    'shows %s on %s at 4.5:1 or more',
    (text, ground) => {
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(hues)('shows the bars of %s at 3:1 or more', (hue) => {
    expect(contrast(palette[hue], palette.surface)).toBeGreaterThanOrEqual(3);
  });
});

test('colours reach the styles under their names', () => {
  expect(paletteVariables(light)['--tm-accent-soft']).toBe(light.accentSoft);
});
