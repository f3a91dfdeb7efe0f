/** The lines of the ground of a drawing that lead across it. */
export const gridLine = 'var(--tm-line)';
/** The words of an axis. */
export const axisText = { fontSize: 11, fill: 'var(--tm-dim)' } as const;

/** A number at an axis: short where it is large. */
export const axisNumber = (value: number): string =>
  value.toLocaleString('en', {
    notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard',
    maximumFractionDigits: 2,
  });
