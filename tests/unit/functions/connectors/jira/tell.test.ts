/** What a ticket says of its request, and how it is closed. */
import * as assert from "node:assert/strict";
import { FinalError, TransientError } from "../../../../../functions/domain/errors";
import type { RequestEvent } from "../../../../../functions/domain/request-events";
import type { ApprovalRequest } from "../../../../../functions/domain/types";
import { ann, later, requestOf } from "../../domain/samples";
import { eventOf, type Fault, JiraWorld, ofIssues, ofRequests } from "./jira-world";

const ended = requestOf({
  status: "DECIDED",
  outcome: { at: later(60).toISOString(), result: "Approved", person: ann, reason: "Tested" },
});
const decided = eventOf("Decided", { actor: ann, result: "Approved", reason: "Tested" });

async function told(
  world: JiraWorld,
  event: RequestEvent,
  request: ApprovalRequest = ended,
): Promise<readonly string[]> {
  const ticket = await world.open();
  await world.system.tell(event, request, ticket);
  return world.site.tickets()[0].lines.filter((line) => line.startsWith("Approvals: "));
}

const stateOf = (world: JiraWorld): string => world.site.tickets()[0].state;

describe("Jira: a ticket that is told", () => {
  it("says what has happened, with its time", async () => {
    const at = `(event 2, ${later(60).toISOString()})`;
    const open = requestOf();
    for (const [event, says] of [
      [eventOf("Reminded"), "Approvers were reminded"],
      [eventOf("SlaBreached"), "Nobody has decided within the time that the gate's SLA gives"],
      [eventOf("Escalated"), "It was escalated"],
      [eventOf("Voted", { actor: ann, result: "Approved" }), "Ann (U0ANN) has voted for it"],
      [
        eventOf("Voted", { actor: ann, result: "Rejected", reason: "Too\nearly" }),
        "Ann (U0ANN) has voted against it: Too early",
      ],
    ] as const) {
      assert.deepEqual(await told(new JiraWorld(), event, open), [`Approvals: ${says} ${at}`]);
    }
    assert.deepEqual(await told(new JiraWorld(), decided), [
      `Approvals: Approved by Ann (U0ANN) in Slack: Tested ${at}`,
    ]);
    const expired = requestOf({ status: "EXPIRED" });
    const [line] = await told(new JiraWorld(), eventOf("Expired"), expired);
    assert.match(line, /^Approvals: Expired: nobody decided in time/);
  });

  it("says nothing of what is only on its way, and nothing where there is none", async () => {
    const world = new JiraWorld();
    assert.deepEqual(await told(world, eventOf("Deciding", { actor: ann })), []);
    const before = world.sent.length;
    await world.system.tell(decided, ended, undefined);
    assert.equal(world.sent.length, before);
  });

  it("is told once where any call fails, and closed", async () => {
    for (const settings of [ofIssues, ofRequests]) {
      for (const fault of ["before", "after"] satisfies Fault[]) {
        for (let at = 0; ; at += 1) {
          const world = new JiraWorld(settings);
          const ticket = await world.open();
          world.failAt(at, fault);
          const tell = () => world.system.tell(decided, ended, ticket);
          await tell().catch(async (error: unknown) => {
            assert.ok(error instanceof TransientError);
            await tell();
          });
          const [{ lines, state }] = world.site.tickets();
          assert.equal(lines.filter((line) => line.includes("Approved by Ann")).length, 1);
          assert.equal(state, "Closed");
          if (!world.hasFailed) break;
        }
      }
    }
  });

  it("is told although somebody else has said the same", async () => {
    const world = new JiraWorld();
    const ticket = await world.open();
    await world.system.tell(decided, ended, ticket);
    world.changed = ({ body, ...answer }, { method, url }) => {
      if (method !== "GET" || !url.includes("/comment")) return undefined;
      return { ...answer, body: JSON.parse(JSON.stringify(body).replaceAll("5b10a2", "eve")) };
    };
    await world.system.tell(decided, ended, ticket);
    const [{ lines }] = world.site.tickets();
    assert.equal(lines.filter((line) => line.includes("Approved by Ann")).length, 2);
  });
});

describe("Jira: a ticket whose request has ended", () => {
  it("is closed where it was not decided there", async () => {
    for (const [event, request] of [
      [decided, ended],
      [eventOf("Expired"), requestOf({ status: "EXPIRED" })],
      [eventOf("Cancelled"), requestOf({ status: "CANCELLED" })],
    ] as const) {
      const world = new JiraWorld();
      await told(world, event, request);
      assert.equal(stateOf(world), "Closed");
    }
  });

  it("goes its own way where it was decided there", async () => {
    const world = new JiraWorld();
    const carla = { channel: "jira", id: "carla", displayName: "Carla" };
    await told(world, eventOf("Decided", { actor: carla, result: "Approved" }));
    assert.equal(stateOf(world), "To Do");
  });

  it("stays open where no status closes it, and while the request is open", async () => {
    const { closedStatusId: _, ...never } = ofIssues;
    const world = new JiraWorld(never);
    await told(world, decided);
    assert.equal(stateOf(world), "To Do");
    const waiting = new JiraWorld();
    await told(waiting, eventOf("Escalated"), requestOf());
    assert.equal(stateOf(waiting), "To Do");
  });

  it("is left to a person where the workflow leads nowhere", async () => {
    const world = new JiraWorld({ ...ofIssues, closedStatusId: "77" });
    await assert.rejects(told(world, decided), (error: FinalError) => {
      assert.ok(error instanceof FinalError);
      assert.match(error.remedy!, /close this ticket by hand/);
      return true;
    });
  });

  it("is tried again where somebody changes it at the same time", async () => {
    const world = new JiraWorld();
    world.changed = (_, { method, url }) =>
      method === "POST" && url.endsWith("/transitions") ? { status: 409 } : undefined;
    await assert.rejects(told(world, decided), TransientError);
  });
});
