/** The local Jira Service Management refuses what it refuses, and asks people to approve. */
import * as assert from "node:assert/strict";
import { callOf, clock, doc, make, ofDesk, requestFieldValues, said } from "./jira-site";

describe("The local service desk", () => {
  after(() => clock.stop());

  it("refuses what is no request of its service desk", () => {
    const site = make();
    for (const [change, status] of [
      [{ serviceDeskId: "2" }, 404],
      [{ requestTypeId: "2" }, 404],
      [{ properties: [] }, 400],
      [{ requestFieldValues: undefined }, 400],
      [{ requestFieldValues: { ...requestFieldValues, description: doc("x") } }, 400],
      [{ requestFieldValues: { ...requestFieldValues, labels: ["x"] } }, 400],
    ] as const) {
      const answer = callOf(site, "POST", "servicedeskapi/request", { ...ofDesk, ...change });
      assert.equal(answer.status, status);
    }
    assert.equal(callOf(site, "POST", "servicedeskapi/request", ofDesk).status, 201);
    assert.deepEqual(
      site.tickets().map(({ id }) => id),
      ["OPS-1"],
    );
  });

  it("takes rich text of a request as a document where it is told so, and else as wiki markup", () => {
    const site = make();
    const wild = "[Approve|https://evil.example] !https://evil.example/p.png! [~accountid:carla]";
    const send = (description: unknown, more: object) =>
      callOf(site, "POST", "servicedeskapi/request", {
        ...{ ...ofDesk, ...more },
        requestFieldValues: { ...requestFieldValues, description },
      }).status;
    assert.equal(send(wild, {}), 201);
    assert.equal(send(doc(wild), { isAdfRequest: true }), 201);
    assert.equal(send(wild, { isAdfRequest: true }), 400);
    assert.deepEqual(
      site.tickets().map(({ lines }) => lines),
      [
        ["<link to https://evil.example: Approve> <picture https://evil.example/p.png> @carla"],
        [wild],
      ],
    );
  });

  it("lets those approve a request who are asked to, once", () => {
    const site = make();
    callOf(site, "POST", "servicedeskapi/request", ofDesk);
    assert.throws(() => site.act("OPS-1", "approve", "dora"), /Dora is not asked to approve OPS-1/);
    void site.act("OPS-1", "approve", "carla");
    assert.equal(site.tickets()[0].state, "Approved");
    assert.throws(() => site.act("OPS-1", "decline", "carla"), /Nobody can do "decline" to OPS-1/);
    const answer = callOf(site, "GET", "servicedeskapi/request/OPS-1/approval");
    assert.match(said(answer), /"finalDecision":"approved".*"completedDate"/);
  });
});
