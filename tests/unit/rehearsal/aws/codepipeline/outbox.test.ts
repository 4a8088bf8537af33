import * as assert from "node:assert/strict";
import { Outbox } from "../../../../../rehearsal/aws/codepipeline/outbox";
import type { BusEvent } from "../../../../../rehearsal/aws/codepipeline/types";

const event = (id: string): BusEvent => ({ id }) as BusEvent;

describe("Outbox", () => {
  let seen: string[];
  let onEvent: (id: string) => void;
  let outbox: Outbox;
  beforeEach(() => {
    seen = [];
    onEvent = () => {};
    outbox = new Outbox(
      ({ id }) => {
        seen.push(id);
        onEvent(id);
      },
      () => seen.push("changed"),
    );
  });

  it("holds events back until the outermost change is complete", () => {
    outbox.change(() => {
      outbox.change(() => outbox.post(event("a")));
      assert.deepEqual(seen, []);
      outbox.post(event("b"));
    });
    assert.deepEqual(seen, ["a", "b", "changed"]);
  });

  it("answers what the change answers", () => {
    assert.equal(
      outbox.change(() => 7),
      7,
    );
  });

  it("is silent when nothing changed", () => {
    outbox.change(() => {});
    assert.deepEqual(seen, []);
  });

  it("tells of a change without an event", () => {
    outbox.change(() => outbox.touch());
    assert.deepEqual(seen, ["changed"]);
  });

  it("keeps the order when a listener causes further events", () => {
    onEvent = (id) => {
      if (id === "a") outbox.change(() => outbox.post(event("c")));
    };
    outbox.change(() => {
      outbox.post(event("a"));
      outbox.post(event("b"));
    });
    assert.deepEqual(
      seen.filter((id) => id !== "changed"),
      ["a", "b", "c"],
    );
  });

  it("still tells what had happened when a change breaks off", () => {
    assert.throws(() =>
      outbox.change(() => {
        outbox.post(event("a"));
        throw new Error("broken");
      }),
    );
    assert.deepEqual(seen, ["a", "changed"]);
  });
});
