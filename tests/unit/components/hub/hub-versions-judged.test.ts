/** Which hubs a gate may join: with Slack or without, of this version or of another. */
import * as assert from "node:assert/strict";
import {
  hubConnection,
  hubWithIam,
  hubWithSlack,
} from "../../../../components/hub/model/hub-checks";
import { connection, deciding } from "../../../support/components";
import { refusalOf } from "../../../support/refusals";

const ofSlack = ["deciderRoleArn", "deciderRolePath", "slackCallbackUrl", "slackAppManifest"];
const given = (keys: readonly string[], value: unknown) =>
  Object.fromEntries(keys.map((key) => [key, value]));
const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(connection).filter(([key]) => !keys.includes(key)));
const whole = (value: unknown) => refusalOf(() => hubConnection(value as object, "hub"));

describe("The version of a hub's connection", () => {
  it("is this one, or none at all, as 0.1.0 wrote it", () => {
    for (const schemaVersion of [1, undefined, null]) {
      assert.equal(whole({ ...connection, schemaVersion }), undefined);
    }
  });

  for (const version of [2, 0, "1", true, {}]) {
    it(`is refused where it is ${JSON.stringify(version)}, before any field is read`, () => {
      assert.deepEqual(whole({ schemaVersion: version }), {
        path: "hub.schemaVersion",
        reason:
          "`hub.schemaVersion` must be 1, the version that this package reads, got: " +
          `${JSON.stringify(version)}. Upgrade codepipeline-approvals in the gate's program first.`,
      });
    });
  }
});

describe("The connection of a hub without Slack", () => {
  it("has nothing of Slack, absent or without a value", () => {
    assert.equal(whole(without(...ofSlack)), undefined);
    for (const nothing of [undefined, null]) {
      assert.equal(whole({ ...connection, ...given(ofSlack, nothing) }), undefined);
    }
  });

  for (const key of ofSlack) {
    it(`was not taken whole where it has ${key} and the rest of Slack is missing`, () => {
      const found = whole(without(...ofSlack.filter((one) => one !== key)));
      assert.equal(found?.path, "hub");
      assert.match(found?.reason ?? "", /got one without (?:decider|slack)\w+\. /);
    });

    it(`was not taken whole where ${key} alone is missing`, () => {
      assert.match(whole(without(key))?.reason ?? "", new RegExp(`got one without ${key}\\. `));
    });
  }

  it("has what decides where it decides automatically", () => {
    const { automaticFunctionArn } = deciding;
    const automatic = { ...without("slackCallbackUrl", "slackAppManifest"), automaticFunctionArn };
    assert.equal(whole(automatic), undefined);
    for (const key of ["deciderRoleArn", "deciderRolePath"]) {
      const found = whole({ ...automatic, [key]: undefined });
      assert.match(found?.reason ?? "", new RegExp(`got one without ${key}\\. `));
    }
    const found = refusalOf(() => hubWithSlack(automatic, "hub", "slack"));
    assert.match(
      found?.reason ?? "",
      /^`hub` must be the connection of an ApprovalHub with `slack`/,
    );
  });

  it("has all the rest", () => {
    for (const key of Object.keys(without(...ofSlack, "watcherRolePath", "reminderRoleArn"))) {
      const found = whole(without(...ofSlack, key));
      assert.match(found?.reason ?? "", new RegExp(`got one without ${key}\\. `));
    }
  });

  it("is held against its notifier's place like any other", () => {
    const watcherRoleArn = connection.watcherRoleArn.replace("111122223333", "444455556666");
    const nothing = given(ofSlack, undefined);
    assert.equal(whole({ ...connection, ...nothing, watcherRoleArn })?.path, "hub.watcherRoleArn");
  });
});

describe("The connection of a hub of 0.1.0", () => {
  it("has no watcherRolePath, absent or without a value", () => {
    for (const old of [
      without("watcherRolePath"),
      { ...connection, watcherRolePath: undefined },
      { ...connection, watcherRolePath: null },
    ]) {
      assert.equal(whole(old), undefined);
    }
  });
});

describe("A gate in Slack", () => {
  const check = (hub: object) => refusalOf(() => hubWithSlack(hub, "hub", "slack"));

  it("joins a hub with Slack, be it of 0.1.0", () => {
    assert.equal(check(connection), undefined);
    assert.equal(check(without("watcherRolePath")), undefined);
  });

  it("joins no hub without Slack: nobody would hear of its requests", () => {
    for (const hub of [without(...ofSlack), { ...connection, ...given(ofSlack, null) }]) {
      assert.deepEqual(check(hub), {
        path: "hub",
        reason:
          "`hub` must be the connection of an ApprovalHub with `slack`, as `slack` stands beside it, got " +
          "one without. Give `slack` to the ApprovalHub, or leave `slack` out: then IAM alone decides.",
      });
    }
  });
});

describe("A gate that IAM alone decides", () => {
  const check = (hub: object) => refusalOf(() => hubWithIam(hub, "hub"));

  it("joins a hub with Slack and one without", () => {
    assert.equal(check(connection), undefined);
    assert.equal(check(without(...ofSlack)), undefined);
  });

  it("joins no hub of 0.1.0, which takes it for a gate that was written wrongly", () => {
    for (const hub of [without("watcherRolePath"), { ...connection, watcherRolePath: null }]) {
      assert.deepEqual(check(hub), {
        path: "hub",
        reason:
          "`hub` must be the connection of an ApprovalHub that keeps what IAM alone decides, got one of " +
          "version 0.1.0, which keeps what is decided in Slack. Upgrade codepipeline-approvals in the " +
          "hub's program and deploy that first.",
      });
    }
  });
});
