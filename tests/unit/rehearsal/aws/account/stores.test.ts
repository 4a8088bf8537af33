import * as assert from "node:assert/strict";
import { MovableClock } from "../../../../../rehearsal/clock";
import { createStores } from "../../../../../rehearsal/aws/account/create-stores";
import type { Stores, TableDefinition } from "../../../../../rehearsal/aws/account/stores";
import { place } from "../api/fixture";

const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack/app-AbCdEf";
const parameterArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/slack/app";
const start = new Date("2026-11-23T08:00:00Z");
const definition: TableDefinition = {
  TableName: "gates",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "action", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "action", KeyType: "HASH" }],
};

describe("the stores of an account", () => {
  let stores: Stores;
  let clock: MovableClock;
  beforeEach(() => {
    clock = new MovableClock(() => start.getTime());
    stores = createStores({ clock, place, folder: "/nowhere" });
  });
  afterEach(() => stores.close());

  describe("secrets", () => {
    it("are found by ARN, by ARN without its end, and by name", () => {
      stores.secrets.put(secretArn, "v");
      for (const id of [secretArn, secretArn.slice(0, -7), "slack/app"]) {
        assert.equal(stores.secrets.find(id)?.value, "v");
      }
      for (const id of ["slack", "app", secretArn.slice(0, -6), `${secretArn}x`]) {
        assert.equal(stores.secrets.find(id), undefined);
      }
    });

    it("have no value until one is put, and keep the key they were made with", () => {
      stores.secrets.create(secretArn, { keyArn: "arn:key" });
      const made = stores.secrets.find(secretArn)!;
      assert.deepEqual([made.value, made.version, made.changedAt], [undefined, 0, start]);
      clock.advance(1000);
      stores.secrets.put(secretArn, "1");
      const first = stores.secrets.find(secretArn)!;
      stores.secrets.put(secretArn, "2");
      const second = stores.secrets.find(secretArn)!;
      assert.deepEqual([second.value, second.version, second.keyArn], ["2", 2, "arn:key"]);
      assert.equal(second.changedAt.getTime(), start.getTime() + 1000);
      assert.notEqual(first.versionId, second.versionId);
    });
  });

  describe("parameters", () => {
    it("are found by ARN and by name", () => {
      stores.parameters.put(parameterArn, "v");
      for (const id of [parameterArn, "/slack/app", "slack/app"]) {
        assert.equal(stores.parameters.find(id)?.name, "/slack/app");
      }
      assert.equal(stores.parameters.find("/slack"), undefined);
    });

    it("are of one level without a slash", () => {
      stores.parameters.put(parameterArn.replace("slack/", ""), "v");
      assert.equal(stores.parameters.find("app")?.name, "app");
    });

    it("are sealed unless told otherwise, and keep type and key over a new version", () => {
      stores.parameters.put(parameterArn, "1");
      assert.equal(stores.parameters.find(parameterArn)?.type, "SecureString");
      const plain = parameterArn.replace("slack/", "");
      stores.parameters.put(plain, "1", { type: "String", keyArn: "arn:key" });
      stores.parameters.put(plain, "2");
      const { type, keyArn, version, value } = stores.parameters.find(plain)!;
      assert.deepEqual([type, keyArn, version, value], ["String", "arn:key", 2, "2"]);
    });
  });

  describe("tables", () => {
    it("take items as soon as they are made", async () => {
      await stores.tables.create(definition);
      assert.equal(stores.tables.has("gates"), true);
      assert.equal(stores.tables.hashKey("gates"), "action");
      const Item = { action: { S: "a" }, people: { L: [{ S: "U1" }] }, n: { N: "1" } };
      await stores.tables.call("PutItem", { TableName: "gates", Item });
      assert.deepEqual(await stores.tables.items("gates"), [{ action: "a", people: ["U1"], n: 1 }]);
    });

    it("are unknown until they are made", async () => {
      assert.equal(stores.tables.has("gates"), false);
      assert.equal(stores.tables.hashKey("gates"), undefined);
      await assert.rejects(stores.tables.items("gates"), { code: "ResourceNotFoundException" });
    });

    it("are refused as DynamoDB refuses them", async () => {
      await assert.rejects(stores.tables.create({ ...definition, KeySchema: [] }), {
        code: "ValidationException",
        status: 400,
      });
      assert.equal(stores.tables.has("gates"), false);
      await stores.tables.create(definition);
      await assert.rejects(stores.tables.create(definition), { code: "ResourceInUseException" });
    });

    it("say the code where the emulator says no more", async () => {
      await assert.rejects(stores.tables.call("Nothing", {}), {
        code: "UnknownOperationException",
        message: "UnknownOperationException",
      });
    });

    it("are gone once closed, which may happen twice", async () => {
      await stores.tables.create(definition);
      await stores.close();
      await stores.close();
      assert.equal(stores.tables.has("gates"), false);
      await assert.rejects(stores.tables.items("gates"), { code: "ResourceNotFoundException" });
    });
  });
});
