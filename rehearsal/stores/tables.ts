/** The local DynamoDB: tables in memory, by Dynalite. */
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ServiceError } from "../errors";
import { createDynalite, type Dynalite } from "./dynalite";
import type { TableDefinition, Tables } from "./types";

export class LocalTables implements Tables {
  private readonly definitions = new Map<string, TableDefinition>();
  private started: Promise<Dynalite> | undefined;

  async create(definition: TableDefinition): Promise<void> {
    await this.call("CreateTable", definition);
    this.definitions.set(definition.TableName, definition);
    await this.active(definition.TableName);
  }

  has(name: string): boolean {
    return this.definitions.has(name);
  }

  hashKey(name: string): string | undefined {
    const keys = this.definitions.get(name)?.KeySchema;
    return keys?.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
  }

  async call(operation: string, input: Record<string, any>): Promise<Record<string, any>> {
    this.started ??= createDynalite();
    const dynalite = await this.started;
    const { status, body } = await dynalite(operation, input);
    if (status === 200) return body;
    const code = String(body.__type).split("#").pop()!;
    throw new ServiceError(code, body.message ?? body.Message ?? code, status);
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

  /** A table that is being created answers that it does not exist. */
  private async active(name: string): Promise<void> {
    for (;;) {
      const { Table } = await this.call("DescribeTable", { TableName: name });
      if (Table.TableStatus === "ACTIVE") return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
