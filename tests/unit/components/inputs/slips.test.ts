/** Slips that people make in TypeScript as well: each is told as what it is, with the remedy for it. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup } from "../../../../index";
import {
  actionArn,
  gateWith,
  hubWith,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { attempt } from "../../../support/mocks";

const inside =
  "got one with an output inside, whose value is not known when the text is written. Use " +
  "pulumi.interpolate`...` or .apply, in Python Output.concat or Output.format.";

describe("An output inside a text", () => {
  const name = (): pulumi.Output<string> => new aws.sns.Topic("topic").name;
  // As a template literal does, of which the lint rules say that it should not.
  const text = (): string => String(name());
  const texts: [path: string, create: () => unknown][] = [
    ["customData", () => gateWith({ customData: `See ${text()}` })],
    ["pipelineName", () => gateWith({ pipelineName: `orders-${text()}` })],
    ["externalEntityLink", () => gateWith({ externalEntityLink: `https://example.com/${text()}` })],
    ["emails[1]", () => gateWith({ emails: ["qa@example.com", `${text()}@example.com`] })],
    ["tags", () => gateWith({ tags: { team: text() } })],
    ["approvers.roleNames[0]", () => gateWith({ approvers: { roleNames: [`${text()}-ops`] } })],
    ["customData", () => gateWith({ customData: JSON.stringify({ topic: name() }) })],
    // What str() answers in Python.
    [
      "customData",
      () => gateWith({ customData: "See Calling __str__ on an Output[T] is not supported." }),
    ],
  ];
  for (const [path, create] of texts) {
    it(`is refused in ${path}, where Pulumi's warning would stand`, async () => {
      const { thrown } = await attempt(create);
      const at = path === "tags" ? 'tags["team"]' : path;
      assert.ok(pulumi.InputPropertyError.isInstance(thrown), `${thrown as Error}`);
      assert.deepEqual(thrown.propertyPath, at);
      assert.equal(thrown.reason, `\`${at}\` must be a text, ${inside}`);
    });
  }

  it("that pulumi.interpolate makes is none", async () => {
    const program = () => gateWith({ customData: pulumi.interpolate`See ${name()}` });
    const { thrown, rejected } = await attempt(program);
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});

describe("Quotation marks around", () => {
  const number = "Leave out the quotation marks: it is a number.";
  const flag = "Leave out the quotation marks.";
  const cases: [path: string, create: () => unknown, reason: string][] = [
    [
      "runOrder",
      () => gateWith({ runOrder: "2" }),
      `must be a whole number between 1 and 999, got: "2". ${number}`,
    ],
    [
      "timeoutInMinutes",
      () => gateWith({ timeoutInMinutes: "60" }),
      `must be a whole number of minutes between 5 and 86400, got: "60". ${number}`,
    ],
    [
      "approvers.requireMfa",
      () => gateWith({ approvers: { requireMfa: "true" } }),
      `must be true or false, got: "true". ${flag}`,
    ],
    [
      "deletionProtection",
      () => hubWith({ deletionProtection: "false" }),
      `must be true or false, got: "false". ${flag}`,
    ],
  ];
  for (const [path, create, reason] of cases) {
    it(`${path} are told`, () => refusedAtOnce(create, path, `\`${path}\` ${reason}`));
  }
});

describe("White space at the end of", () => {
  const cases: [path: string, value: string, create: (value: string) => unknown][] = [
    ["pipelineName", "orders ", (pipelineName) => gateWith({ pipelineName })],
    ["approvers.users[0]", "ann\n", (user) => gateWith({ approvers: { users: [user] } })],
    ["approvers.groupName", " qa", (groupName) => gateWith({ approvers: { groupName } })],
  ];
  for (const [path, value, create] of cases) {
    it(`${path} is told`, async () => {
      const { thrown } = await attempt(() => create(value));
      assert.ok(pulumi.InputPropertyError.isInstance(thrown));
      assert.match(thrown.reason, /, got: .*\. Leave out the white space at its ends\.$/);
      assert.equal(thrown.propertyPath, path);
    });
  }
});

describe("A new group", () => {
  const refusal = (path: string, name: string, at: string): string =>
    `\`${path}\` must be the name of a new group, got: "${name}", which \`${at}\` names as one that ` +
    "exists. Take it off that list, or leave `groupName` out.";

  it("of the name of one that exists is refused, whatever the case", () => {
    const approvers = { groupName: "QA", existingGroupNames: ["ops", "qa"] };
    const reason = refusal("approvers.groupName", "QA", "approvers.existingGroupNames[1]");
    return refusedAtOnce(() => gateWith({ approvers }), "approvers.groupName", reason);
  });

  it("is refused when the other's name resolves", async () => {
    const existingGroupNames = pulumi.output(["qa"]);
    const args = { actionArns: [actionArn("orders/qa/qa")], groupName: "qa", existingGroupNames };
    const reason = refusal("groupName", "qa", "existingGroupNames[0]");
    await refusedLater(() => new ApproverGroup("leads", args), "groupName", reason, types.group);
  });

  it("beside others that exist is made", async () => {
    const approvers = { groupName: "qa", existingGroupNames: ["qa-leads", pulumi.output("ops")] };
    const { thrown, rejected } = await attempt(() => gateWith({ approvers }));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});

describe("A policy in the place of its ARN", () => {
  it("as a permissions boundary is told to give its .arn", async () => {
    const { thrown } = await attempt(() => {
      const boundary = new aws.iam.Policy("boundary", { policy: "{}" });
      return gateWith({ permissionsBoundary: boundary });
    });
    assert.ok(pulumi.InputPropertyError.isInstance(thrown));
    assert.equal(
      thrown.reason,
      "`permissionsBoundary` must be a value, got a resource. Use its .arn.",
    );
  });
});
