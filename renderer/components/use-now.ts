import { useEffect, useState } from 'react';

/** The time now, told anew every half minute, for words such as 'today' and '2 min ago'. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
