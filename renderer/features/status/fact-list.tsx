import classes from './status.module.css';

interface FactListProps {
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** What a card of the status tells, each with its name. */
export function FactList({ facts }: FactListProps) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
