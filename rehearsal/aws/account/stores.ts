import type { Schedules } from "../scheduler";
import type { Queues } from "../sqs";
import type { LocalStreams } from "../dynamodb";
import type { LocalKeys } from "../kms";
import type { LocalTrails } from "../cloudtrail";
import type { Alarms, Metrics } from "../cloudwatch";

/** A secret of Secrets Manager or a parameter of Systems Manager. */
export interface StoredValue {
  readonly arn: string;
  readonly name: string;
  /** Absent for a secret that has no version yet. */
  readonly value?: string;
  readonly versionId: string;
  /** Counts the values, from 1. */
  readonly version: number;
  readonly changedAt: Date;
  /** ARN of the customer's own KMS key; absent where it is the service's default key. */
  readonly keyArn?: string;
  /** The name by which a person gives its value, where it is not its own. */
  readonly givenAs?: string;
  /** Of a parameter. */
  readonly type?: ParameterType;
}

export type ParameterType = "String" | "StringList" | "SecureString";

export interface Secrets {
  /** Makes a secret without a value. */
  create(arn: string, settings?: { keyArn?: string; givenAs?: string }): void;
  /** Puts a new version; makes the secret where there is none. */
  put(arn: string, value: string): void;
  /** By ARN, by ARN without the six random characters, or by name. */
  find(arnOrName: string): StoredValue | undefined;
  /** The key that protects a secret from now on; undefined for the service's default key. */
  setKey(arn: string, keyArn: string | undefined): void;
  delete(arn: string): void;
  arns(): string[];
}

export interface Parameters {
  /** Puts a new version; makes the parameter, by default a SecureString, where there is none. */
  put(arn: string, value: string, settings?: { type?: ParameterType; keyArn?: string }): void;
  /** By ARN, or by name with or without a leading slash. */
  find(arnOrName: string): StoredValue | undefined;
  delete(arn: string): void;
  arns(): string[];
}

/** A table as CreateTable takes it; anything else about tables does not matter here. */
export interface TableDefinition {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly { AttributeName: string; AttributeType: string }[];
  readonly KeySchema: readonly { AttributeName: string; KeyType: string }[];
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number };
  readonly GlobalSecondaryIndexes?: readonly object[];
  readonly LocalSecondaryIndexes?: readonly object[];
}

export interface Tables {
  /** Throws what DynamoDB answers to a definition that it does not take. */
  create(definition: TableDefinition): Promise<void>;
  /** Changes how a table is billed; all of its items stay. */
  update(
    name: string,
    changes: Pick<TableDefinition, "BillingMode" | "ProvisionedThroughput">,
  ): Promise<void>;
  /** Makes the indexes those of the definition; all items stay, and so does the stream. */
  reindex(definition: TableDefinition): Promise<void>;
  /** Resolves when the name is free again. */
  delete(name: string): Promise<void>;
  names(): string[];
  has(name: string): boolean;
  /** Name of a table's partition key. */
  hashKey(name: string): string | undefined;
  /** Runs one operation of the API, unasked who may; throws a ServiceError as DynamoDB would. */
  call(operation: string, input: Record<string, any>): Promise<Record<string, any>>;
  /** Every item of a table as plain values, for people and tests to look at. */
  items(name: string): Promise<Record<string, any>[]>;
}

export interface Stores {
  readonly tables: Tables;
  /** The streams of tables. */
  readonly streams: LocalStreams;
  /** Keys of KMS. */
  readonly keys: LocalKeys;
  readonly secrets: Secrets;
  readonly parameters: Parameters;
  readonly queues: Queues;
  /** Of EventBridge Scheduler. */
  readonly schedules: Schedules;
  /** Of CloudTrail, with the account's event history. */
  readonly trails: LocalTrails;
  /** Of CloudWatch. */
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  /** Lets go of what is kept. Safe to call more than once. */
  close(): Promise<void>;
}
