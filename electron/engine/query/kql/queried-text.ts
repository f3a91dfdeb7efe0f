/**
 * Text as a query's statement has it. A NUL ends SQLite's texts, and half a surrogate pair has no UTF-8; both occur
 * in names that a machine hands us (of the registry, of NTFS). For the time of a query they are other characters,
 * one for one, of a plane for private use: U+10F800 for NUL, U+10F000 and on for the 2,048 halves.
 */
export function toQueried(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', String.fromCodePoint(nul)) : text;
  return whole.replace(halves, (half) => String.fromCodePoint(firstStandIn + half.charCodeAt(0) - firstHalf));
}

export function fromQueried(text: string): string {
  return text.replace(standIns, (found) => {
    const point = found.codePointAt(0) ?? nul;
    return point === nul ? '\0' : String.fromCharCode(firstHalf + point - firstStandIn);
  });
}

const nul = 0x10f800;
const firstHalf = 0xd800;
const firstStandIn = 0x10f000;
/** With the flag, a pair is one character of another kind. */
const halves = /\p{Cs}/gu;
const standIns = /[\u{10f000}-\u{10f800}]/gu;
