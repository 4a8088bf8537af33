/** One ticket for a request, whatever becomes of the calls. */
import * as assert from "node:assert/strict";
import { FinalError, TransientError } from "../../../../../functions/domain/errors";
import { SystemError } from "../../../../../functions/connectors/answers";
import { requestId } from "../../../../../functions/domain/request-events";
import { ann, now, requestOf, token } from "../../domain/samples";
import { otherToken } from "../../support/world-events";
import { eventOf, type Fault, JiraWorld, ofIssues, ofRequests, siteUrl } from "./jira-world";

const modes = { issue: ofIssues, request: ofRequests };

describe("Jira: a ticket that is opened", () => {
  it("is an issue that says what is to be decided, and bears the request's mark", async () => {
    const world = new JiraWorld(
      { ...ofIssues, fields: { labels: ["release"], customfield_7: 1 } },
      {
        fields: { customfield_7: "required" },
      },
    );
    const request = requestOf({ customData: "See the\nplan", region: "eu-west-1" });
    const ticket = await world.open(request);
    const [shown] = world.site.tickets();
    assert.equal(ticket!.label, "OPS-1");
    assert.equal(ticket!.url, `${siteUrl}/browse/OPS-1`);
    assert.equal(shown.title, "Approve approve in production of orders");
    assert.match(shown.lines.join("\n"), /The pipeline says: See the plan/);
    assert.match(shown.lines.join("\n"), /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\//m);
    const sent = JSON.parse(world.sent.find(({ method }) => method === "POST")!.body!);
    assert.deepEqual(sent.fields.labels, ["release", `approval-${requestId(request)}`]);
    assert.deepEqual(sent.properties, [
      { key: "codepipeline-approvals", value: { requestId: requestId(request) } },
    ]);
  });

  it("is a request of the service desk, whose summary bears the mark", async () => {
    const world = new JiraWorld(ofRequests);
    const long = "a".repeat(100);
    const action = `${long}/${long}/${long}` as const;
    const request = requestOf({ action, pipelineName: long, stageName: long, actionName: long });
    await world.open(request);
    const [{ title }] = world.site.tickets();
    assert.ok(title.endsWith(` (approval-${requestId(request)})`), title);
    assert.equal(title.length, 255);
  });

  it("shows what others have worded as they have, with no link, picture or mention of theirs", async () => {
    const wild = "[Approve|https://evil.example] !https://evil.example/p.png! [~accountid:carla]";
    for (const settings of [ofIssues, ofRequests]) {
      const world = new JiraWorld(settings);
      const revisions = [{ name: "Source", id: "abc", summary: wild }];
      const request = requestOf({ customData: wild, revisions });
      const ticket = await world.open(request);
      const event = { actor: { ...ann, displayName: wild }, result: "Approved" as const };
      await world.system.tell(eventOf("Voted", { ...event, reason: wild }), request, ticket);
      const lines = world.site.tickets()[0].lines.filter((line) => line.includes("evil.example"));
      assert.equal(lines.length, 3);
      for (const line of lines) assert.ok(line.includes(wild.slice(0, 70)), line);
    }
  });

  it("is signed for, and nobody is told the token of the request", async () => {
    const world = new JiraWorld();
    await world.open();
    for (const { headers, body = "", url } of world.sent) {
      assert.match(headers!.authorization, /^Basic [\w+/=]+$/);
      assert.ok(!`${url}${body}`.includes(token));
    }
  });
});

for (const [mode, settings] of Object.entries(modes)) {
  describe(`Jira: a ticket of mode ${mode}`, () => {
    it("is found again, and not made twice", async () => {
      const world = new JiraWorld(settings);
      const first = await world.open();
      world.seconds += 60;
      assert.deepEqual(await world.open(), first);
      const other = await world.open(requestOf({ token: otherToken }));
      assert.notEqual(other!.id, first!.id);
      assert.equal(world.site.tickets().length, 2);
    });

    it("is made once where any call fails, before or after it took effect", async () => {
      for (const fault of ["before", "after"] satisfies Fault[]) {
        for (let at = 0; ; at += 1) {
          const world = new JiraWorld(settings);
          world.failAt(at, fault);
          let ticket;
          for (let tried = 0; ticket === undefined && tried < 3; tried += 1) {
            ticket = await world.open().catch((error: unknown) => {
              assert.ok(error instanceof TransientError);
              world.seconds += error instanceof SystemError ? (error.retryAfter ?? 60) : 60;
            });
          }
          assert.equal(world.site.tickets().length, 1, `${fault} ${at}`);
          if (!world.hasFailed) break;
          world.seconds += 60;
          const reading = await world.reader.read(ticket!.id);
          assert.equal(reading?.requestId, requestId(requestOf()));
        }
      }
    });

    it("is not looked for before the search can know it", async () => {
      const world = new JiraWorld(settings);
      world.changed = (_, { method }) => (method === "POST" ? { status: 502 } : undefined);
      await assert.rejects(world.open(), (error: SystemError) => error.retryAfter === 300);
    });

    it("is not another's, whatever others have put on theirs", async () => {
      const world = new JiraWorld(settings);
      await world.open(requestOf({ token: otherToken }));
      const mark = `approval-${requestId(requestOf())}`;
      const forged = {
        ...{ id: "10002", key: "OPS-1" },
        fields: { summary: mark, labels: [mark] },
      };
      world.seconds += 60;
      world.changed = (_, { url }) =>
        url.includes("/search/jql") ? { status: 200, body: { issues: [forged] } } : undefined;
      assert.equal((await world.open())!.label, "OPS-2");
    });
  });
}

describe("Jira: a ticket that cannot be opened", () => {
  it("names the fields that Jira refuses, and not what it says of them", async () => {
    const world = new JiraWorld({ ...ofIssues, fields: { customfield_9: "secret" } });
    await assert.rejects(world.open(), (error: Error) => {
      assert.ok(error instanceof FinalError);
      assert.match(error.message, /400 to the creation of a ticket with customfield_9\.$/);
      return true;
    });
  });

  it("waits for credentials that Jira takes, and for rights", async () => {
    for (const [status, remedy] of [
      [401, /credentials/],
      [403, /rights/],
    ] as const) {
      const world = new JiraWorld();
      world.changed = () => ({ status, body: {} });
      await assert.rejects(world.open(), (error: SystemError) => {
        assert.ok(error instanceof SystemError);
        assert.match(error.remedy!, remedy);
        return true;
      });
      assert.equal(world.site.tickets().length, 0);
    }
  });

  it("is not one where settings or credentials are none", async () => {
    const world = new JiraWorld();
    for (const change of [
      { siteUrl: "http://example.atlassian.net" },
      { siteUrl: "https://example.atlassian.net/" },
      { projectKey: 'OPS" OR 1=1' },
      { approvedStatusIds: [] },
      { mode: "change" },
      { mode: "request" },
    ]) {
      const settings = { ...ofIssues, ...change };
      assert.throws(() => new JiraWorld(settings).system, FinalError, JSON.stringify(change));
    }
    assert.equal(world.now().getTime(), now.getTime());
  });
});
