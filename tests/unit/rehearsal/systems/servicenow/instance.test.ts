/** The local ServiceNow refuses what ServiceNow refuses, and logs who has moved what. */
import * as assert from "node:assert/strict";
import { createServiceNow } from "../../../../../rehearsal/systems/servicenow";
import type { SystemAnswer } from "../../../../../rehearsal/systems/system";

const url = "https://example.service-now.com";
const arn = "arn:aws:ssm:eu-west-1:111122223333:parameter/snow";
const entry = {
  ...{ kind: "servicenow", url, credentialsArn: arn, readerCredentialsArn: `${arn}-reader` },
  people: { carla: "Carla Diaz", dan: "Dan Wu" },
};

function started(change: object = {}) {
  let now = new Date("2026-11-22T21:00:00.000Z");
  const standIn = createServiceNow(
    { ...entry, ...change },
    {
      clock: { now: () => now, at: () => ({ cancel: () => undefined }) },
      deliver: () => Promise.reject(new Error("The instance calls nobody.")),
    },
  );
  const send = (method: string, path: string, body: string, headers: Record<string, string>) =>
    standIn.answer({ method, url: new URL(path, url), headers, body }) as SystemAnswer;
  const grant = (client: object, more: Record<string, string> = {}) => {
    const form = { grant_type: "client_credentials", ...more };
    const { clientId: client_id, clientSecret: client_secret } = client as Record<string, string>;
    const body = new URLSearchParams({ client_id, client_secret, ...form }).toString();
    const type = "application/x-www-form-urlencoded";
    return send("POST", "/oauth_token.do", body, { "content-type": type });
  };
  const tokenOf = (of: string): string =>
    (grant(standIn.credentials[of]).body as { access_token: string }).access_token;
  const api = (method: string, path: string, fields?: object, token = tokenOf(arn)) =>
    send(method, `/api/${path}`, JSON.stringify(fields ?? ""), {
      authorization: `Bearer ${token}`,
      ...(fields && { "content-type": "application/json" }),
    });
  const result = (answer: SystemAnswer) => (answer.body as { result: never }).result;
  const open = (): string => {
    const answer = api("POST", "sn_chg_rest/change/normal", { short_description: "Release" });
    return (result(answer) as { sys_id: { value: string } }).sys_id.value;
  };
  const minutes = (count: number) => (now = new Date(now.getTime() + count * 60_000));
  return { standIn, grant, tokenOf, api, result, open, minutes };
}

describe("The local ServiceNow", () => {
  it("lets people open changes in the name of a request, and give them another one, and says who did", () => {
    const { standIn, api, result } = started();
    api("POST", "sn_chg_rest/change/normal", { correlation_id: "r-1" });
    const [{ id }] = standIn.tickets();
    void standIn.act(id, "open another", "dan");
    void standIn.act(id, "edit correlation", "dan");
    const rows = (table: string) =>
      result(api("GET", `now/table/${table}`)) as Record<string, string>[];
    assert.deepEqual(
      rows("change_request").map((row) => [row.correlation_id, row.sys_created_by]),
      [
        ["0".repeat(32), "codepipeline.approvals"],
        ["r-1", "dan"],
      ],
    );
    const [{ fieldname, oldvalue, user }] = rows("sys_audit");
    assert.deepEqual([fieldname, oldvalue, user], ["correlation_id", "r-1", "dan"]);
    for (const secret of Object.values(standIn.credentials)) {
      assert.equal(
        (secret as { ticketsByUserName: string }).ticketsByUserName,
        "codepipeline.approvals",
      );
    }
  });

  it("gives a token to its applications alone, and the same one as long as it is good", () => {
    const { standIn, grant, tokenOf, minutes } = started();
    const first = tokenOf(arn);
    assert.equal(tokenOf(arn), first);
    minutes(31);
    assert.notEqual(tokenOf(arn), first);
    const good = standIn.credentials[arn];
    assert.equal(grant({ ...good, clientSecret: "wrong" }).status, 401);
    assert.equal(grant(good, { grant_type: "password" }).status, 401);
  });

  it("answers nothing without a good token, and lets who may read write nothing", () => {
    const { api, tokenOf, minutes, open } = started();
    const id = open();
    assert.equal(api("GET", "now/table/change_request", undefined, "wrong").status, 401);
    const reader = tokenOf(`${arn}-reader`);
    assert.equal(api("GET", `now/table/change_request/${id}`, undefined, reader).status, 200);
    assert.equal(api("POST", "sn_chg_rest/change/normal", {}, reader).status, 403);
    assert.equal(api("PATCH", `sn_chg_rest/change/${id}`, { state: "4" }, reader).status, 403);
    minutes(31);
    assert.equal(api("GET", `now/table/change_request/${id}`, undefined, reader).status, 401);
  });

  it("knows no other record, table, type or template", () => {
    const { api } = started();
    const none = "9".repeat(32);
    assert.equal(api("GET", `now/table/change_request/${none}`).status, 404);
    assert.equal(api("PATCH", `sn_chg_rest/change/${none}`, {}).status, 404);
    assert.equal(api("GET", "now/table/incident").status, 400);
    assert.equal(api("POST", "sn_chg_rest/change/model", {}).status, 400);
    assert.equal(api("POST", "sn_chg_rest/change/standard", {}).status, 400);
    assert.equal(api("POST", `sn_chg_rest/change/standard/${none}`, {}).status, 400);
    assert.equal(api("POST", "sn_chg_rest/change/normal").status, 400);
  });

  it("begins every change in New, and ignores fields that there are not", () => {
    const { api, result } = started();
    const fields = { state: "-1", approval: "approved", u_own: "x", description: "d".repeat(5000) };
    const made = result(api("POST", "sn_chg_rest/change/normal", fields)) as {
      state: object;
      approval: { value: string };
      description: { value: string };
      __meta: object;
    };
    assert.deepEqual(made.state, { display_value: "New", value: -5 });
    assert.equal(made.approval.value, "not requested");
    assert.equal(made.description.value.length, 4000);
    assert.deepEqual(made.__meta, { ignoredFields: ["approval", "u_own"] });
  });

  it("moves a change along its way alone, with its approval, and nothing of one that is over", () => {
    const { api, open, standIn } = started();
    const id = open();
    const moved = (state: string) => api("PATCH", `sn_chg_rest/change/${id}`, { state }).status;
    assert.equal(moved("-1"), 400);
    assert.equal(moved("-4"), 200);
    assert.equal(moved("-3"), 200);
    assert.equal(moved("-2"), 400, "it is not approved");
    void standIn.act("CHG0030001", "approve", "carla");
    void standIn.act("CHG0030001", "hold", "carla");
    assert.equal(moved("-1"), 400, "it is on hold");
    assert.equal(moved("4"), 200);
    assert.equal(moved("-5"), 400);
  });

  it("logs each move of a field with who has made it, the newest first", () => {
    const { api, open, result, standIn, minutes } = started();
    const id = open();
    void standIn.act("CHG0030001", "approve", "dan");
    minutes(1);
    void standIn.act("CHG0030001", "implement", "carla");
    const query = `documentkey=${id}^fieldnameINstate,approval^ORDERBYDESCsys_created_on`;
    const asked = `sysparm_query=${encodeURIComponent(query)}&sysparm_fields=newvalue,user`;
    const rows = result(api("GET", `now/table/sys_audit?${asked}`)) as object[];
    assert.deepEqual(rows[0], { newvalue: "-1", user: "carla" });
    assert.deepEqual(rows.length, 5);
  });

  it("leaves out of a query what it does not know, and answers no more rows than asked for", () => {
    const { api, open, result } = started();
    open();
    open();
    const read = (query: string) =>
      (result(api("GET", `now/table/change_request?${query}`)) as object[]).length;
    assert.equal(read("sysparm_query=u_none=1"), 2);
    assert.equal(read("sysparm_query=number=CHG0030002"), 1);
    assert.equal(read("sysparm_limit=1"), 1);
  });

  it("shows people what they can do, and lets nobody do anything else", () => {
    const { open, standIn } = started();
    open();
    const can = () => standIn.tickets()[0].actions.map(({ id }) => id);
    const forging = ["open another", "edit correlation"];
    assert.deepEqual(can(), ["approve", "reject", "cancel", "hold", "move window", ...forging]);
    assert.throws(() => standIn.act("CHG0030001", "implement", "carla"), /Nobody can/);
    void standIn.act("CHG0030001", "approve", "carla");
    assert.ok(can().includes("implement"));
    assert.match(standIn.tickets()[0].lines.join(), /21:00:00 to 2026-11-22 22:00:00 UTC/);
    void standIn.act("CHG0030001", "implement", "carla");
    void standIn.act("CHG0030001", "close", "carla");
    assert.deepEqual([standIn.tickets()[0].state, can()], ["Closed", []]);
  });

  it("is described by an entry that says what it is, and nothing that there is not", () => {
    for (const [change, says] of [
      [{ url: "http://example.service-now.com" }, /^url: /],
      [{ people: {} }, /^people: /],
      [{ window: 0 }, /^window: /],
      [{ templates: ["x"] }, /^templates\.0: /],
      [{ wndow: 5 }, /wndow/],
    ] as const) {
      assert.throws(() => started(change), { message: says });
    }
  });
});
