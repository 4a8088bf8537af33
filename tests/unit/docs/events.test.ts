/** docs/events.md says what the functions publish, and how to subscribe. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as v from "valibot";
import { publishedEventSchema } from "../../../functions/domain/published-event";
import { eventTypes } from "../../../functions/domain/request-events";
import { ApprovalHub } from "../../../index";
import { decisionsOf } from "../../support/events/subscribe";
import { credentialsSecretArn, only, types } from "../../support/components";
import { run } from "../../support/mocks";

const root = path.join(__dirname, "../../..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");
const page = read("docs/events.md");

describe("docs/events.md", () => {
  it("shows an event as its schema has it", () => {
    const [, json] = /```json\n([^`]+)```/.exec(page)!;
    assert.deepEqual(v.parse(publishedEventSchema, JSON.parse(json)), JSON.parse(json));
  });

  it("names the JSON Schema as the package exports it", () => {
    const { exports } = JSON.parse(read("package.json"));
    assert.equal(exports["./request-event.schema.json"], "./docs/request-event.schema.json");
    assert.ok(page.includes("`codepipeline-approvals/request-event.schema.json`"));
  });

  it("has a row for every type", () => {
    const rows = [...page.matchAll(/^\| `([A-Z]\w+)` /gm)].map(([, type]) => type);
    assert.deepEqual(rows, [...eventTypes]);
  });

  it("shows how to subscribe as it is tested", async () => {
    assert.ok(
      page.includes(`\`\`\`typescript\n${read("tests/support/events/subscribe.ts")}\`\`\``),
    );
    const { resources } = await run(() => {
      decisionsOf(new ApprovalHub("hub", { slack: { credentialsSecretArn } }) as never);
    });
    const { eventBusName, eventPattern } = only(resources, types.rule, "decisions").inputs;
    assert.equal(eventBusName, "hub-events");
    assert.deepEqual(JSON.parse(eventPattern).source, ["codepipeline-approvals"]);
    const [{ Condition }] = JSON.parse(
      only(resources, types.queuePolicy, "decisions").inputs.policy,
    ).Statement;
    assert.match(Condition.ArnEquals["aws:SourceArn"], /:rule\/hub-events\/decisions$/);
  });
});
