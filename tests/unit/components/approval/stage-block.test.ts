import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalOrder, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import { approvalAction, runOrders } from "../../../../components/approval/model/stage-block";
import { existingTopic } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

/**
 * What CodePipeline demands of a stage of manual approvals, written down from its API reference
 * and not from the code under test: anything that it would refuse is listed.
 */
function violations(stage: any): string[] {
  const found: string[] = [];
  const demand = (ok: boolean, what: string): void => void (ok || found.push(what));
  const name = (text: unknown): boolean =>
    typeof text === "string" && /^[A-Za-z0-9.@\-_]{1,100}$/.test(text);
  demand(name(stage.name), "stage name");
  demand(
    Object.keys(stage).every((key) => ["name", "actions"].includes(key)),
    "stage keys",
  );
  demand(stage.actions.length >= 1 && stage.actions.length <= 50, "number of actions");
  const names = stage.actions.map((action: any) => action.name);
  demand(new Set(names).size === names.length, "action names repeat");
  for (const action of stage.actions) {
    demand(name(action.name), "action name");
    const type = [action.category, action.owner, action.provider, action.version].join("/");
    demand(type === "Approval/AWS/Manual/1", "action type");
    demand(
      Number.isInteger(action.runOrder) && action.runOrder >= 1 && action.runOrder <= 999,
      "runOrder",
    );
    const minutes = action.timeoutInMinutes;
    const timed = Number.isInteger(minutes) && minutes >= 5 && minutes <= 86400;
    demand(!("timeoutInMinutes" in action) || timed, "timeoutInMinutes");
    for (const [key, value] of Object.entries<any>(action.configuration)) {
      demand(
        ["NotificationArn", "CustomData", "ExternalEntityLink"].includes(key),
        "configuration key",
      );
      demand(typeof value === "string" && value.length >= 1 && value.length <= 1000, key);
    }
    demand(!("inputArtifacts" in action) && !("outputArtifacts" in action), "artifacts");
  }
  return found;
}

const name = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/, { size: "max" });
const plainText = fc
  .string({ minLength: 1, maxLength: 1000, size: "max" })
  .filter((text) => !text.includes("#{") && text.trim() !== "");
const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof(values, fc.constant(null), fc.constant(undefined));

const fields = {
  customData: optional(fc.oneof(plainText, fc.constant("v #{build.VERSION}"))),
  externalEntityLink: optional(fc.webUrl()),
  timeoutInMinutes: optional(fc.integer({ min: 5, max: 86400 })),
};
const approval = fc.record({
  name,
  runOrder: optional(fc.integer({ min: 1, max: 999 })),
  ...fields,
});
const spec = fc.record({
  pipelineName: name,
  stageName: name,
  order: optional(fc.constantFrom(...Object.values(ApprovalOrder))),
  approvals: fc.uniqueArray(approval, { minLength: 1, maxLength: 8, selector: (a) => a.name }),
  ...fields,
});

const given = (value: unknown): boolean => value !== undefined && value !== null;

/** Read when the program runs. */
const plainOnly = ["approvals", "name"];

/** The same values, some of them still to come. */
function partlyToCome(args: object, seed: number): object {
  return Object.fromEntries(
    Object.entries(args).map(([key, value], index) => {
      const later = (seed >> (index % 16)) % 2 === 1 && !plainOnly.includes(key) && given(value);
      return [key, later ? pulumi.output(value as string) : value];
    }),
  );
}

async function stageOf(args: object): Promise<any> {
  const { value } = await run(
    () =>
      new MultiApprovalStage("stage", {
        topicArn: existingTopic,
        ...args,
      } as MultiApprovalStageArgs),
  );
  return resolve(value.stage);
}

describe("the stage block", () => {
  it("is what CodePipeline accepts, and says what was asked, whatever was asked", async () => {
    await fc.assert(
      fc.asyncProperty(spec, fc.nat(65535), async (given, seed) => {
        const approvals = given.approvals.map((each) => partlyToCome(each, seed));
        const stage = await stageOf({ ...partlyToCome(given, seed >> 3), approvals });
        assert.deepEqual(violations(stage), []);
        assert.equal(stage.name, given.stageName);
        for (const [index, asked] of given.approvals.entries()) {
          const { configuration, ...action } = stage.actions[index];
          const sequential = given.order === ApprovalOrder.Sequential;
          assert.equal(action.name, asked.name);
          assert.equal(action.runOrder, asked.runOrder ?? (sequential ? index + 1 : 1));
          assert.equal(configuration.NotificationArn, existingTopic);
          assert.equal(configuration.CustomData, asked.customData ?? given.customData ?? undefined);
          assert.equal(
            configuration.ExternalEntityLink,
            asked.externalEntityLink ?? given.externalEntityLink ?? undefined,
          );
          assert.equal(
            action.timeoutInMinutes,
            asked.timeoutInMinutes ?? given.timeoutInMinutes ?? undefined,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has no key for what was left out: an unset timeout is not 0", () => {
    assert.deepEqual(approvalAction({ name: "qa", runOrder: 1 }), {
      name: "qa",
      category: "Approval",
      owner: "AWS",
      provider: "Manual",
      version: "1",
      runOrder: 1,
      configuration: {},
    });
  });

  it("counts runOrders up from 1, or leaves all at 1", () => {
    assert.deepEqual(runOrders(3, true), [1, 2, 3]);
    assert.deepEqual(runOrders(3, false), [1, 1, 1]);
    assert.deepEqual(runOrders(0, true), []);
  });
});
