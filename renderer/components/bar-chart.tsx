import { useElementSize } from '@mantine/hooks';
import { useId } from 'react';
import { BarButtons } from './bar-buttons.tsx';
import classes from './bar-chart.module.css';
import { barHeights, layGaps, scaleOf } from './bar-layout.ts';

/** One bar: what it counts, stacked, and its words. */
export interface ChartBar {
  readonly from: string;
  readonly until: string;
  readonly parts: readonly { readonly name: string; readonly colour: string; readonly count: number }[];
  readonly total: number;
  readonly label: string;
}

interface BarChartProps {
  /** What the chart says, for those who can't see it. */
  readonly label: string;
  readonly bars: readonly ChartBar[];
  /** Times of which nothing is known: hatched, with the word why. */
  readonly gaps: readonly { readonly from: string; readonly until: string; readonly label: string }[];
  readonly ticks: readonly { readonly at: string; readonly label: string }[];
  readonly since: string;
  readonly until: string;
  /** The start of the bar that is picked. */
  readonly selected: string | null;
  readonly onPoint: (bar: ChartBar | null) => void;
  readonly onSelect: (bar: ChartBar | null) => void;
}

const height = 68;
const axis = 20;

/** Stacked bars over time: a drawing, with a button laid over each bar. */
export function BarChart({ label, bars, gaps, ticks, since, until, selected, onPoint, onSelect }: BarChartProps) {
  const { ref, width } = useElementSize();
  const hatch = useId();
  const x = scaleOf(since, until, width);
  const slot = bars.length > 0 ? width / bars.length : 0;
  const barWidth = Math.max(2, Math.min(11, slot - 3));
  const most = Math.max(0, ...bars.map((bar) => bar.total));
  const filled = bars.filter((bar) => bar.total > 0);

  return (
    <div ref={ref} className={classes.chart}>
      <svg width={width} height={height + axis} role="img" aria-label={label}>
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="7" className={classes.hatch} />
          </pattern>
        </defs>
        {layGaps(gaps, x).map((gap) => (
          <g key={`${gap.left} ${gap.label}`}>
            <title>{gap.label}</title>
            <rect x={gap.left} y={0} width={gap.width} height={height} rx={3} fill={`url(#${hatch})`} />
            {gap.width > gap.label.length * 6.2 + 12 && (
              <text x={gap.left + gap.width / 2} y={height / 2 + 4} className={classes.gap}>
                {gap.label}
              </text>
            )}
          </g>
        ))}
        <line x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} className={classes.base} />
        {ticks.map((tick) => (
          <text key={tick.at} x={x(tick.at)} y={height + 16} className={classes.tick}>
            {x(tick.at) < width - 30 ? tick.label : ''}
          </text>
        ))}
        {filled.map((bar) => (
          <g key={bar.from} className={classes.bar} data-faded={selected !== null && bar.from !== selected}>
            {barHeights(bar.parts, most, height).map((part) => (
              <rect
                key={part.name}
                x={x(bar.from) + (slot - barWidth) / 2}
                y={part.top}
                width={barWidth}
                height={part.height}
                rx={Math.min(2, part.height / 2)}
                fill={part.colour}
              />
            ))}
          </g>
        ))}
      </svg>
      <BarButtons
        bars={filled}
        left={(bar) => x(bar.from)}
        width={slot}
        height={height}
        selected={selected}
        onPoint={onPoint}
        onSelect={onSelect}
      />
    </div>
  );
}
