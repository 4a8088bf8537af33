/** The numbers of docs/operations.md follow from what is deployed. */
import * as assert from "node:assert/strict";
import { ApprovalHub } from "../../../index";
import { shape } from "../../support/components";
import { textOf } from "../../support/docs/pages";
import { run } from "../../support/mocks";
import { teams, webhook } from "../components/connectors/support";

const children = JSON.parse(textOf("tests/engine/golden/children.json")) as Record<
  string,
  string[]
>;
const hub = children.ApprovalHub;
const plainHub = children["an ApprovalHub without slack"];
const alarmsOf = (hub: string[]): string[] =>
  hub.filter((child) => child.includes("$aws:cloudwatch/metricAlarm:MetricAlarm "));
const alarms = alarmsOf(hub);
/** Those that a hub has for what it is asked to do beside. */
const more = alarmsOf(children["an ApprovalHub that measures"]);
const page = textOf("docs/operations.md");
const sentence = page.replace(/\s+/g, " ");

const [connectorsSection] = /^## Connectors$[^]*?(?=^## )/m.exec(page)!;
const alarmRows = (text: string): string[] =>
  [...text.matchAll(/^\| `…(-[a-z-]+)`/gm)].map(([, suffix]) => suffix);

const shapeOf = async (program: () => unknown): Promise<string[]> =>
  shape((await run(program)).resources);
const isAlarm = (line: string): boolean => line.includes(" aws:cloudwatch/metricAlarm:MetricAlarm");

describe("docs/operations.md", () => {
  it("counts the resources and alarms of connectors, and what they add to a hub", async () => {
    const [connector, own, hubWith, hubWithout] = [
      await shapeOf(() => teams()),
      await shapeOf(() => webhook()),
      await shapeOf(() => new ApprovalHub("hub", { connectors: true })),
      await shapeOf(() => new ApprovalHub("hub", {})),
    ];
    const counted = sentence.match(
      /A \[connector\]\(connectors\.md\) is (\d+) resources, (\w+) of them alarms\. A `WebhookConnector` is (\d+), (\w+) of them alarms\. `connectors: true` adds (\d+) resources, (\w+) of them alarms/,
    )!;
    const words = ["none", "one", "two", "three", "four"];
    const of = (lines: string[]) => [String(lines.length), words[lines.filter(isAlarm).length]];
    const added = hubWith.filter((line) => !hubWithout.includes(line));
    assert.deepEqual(counted.slice(1), [connector, own, added].flatMap(of));
  });

  it("has a row for every alarm of a connector, and no other", async () => {
    const suffixes = (await shapeOf(() => webhook({}, "x"))).filter(isAlarm);
    assert.deepEqual(
      alarmRows(connectorsSection).sort(),
      suffixes.map((line) => line.split(" ")[0].slice(1)).sort(),
    );
  });

  it("counts the resources of a hub", () => {
    const [, resources, ofAlarms] =
      /A hub with Slack is (\d+) resources, once, (\d+) of them alarms/.exec(sentence)!;
    assert.deepEqual([Number(resources), Number(ofAlarms)], [hub.length, alarms.length]);
  });

  it("counts what a ledger adds, where it says so, and its alarms", () => {
    const withAudit = children["an ApprovalHub with audit"];
    const own = (child: string): boolean => !hub.includes(child);
    const added = withAudit.filter(own);
    const [, resources] = /With `audit` there are (\d+) resources more, two of them/.exec(
      sentence,
    )!;
    const [, made, given] = /(\d+) resources \((\d+) with `bucketName`\)/.exec(
      textOf("docs/audit.md"),
    )!;
    const inBucket = added.filter((child) => /\$aws:s3\/bucket(?!Object:)/.test(child));
    const kept = inBucket.filter((child) => !child.includes("bucketObjectv2"));
    assert.deepEqual(
      [Number(resources), Number(made), Number(given)],
      [added.length, added.length, added.length - kept.length],
    );
    assert.equal(alarmsOf(added).length, 2);
  });

  it("counts those of a hub without Slack, twice where it is the alarms", () => {
    const [, resources, ofAlarms] = /It is (\d+) resources, (\d+) of them alarms/.exec(sentence)!;
    const [, paid] = /A hub without Slack pays for (\d+) alarms/.exec(sentence)!;
    assert.deepEqual(
      [Number(resources), Number(ofAlarms), Number(paid)],
      [plainHub.length, alarmsOf(plainHub).length, alarmsOf(plainHub).length],
    );
  });

  it("has a row for every alarm", () => {
    const rows = alarmRows(page.replace(connectorsSection, ""));
    assert.deepEqual(
      [...alarms, ...more].filter((alarm) => !rows.some((suffix) => alarm.endsWith(suffix))),
      [],
    );
    for (const suffix of rows)
      assert.ok(
        [...alarms, ...more].some((alarm) => alarm.endsWith(suffix)),
        suffix,
      );
  });

  it("adds up the cost", () => {
    const table = page.slice(page.indexOf("## Cost"), page.indexOf("## Retention"));
    const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \| \$([\d.]+) +\|$/gm)].map(
      ([, what, arithmetic, cost]) => ({ what: what.trim(), arithmetic, cost: Number(cost) }),
    );
    const [sum] = rows.filter(({ what }) => what.startsWith("sum"));
    const parts = rows.filter((row) => row !== sum);
    assert.ok(parts.length >= 5);
    const total = parts.reduce((before, { cost }) => before + cost, 0);
    assert.equal(sum.cost.toFixed(2), total.toFixed(2));
    const [ofAlarms] = parts.filter(({ what }) => what === "alarms");
    const [, count, price] = /^(\d+) × \$([\d.]+)/.exec(ofAlarms.arithmetic)!;
    assert.equal(Number(count), alarms.length);
    assert.equal(ofAlarms.cost.toFixed(2), (Number(count) * Number(price)).toFixed(2));
  });

  it("has the defaults of the arguments", () => {
    const { resources } = JSON.parse(textOf("tests/engine/golden/schema.json"));
    const inputs = resources["codepipeline-approvals:index:ApprovalHub"].inputProperties;
    for (const name of ["logRetentionInDays", "requestRetentionInDays"]) {
      const [, days] = new RegExp(`\`${name}\` +\\| (\\d+) days`).exec(page)!;
      assert.match(inputs[name].description, new RegExp(`Defaults to ${days}\\.`), name);
    }
  });
});
