import { NativeSelect, NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './form.module.css';

/** `plain` is a number that is no amount, such as a port. */
type NumberKind = 'duration' | 'count' | 'bytes' | 'days' | 'plain';

const units: Readonly<Record<NumberKind, readonly (readonly [name: string, size: number])[]>> = {
  duration: [
    ['seconds', 1],
    ['minutes', 60],
    ['hours', 3600],
  ],
  bytes: [
    ['KB', 1024],
    ['MB', 1024 ** 2],
    ['GB', 1024 ** 3],
  ],
  count: [['', 1]],
  plain: [['', 1]],
  days: [['days', 1]],
};

/** The largest unit in which a value is whole. */
function unitOf(kind: NumberKind, value: number | null): number {
  const [first] = units[kind];
  return units[kind].findLast(([, size]) => value !== null && value > 0 && value % size === 0)?.[1] ?? first?.[1] ?? 1;
}

interface NumberFieldProps {
  readonly id: string;
  readonly kind: NumberKind;
  readonly value: number | null;
  readonly error: string | undefined;
  /** What an empty field says, where it may be empty. */
  readonly placeholder?: string;
  /** Told when one is done typing: on leaving the field, on Enter, on another unit. */
  readonly onCommit: (value: number | null) => void;
}

/** A number with its unit. */
export function NumberField({ id, kind, value, error, placeholder = '', onCommit }: NumberFieldProps) {
  const [unit, setUnit] = useState(() => unitOf(kind, value));
  const [text, setText] = useState<number | string>(value === null ? '' : value / unit);
  useEffect(() => {
    const next = unitOf(kind, value);
    setUnit(next);
    setText(value === null ? '' : value / next);
  }, [kind, value]);

  const commit = (typed: number | string, size: number) => {
    const next = typed === '' ? null : Math.round(Number(typed) * size);
    if (next !== value) onCommit(next);
  };
  const choices = units[kind];
  return (
    <div className={classes.number}>
      <NumberInput
        id={id}
        className={classes.figure ?? ''}
        value={text}
        error={error}
        placeholder={placeholder}
        thousandSeparator={kind === 'plain' ? '' : ','}
        allowNegative={false}
        decimalScale={kind === 'bytes' ? 2 : 0}
        onChange={setText}
        onBlur={() => commit(text, unit)}
        onKeyDown={(event) => event.key === 'Enter' && commit(text, unit)}
      />
      {choices.length > 1 ? (
        <NativeSelect
          aria-label="Unit"
          value={String(unit)}
          data={choices.map(([name, size]) => ({ label: name, value: String(size) }))}
          onChange={(event) => {
            const size = Number(event.currentTarget.value);
            setUnit(size);
            commit(text, size);
          }}
        />
      ) : (
        choices[0]?.[0] !== '' && <span className={classes.unit}>{choices[0]?.[0]}</span>
      )}
    </div>
  );
}
