/** A function that reads the stream of a table. */
import * as path from "node:path";
import { deployFunction } from "../account/support/function";
import { newAccount, types } from "../account/support/new-account";

const reader = { kind: "folder", path: path.join(__dirname, "fixtures", "reader") };
/** A table with a stream, a function that reads it, and a queue for what is given up. */
export async function reading(mapping: Record<string, unknown> = {}, document?: string) {
  const test = newAccount();
  const { account, clock, create } = test;
  const { functions, stores } = account;
  const queue = await create(types.queue, { name: "dead" });
  const table = await create(types.table, {
    ...{ name: "requests", billingMode: "PAY_PER_REQUEST", hashKey: "id" },
    attributes: [{ name: "id", type: "S" }],
    ...{ streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" },
  });
  await deployFunction(test, { code: reader, name: "reader" }, document);
  const inputs = {
    ...{ functionName: "reader", eventSourceArn: table.state.streamArn },
    ...{ startingPosition: "TRIM_HORIZON", functionResponseTypes: ["ReportBatchItemFailures"] },
    destinationConfig: { onFailure: { destinationArn: queue.state.arn } },
    ...mapping,
  };
  const warnings: string[] = [];
  functions.events.on("warning", (text) => warnings.push(text));
  const put = async (...items: [id: string, way?: string][]) => {
    for (const [id, way = "fine"] of items) {
      const Item = { id: { S: id }, way: { S: way } };
      await stores.tables.call("PutItem", { TableName: "requests", Item });
    }
    await functions.idle();
  };
  /** What each run of the function was given, by the items' ids. */
  const runs = () =>
    functions
      .invocations()
      .map(({ event }) =>
        (event as { Records: any[] }).Records.map(({ dynamodb }) => dynamodb.Keys.id.S).join(""),
      );
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 30_000) {
      clock.advance(Math.min(30_000, milliseconds - passed));
      await functions.idle();
    }
  };
  const dead = () => stores.queues.messages(queue.state.arn).map(({ body }) => JSON.parse(body));
  const map = () => create(types.eventSourceMapping, inputs, "mapping");
  return { ...test, ...{ inputs, map, put, runs, pass, dead, warnings, table, queue, functions } };
}
