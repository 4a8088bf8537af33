import * as assert from "node:assert/strict";
import type { Rule } from "../../../../../functions/domain/rule/identity";
import { excludedBy, objectionTo } from "../../../../../functions/domain/rule/whose";
import type { Release } from "../../../../../functions/domain/types";
import { identity, releaseOf, ruleOf, sourceBy } from "./samples";

/** Slack knows these two. */
const accounts: Record<string, string> = { "ann@example.com": "U0ANN", "bob@example.com": "U0BOB" };
const asked: string[] = [];
const accountOf = async (email: string) => {
  asked.push(email);
  return accounts[email];
};

const excluded = async (rule: Partial<Rule>, release: Partial<Release>) => {
  const found = await excludedBy(ruleOf(rule), releaseOf(release), accountOf);
  return { people: Object.fromEntries(found.people), everybody: found.everybody };
};

const sts = (role: string, name: string) =>
  `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;
const started = (detail?: string, type = "StartPipelineExecution") => ({
  trigger: { type, ...(detail === undefined ? {} : { detail }) },
});
const nobody = { people: {}, everybody: undefined };

describe("Who has started a release", () => {
  const rule = { excludeStarter: true };
  const user = "arn:aws:iam::111122223333:user/ann";

  it("is nobody where a source did, whoever it was where the rule does not ask", async () => {
    for (const type of ["Webhook", "WebhookV2", "CloudWatchEvent", "PollForSourceChanges"]) {
      const detail = "arn:aws:events:eu-west-1:111122223333:rule/push";
      assert.deepEqual(await excluded(rule, started(detail, type)), nobody);
    }
    assert.deepEqual(await excluded(rule, started(`by ${user}`, "Webhook")), nobody);
    assert.deepEqual(await excluded({}, started(user)), nobody);
  });

  it("is whom the identities name by user, by session, or by role, in this order", async () => {
    const role = identity("U0ROLE", [], ["arn:aws:iam::111122223333:role/x/admin"]);
    const session = identity("U0SESSION", [], [sts("admin", "ann")]);
    const address = identity("U0ADDRESS", ["Cy@example.com"]);
    const identities = [role, session, address, identity("U0ANN", [], [user])];
    const by = async (detail: string) =>
      Object.keys((await excluded({ ...rule, identities }, started(detail))).people);
    assert.deepEqual(await by(user), ["person:3"]);
    assert.deepEqual(await by(sts("admin", "ann")), ["person:1"]);
    assert.deepEqual(await by(sts("admin", "cy@Example.com")), ["person:0", "person:2"]);
    assert.deepEqual(await by(sts("admin", "somebody")), ["person:0"]);
    assert.deepEqual(
      Object.keys(
        (await excluded({ ...rule, identities }, started(user, "ManualRollback"))).people,
      ),
      ["person:3"],
    );
  });

  it("is whom a role names, whatever address a session of it is given", async () => {
    const role = "arn:aws:iam::111122223333:role/release-ann";
    const machine = identity(undefined, ["bot@example.com"]);
    const identities = [identity("U0ANN", [], [role]), machine];
    const found = await excluded(
      { ...rule, identities },
      started(sts("release-ann", "bot@example.com")),
    );
    assert.deepEqual(Object.values(found.people), ["starter"]);
  });

  it("is not known of a trigger that is neither a machine's nor names a principal", async () => {
    for (const type of ["PutActionRevision", "SomethingNew"]) {
      assert.equal((await excluded(rule, started("r-1", type))).everybody, "starter_unknown", type);
    }
    assert.deepEqual(await excluded(rule, started("", "CreatePipeline")), nobody);
  });

  it("is who has the address in Slack that the session bears", async () => {
    const found = await excluded(rule, started(sts("admin", "Ann@Example.com")));
    assert.deepEqual(found, { people: { "slack:U0ANN": "starter" }, everybody: undefined });
  });

  it("is everybody of a role that several entries name", async () => {
    const arn = "arn:aws:iam::111122223333:role/admin";
    const identities = [identity("U0ANN", [], [arn]), identity("U0BOB", [], [arn])];
    const found = await excluded({ ...rule, identities }, started(sts("admin", "x")));
    assert.deepEqual(Object.values(found.people), ["starter", "starter"]);
  });

  it("is a machine where an entry without an account says so", async () => {
    const identities = [identity(undefined, [], ["arn:aws:iam::111122223333:role/scheduler"])];
    assert.deepEqual(
      await excluded({ ...rule, identities }, started(sts("scheduler", "a1b2"))),
      nobody,
    );
  });

  it("is not known otherwise, and then nobody approves, unless the rule lets them", async () => {
    const cases = [
      started(user),
      started(sts("admin", "ann")),
      started(sts("admin", "who@example.com")),
      started("arn:aws:iam::111122223333:root"),
      started(),
      started("somebody", "ManualRollback"),
      started(user, "CreatePipeline"),
      {},
    ];
    for (const one of cases) {
      assert.equal((await excluded(rule, one)).everybody, "starter_unknown", JSON.stringify(one));
      assert.deepEqual(await excluded({ ...rule, unknownStarter: "allow" }, one), nobody);
    }
  });
});

describe("Who has written a release", () => {
  const rule = { excludeAuthor: true };

  it("is who has the address in Slack that the source names", async () => {
    const found = await excluded(rule, { actions: [sourceBy(" Ann@example.com ")] });
    assert.deepEqual(found, { people: { "slack:U0ANN": "author" }, everybody: undefined });
  });

  it("is whom an entry names, of whom Slack is not asked", async () => {
    asked.length = 0;
    const identities = [identity("U0ANN", ["1+ann@users.noreply.github.com"])];
    const actions = [sourceBy("1+Ann@users.noreply.github.com")];
    const found = await excluded({ ...rule, identities }, { actions });
    assert.deepEqual(found.people, { "person:0": "author" });
    assert.deepEqual(asked, []);
  });

  it("is everybody of several sources, and of a list of a build", async () => {
    const actions = [sourceBy("ann@example.com"), sourceBy("bob@example.com")];
    const both = { "slack:U0ANN": "author", "slack:U0BOB": "author" };
    assert.deepEqual((await excluded(rule, { actions })).people, both);
    const build = {
      ...{ stageName: "Build", actionName: "Test", namespace: "build" },
      outputVariables: { AUTHORS: " bob@example.com, ;ann@example.com\n" },
    };
    const named = { ...rule, authorVariable: "build.AUTHORS" };
    assert.deepEqual(await excluded(named, { actions: [build] }), {
      people: both,
      everybody: undefined,
    });
  });

  it("is not known where one is missing or nobody's, and then nobody approves", async () => {
    const build = {
      ...{ stageName: "Build", actionName: "Test", namespace: "build" },
      outputVariables: { AuthorEmail: "ann@example.com" },
    };
    asked.length = 0;
    const cases: [Partial<Rule>, Release["actions"]][] = [
      [rule, []],
      [rule, [sourceBy()]],
      [rule, [sourceBy(" ")]],
      [rule, [sourceBy("Ann")]],
      [rule, [sourceBy("who@example.com")]],
      [rule, [sourceBy("ann@example.com@example.com")]],
      // One who is known speaks for no other.
      [rule, [sourceBy("ann@example.com"), sourceBy()]],
      [rule, [sourceBy("ann@example.com who@example.com")]],
      // What a build says of itself is no source's word.
      [rule, [build]],
      [rule, [build, sourceBy()]],
      [{ ...rule, authorVariable: "build.AUTHOR" }, [build, sourceBy("ann@example.com")]],
      [{ ...rule, authorVariable: "build.AuthorEmail" }, [build, build]],
    ];
    for (const [one, actions] of cases) {
      assert.equal((await excluded(one, { actions })).everybody, "author_unknown");
    }
    // Slack is asked for addresses alone.
    assert.deepEqual(new Set(asked), new Set(["who@example.com", "ann@example.com"]));
  });

  it("is excluded as far as they are known where the rule lets the others be unknown", async () => {
    const actions = [sourceBy("ann@example.com"), sourceBy()];
    const found = await excluded({ ...rule, unknownAuthor: "allow" }, { actions });
    assert.deepEqual(found, { people: { "slack:U0ANN": "author" }, everybody: undefined });
  });

  it("is not asked of Slack where Slack fails: nothing is known then", async () => {
    const failing = async () => Promise.reject(new Error("missing_scope"));
    const release = releaseOf({ actions: [sourceBy("ann@example.com")] });
    await assert.rejects(excludedBy(ruleOf(rule), release, failing), /missing_scope/);
  });
});

describe("An objection", () => {
  it("names the person's own first, then everybody's", () => {
    const people = new Map([["slack:U0ANN", "starter" as const]]);
    assert.equal(objectionTo({ people, everybody: "author_unknown" }, "slack:U0ANN"), "starter");
    assert.equal(
      objectionTo({ people, everybody: "author_unknown" }, "slack:U0BOB"),
      "author_unknown",
    );
    assert.equal(objectionTo({ people }, "slack:U0BOB"), undefined);
  });

  it("of who is both is that they have started it", async () => {
    const both = { excludeAuthor: true, excludeStarter: true };
    const release = {
      ...started(sts("r", "ann@example.com")),
      actions: [sourceBy("ann@example.com")],
    };
    assert.deepEqual((await excluded(both, release)).people, { "slack:U0ANN": "starter" });
  });
});
