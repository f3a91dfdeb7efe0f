import classes from './chart.module.css';

interface ChartTooltipProps {
  readonly shown: boolean;
  /** Says the place; asked only where there is one. */
  readonly title: () => string;
  /** What the drawing gives: a value by the number of its series. */
  readonly values: readonly { readonly dataKey?: unknown; readonly value?: unknown }[] | undefined;
  readonly series: readonly string[];
  readonly colours: readonly string[];
}

/** The values at one place of a drawing, the largest first. */
export function ChartTooltip({ shown, title, values, series, colours }: ChartTooltipProps) {
  const told = new Map<number, number>();
  for (const { dataKey, value } of values ?? []) {
    if (typeof value === 'number') told.set(Number(dataKey), value);
  }
  if (!shown || told.size === 0) return null;
  return (
    <div className={classes.tooltip}>
      <strong>{title()}</strong>
      {[...told]
        .toSorted(([, a], [, b]) => b - a)
        .map(([at, value]) => (
          <div key={at}>
            <i style={{ background: colours[at] }} aria-hidden />
            <span>{series[at]}</span>
            <b>{value.toLocaleString('en', { maximumFractionDigits: 6 })}</b>
          </div>
        ))}
    </div>
  );
}
