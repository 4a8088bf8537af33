/** A history of CodePipeline, newest first, as far back as a look needs it. */
import type { Listed } from "../domain/bypass/looks";
import { FinalError } from "../domain/errors";

interface Timed {
  readonly startTime?: Date;
  readonly lastUpdateTime?: Date;
}

interface Paged {
  readonly nextToken?: string;
}

/** What a run has time for. CodePipeline API Reference: at most 100 entries on a page. */
export const mostPages = 20;

/** Milliseconds: CodePipeline User Guide, quotas: an approval action waits for at most 86,400 minutes. */
const longestWait = 86_400 * 60_000;

/**
 * What changed since then; all of it where `since` is absent. The lists are by the time of the start, and what
 * began long ago may have ended just now: a page is the last where nothing of it was started within 60 days,
 * which is how long an approval can wait. What was read before a page failed is answered beside the error.
 */
export async function readHistory<Page extends Paged, One extends Timed>(
  pages: AsyncIterable<Page>,
  of: (page: Page) => readonly One[] | undefined,
  since?: Date,
): Promise<Listed<One>> {
  const items: One[] = [];
  const earliest = since === undefined ? -Infinity : since.getTime();
  let oldest = Infinity;
  let read = 0;
  try {
    for await (const page of pages) {
      const all = of(page) ?? [];
      items.push(...all.filter(({ lastUpdateTime: at }) => !at || at.getTime() >= earliest));
      const starts = all.map(({ startTime }) => startTime?.getTime() ?? Infinity);
      oldest = Math.min(oldest, ...starts);
      read += 1;
      const isOld = starts.length > 0 && Math.max(...starts) < earliest - longestWait;
      if (isOld) break;
      if (read === mostPages && page.nextToken !== undefined) {
        return { items, ...cut(oldest, earliest) };
      }
    }
  } catch (error) {
    if (read === 0 || !(error instanceof Error)) throw error;
    return { items, unread: error };
  }
  return { items };
}

/** Where all that began in the time that is looked at was read, only what had waited for longer is missing. */
const cut = (oldest: number, earliest: number): Omit<Listed<never>, "items"> =>
  oldest < earliest
    ? { readBackTo: new Date(oldest).toISOString() }
    : {
        unread: new FinalError("CodePipeline's history is too long to be read whole.", {
          remedy:
            "Look through the pipeline's history in the console for decisions, overrides and rollbacks that " +
            "nobody expected.",
        }),
      };
