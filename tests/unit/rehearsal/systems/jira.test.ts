/** The local Jira refuses what Jira refuses, and lets people do what people do there. */
import * as assert from "node:assert/strict";
import { callOf, clock, create, doc, make, readerArn, said, url, writerArn } from "./jira-site";

describe("The local Jira", () => {
  after(() => clock.stop());

  it("lets nobody in without a token that it knows", () => {
    const site = make();
    for (const authorization of ["", "Bearer x", "Basic", "Basic eDp5"]) {
      const answer = callOf(site, "GET", "api/3/myself", undefined, { headers: { authorization } });
      assert.equal(answer.status, 401);
    }
    const mine = callOf(site, "GET", "api/3/myself", undefined, { arn: readerArn });
    assert.match(said(mine), /^200 .*"displayName":"Approvals \(reads\)"/);
    const { ticketsByAccountId } = site.credentials[readerArn] as { ticketsByAccountId: string };
    assert.ok(said(callOf(site, "GET", "api/3/myself")).includes(ticketsByAccountId));
  });

  it("lets a reader write nothing", () => {
    const site = make();
    create(site);
    for (const [method, path] of [
      ["POST", "api/3/issue"],
      ["PUT", "api/3/issue/OPS-1/properties/x"],
      ["POST", "api/3/issue/OPS-1/comment"],
      ["POST", "api/3/issue/OPS-1/transitions"],
      ["POST", "servicedeskapi/request"],
    ]) {
      assert.equal(callOf(site, method, path, {}, { arn: readerArn }).status, 403, path);
    }
    const read = callOf(site, "GET", "api/3/issue/OPS-1", undefined, { arn: readerArn });
    assert.equal(read.status, 200);
  });

  it("refuses what is no issue, and names the fields", () => {
    const site = make({ fields: { customfield_1: "optional", customfield_2: "required" } });
    const given = { customfield_2: "x" };
    for (const [change, field] of [
      [{ project: { key: "ELSE" } }, "project"],
      [{ project: "OPS" }, "project"],
      [{ issuetype: { id: "9" } }, "issuetype"],
      [{ summary: "" }, "summary"],
      [{ summary: "a\nb" }, "summary"],
      [{ summary: "a".repeat(256) }, "summary"],
      [{ description: "text" }, "description"],
      [{ description: { type: "doc", version: 1, content: [{ type: "text" }] } }, "description"],
      [
        {
          description: {
            ...doc(""),
            content: [{ type: "paragraph", content: [{ type: "text", text: "" }] }],
          },
        },
        "description",
      ],
      [{ labels: ["a b"] }, "labels"],
      [{ labels: "a" }, "labels"],
      [{ customfield_9: 1 }, "customfield_9"],
      [{ customfield_2: null }, "customfield_2"],
    ] as const) {
      const { status, body } = create(site, { ...given, ...change });
      assert.equal(status, 400);
      assert.deepEqual(Object.keys((body as { errors: object }).errors), [field]);
    }
    assert.equal(create(site, given, { properties: [{ key: "x" }] }).status, 400);
    assert.equal(callOf(site, "POST", "api/3/issue", {}).status, 400);
    assert.deepEqual(site.tickets(), []);
    assert.equal(create(site, { ...given, description: undefined }).status, 201);
  });

  it("refuses what it cannot understand, and what there is not", () => {
    const site = make();
    create(site);
    for (const [method, path, content, status] of [
      ["GET", "api/3/issue/OPS-9", undefined, 404],
      ["GET", "api/3/nothing", undefined, 404],
      ["GET", "servicedeskapi/request/OPS-1/approval", undefined, 404],
      ["POST", "api/3/issue/OPS-1/comment", { body: "text" }, 400],
      ["POST", "api/3/issue/OPS-1/transitions", { transition: { id: "1" } }, 400],
      ["POST", "api/3/issue/OPS-1/transitions", {}, 400],
      ["PUT", "api/3/issue/OPS-1/properties/x", undefined, 400],
    ] as const) {
      assert.equal(callOf(site, method, path, content).status, status, path);
    }
    const unread = callOf(site, "POST", "api/3/issue", undefined, { body: "{" });
    assert.equal(unread.status, 400);
    const headers = { "content-type": "text/plain" };
    assert.equal(callOf(site, "POST", "api/3/issue", {}, { headers }).status, 415);
  });

  it("finds by the JQL that connectors write, a little later", () => {
    const site = make();
    create(site);
    const found = (jql: string) =>
      callOf(site, "GET", `api/3/search/jql?jql=${encodeURIComponent(jql)}&fields=summary`);
    const all = 'project = "OPS" AND labels = "a" ORDER BY created ASC';
    assert.match(said(found(all)), /"issues":\[\]/);
    clock.advance(4000);
    for (const jql of [all, "creator = currentUser() AND created >= -10m", 'labels = "a"']) {
      assert.match(said(found(jql)), /^200 .*"OPS-1".*"summary":"Release"/);
    }
    for (const jql of ['labels = "b"', 'project = "X"', "creator = eve", "created >= -0m"]) {
      assert.match(said(found(jql)), /^200 .*"issues":\[\]/);
    }
    for (const jql of ["", "labels", "summary ~ x", "created >= now", 'labels = "a" ORDER BY x']) {
      assert.equal(found(jql).status, 400, jql);
    }
  });

  it("keeps a log of what changes, and pages it", () => {
    const site = make();
    create(site);
    const moved = callOf(site, "POST", "api/3/issue/OPS-1/transitions", {
      transition: { id: "41" },
    });
    assert.equal(moved.status, 204);
    void site.act("OPS-1", "approve", "carla");
    const page = (query: string) =>
      callOf(site, "GET", `api/3/issue/OPS-1/changelog?${query}`).body as {
        values: { author: { displayName: string }; items: { to: string }[] }[];
        isLast: boolean;
      };
    const [first] = page("startAt=0&maxResults=1").values;
    assert.equal(page("startAt=0&maxResults=1").isLast, false);
    assert.deepEqual([first.author.displayName, first.items[0].to], ["Approvals", "10003"]);
    const rest = page("startAt=1&maxResults=9");
    assert.deepEqual([rest.values[0].author.displayName, rest.isLast], ["Carla", true]);
  });

  it("shows people what they can do, and what was said", () => {
    const site = make();
    create(site);
    callOf(site, "POST", "api/3/issue/OPS-1/comment", { body: doc("Hello") });
    const [{ title, state, lines, actions }] = site.tickets();
    assert.deepEqual([title, state, lines], ["Release", "To Do", ["Why", "Approvals: Hello"]]);
    assert.deepEqual(
      actions.map(({ id }) => id),
      ["approve", "reject", "move to Closed", "edit property", "edit labels"],
    );
    assert.equal(site.title, "Jira (example.atlassian.net)");
    assert.deepEqual(site.origins, [url]);
    assert.throws(() => site.act("OPS-7", "approve", "carla"), /to OPS-7 now/);
  });

  it("is made of an entry that describes it", () => {
    for (const [change, why] of [
      [{ url: "http://example.atlassian.net" }, /^url: must be like https/],
      [{ people: {} }, /^people: must name somebody/],
      [{ approvers: ["eve"] }, /^approvers: there is no eve among people/],
      [{ statuses: { 1: "A", 2: "B" } }, /^statuses: must be three at least/],
      [{ fields: { x: "maybe" } }, /^fields\.x: /],
      [{ else: 1 }, /^else: /],
    ] as const) {
      assert.throws(
        () => make(change),
        (error: Error) => why.test(error.message),
      );
    }
    const alone = make({ readerCredentialsArn: undefined });
    assert.deepEqual(Object.keys(alone.credentials), [writerArn]);
  });
});
