import { useId } from 'react';
import {
  Area,
  Bar,
  BarChart,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Gap } from '../../../electron/shared/model/problem.ts';
import { clock, exactTime, shortDay } from '../../words/time.ts';
import { gapWords } from '../../words/values.ts';
import { type Bars, type Lines, timeTicks } from './chart-data.ts';
import { ChartTooltip } from './chart-tooltip.tsx';

const grid = { stroke: 'var(--tm-line)', vertical: false } as const;
const text = { fontSize: 11, fill: 'var(--tm-dim)' } as const;
const compact = (value: number) =>
  value.toLocaleString('en', {
    notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard',
    maximumFractionDigits: 2,
  });

interface LineDrawingProps {
  readonly lines: Lines;
  readonly colours: readonly string[];
  readonly gaps: readonly Gap[];
  readonly now: Date;
  readonly width: number;
  readonly height: number;
}

/** A mark of the time axis: the day at midnight, the hour within one. */
function tickWords(at: number, whole: boolean, now: Date): string {
  const moment = new Date(at).toISOString();
  return whole || clock(moment) === '00:00' ? shortDay(moment, now) : clock(moment);
}

/** The gaps of all types within a stretch of time, cut to it. */
const within = (gaps: readonly Gap[], from: number, to: number) =>
  gaps
    .filter(({ type }) => type === null)
    .map((gap) => ({
      ...gap,
      start: Math.max(from, Date.parse(gap.from)),
      end: Math.min(to, gap.to === null ? to : Date.parse(gap.to)),
    }))
    .filter(({ start, end }) => end > start);

/** Lines over a time or a number; a line ends where the answer has nothing, and one point alone is a dot. */
export function LineDrawing({ lines, colours, gaps, now, width, height }: LineDrawingProps) {
  const hatch = useId();
  const { axis, series, points } = lines;
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const isTime = axis === 'time';
  const ticks = isTime && to > from ? timeTicks(from, to, Math.max(2, Math.floor(width / 90))) : undefined;
  const days = isTime && (ticks?.length ?? 0) > 1 && (ticks?.[1] ?? 0) - (ticks?.[0] ?? 0) >= 20 * 3_600_000;
  const only = series.length === 1;
  const alone = (index: number, at: number) =>
    (points[index - 1]?.values[at] ?? null) === null && (points[index + 1]?.values[at] ?? null) === null;
  return (
    <ComposedChart
      width={width}
      height={height}
      data={points.map(({ at, values }) => ({ ...values, at }))}
      margin={{ top: 8, right: 18, bottom: 2, left: 0 }}
      accessibilityLayer={false}
    >
      <defs>
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="7" stroke="var(--tm-hatch)" strokeWidth="2.4" />
        </pattern>
      </defs>
      <CartesianGrid {...grid} />
      <XAxis
        dataKey="at"
        type="number"
        domain={['dataMin', 'dataMax']}
        tick={text}
        tickLine={false}
        axisLine={{ stroke: 'var(--tm-line)' }}
        height={24}
        tickMargin={6}
        tickFormatter={(at: number) => (isTime ? tickWords(at, days, now) : compact(at))}
        {...(ticks ? { ticks: [...ticks] } : {})}
      />
      <YAxis tick={text} tickLine={false} axisLine={false} width={52} tickFormatter={compact} />
      {isTime &&
        within(gaps, from, to).map(({ id, start, end, reason }) => (
          <ReferenceArea
            key={id}
            x1={start}
            x2={end}
            fill={`url(#${hatch})`}
            fillOpacity={1}
            // Words that are wider than their gap would run into what stands beside it.
            {...(((end - start) / (to - from)) * (width - 70) > gapWords[reason].length * 6.2 + 12
              ? { label: { value: gapWords[reason], ...text } }
              : {})}
          />
        ))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--tm-edge)' }}
        content={({ active, payload, label }) => (
          <ChartTooltip
            shown={active}
            title={() => (isTime ? exactTime(new Date(Number(label)).toISOString(), now) : compact(Number(label)))}
            values={payload}
            series={series}
            colours={colours}
          />
        )}
      />
      {only && (
        <Area
          dataKey="0"
          type="linear"
          stroke="none"
          fill={colours[0] ?? 'none'}
          fillOpacity={0.12}
          isAnimationActive={false}
          activeDot={false}
          tooltipType="none"
        />
      )}
      {series.map((name, at) => (
        <Line
          key={name}
          dataKey={String(at)}
          name={name}
          type="linear"
          stroke={colours[at] ?? 'none'}
          strokeWidth={1.8}
          isAnimationActive={false}
          connectNulls={false}
          activeDot={{ r: 3.5, strokeWidth: 0 }}
          dot={({ cx, cy, index, key, value }) => {
            const drawn = value !== null && value !== undefined && (alone(index, at) || points.length <= 40);
            return drawn ? <circle key={key} cx={cx} cy={cy} r={2.6} fill={colours[at]} /> : <g key={key} />;
          }}
        />
      ))}
    </ComposedChart>
  );
}

interface BarDrawingProps {
  readonly bars: Bars;
  readonly colours: readonly string[];
  readonly width: number;
}

const longestName = 46;
const short = (name: string) => (name.length > longestName ? `…${name.slice(1 - longestName)}` : name);

/** Horizontal bars, as KQL's barchart has them; below each other where there are many. */
export function BarDrawing({ bars: { bars, series }, colours, width }: BarDrawingProps) {
  const thick = series.length > 1 ? 9 : 14;
  const height = bars.length * Math.max(26, series.length * (thick + 2) + 10) + 34;
  const names = Math.min(
    Math.round(width * 0.42),
    Math.max(60, ...bars.map(({ name }) => short(name).length * 6.6 + 14)),
  );
  return (
    <BarChart
      width={width}
      height={height}
      layout="vertical"
      data={bars.map(({ name, values }) => ({ place: name, ...values }))}
      margin={{ top: 2, right: 40, bottom: 2, left: 0 }}
      barGap={2}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--tm-line)" horizontal={false} />
      <XAxis
        type="number"
        tick={text}
        tickLine={false}
        axisLine={false}
        height={24}
        tickMargin={6}
        tickFormatter={compact}
      />
      <YAxis
        dataKey="place"
        type="category"
        width={names}
        interval={0}
        tickLine={false}
        axisLine={{ stroke: 'var(--tm-line)' }}
        tick={({ x, y, payload }) => (
          <text x={Number(x) - 4} y={Number(y)} dy={4} textAnchor="end" fontSize={12} fill="var(--tm-text)">
            <title>{String(payload.value)}</title>
            {short(String(payload.value))}
          </text>
        )}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--tm-raised)' }}
        content={({ active, payload, label }) => (
          <ChartTooltip shown={active} title={() => String(label)} values={payload} series={series} colours={colours} />
        )}
      />
      {series.map((name, at) => (
        <Bar
          key={name}
          dataKey={String(at)}
          name={name}
          fill={colours[at] ?? 'none'}
          barSize={thick}
          radius={[0, 3, 3, 0]}
          isAnimationActive={false}
          {...(series.length === 1
            ? { label: { position: 'right', ...text, formatter: (value) => compact(Number(value)) } }
            : {})}
        />
      ))}
    </BarChart>
  );
}
