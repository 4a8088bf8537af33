import * as assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { around, type Around, type Desk, deskKind, deskOrigin, secretArn } from "./support";

const parameterArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/desk";

describe("the systems around an example", () => {
  let world: Around;
  let desks: Desk[];
  beforeEach(() => {
    world = around();
    desks = [];
  });
  afterEach(() => world.close());

  const openDesk = async (entry: object = {}) => {
    world.write([{ kind: "desk", ...entry }]);
    const systems = await world.open({ desk: deskKind(desks) });
    return { systems, desk: desks[0], url: systems.urls[deskOrigin] };
  };

  it("are none where the example describes none", async () => {
    const { all, urls } = await world.open();
    assert.deepEqual([all, urls], [[], {}]);
  });

  it("are named by their first address, and reached at a URL of this machine for each", async () => {
    const other = "https://other.example.com";
    const { systems, desk } = await openDesk({ origins: [deskOrigin, other] });
    assert.deepEqual(
      systems.all.map(({ id, kind, title }) => [id, kind, title]),
      [[deskOrigin, "desk", "Desk (desk.example.com)"]],
    );
    assert.deepEqual(Object.keys(systems.urls), [deskOrigin, other]);
    const answer = await fetch(`${systems.urls[other]}/a//b?q=%20`, {
      headers: { "X-Key": "k" },
    });
    assert.equal(await answer.text(), "plain");
    const [{ method, url, headers }] = desk.asked;
    assert.equal(`${method} ${url.href}`, `GET ${other}/a//b?q=%20`);
    assert.equal(headers["x-key"], "k");
    assert.equal(headers.host, "other.example.com");
  });

  it("answer with status, headers and JSON, and tell who looks on", async () => {
    const { systems, url } = await openDesk();
    let changes = 0;
    const stop = systems.onChange(() => (changes += 1));
    const answer = await fetch(`${url}/tickets`, { method: "POST", body: "{}" });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get("x-made"), "yes");
    assert.match(answer.headers.get("content-type")!, /^application\/json/);
    assert.deepEqual(await answer.json(), { made: true });
    assert.equal(changes, 1);
    assert.deepEqual(
      systems.all[0].tickets().map(({ id, state }) => `${id} ${state}`),
      ["D-1 new"],
    );
    stop();
    await fetch(url);
    assert.equal(changes, 1);
  });

  it("answer 500 where the stand-in breaks, and say so on this machine", async () => {
    const { url } = await openDesk();
    const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
    const answer = await fetch(url, { method: "POST", body: "break" });
    assert.equal(answer.status, 500);
    assert.equal((await warned).message, "The desk broke.");
  });

  it("are down as they are told: by errors, or by silence, and nobody can work there", async () => {
    const { systems, desk, url } = await openDesk();
    const [system] = systems.all;
    await fetch(url, { method: "POST" });
    system.fail("errors");
    assert.equal((await fetch(url, { method: "POST" })).status, 503);
    await assert.rejects(
      system.act("D-1", "approve", "ann.lee"),
      /^Error: Desk \(desk\.example\.com\) is down: nobody can work in it\.$/,
    );
    system.fail("hangs");
    await assert.rejects(fetch(url, { signal: AbortSignal.timeout(200) }), /timeout/);
    assert.equal(desk.asked.length, 1);
    system.fail(undefined);
    assert.equal((await fetch(url)).status, 200);
  });

  it("let people do what a ticket offers, and nothing else", async () => {
    const { systems, url } = await openDesk();
    const [system] = systems.all;
    await fetch(url, { method: "POST" });
    let changes = 0;
    systems.onChange(() => (changes += 1));
    await system.act("D-1", "approve", "ann.lee");
    assert.deepEqual(system.tickets()[0].lines, ["ann.lee: 202"]);
    assert.equal(changes, 1);
    assert.deepEqual(world.told, [
      [
        "https://abc.lambda-url.eu-west-1.on.aws/told?a=1",
        {
          method: "POST",
          path: "/told?a=1",
          headers: [["x-by", "ann.lee"]],
          body: Buffer.from("approve"),
        },
      ],
    ]);
    const refusals = [
      [["D-1", "approve", "ann.lee"], /Nobody can do "approve" to D-1 now\. .*: nothing\./],
      [["D-2", "approve", "ann.lee"], /There is no D-2 in Desk/],
      [["D-1", "approve", "toString"], /no toString in Desk .*People: ann\.lee, bob\.ray\./],
    ] as const;
    for (const [[ticket, action, person], message] of refusals) {
      await assert.rejects(system.act(ticket, action, person), message);
    }
    await fetch(url, { method: "POST" });
    await assert.rejects(system.act("D-2", "approve", "bob.ray"), /Bob Ray may not do that\./);
  });

  it("have what lets others in put into secrets and parameters", async () => {
    const credentials = { [secretArn]: { key: "one" }, [parameterArn]: { key: "two" } };
    await openDesk({ credentials });
    const { secrets, parameters } = world.account.stores;
    assert.deepEqual(JSON.parse(secrets.find(secretArn)!.value!), { key: "one" });
    const kept = parameters.find(parameterArn)!;
    assert.equal(kept.type, "SecureString");
    assert.deepEqual(JSON.parse(kept.value!), { key: "two" });
  });

  it("leave nothing open where these cannot be kept", async () => {
    const put = (): never => {
      throw new Error("No room.");
    };
    await world.close();
    world = around({ secrets: { put } });
    const before = handles();
    await assert.rejects(openDesk(), /No room\./);
    await setImmediate();
    assert.equal(handles(), before);
  });
});

const handles = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
