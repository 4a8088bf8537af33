/** A bucket of a ledger, in memory, and `verify` on it. */
import * as assert from "node:assert/strict";
import { CommandError, parseCommand } from "../../../cli/arguments";
import type { BucketReader, ListedVersion, PageStart } from "../../../cli/bucket-reader";
import { readBucket } from "../../../cli/read-bucket";
import { verify } from "../../../cli/verify";
import { filesOf, key } from "../functions/domain/ledger/samples";
import { keyHash, ledger } from "./support";

export interface Put {
  readonly key: string;
  /** Absent of a delete marker. */
  readonly text?: string | Buffer;
  readonly size?: number;
}

export const entries: Put[] = filesOf(ledger).map(({ file, text }) => ({
  key: `entries/${file}`,
  text,
}));
export const pem = key.publicKey.export({ format: "pem", type: "spki" });
export const publicKey: Put = { key: "public-key.pem", text: pem };
export const address = { bucket: "ledger", prefix: "" };

/** A bucket that was written in this order, read in pages of three. */
export class FakeBucket implements BucketReader {
  readonly connections = 4;
  readonly read: string[] = [];
  isClosed = false;
  active = 0;
  most = 0;
  private readonly versions: (ListedVersion & { readonly text: Buffer })[];

  constructor(puts: readonly Put[]) {
    const all = puts.map(({ key: name, text, size }, at) => ({
      ...{ key: name, id: `v${at + 1}`, isMarker: text === undefined },
      text: Buffer.from(text ?? ""),
      size: size ?? Buffer.from(text ?? "").length,
      at: new Date(Date.UTC(2026, 10, 28, 10, 0, at)).toISOString(),
      isLatest: !puts.slice(at + 1).some((other) => other.key === name),
    }));
    this.versions = all.reverse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  async page(prefix: string, from?: PageStart) {
    const fitting = this.versions.filter((one) => one.key.startsWith(prefix));
    const start = fitting.findIndex((one) => one.key === from?.key && one.id === from.id) + 1;
    const versions = fitting.slice(start, start + 3);
    const { key: name, id } = versions.at(-1) ?? { key: "", id: "" };
    // As the API tells them: contents first, then markers.
    const told = [...versions].sort((a, b) => Number(a.isMarker) - Number(b.isMarker));
    const next = { next: { key: name, id } };
    return { versions: told, ...(start + 3 < fitting.length && next) };
  }

  async content({ key: name, id }: Pick<ListedVersion, "key" | "id">, most: number) {
    this.read.push(name);
    this.active += 1;
    this.most = Math.max(this.most, this.active);
    await new Promise((resolve) => setImmediate(resolve));
    this.active -= 1;
    const { text } = this.versions.find((one) => one.key === name && one.id === id)!;
    return text.length > most ? undefined : text;
  }

  close(): void {
    this.isClosed = true;
  }
}

export async function verified(reader: BucketReader, at = address, hash = keyHash) {
  const told: string[] = [];
  const out: string[] = [];
  const command = parseCommand(["verify", "s3://ledger", "--public-key-sha256", hash])!;
  const found = await readBucket(at, reader, [hash], (line) => told.push(line));
  const status = verify(command, found, (line) => out.push(line));
  return { status, out, told };
}

export const refusal = (reader: BucketReader, message: RegExp): Promise<void> =>
  assert.rejects(verified(reader), (error) => {
    assert.ok(error instanceof CommandError);
    assert.match(error.message, message);
    return true;
  });
