/** The requests table at the level of the ports, with its index and its stream. */
import { marshall } from "@aws-sdk/util-dynamodb";
import { unsettledIndex } from "../../../../contract/records";
import type { RecordingStore } from "../../../../functions/domain/ledger/ports";
import {
  hasUnrecorded,
  isFinished,
  type PublishedRange,
} from "../../../../functions/domain/publication";
import type {
  DecisionHistory,
  PublicationStore,
  RequestStore,
  Unsettled,
} from "../../../../functions/domain/ports";
import { requestId } from "../../../../functions/domain/request-events";
import { parseRequest } from "../../../../functions/domain/request-schema";
import { isSettled } from "../../../../functions/domain/transitions";
import type { ApprovalRequest } from "../../../../functions/domain/types";

/** One item a token; a write must name the version that it replaces. */
export class FakeTable implements RequestStore, PublicationStore, RecordingStore, DecisionHistory {
  readonly items = new Map<string, string>();
  /** Keys of the items that have the attribute of the index. */
  readonly index = new Set<string>();
  /** Records of the stream that nobody has read. */
  readonly stream: object[] = [];

  private at(action: string, token: string): ApprovalRequest | undefined {
    const item = this.items.get(`${action}#${token}`);
    return item === undefined ? undefined : parseRequest(JSON.parse(item));
  }

  /** What the item is in the table, its mark among it. */
  private image(key: string): object | undefined {
    const item = this.items.get(key);
    if (item === undefined) return undefined;
    const mark = this.index.has(key) ? { [unsettledIndex.attribute]: unsettledIndex.value } : {};
    return marshall({ ...(JSON.parse(item) as object), ...mark });
  }

  private write(request: ApprovalRequest, isInIndex: boolean): void {
    const key = `${request.action}#${request.token}`;
    const OldImage = this.image(key);
    this.items.set(key, JSON.stringify(request));
    if (isInIndex) this.index.add(key);
    else this.index.delete(key);
    const NewImage = this.image(key);
    const eventName = OldImage === undefined ? "INSERT" : "MODIFY";
    const SequenceNumber = String(this.stream.length + 1);
    this.stream.push({ eventName, dynamodb: { SequenceNumber, NewImage, OldImage } });
  }

  async create(request: ApprovalRequest): Promise<"created" | "exists"> {
    if (this.at(request.action, request.token) !== undefined) return "exists";
    this.write(request, !isFinished(request));
    return "created";
  }

  async read(action: string, token: string): Promise<ApprovalRequest | undefined> {
    return this.at(action, token);
  }

  async save(next: ApprovalRequest): Promise<"saved" | "conflict"> {
    if (this.at(next.action, next.token)?.version !== next.version - 1) return "conflict";
    this.write(next, !isFinished(next));
    return "saved";
  }

  /** As DynamoDB finds them: by the key, whatever else is in the item. */
  async unsettled(action: string): Promise<Unsettled> {
    const requests: ApprovalRequest[] = [];
    const finished: ApprovalRequest[] = [];
    const unreadable: string[] = [];
    for (const [key, item] of this.items) {
      const [of, token] = key.split("#");
      if (of !== action) continue;
      try {
        const request = parseRequest(JSON.parse(item));
        if (!isSettled(request)) requests.push(request);
        else if (this.index.has(key) && isFinished(request)) finished.push(request);
      } catch {
        unreadable.push(token);
      }
    }
    return { requests, finished, unreadable };
  }

  async of(action: string): ReturnType<DecisionHistory["of"]> {
    const requests: ApprovalRequest[] = [];
    for (const [key, item] of this.items) {
      if (!key.startsWith(`${action}#`)) continue;
      try {
        requests.push(parseRequest(JSON.parse(item)));
      } catch {
        return { requests, isWhole: false };
      }
    }
    return { requests, isWhole: true };
  }

  async unfinished(action: string): Promise<readonly ApprovalRequest[]> {
    return [...this.index]
      .filter((key) => key.startsWith(`${action}#`))
      .map((key) => parseRequest(JSON.parse(this.items.get(key)!)));
  }

  async note(
    { action, token }: Pick<ApprovalRequest, "action" | "token">,
    { through, after }: PublishedRange,
  ): Promise<number | undefined> {
    const found = this.at(action, token);
    const noted = found?.publishedThrough ?? 0;
    if (found === undefined || noted > through || noted < after) return undefined;
    const publishedThrough = Math.min(through, found.history?.at(-1)?.sequence ?? 0);
    this.write({ ...found, publishedThrough }, this.index.has(`${action}#${token}`));
    return noted;
  }

  async find(action: string, id: string): Promise<ApprovalRequest | undefined> {
    const tokens = [...this.items.keys()]
      .map((key) => key.split("#"))
      .filter(([of, token]) => of === action && requestId({ action, token }) === id);
    return tokens.length === 0 ? undefined : this.at(action, tokens[0][1]);
  }

  async unrecorded(action: string): Promise<readonly ApprovalRequest[]> {
    return (await this.unfinished(action)).filter(hasUnrecorded);
  }

  async noteRecorded(
    { action, token }: Pick<ApprovalRequest, "action" | "token">,
    ledgerThrough: number,
  ): Promise<void> {
    const found = this.at(action, token);
    if (found === undefined || (found.ledgerThrough ?? -1) >= ledgerThrough) return;
    this.write({ ...found, ledgerThrough }, this.index.has(`${action}#${token}`));
  }

  /** As the sparse index has them. */
  unsettledActions(): string[] {
    return [...new Set([...this.index].map((key) => key.split("#")[0]))];
  }
}
