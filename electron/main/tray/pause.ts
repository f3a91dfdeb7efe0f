export type PauseChoice = 'quarterHour' | 'hour' | 'tomorrow';

/** Until when a pause chosen now lasts. Tomorrow begins at midnight by the machine's clock, summer time or not. */
export function pauseUntil(choice: PauseChoice, now: Date): Date {
  switch (choice) {
    case 'quarterHour':
      return new Date(now.getTime() + 15 * 60_000);
    case 'hour':
      return new Date(now.getTime() + 60 * 60_000);
    case 'tomorrow':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  }
}
