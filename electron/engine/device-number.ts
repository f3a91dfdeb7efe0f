/** `st_dev` of a device that is told as 'major:minor': makedev(3). */
export function deviceNumber(told: string, base: 10 | 16 = 10): number {
  const [major = 0, minor = 0] = told.split(':').map((each) => Number.parseInt(each, base));
  return (minor & 0xff) + (major & 0xfff) * 0x100 + Math.floor(minor / 0x100) * 0x100000;
}
