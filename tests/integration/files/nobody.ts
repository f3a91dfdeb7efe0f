/** Runs something as a user who owns nothing, so that permissions count even for root. */
export async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const { seteuid, geteuid } = process;
  if (seteuid === undefined || geteuid?.() !== 0) return act();
  seteuid.call(process, 65534);
  try {
    return await act();
  } finally {
    seteuid.call(process, 0);
  }
}
