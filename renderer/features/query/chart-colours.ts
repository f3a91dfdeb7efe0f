import { typeColours } from '../../words/values.ts';

const meant: Readonly<Record<string, string>> = {
  ...typeColours,
  Added: 'var(--tm-added)',
  Modified: 'var(--tm-modified)',
  Removed: 'var(--tm-removed)',
};

/** Hues for series that mean nothing in particular, as far from each other as the palette allows. */
const others = ['accent', 'software', 'daemons', 'services', 'registry', 'machine', 'modified', 'added'].map(
  (name) => `var(--tm-${name})`,
);

/** The colour of each series: a type and a category has its own everywhere, the others one of what is left. */
export function seriesColours(series: readonly string[]): readonly string[] {
  const taken = new Set(series.flatMap((name) => meant[name] ?? []));
  const free = others.filter(
    (colour) => !taken.has(colour) && !(colour === 'var(--tm-accent)' && taken.has('var(--tm-files)')),
  );
  let next = 0;
  return series.map((name) => {
    const colour = meant[name];
    if (colour !== undefined) return colour;
    next += 1;
    return free[(next - 1) % Math.max(1, free.length)] ?? 'var(--tm-accent)';
  });
}
