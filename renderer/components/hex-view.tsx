import {
  type ByteDifference,
  type ByteLine,
  byteOffset,
  bytePairs,
  byteText,
} from '../../electron/shared/model/bytes.ts';
import classes from './hex-view.module.css';

/** The bytes around the first difference of two contents: lines that differ stand under one another. */
export function HexView({ offset, lines }: ByteDifference) {
  return (
    <table className={classes.hex} aria-label={`First difference at byte ${offset}`}>
      <tbody>
        {lines.flatMap((line) => {
          if (line.before === line.after) return [<HexRow key={line.offset} line={line} side="before" sign="same" />];
          return [
            line.before !== '' && <HexRow key={`${line.offset}-`} line={line} side="before" sign="removed" />,
            line.after !== '' && <HexRow key={`${line.offset}+`} line={line} side="after" sign="added" />,
          ];
        })}
      </tbody>
    </table>
  );
}

interface HexRowProps {
  readonly line: ByteLine;
  readonly side: 'before' | 'after';
  readonly sign: 'same' | 'removed' | 'added';
}

function HexRow({ line, side, sign }: HexRowProps) {
  const pairs = bytePairs(line[side]);
  const others = bytePairs(line[side === 'before' ? 'after' : 'before']);
  return (
    <tr data-sign={sign}>
      <th scope="row">{byteOffset(line.offset)}</th>
      <td>
        {pairs.map((pair, place) => {
          const key = line.offset + place;
          return pair === others[place] ? <span key={key}>{pair}</span> : <mark key={key}>{pair}</mark>;
        })}
      </td>
      <td>{byteText(pairs)}</td>
    </tr>
  );
}
