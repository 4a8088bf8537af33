/**
 * What a program began and did not await: `pulumi up` ends when the process has nothing left to do,
 * so what comes after a file, an address or a timer is deployed as well.
 */

/** Milliseconds without any news after which it is taken for something that never ends. */
const patience = 1000;

/** What may call back into a program. Servers and standard streams wait for others. */
const kinds = /Req|^(ProcessWrap|TCPSocketWrap|TLSWrap|Timeout)/;

function count(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (kinds.test(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Tells whether there is more under way than at this call. `news` changes with whatever happens. */
export function beganSince(): (news: string) => boolean {
  const before = count();
  let [last, since] = ["", Date.now()];
  return (news) => {
    if (news !== last) [last, since] = [news, Date.now()];
    if (Date.now() - since > patience) return false;
    return [...count()].some(([kind, number]) => number > (before.get(kind) ?? 0));
  };
}
