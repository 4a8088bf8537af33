import * as assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { type Snapshot, Streams } from "../../../../rehearsal/page/streams";
import type { PageView } from "../../../../rehearsal/page/types";
import { until } from "../terminal/support/terminals";

/** Stands for a connection whose buffer can be full. */
class FakeResponse extends EventEmitter {
  writableNeedDrain = false;
  readonly written: string[] = [];
  ended = false;

  writeHead(): void {}

  write(text: string): void {
    this.written.push(text);
  }

  end(): void {
    this.ended = true;
  }

  get responded(): ServerResponse {
    return this as unknown as ServerResponse;
  }
}

const pauseFor = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("Streams", () => {
  let example: string;
  let looks: number;
  let streams: Streams;
  const never = 1_000_000;

  const look = (): Snapshot => {
    looks += 1;
    if (example === "broken") throw new Error("No such view.");
    const view = { example, now: new Date().toISOString() } as PageView;
    return { view, json: JSON.stringify(view) };
  };
  const told = ({ written }: FakeResponse) =>
    written.map((event) => JSON.parse(event.slice("data: ".length)).example);

  beforeEach(() => {
    example = "one";
    looks = 0;
    streams = new Streams(look, { pause: 50, tick: never, heartbeat: never });
  });
  afterEach(() => streams.close());

  it("puts changes together that come close to each other", async () => {
    const response = new FakeResponse();
    streams.join(response.responded);
    for (const next of ["two", "three", "four"]) {
      example = next;
      streams.schedule();
    }
    await until(() => response.written.length === 2);
    await pauseFor(80);
    assert.deepEqual(told(response), ["one", "four"]);
    assert.equal(looks, 2);
  });

  it("does not look while nobody does", async () => {
    streams.schedule();
    await pauseFor(80);
    assert.equal(looks, 0);
  });

  it("finds what nobody announced, and keeps quiet where nothing changed", async () => {
    streams.close();
    streams = new Streams(look, { pause: 50, tick: 20, heartbeat: never });
    const response = new FakeResponse();
    streams.join(response.responded);
    await pauseFor(70);
    assert.deepEqual(told(response), ["one"]);
    example = "two";
    await until(() => response.written.length === 2);
    assert.deepEqual(told(response), ["one", "two"]);
  });

  it("gives a sign of life", async () => {
    streams.close();
    streams = new Streams(look, { pause: 50, tick: never, heartbeat: 20 });
    const response = new FakeResponse();
    streams.join(response.responded);
    await until(() => response.written.includes(": alive\n\n"));
  });

  it("gives a slow reader the newest view, once it can take it", async () => {
    const [slow, quick] = [new FakeResponse(), new FakeResponse()];
    streams.join(slow.responded);
    streams.join(quick.responded);
    slow.writableNeedDrain = true;
    for (const next of ["two", "three"]) {
      example = next;
      streams.schedule();
      await until(() => told(quick).includes(next));
    }
    assert.ok(!told(slow).includes("two"));
    slow.writableNeedDrain = false;
    slow.emit("drain");
    assert.equal(told(slow).at(-1), "three");
    assert.ok(!told(slow).includes("two"));
    const count = slow.written.length;
    slow.emit("drain");
    assert.equal(slow.written.length, count);
  });

  it("forgets who went away", async () => {
    const [gone, here] = [new FakeResponse(), new FakeResponse()];
    streams.join(gone.responded);
    streams.join(here.responded);
    gone.emit("close");
    const count = gone.written.length;
    example = "two";
    streams.schedule();
    await until(() => told(here).includes("two"));
    assert.equal(gone.written.length, count);
  });

  it("outlives a view that cannot be built", async () => {
    const response = new FakeResponse();
    streams.join(response.responded);
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    example = "broken";
    streams.schedule();
    assert.equal((await warned).message, "No such view.");
    example = "two";
    streams.schedule();
    await until(() => told(response).includes("two"));
  });

  it("ends every stream when it is closed", () => {
    const response = new FakeResponse();
    streams.join(response.responded);
    streams.close();
    assert.ok(response.ended);
  });
});
