/** The mark: the line where the tide stood, above the wave. */
export function Logo() {
  return (
    <svg width="22" height="16" viewBox="0 0 22 16" fill="none" stroke="currentColor" strokeLinecap="round" aria-hidden>
      <title>Tidemark</title>
      <path d="M2 4.5h18" strokeWidth="2.4" strokeDasharray="0.1 4.4" />
      <path d="M1.5 11.5c2.4 0 2.4-2 4.75-2s2.4 2 4.75 2 2.4-2 4.75-2 2.4 2 4.75 2" strokeWidth="2.2" />
    </svg>
  );
}
