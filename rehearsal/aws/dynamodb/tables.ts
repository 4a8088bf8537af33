/** The local DynamoDB: tables in memory, by Dynalite. */
import { isDeepStrictEqual } from "node:util";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import { createDynalite, type Dynalite, type DynaliteAnswer } from "./dynalite";
import type { LocalStreams } from "./streams";
import type { TableDefinition, Tables } from "../account/stores";
import { actionsOf, tryActions } from "./transactions";
import { RepeatedTransactions } from "./repeated-transactions";

const writes: ReadonlySet<string> = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

export class LocalTables implements Tables {
  private readonly definitions = new Map<string, TableDefinition>();
  /** The last write of each table. */
  private readonly turns = new Map<string, Promise<unknown>>();
  private started: Promise<Dynalite> | undefined;
  /** Where actions of transactions are tried. */
  private trial: Promise<Dynalite> | undefined;
  private readonly transactions: RepeatedTransactions;

  constructor(
    private readonly streams: LocalStreams,
    clock: Clock,
  ) {
    this.transactions = new RepeatedTransactions(clock);
  }

  async create(definition: TableDefinition): Promise<void> {
    await this.call("CreateTable", definition);
    this.definitions.set(definition.TableName, definition);
    await this.active(definition.TableName);
  }

  has(name: string): boolean {
    return this.definitions.has(name);
  }

  names(): string[] {
    return [...this.definitions.keys()];
  }

  update: Tables["update"] = async (name, changes) => {
    await this.call("UpdateTable", { TableName: name, ...changes });
    await this.active(name);
    this.definitions.set(name, { ...this.definitions.get(name)!, ...changes });
  };

  /** Dynalite cannot add an index to a table that exists: the table is made anew, with what was in it. */
  async reindex(definition: TableDefinition): Promise<void> {
    const { TableName } = definition;
    const items: object[] = [];
    let from: object | undefined;
    do {
      const page = await this.run("Scan", { TableName, ExclusiveStartKey: from });
      items.push(...page.Items);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    await this.run("DeleteTable", { TableName });
    await this.gone(TableName);
    await this.run("CreateTable", definition);
    await this.active(TableName);
    for (const Item of items) await this.run("PutItem", { TableName, Item });
    this.definitions.set(TableName, definition);
  }

  async delete(name: string): Promise<void> {
    await this.call("DeleteTable", { TableName: name });
    this.definitions.delete(name);
    // A table of the same name may have other keys.
    this.trial = undefined;
    this.streams.disable(name);
    await this.gone(name);
  }

  hashKey(name: string): string | undefined {
    const keys = this.definitions.get(name)?.KeySchema;
    return keys?.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
  }

  async call(operation: string, input: Record<string, any>): Promise<Record<string, any>> {
    if (operation === "TransactWriteItems") return this.transact(input);
    const { TableName: name } = input;
    if (!writes.has(operation)) return this.run(operation, input);
    return this.inTurn([name], () =>
      this.streams.isEnabled(name) ? this.recorded(operation, input) : this.run(operation, input),
    );
  }

  /** No other write of these tables comes in between. */
  private inTurn<T>(names: readonly string[], write: () => Promise<T>): Promise<T> {
    const turn = Promise.all(names.map((name) => this.turns.get(name))).then(write);
    const ended = turn.catch(() => undefined);
    for (const name of names) this.turns.set(name, ended);
    return turn;
  }

  private async transact(input: Record<string, any>): Promise<Record<string, any>> {
    const actions = actionsOf(input);
    const names = [...new Set(actions.map(({ input: { TableName } }) => String(TableName)))];
    return this.inTurn(names, async () => {
      if (this.transactions.isRepeated(input)) return {};
      const outcomes = await tryActions(actions, {
        run: (operation, of) => this.run(operation, of),
        tryOut: (operation, of) => this.tryOut(operation, of),
        keyNames: (name) => this.definitions.get(name)?.KeySchema.map((key) => key.AttributeName),
      });
      for (const { table: TableName, key: keys, before, after } of outcomes) {
        if (isDeepStrictEqual(before, after)) continue;
        if (after === undefined) await this.run("DeleteItem", { TableName, Key: keys });
        else await this.run("PutItem", { TableName, Item: after });
        if (this.streams.isEnabled(TableName)) this.streams.add(TableName, { keys, before, after });
      }
      this.transactions.done(input);
      return {};
    });
  }

  /** On a table of the same definition, in a DynamoDB of its own. */
  private async tryOut(operation: string, input: Record<string, any>) {
    this.trial ??= createDynalite();
    const trial = await this.trial;
    const definition = this.definitions.get(input.TableName)!;
    if ((await trial("DescribeTable", { TableName: input.TableName })).status !== 200) {
      answered(await trial("CreateTable", definition));
      await until(async () => {
        const { body } = await trial("DescribeTable", { TableName: input.TableName });
        return body.Table?.TableStatus === "ACTIVE";
      });
    }
    return answered(await trial(operation, input));
  }

  /** A write whose change goes into the table's stream; no other write comes in between. */
  private async recorded(
    operation: string,
    input: Record<string, any>,
  ): Promise<Record<string, any>> {
    const { TableName } = input;
    const names = this.definitions.get(TableName)!.KeySchema.map((key) => key.AttributeName);
    const given = input.Key ?? input.Item ?? {};
    const keys = Object.fromEntries(names.map((name) => [name, given[name]]));
    // A key that is not one is for the write itself to refuse.
    const read = async () =>
      (await this.run("GetItem", { TableName, Key: keys, ConsistentRead: true })).Item;
    const before = await read().catch(() => undefined);
    const output = await this.run(operation, input);
    this.streams.add(TableName, { keys, before, after: await read() });
    return output;
  }

  private async run(operation: string, input: Record<string, any>): Promise<Record<string, any>> {
    this.started ??= createDynalite();
    const dynalite = await this.started;
    return answered(await dynalite(operation, input));
  }

  async items(name: string): Promise<Record<string, any>[]> {
    const { Items } = await this.call("Scan", { TableName: name, ConsistentRead: true });
    return Items.map((item: Parameters<typeof unmarshall>[0]) => unmarshall(item));
  }

  async close(): Promise<void> {
    await this.started;
    this.started = undefined;
    this.definitions.clear();
  }

  private async gone(name: string): Promise<void> {
    for (;;) {
      const described = await this.call("DescribeTable", { TableName: name }).catch(notFound);
      if (described === undefined) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** A table that is being created answers that it does not exist. */
  private async active(name: string): Promise<void> {
    for (;;) {
      const { Table } = await this.call("DescribeTable", { TableName: name });
      if (Table.TableStatus === "ACTIVE") return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function answered({ status, body }: DynaliteAnswer): Record<string, any> {
  if (status === 200) return body;
  const code = String(body.__type).split("#").pop()!;
  throw new ServiceError(code, body.message ?? body.Message ?? code, status);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

function notFound(error: unknown): undefined {
  if (!(error instanceof ServiceError) || error.code !== "ResourceNotFoundException") throw error;
}
