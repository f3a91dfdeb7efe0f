/** What would keep this process from ending: sockets, pipes and watchers, by kind. */
export function handles(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((each) => /Pipe|FSEvent|TCP/.test(each))
    .sort();
}
