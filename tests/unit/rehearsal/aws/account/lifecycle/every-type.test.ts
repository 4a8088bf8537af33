import * as assert from "node:assert/strict";
import { resourceTypeOf, resourceTypes } from "../../../../../../rehearsal/aws/account/registry";
import { newAccount, removeFolders, types, type TestAccount } from "../support/new-account";
import { makerOf } from "./every-type";

/** What services are asked, and what changes nothing in them. */
const questions =
  /^(has|find|names|arns|settings|describe|decide|decideRole|mayService|groupsOf|membersOf|hashKey|made|object|constructor)$/;

/** Notes every call of a service that is no question. */
function watched({ account }: TestAccount): string[] {
  const calls: string[] = [];
  const { directory, topics, buses, buckets, projects, engine, functions } = account;
  const { tables, secrets, parameters, queues } = account.stores;
  const services = {
    ...{ directory, topics, buses, buckets, projects, engine, functions },
    ...{ tables, secrets, parameters, queues },
  };
  for (const [name, service] of Object.entries<any>(services)) {
    const methods = new Set([
      ...Object.getOwnPropertyNames(Object.getPrototypeOf(service)),
      ...Object.keys(service),
    ]);
    for (const method of methods) {
      if (typeof service[method] !== "function" || questions.test(method)) continue;
      const original = service[method];
      service[method] = function (this: unknown, ...values: unknown[]) {
        calls.push(`${name}.${method}`);
        return original.apply(this, values);
      };
    }
  }
  return calls;
}

/** Newest first, as the engine does it; owners come after what hangs on them. */
async function deleteAll({ account }: TestAccount): Promise<void> {
  for (const { type, id } of account.resources.toReversed()) {
    if (account.read(type, id) !== undefined) await account.delete(type, id);
  }
}

describe("Every type that the account has a handler for", () => {
  after(removeFolders);

  for (const { type } of resourceTypes) {
    it(`leaves nothing behind: ${type}`, async () => {
      const test = newAccount();
      await makerOf(type)!(test);
      assert.ok(test.account.resources.some((resource) => resource.type === type));
      assert.notDeepEqual(test.account.remaining(), []);
      await deleteAll(test);
      assert.deepEqual(test.account.remaining(), []);
      assert.deepEqual(test.account.resources, []);
      assert.deepEqual(test.account.recordedOnly, []);
    });

    it(`can be made again after its end: ${type}`, async () => {
      const test = newAccount();
      await makerOf(type)!(test);
      await deleteAll(test);
      await makerOf(type)!(test);
      assert.ok(test.account.resources.some((resource) => resource.type === type));
    });
  }
});

/** The services that the creation of one resource changes; of what it needs, not. */
async function changedBy(type: string): Promise<string[]> {
  const test = newAccount();
  let calls: string[] = [];
  await makerOf(type)!({
    ...test,
    create: async (made, inputs, name) => {
      if (made === type) calls = watched(test);
      return test.create(made, inputs, name);
    },
  });
  return calls;
}

describe("A handler whose creation changes a service", () => {
  after(removeFolders);

  it("has a deletion", async () => {
    const all = resourceTypes.map(({ type }) => type);
    const changes = await Promise.all(all.map(async (type) => [type, await changedBy(type)]));
    const changing = changes.filter(([, calls]) => calls.length > 0).map(([type]) => type);
    assert.ok(changing.includes(types.topic) && changing.includes(types.function));
    assert.deepEqual(
      changing.filter((type) => resourceTypeOf(type as string)!.handler.delete === undefined),
      [],
    );
  });
});
