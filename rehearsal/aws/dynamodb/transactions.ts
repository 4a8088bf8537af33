/**
 * TransactWriteItems, which Dynalite has not: each action is tried on a copy of its item in a table beside,
 * and where all hold, what came of them is written. API Reference, TransactWriteItems.
 */
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../../errors";

type Item = Record<string, any>;
type Run = (operation: string, input: Item) => Promise<Item>;

/** One action of a transaction, as the operation on one item that it stands for. */
export interface Action {
  /** `ConditionCheck`, `Put`, `Update` or `Delete`. */
  readonly kind: string;
  readonly input: Item;
}

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** What is written when all actions hold. */
export interface Outcome {
  readonly table: string;
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export interface Deps {
  /** Reads the tables themselves. */
  readonly run: Run;
  /** Runs an operation on a table of the same definition that is empty. */
  readonly tryOut: Run;
  readonly keyNames: (table: string) => readonly string[] | undefined;
}

const operations: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
};

export function actionsOf({ TransactItems: items = [] }: Item): Action[] {
  return items.map((item: Item) => {
    const given = Object.entries(item).filter(([, input]) => input !== undefined && input !== null);
    if (given.length !== 1) {
      throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    const [[kind, input]] = given;
    return { kind, input };
  });
}

/** What each action would leave; throws where one of them does not hold, with the reason of each. */
export async function tryActions(actions: readonly Action[], deps: Deps): Promise<Outcome[]> {
  const keys = actions.map((action) => keyOf(action, deps));
  const isTwice = keys.some((key, i) =>
    keys.slice(0, i).some((other) => isDeepStrictEqual(other, key)),
  );
  if (isTwice) throw invalid("Transaction request cannot include multiple operations on one item");
  const reasons: Reason[] = [];
  const outcomes: Outcome[] = [];
  for (const [i, action] of actions.entries()) {
    try {
      outcomes.push(await tryOne(action, keys[i].key, deps));
      reasons.push({ Code: "None" });
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (outcomes.length === actions.length) return outcomes;
  const codes = reasons.map(({ Code }) => Code).join(", ");
  throw new ServiceError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

function keyOf({ input }: Action, { keyNames }: Deps): { table: string; key: Item } {
  const table = String(input.TableName);
  const names = keyNames(table);
  if (names === undefined) {
    throw new ServiceError("ResourceNotFoundException", "Requested resource not found");
  }
  // A key with other names is for the operation itself to refuse.
  if (input.Key !== undefined) return { table, key: input.Key };
  return { table, key: Object.fromEntries(names.map((name) => [name, input.Item?.[name]])) };
}

async function tryOne({ kind, input }: Action, key: Item, { run, tryOut }: Deps): Promise<Outcome> {
  const { TableName: table, ReturnValuesOnConditionCheckFailure: shown, ...rest } = input;
  const read = (by: Run) => by("GetItem", { TableName: table, Key: key, ConsistentRead: true });
  const { Item: before } = await read(run);
  if (before !== undefined) await tryOut("PutItem", { TableName: table, Item: before });
  try {
    const operation = operations[kind] ?? "DeleteItem";
    await tryOut(operation, { ...rest, TableName: table });
    const { Item: after } = await read(tryOut);
    return { table, key, before, after: kind === "ConditionCheck" ? before : after };
  } catch (error) {
    if (shown === "ALL_OLD" && error instanceof ServiceError) {
      throw new ServiceError(error.code, error.message, error.status, { Item: before });
    }
    throw error;
  } finally {
    await tryOut("DeleteItem", { TableName: table, Key: key }).catch(() => undefined);
  }
}

/** Of one action alone it is said in the reasons; what cannot be read, of the whole request. */
function reasonOf(error: unknown): Reason {
  if (!(error instanceof ServiceError)) throw error;
  const { code, message, details } = error;
  if (code === "ConditionalCheckFailedException") {
    return { Code: "ConditionalCheckFailed", Message: message, ...(details as object) };
  }
  const isOfItem =
    code === "ValidationException" && !/^(Invalid \w*Expression|Expression)/.test(message);
  if (!isOfItem) throw error;
  return { Code: "ValidationError", Message: message };
}

const invalid = (message: string): ServiceError => new ServiceError("ValidationException", message);
