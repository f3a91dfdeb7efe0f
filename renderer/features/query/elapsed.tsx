import { useEffect, useState } from 'react';

/** How long (seconds) something runs since a moment, told anew ten times a second. */
export function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <>{`${(Math.max(0, now - since) / 1000).toFixed(1)} s`}</>;
}
