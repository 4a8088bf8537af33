/** Every call of an instance fails in turn, in every way: nothing is approved by it, and nothing is done twice. */
import * as assert from "node:assert/strict";
import type { TransientError } from "../../../../../functions/domain/errors";
import { requestOf } from "../../domain/samples";
import { withoutEach } from "../support";
import { type Between, Desk, happened, instanceUrl } from "./support";

interface Fault {
  readonly name: string;
  readonly answer: () => Response | Error;
  /** Of the error, where the call is none that may be refused. */
  readonly error: string;
}

const status = (code: number, error: string, headers: Record<string, string> = {}): Fault => ({
  name: String(code),
  answer: () => new Response("secret-of-the-answer", { status: code, headers }),
  error,
});

const faults: readonly Fault[] = [
  status(302, "FinalError", { location: "https://example.com/login" }),
  status(400, "FinalError"),
  status(401, "SystemError"),
  status(403, "SystemError"),
  status(404, "FinalError"),
  status(429, "SystemError", { "retry-after": "30" }),
  status(500, "SystemError"),
  status(503, "SystemError"),
  {
    name: "no answer",
    answer: () => new TypeError("fetch failed: secret-of-the-answer"),
    error: "TransientError",
  },
  { name: "garbage", answer: () => new Response("<html>Hibernating"), error: "TransientError" },
  { name: "another form", answer: () => Response.json({ result: 7 }), error: "TransientError" },
  { name: "nothing", answer: () => new Response(""), error: "TransientError" },
];

/** The one call fails, with its repetition where the token was refused. */
const failing =
  ({ answer }: Fault, path: RegExp, method?: string): Between =>
  (request) =>
    path.test(request.url.pathname) && (method ?? request.method) === request.method
      ? answer()
      : undefined;

async function approvedDesk() {
  const desk = new Desk();
  const ticket = (await desk.system.open(requestOf()))!;
  desk.act("approve");
  desk.act("implement");
  return { desk, ticket };
}

async function nameOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /secret/);
    return error.name;
  }
}

describe("A call of ServiceNow that fails", () => {
  it("is well otherwise, so that these tests say something", async () => {
    const { desk, ticket } = await approvedDesk();
    assert.equal((await desk.reader.read(ticket.id))?.state.kind, "decided");
  });

  for (const fault of faults) {
    it(`approves nothing: ${fault.name}`, async () => {
      for (const [path, refusals] of [
        [/^\/oauth_token\.do$/, {}],
        [/\/change_request\//, { 404: "gone" }],
        [/\/sys_audit$/, { 403: "waiting", 404: "waiting" }],
      ] as const) {
        const { desk, ticket } = await approvedDesk();
        desk.between = failing(fault, path);
        const read = desk.reader.read(ticket.id).then((reading) => reading?.state.kind ?? "gone");
        const found = await read.catch((error: Error) => error.name);
        const expected = (refusals as Record<string, string>)[fault.name] ?? fault.error;
        assert.equal(found, expected, String(path));
        desk.between = () => undefined;
        assert.equal((await desk.reader.read(ticket.id))?.state.kind, "decided");
      }
    });

    it(`leaves no second change, and no lost one: ${fault.name}`, async () => {
      for (const [path, method] of [
        [/^\/oauth_token\.do$/, "POST"],
        [/\/table\/change_request$/, "GET"],
        [/\/change\/normal$/, "POST"],
      ] as const) {
        const desk = new Desk();
        desk.between = failing(fault, path, method);
        const isNoneFound = fault.name === "404" && method === "GET";
        const expected = isNoneFound ? "done" : fault.error;
        assert.equal(await nameOf(desk.system.open(requestOf())), expected, String(path));
        desk.between = () => undefined;
        await desk.system.open(requestOf());
        await desk.system.open(requestOf());
        assert.equal(desk.standIn.tickets().length, 1);
      }
    });

    it(`closes the change once it is well again: ${fault.name}`, async () => {
      for (const method of ["GET", "PATCH"]) {
        const desk = new Desk();
        const ticket = await desk.system.open(requestOf());
        const told = happened("Expired", { status: "EXPIRED" });
        desk.between = failing(fault, /^\/api/, method);
        const found = await nameOf(desk.system.tell(...told, ticket));
        assert.equal(found, fault.error, method);
        desk.between = () => undefined;
        await desk.system.tell(...told, ticket);
        const [{ state, lines }] = desk.standIn.tickets();
        assert.equal(state, "Canceled");
        assert.equal(lines.filter((line) => line.startsWith("CodePipeline")).length, 1);
      }
    });
  }

  it("says how long the instance wants to be left alone", async () => {
    const { desk, ticket } = await approvedDesk();
    desk.between = failing(
      faults.find(({ name }) => name === "429")!,
      /^\/api/,
    );
    await assert.rejects(desk.reader.read(ticket.id), { retryAfter: 30 });
  });

  it("may have done its work all the same: whichever answer is lost, there is one change and one note", async () => {
    const told = happened("Expired", { status: "EXPIRED" });
    for (let lost = 1; lost <= 9; lost += 1) {
      const desk = new Desk();
      desk.between = (_, count) => (count === lost ? "after" : undefined);
      const twice = async <T>(work: () => Promise<T>): Promise<T> => work().catch(work);
      const ticket = await twice(() => desk.system.open(requestOf()));
      await twice(() => desk.system.tell(...told, ticket));
      const tickets = desk.standIn.tickets();
      assert.equal(tickets.length, 1, `answer ${lost}`);
      assert.equal(tickets[0].state, "Canceled");
      assert.equal(tickets[0].lines.filter((line) => line.startsWith("CodePipeline")).length, 1);
    }
  });
});

describe("The credentials of ServiceNow", () => {
  const refused = async (desk: Desk): Promise<Error> => {
    const { read } = desk.reader;
    const error = await read("a".repeat(32)).then(
      () => assert.fail("It was read."),
      (thrown: Error) => thrown,
    );
    await assert.rejects(desk.system.open(requestOf()), { message: error.message });
    assert.deepEqual(desk.asked, []);
    assert.equal(error.name, "TransientError");
    assert.doesNotMatch(error.message, /rehearsal/);
    return error;
  };

  it("may be mended where they are malformed", async () => {
    const { standIn } = new Desk();
    for (const all of Object.values(standIn.credentials)) {
      for (const text of ["{", "7", ...withoutEach(all)]) {
        assert.match((await refused(new Desk({}, {}, () => text))).message, /credentials/);
      }
    }
  });

  it("go to no instance but their own, whatever the gate's record says", async () => {
    for (const evil of ["https://evil.example", `${instanceUrl}:8443`, `${instanceUrl}.evil.org`]) {
      const { message, remedy } = (await refused(
        new Desk({ instanceUrl: evil }),
      )) as TransientError;
      assert.ok(message.includes(`another instanceUrl than ${evil},`), message);
      assert.match(remedy ?? "", /table of gates/);
    }
    const other = { instanceUrl: "https://other.service-now.com" };
    await refused(new Desk({}, {}, (content) => JSON.stringify({ ...content, ...other })));
  });
});

describe("What the ServiceNow connector is made with", () => {
  it("is refused where it is no instance, no type, or states that are one", () => {
    for (const change of [
      { instanceUrl: "http://example.service-now.com" },
      { instanceUrl: "https://example.service-now.com/" },
      { instanceUrl: "https://ann@example.service-now.com" },
      { changeType: "model" },
      { changeType: "standard" },
      { standardTemplateId: "1".repeat(32) },
      { changeType: "standard", standardTemplateId: "../normal" },
      { states: { implement: "4", canceled: "4", closed: "3" } },
      { states: { implement: "", canceled: "4", closed: "3" } },
    ]) {
      assert.throws(() => new Desk(change), { name: "FinalError" }, JSON.stringify(change));
    }
  });
});
