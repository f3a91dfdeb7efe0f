/** A syslog message as a receiver takes it apart. */
export interface ParsedSyslog {
  readonly facility: number;
  readonly severity: number;
  readonly timestamp: string;
  readonly hostname: string;
  readonly app: string;
  readonly pid: string;
  readonly id: string;
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Without its byte order mark. */
  readonly text: string;
}

const header =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) /;
const name = /^[\x21\x23-\x3c\x3e-\x5c\x5e-\x7e]{1,32}$/;

/** Takes a message apart by the grammar of RFC 5424, 6; what does not fit it throws. */
export function parseSyslog(message: Buffer): ParsedSyslog {
  const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(message);
  const found = header.exec(whole);
  if (!found) throw new Error(`no header of RFC 5424: ${whole.slice(0, 200)}`);
  const [start, priority, timestamp = '', hostname = '', app = '', pid = '', id = ''] = found;
  if (Number(priority) > 191) throw new Error(`no priority: ${priority}`);
  const { data, end } = structured(whole, start.length);
  const rest = whole.slice(end);
  if (rest !== '' && !rest.startsWith(' ')) throw new Error(`no blank after the structured data: ${rest}`);
  return {
    facility: Math.floor(Number(priority) / 8),
    severity: Number(priority) % 8,
    timestamp,
    hostname,
    app,
    pid,
    id,
    data,
    text: rest.slice(1).replace(/^\ufeff/, ''),
  };
}

function structured(whole: string, from: number): { data: ParsedSyslog['data']; end: number } {
  const data: Record<string, Record<string, string>> = {};
  let at = from;
  if (whole[at] === '-') return { data, end: at + 1 };
  while (whole[at] === '[') {
    const element = /^\[([^\s=\]"]{1,32})/.exec(whole.slice(at));
    if (!element?.[1]) throw new Error('no name of an element');
    const values: Record<string, string> = {};
    data[element[1]] = values;
    at += element[0].length;
    while (whole[at] === ' ') {
      const value = /^ ([^=\s\]"]+)="((?:[^"\\\]]|\\["\\\]])*)"/.exec(whole.slice(at));
      if (!value?.[1] || !name.test(value[1])) throw new Error(`no value at ${whole.slice(at, at + 80)}`);
      values[value[1]] = (value[2] ?? '').replaceAll(/\\(["\\\]])/g, '$1');
      at += value[0].length;
    }
    if (whole[at] !== ']') throw new Error(`an element without an end at ${whole.slice(at, at + 80)}`);
    at += 1;
  }
  if (at === from) throw new Error('no structured data');
  return { data, end: at };
}
