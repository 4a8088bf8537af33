import * as assert from "node:assert/strict";
import { mostPages, readHistory } from "../../../../functions/adapters/read-history";
import { FinalError } from "../../../../functions/domain/errors";

const now = Date.parse("2026-11-22T21:00:00.000Z");
const day = 86_400_000;
const since = new Date(now - day);

interface Entry {
  readonly id: string;
  readonly startTime?: Date;
  readonly lastUpdateTime?: Date;
}

/** Days ago: when it began, and when it changed at last. */
const entry = (id: string, began: number, changed = began): Entry => ({
  ...{ id, startTime: new Date(now - began * day) },
  lastUpdateTime: new Date(now - changed * day),
});

interface Page {
  readonly entries?: Entry[];
  readonly nextToken?: string;
}

/** Pages that say that there are more, up to the last; `fault` is thrown behind them. */
async function* paged(pages: readonly Page[], fault?: unknown): AsyncGenerator<Page> {
  for (const [index, page] of pages.entries()) {
    const isLast = index === pages.length - 1;
    yield { ...page, ...(isLast && fault === undefined ? {} : { nextToken: "more" }) };
  }
  if (fault !== undefined) throw fault;
}

const read = (pages: readonly Page[], from: Date | undefined = since, fault?: unknown) =>
  readHistory(paged(pages, fault), ({ entries }) => entries, from);

const ids = ({ items }: { items: readonly Entry[] }): string[] => items.map(({ id }) => id);

describe("A history of CodePipeline", () => {
  it("is what changed since then, however long ago it began", async () => {
    const pages = [
      { entries: [entry("new", 0.1), entry("at", 1), entry("old", 2), { id: "untimed" }] },
      {},
      { entries: [] },
      { entries: [entry("waited", 60, 0.1)] },
    ];
    const { items, ...rest } = await read(pages);
    assert.deepEqual(ids({ items }), ["new", "at", "untimed", "waited"]);
    assert.deepEqual(rest, {});
  });

  it("is read up to the page on which all began longer ago than an approval can wait", async () => {
    const pages = [
      { entries: [entry("a", 62), entry("b", 61, 0)] },
      { entries: [entry("c", 62, 0), entry("d", 61.5, 0)] },
      { entries: [entry("never read", 0)] },
    ];
    const { items, ...rest } = await read(pages);
    assert.deepEqual(ids({ items }), ["b", "c", "d"]);
    assert.deepEqual(rest, {});
  });

  it("is read whole where it is asked for without a time", async () => {
    const pages = [{ entries: [entry("a", 400)] }, { entries: [entry("b", 500)] }];
    const { items, ...rest } = await readHistory(paged(pages), ({ entries }) => entries);
    assert.deepEqual(ids({ items }), ["a", "b"]);
    assert.deepEqual(rest, {});
  });

  const many = (began: number, count = mostPages + 1) =>
    Array.from({ length: count }, (_, n) => ({ entries: [entry(`${n}`, began, 0)] }));

  it("says how far back it was read where only what had waited before that is missing", async () => {
    const pages = many(0);
    pages[7] = { entries: [entry("long ago", 3, 0), entry("recent", 0)] };
    const { items, ...rest } = await read(pages);
    assert.equal(items.length, mostPages + 1);
    assert.deepEqual(rest, { readBackTo: new Date(now - 3 * day).toISOString() });
  });

  it("is a failure, beside what was read, where it does not reach back to that time", async () => {
    for (const pages of [many(0), many(1), many(0).map(() => ({ entries: [{ id: "untimed" }] }))]) {
      const { items, unread, ...rest } = await read(pages);
      assert.equal(items.length, mostPages);
      assert.ok(unread instanceof FinalError);
      assert.match(unread.message, /too long to be read whole/);
      assert.match(String(unread.remedy), /in the console for decisions, .* nobody expected/);
      assert.deepEqual(rest, {});
    }
    const whole = await readHistory(paged(many(0)), ({ entries }) => entries);
    assert.ok(whole.unread instanceof FinalError);
  });

  it("is whole where it ends with the last page that a run has time for", async () => {
    const { items, ...rest } = await read(many(0, mostPages));
    assert.equal(items.length, mostPages);
    assert.deepEqual(rest, {});
  });

  it("that fails on its way answers what was read before, and why", async () => {
    const fault = new Error("throttled");
    const { items, unread } = await read(many(0, 2), since, fault);
    assert.deepEqual([items.length, unread], [2, fault]);
    await assert.rejects(read([], since, fault), fault);
    await assert.rejects(read(many(0, 2), since, "no error"), (thrown) => thrown === "no error");
  });
});
