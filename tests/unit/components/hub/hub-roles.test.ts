import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  connection,
  gateWith,
  hubWith,
  inSlack,
  namesOf,
  only,
  slack,
  types,
} from "../../../support/components";
import { MultiApprovalStage } from "../../../../index";
import { type Registered, resolve, run } from "../../../support/mocks";

const boundary = "arn:aws:iam::111122223333:policy/platform/boundary";
const role = (name: string): string => `arn:aws:iam::111122223333:role/given/${name}`;
const everyRole = {
  notifierRoleArn: role("posts"),
  deciderRoleArn: role("decides"),
  watcherRoleArn: role("watches"),
  publisherRoleArn: role("publishes"),
  sweepRoleArn: role("sweeps"),
  slackCallbackRoleArn: role("listens"),
};

const roles = (resources: Registered[]): Registered[] =>
  resources.filter(({ type }) => type === types.role);

describe("a permissions boundary", () => {
  const programs: Record<string, [roles: number, program: () => unknown]> = {
    "of a hub": [6, () => hubWith({ permissionsBoundary: boundary })],
    "of a gate on a hub": [
      1,
      () => gateWith({ slack: inSlack, hub: connection, permissionsBoundary: boundary }),
    ],
    "of a gate with a hub of its own": [
      7,
      () => gateWith({ slack, permissionsBoundary: boundary }),
    ],
    "of a stage with a hub of its own, to come": [
      7,
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          approvals: [{ name: "qa" }, { name: "security" }],
          slack,
          permissionsBoundary: pulumi.output(boundary),
        }),
    ],
  };
  for (const [what, [count, program]] of Object.entries(programs)) {
    it(`${what} is that of every role that is made`, async () => {
      const { resources } = await run(program);
      assert.deepEqual(
        roles(resources).map(({ inputs }) => inputs.permissionsBoundary),
        Array(count).fill(boundary),
      );
    });
  }

  it("is none where none is given, and changes nothing of a gate that makes no role", async () => {
    const { resources } = await run(() => hubWith());
    assert.ok(roles(resources).every(({ inputs }) => !("permissionsBoundary" in inputs)));
    const alone = await run(() => gateWith({ permissionsBoundary: boundary }));
    assert.deepEqual(namesOf(alone.resources, types.role), []);
  });
});

describe("a path of a hub's roles", () => {
  it("is that of every function's role, and the gates' roles lie below it", async () => {
    for (const rolePath of ["/platform/", pulumi.output("/platform/")]) {
      const { value, resources } = await run(() => {
        const hub = hubWith({ rolePath });
        gateWith({ slack: inSlack, hub: hub.connection });
        return hub;
      });
      const below = "/platform/codepipeline-approvals/shared-decider-role/";
      const gate = only(resources, types.role, "production-slack-role");
      assert.equal(gate.inputs.path, below);
      assert.equal((await resolve(value.connection)).deciderRolePath, below);
      assert.deepEqual(
        roles(resources)
          .filter((one) => one !== gate)
          .map(({ inputs }) => inputs.path),
        Array(6).fill("/platform/"),
      );
    }
  });

  it("limits what the functions may take on to exactly that, and the decider to gates in Slack", async () => {
    const { resources } = await run(() => hubWith({ rolePath: "/platform/" }));
    const below = (name: string): string =>
      `arn:aws:iam::111122223333:role/platform/codepipeline-approvals/shared-${name}-role/*`;
    const every = [below("decider"), below("watcher")];
    const expected = { notifier: every, decider: below("decider"), watcher: every };
    for (const [folder, paths] of Object.entries(expected)) {
      const { policy } = only(resources, types.rolePolicy, `shared-${folder}-policy`).inputs;
      const [takeOn] = JSON.parse(policy).Statement.filter(
        ({ Sid }: any) => Sid === "AssumeGateRoles",
      );
      assert.deepEqual(takeOn.Resource, paths);
    }
  });

  it("leaves room for what comes behind it, up to IAM's 512 characters", async () => {
    const longest = `/${"x".repeat(422)}/`;
    const { value } = await run(() => hubWith({ rolePath: longest }, "x".repeat(50)));
    const { deciderRolePath, watcherRolePath } = await resolve(value.connection);
    for (const path of [deciderRolePath!, watcherRolePath!]) {
      const name = path.split("/").at(-2) as string;
      assert.ok(path.length - name.length + 64 <= 512, `${path.length}`);
    }
  });
});

describe("roles that were there before", () => {
  it("run the functions, and neither role nor policy is made", async () => {
    const { value, resources } = await run(() => hubWith({ functionRoles: everyRole }));
    assert.deepEqual(namesOf(resources, types.role), []);
    assert.deepEqual(namesOf(resources, types.rolePolicy), []);
    const runs = (folder: string): string =>
      only(resources, types.function, `shared-${folder}`).inputs.role;
    assert.deepEqual(
      ["notifier", "decider", "watcher", "publisher", "sweep", "slack-callback"].map(runs),
      Object.values(everyRole),
    );
    const known = await resolve(value.connection);
    const { notifierRoleArn, deciderRoleArn, watcherRoleArn } = known;
    const { deciderRolePath, watcherRolePath } = known;
    assert.deepEqual(
      { notifierRoleArn, deciderRoleArn, watcherRoleArn, deciderRolePath, watcherRolePath },
      {
        notifierRoleArn: role("posts"),
        deciderRoleArn: role("decides"),
        watcherRoleArn: role("watches"),
        deciderRolePath: "/codepipeline-approvals/decides/",
        watcherRolePath: "/codepipeline-approvals/watches/",
      },
    );
  });

  it("are for the functions that are named, plain or to come; the others have new ones", async () => {
    const functionRoles = { deciderRoleArn: pulumi.output(role("decides")), watcherRoleArn: null };
    const { resources } = await run(() => hubWith({ functionRoles }));
    assert.deepEqual(namesOf(resources, types.role).sort(), [
      "shared-notifier-role",
      "shared-publisher-role",
      "shared-slack-callback-role",
      "shared-sweep-role",
      "shared-watcher-role",
    ]);
    assert.equal(only(resources, types.function, "shared-decider").inputs.role, role("decides"));
  });

  it("must be allowed what a new role is: the hub puts it out, whoever has the roles", async () => {
    const made = await run(() => hubWith());
    const given = await run(() => hubWith({ functionRoles: everyRole }));
    const ofMade = await resolve(made.value.functionPolicies);
    const asThere = (text: string): string =>
      text
        .replaceAll("/decides/", "/shared-decider-role/")
        .replaceAll("/watches/", "/shared-watcher-role/");
    const ofGiven = await resolve(given.value.functionPolicies);
    for (const [key, folder] of [
      ["notifier", "notifier"],
      ["decider", "decider"],
      ["watcher", "watcher"],
      ["publisher", "publisher"],
      ["sweep", "sweep"],
      ["slackCallback", "slack-callback"],
    ] as const) {
      const attached = only(made.resources, types.rolePolicy, `shared-${folder}-policy`);
      assert.equal(ofMade[key], attached.inputs.policy);
      assert.equal(asThere(ofGiven[key]!), ofMade[key]);
    }
  });
});
