import { useId } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, Tooltip, XAxis, YAxis } from 'recharts';
import type { Gap } from '../../../electron/shared/model/problem.ts';
import { clock, exactTime, shortDay } from '../../words/time.ts';
import { gapWords } from '../../words/values.ts';
import { axisNumber, axisText, gridLine } from './chart-axes.ts';
import { type Lines, timeTicks } from './chart-data.ts';
import { ChartTooltip } from './chart-tooltip.tsx';

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
      <CartesianGrid stroke={gridLine} vertical={false} />
      <XAxis
        dataKey="at"
        type="number"
        domain={['dataMin', 'dataMax']}
        tick={axisText}
        tickLine={false}
        axisLine={{ stroke: gridLine }}
        height={24}
        tickMargin={6}
        tickFormatter={(at: number) => (isTime ? tickWords(at, days, now) : axisNumber(at))}
        {...(ticks ? { ticks: [...ticks] } : {})}
      />
      <YAxis tick={axisText} tickLine={false} axisLine={false} width={52} tickFormatter={axisNumber} />
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
              ? { label: { value: gapWords[reason], ...axisText } }
              : {})}
          />
        ))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--tm-edge)' }}
        content={({ active, payload, label }) => (
          <ChartTooltip
            shown={active}
            title={() => (isTime ? exactTime(new Date(Number(label)).toISOString(), now) : axisNumber(Number(label)))}
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
