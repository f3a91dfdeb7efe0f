import { useState } from 'react';
import type { Timeline } from '../../../electron/shared/contract/queries.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { type ItemType, itemTypes } from '../../../electron/shared/model/item.ts';
import { BarChart, type ChartBar } from '../../components/bar-chart.tsx';
import { shortDay, span } from '../../words/time.ts';
import { gapWords, typeColours, typeNames } from '../../words/values.ts';
import classes from './changes.module.css';
import { type Stretch, ticksOf } from './period.ts';
import type { View } from './view.ts';

interface TimelineCardProps {
  readonly timeline: Timeline | undefined;
  readonly stretch: Stretch;
  readonly now: Date;
  readonly selected: View['span'];
  /** The types that are tracked: the legend names them even while nothing happened. */
  readonly types: readonly ItemType[] | undefined;
  readonly onSelect: (span: View['span']) => void;
}

/** How many changes there were when, by type, and when there was nobody to see any. */
export function TimelineCard({ timeline, stretch, now, selected, types, onSelect }: TimelineCardProps) {
  const [pointed, setPointed] = useState<ChartBar | null>(null);
  const bars = (timeline?.bars ?? []).map(({ from, counts }): ChartBar => {
    const until = new Date(Date.parse(from) + stretch.step).toISOString();
    const parts = itemTypes.flatMap((type) => {
      const count = counts[type] ?? 0;
      return count === 0 ? [] : [{ name: typeNames[type].many, colour: typeColours[type], count }];
    });
    const total = parts.reduce((sum, part) => sum + part.count, 0);
    const kinds = parts.map((part) => `${part.name} ${part.count}`).join(', ');
    return { from, until, parts, total, label: `${span(from, until, now)} · ${kinds}` };
  });
  const total = bars.reduce((sum, bar) => sum + bar.total, 0);
  const legend = itemTypes.filter(
    (type) => types?.includes(type) || bars.some((bar) => bar.parts.some((part) => part.name === typeNames[type].many)),
  );
  const gaps = (timeline?.gaps ?? []).map((gap) => ({
    from: gap.from,
    until: gap.to ?? now.toISOString(),
    label: gapWords[gap.reason],
  }));
  return (
    <section className={classes.card} aria-label="Changes over time">
      <div className={classes.legend}>
        {legend.map((type) => (
          <span key={type}>
            <span className={classes.swatch} style={{ background: typeColours[type] }} />
            {typeNames[type].many}
          </span>
        ))}
        <span className={classes.readout}>
          {pointed?.label ??
            `${shortDay(stretch.since, now)} – ${shortDay(new Date(Math.min(now.getTime(), Date.parse(stretch.until))).toISOString(), now)}`}
        </span>
      </div>
      <BarChart
        label={`${counted(total, 'change')} from ${shortDay(stretch.since, now)} to ${shortDay(now.toISOString(), now)}`}
        bars={bars}
        gaps={gaps}
        ticks={ticksOf(stretch, now)}
        since={stretch.since}
        until={stretch.until}
        selected={selected?.since ?? null}
        onPoint={setPointed}
        onSelect={(bar) => onSelect(bar && { since: bar.from, until: bar.until })}
      />
    </section>
  );
}
