import { type KeyboardEvent, useState } from 'react';
import classes from './bar-chart.module.css';
import type { ChartBar } from './bar-chart.tsx';

interface BarButtonsProps {
  readonly bars: readonly ChartBar[];
  readonly left: (bar: ChartBar) => number;
  readonly width: number;
  readonly height: number;
  readonly selected: string | null;
  readonly onPoint: (bar: ChartBar | null) => void;
  readonly onSelect: (bar: ChartBar | null) => void;
}

/** What can be pointed at and picked: arrows go from bar to bar, Enter picks one, Escape lets go. */
export function BarButtons({ bars, left, width, height, selected, onPoint, onSelect }: BarButtonsProps) {
  const [active, setActive] = useState<string | null>(null);
  // One bar alone is reached by Tab, the others by the arrows from there.
  const entry = bars.some((bar) => bar.from === active) ? active : bars.at(-1)?.from;

  const step = (event: KeyboardEvent<HTMLButtonElement>) => {
    const { currentTarget: button } = event;
    if (event.key === 'Escape') onSelect(null);
    const next =
      event.key === 'ArrowRight'
        ? button.nextElementSibling
        : event.key === 'ArrowLeft'
          ? button.previousElementSibling
          : null;
    if (next instanceof HTMLElement) next.focus();
  };

  return bars.map((bar) => (
    <button
      key={bar.from}
      type="button"
      className={classes.button}
      style={{ left: left(bar), width, height }}
      aria-label={bar.label}
      aria-pressed={bar.from === selected}
      tabIndex={bar.from === entry ? 0 : -1}
      onFocus={() => {
        setActive(bar.from);
        onPoint(bar);
      }}
      onBlur={() => onPoint(null)}
      onMouseEnter={() => onPoint(bar)}
      onMouseLeave={() => onPoint(null)}
      onClick={() => onSelect(bar.from === selected ? null : bar)}
      onKeyDown={step}
    />
  ));
}
