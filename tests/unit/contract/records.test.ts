/** What outlives a deployment: records of 0.1.0 and of this version are read, others are refused. */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { gateItem } from "../../../components/hub/model/gate-item";
import { connectionKeys, hubConnection } from "../../../components/hub/model/hub-checks";
import { ruleSchemaVersion, schemaVersion } from "../../../contract/records";
import { readChannelSettings } from "../../../functions/channels/registry";
import { MalformedError } from "../../../functions/domain/errors";
import { parseSettings } from "../../../functions/domain/gate-schema";
import { parseRequest } from "../../../functions/domain/request-schema";
import { newRequest } from "../../../functions/domain/transitions";

type Item = Record<string, AttributeValue>;

const golden = <T>(name: string): T =>
  JSON.parse(readFileSync(path.join(__dirname, "golden", `${name}-0.1.0.json`), "utf8")) as T;

describe("the record of a gate", () => {
  const old = golden<Item>("gate-record");
  const { action, ...fields } = unmarshall(old) as Parameters<typeof gateItem>[0] & {
    action: string;
  };
  const [pipelineName, stageName, actionName] = action.split("/");
  const { channel, approverUserIds, approverUserGroupIds, ...ofEvery } = fields;
  const slack = { channel, approverUserIds, approverUserGroupIds };
  const read = (item: unknown) => parseSettings(item, readChannelSettings);
  const written = JSON.parse(gateItem({ ...fields, pipelineName, stageName, actionName })) as Item;

  it("is read as 0.1.0 wrote it", () => {
    assert.deepEqual(read(unmarshall(old)), { action, ...ofEvery, channels: { slack } });
  });

  it("is written as 0.1.0 wrote it, with its version beside", () => {
    assert.deepEqual(written, { ...old, schemaVersion: { N: `${schemaVersion}` } });
  });

  it("is read by the functions as components write it", () => {
    assert.deepEqual(read(unmarshall(written)), {
      ...{ schemaVersion, action },
      ...ofEvery,
      channels: { slack },
    });
  });

  it("is refused with the version of a rule and none in it: one person would decide", () => {
    const item = { ...unmarshall(old), schemaVersion: ruleSchemaVersion };
    assert.throws(() => read(item), MalformedError);
  });

  for (const version of [0, ruleSchemaVersion + 1, 1.5, "1", null]) {
    it(`is refused with the version ${JSON.stringify(version)}`, () => {
      const item = { ...unmarshall(old), schemaVersion: version };
      assert.throws(() => read(item), MalformedError);
      assert.throws(() => read(item), /schemaVersion is not as it should be/);
    });
  }
});

describe("the record of a request", () => {
  const old = golden<Record<string, unknown>>("request");

  it("is read as 0.1.0 wrote it: its people, messages and origin are Slack's", () => {
    const ann = { channel: "slack", id: "U0ANN", displayName: "Ann" };
    const { attempt, outcome, teamId, appId, ...rest } = old as Record<string, object>;
    assert.deepEqual(parseRequest(old), {
      ...rest,
      schemaVersion,
      origins: { slack: { teamId, appId } },
      messages: [{ channel: "slack", place: "C0RELEASES", id: "1.1", shows: "DECIDED" }],
      attempt: { ...attempt, person: ann },
      outcome: { ...outcome, person: ann },
    });
  });

  it("is written with the present version, and read back", () => {
    const { pipelineName, stageName, actionName, region, expires, token, action } =
      parseRequest(old);
    const names = { pipelineName, stageName, actionName, region, expires, token, action };
    const request = newRequest(names, new Date("2026-11-22T21:00:00.000Z"), 400, undefined);
    assert.equal(request.schemaVersion, schemaVersion);
    assert.deepEqual(parseRequest(request), request);
  });

  for (const version of [0, schemaVersion + 1, "1", null]) {
    it(`is refused with the version ${JSON.stringify(version)}`, () => {
      assert.throws(
        () => parseRequest({ ...old, schemaVersion: version }),
        /schemaVersion is not as it should be/,
      );
    });
  }
});

describe("the connection of a hub", () => {
  const old = golden<Record<string, string>>("connection");

  it("is taken as 0.1.0 put it out", () => {
    hubConnection(old, "hub");
    const since = [
      ...["watcherRolePath", "reminderRoleArn", "bypassRoleArn", "automaticFunctionArn"],
      ...["reviewsTableArn", "reviewsKmsKeyArn", "breakGlassRolePath", "ruleVersion"],
      ...["requestsTableName", "tablesKmsKeyArn", "eventBusName", "deciderFunctionArn"],
    ];
    assert.deepEqual(
      connectionKeys.filter((key) => !since.includes(key)),
      Object.keys(old),
    );
  });

  it("is taken with the present version, or with none as other languages send it", () => {
    hubConnection({ ...old, schemaVersion } as object, "hub");
    hubConnection({ ...old, schemaVersion: null } as object, "hub");
  });

  for (const version of [0, schemaVersion + 1, "1"]) {
    it(`is refused with the version ${JSON.stringify(version)}, and the remedy is said`, () => {
      assert.throws(
        () => hubConnection({ ...old, schemaVersion: version } as object, "hub"),
        (error: Error & { reason?: string }) =>
          error.reason ===
          `\`hub.schemaVersion\` must be ${schemaVersion}, the version that this package reads, got: ` +
            `${JSON.stringify(version)}. Upgrade codepipeline-approvals in the gate's program first.`,
      );
    });
  }
});
