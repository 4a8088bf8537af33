/** What a hub is given and what a connection holds, judged as values alone. */
import * as assert from "node:assert/strict";
import {
  connectionKeys,
  credentialsInRegion,
  hubConnection,
  hubOfPipeline,
  samePlace,
  twoSecrets,
} from "../../../../components/hub/model/hub-checks";
import { regionsWithoutFunctionUrls } from "../../../../components/inputs/model/limits";
import { functionUrlIn } from "../../../../components/scope/model/region-checks";
import { everyField } from "../../../support/components";
import { refusalOf } from "../../../support/refusals";

const whole = "Use the `connection` output of the hub as it is.";
const elsewhere: [part: string, from: string, to: string][] = [
  ["partition", "arn:aws:", "arn:aws-cn:"],
  ["account", "111122223333", "444455556666"],
  ["Region", "eu-west-1", "us-east-1"],
];

const connection = everyField;
const keys = ["reviewsKmsKeyArn", "tablesKmsKeyArn"];

/** A hub of version 0.1.0 has no watcherRolePath, and one that is not asked for them nothing for them. */
const optional = [
  ...["watcherRolePath", "reminderRoleArn", "automaticFunctionArn", "bypassRoleArn"],
  ...["breakGlassRolePath", "reviewsTableArn", "reviewsKmsKeyArn", "ruleVersion"],
  ...["requestsTableName", "tablesKmsKeyArn", "eventBusName", "deciderFunctionArn"],
];

describe("the connection of a hub", () => {
  const check = (value: unknown) => refusalOf(() => hubConnection(value as object, "hub"));

  it("passes as the hub put it out, and holds these fields", () => {
    assert.equal(check(connection), undefined);
    assert.deepEqual([...connectionKeys].sort(), Object.keys(connection).sort());
  });

  for (const value of [undefined, null, "hub", 7, {}]) {
    it(`is not ${JSON.stringify(value)}`, () => {
      const reason =
        "`hub` must be the connection of an ApprovalHub, got one without notifierArn. " + whole;
      assert.deepEqual(check(value), { path: "hub", reason });
    });
  }

  for (const key of Object.keys(connection) as (keyof typeof connection)[]) {
    it(`has ${key}, as the hub has it`, () => {
      const isOptional = optional.includes(key);
      for (const none of isOptional ? [] : [undefined, null]) {
        const found = check({ ...connection, [key]: none });
        assert.equal(found?.path, "hub");
        assert.match(found?.reason ?? "", new RegExp(`got one without ${key}\\. `));
      }
      for (const wrong of ["", 7, [connection[key]], "x".repeat(65_537)]) {
        const found = check({ ...connection, [key]: wrong });
        assert.equal(found?.path, `hub.${key}`, String(wrong));
        assert.ok(found?.reason.endsWith(whole), found?.reason);
        assert.match(found?.reason ?? "", /^`hub\.[^]*, got[ :]/);
      }
    });
  }

  const lengths: [key: string, least: string, most: number][] = [
    ["gatesTableName", "abc", 255],
    ["requestsTableName", "abc", 255],
    ["eventBusName", "a", 256],
    ["ruleVersion", "1", 16],
    ["slackCallbackUrl", "a", 2048],
    ["slackAppManifest", "{", 65_536],
  ];
  for (const [key, least, most] of lengths) {
    it(`has a ${key} of ${least.length} to ${most} characters`, () => {
      for (const good of [least, "x".repeat(most)]) {
        assert.equal(check({ ...connection, [key]: good }), undefined);
      }
      for (const bad of [least.slice(1), "x".repeat(most + 1)]) {
        assert.equal(check({ ...connection, [key]: bad })?.path, `hub.${key}`);
      }
      const example = /like "(.+)", got/.exec(
        check({ ...connection, [key]: 7 })?.reason ?? "",
      )?.[1];
      assert.equal(check({ ...connection, [key]: example }), undefined);
    });
  }

  for (const key of connectionKeys.filter((name) => name.endsWith("Arn"))) {
    for (const [part, from, to] of elsewhere) {
      const given = connection[key as keyof typeof connection];
      // IAM has no Region; the notifier is what the others are held against.
      if (!given.includes(from) || key === "notifierArn") continue;
      if (keys.includes(key) && part === "account") continue;
      it(`has no ${key} of another ${part}: its gates would trust a stranger`, () => {
        const arn = given.replace(from, to);
        assert.deepEqual(check({ ...connection, [key]: arn }), {
          path: `hub.${key}`,
          reason:
            `\`hub.${key}\` must be in the partition, account and Region of the hub's notifier, got: ` +
            `"${arn}" beside one in aws, 111122223333, eu-west-1. ${whole}`,
        });
      });
    }
  }

  it("may have keys of another account", () => {
    const key = connection.tablesKmsKeyArn.replace("111122223333", "444455556666");
    for (const name of keys) {
      assert.equal(check({ ...connection, [name]: key }), undefined);
    }
  });

  it("has no notifier of another place than all the rest", () => {
    for (const [, from, to] of elsewhere) {
      const notifierArn = connection.notifierArn.replace(from, to);
      assert.ok(check({ ...connection, notifierArn })?.path.startsWith("hub."));
    }
  });
});

describe("a hub is where its gates are", () => {
  const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
  const topic = "arn:aws:sns:eu-west-1:111122223333:topic";
  const { notifierArn } = connection;

  it("in partition, Region and account", () => {
    assert.equal(
      refusalOf(() => hubOfPipeline(notifierArn, place, "hub")),
      undefined,
    );
    assert.equal(
      refusalOf(() => samePlace(topic, notifierArn, "hub")),
      undefined,
    );
    for (const [, from, to] of elsewhere) {
      const other = notifierArn.replace(from, to);
      const here = "aws, eu-west-1, 111122223333";
      const there = here.replace(from.replaceAll(/arn|:/g, ""), to.replaceAll(/arn|:/g, ""));
      assert.deepEqual(
        refusalOf(() => hubOfPipeline(other, place, "hub")),
        {
          path: "hub",
          reason:
            `\`hub\` must be in the partition, Region and account of the pipeline, ${here}, got a hub ` +
            `in ${there}. Use a hub in that Region and account.`,
        },
      );
      assert.deepEqual(
        refusalOf(() => samePlace(topic, other, "hub")),
        {
          path: "hub",
          reason:
            `\`hub\` must be in the partition, Region and account of the gate's topic, ${here}, got a ` +
            `hub in ${there}. Use a hub and a topic in the Region and account of the pipeline.`,
        },
      );
    }
  });

  it("and so are its credentials, two of them under two names", () => {
    const [one, two] = ["slack", "signing"].map(
      (name) => `arn:aws:ssm:eu-west-1:111122223333:parameter/${name}`,
    );
    assert.equal(
      refusalOf(() => credentialsInRegion(one, "eu-west-1", "arg")),
      undefined,
    );
    assert.deepEqual(
      refusalOf(() => credentialsInRegion(one, "us-east-1", "arg")),
      {
        path: "arg",
        reason:
          `\`arg\` must be in the hub's Region, us-east-1, got: "${one}" in eu-west-1. Keep the ` +
          "credentials in that Region; Secrets Manager can replicate them.",
      },
    );
    assert.equal(
      refusalOf(() => twoSecrets(one, two, "arg", "other")),
      undefined,
    );
    assert.deepEqual(
      refusalOf(() => twoSecrets(one, one, "arg", "other")),
      {
        path: "arg",
        reason:
          `\`arg\` must be the ARN of another secret than \`other\`, got: "${one}" for both. Put ` +
          "signingSecret into a secret of its own, or leave `arg` out.",
      },
    );
  });

  it("and where Lambda has no function URLs it has an address of its own", () => {
    assert.equal(
      refusalOf(() => functionUrlIn("eu-west-1", "hub")),
      undefined,
    );
    for (const region of [...regionsWithoutFunctionUrls, "il-central-1"]) {
      assert.match(region, /^[a-z]{2}(-[a-z]+)+-\d$/);
      for (const [missing, remedy] of [
        [
          "hub",
          /in .*\. Make an ApprovalHub with `slackCallbackUrl`, .* and give its connection\.$/,
        ],
        ["slackCallbackUrl", /in .*\. Give the address of an endpoint of your own that calls the /],
      ] as const) {
        const found = refusalOf(() => functionUrlIn(region, missing));
        assert.equal(found?.path, missing);
        assert.match(found?.reason ?? "", remedy);
        assert.ok(found?.reason.startsWith(`\`${missing}\` must be given where Lambda has no `));
        assert.ok(found?.reason.includes(`got none in ${region}. `));
      }
    }
  });
});
