const minutes = (count: number) => (now: Date) => new Date(now.getTime() + count * 60_000);

/** For how long one can pause; 'tomorrow' begins at midnight of this machine's time. */
export const pauseChoices: readonly { readonly label: string; readonly until: (now: Date) => Date }[] = [
  { label: '15 minutes', until: minutes(15) },
  { label: '1 hour', until: minutes(60) },
  { label: 'Until tomorrow', until: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1) },
];
