/** A bucket behind the endpoint, and clients of roles that a test gives rights. */
import * as sdk from "@aws-sdk/client-s3";
import { type Equipment, putRole, startEquipped, type Statement } from "../api/equipped";

export const bucketArn = "arn:aws:s3:::ledger";
export const objectsArn = `${bucketArn}/*`;

export interface LocalS3 extends Equipment {
  /** A client of a role with these statements. */
  client(role: string, ...statements: Statement[]): sdk.S3Client;
}

/** Has the buckets `ledger`, whose versions are kept, and `plain`. */
export async function startS3({ isLockable = false } = {}): Promise<LocalS3> {
  const local = await startEquipped();
  local.buckets.create("ledger", { isLockable });
  local.buckets.locks.setVersioning("ledger", "Enabled");
  local.buckets.create("plain");
  const clients: sdk.S3Client[] = [];
  const client = (role: string, ...statements: Statement[]): sdk.S3Client => {
    putRole(local.directory, role, statements);
    const made = new sdk.S3Client(local.as(role));
    clients.push(made);
    return made;
  };
  const stop = async (): Promise<void> => {
    for (const one of clients) one.destroy();
    await local.stop();
  };
  return { ...local, client, stop };
}

export const everything: Statement = { Action: "s3:*", Resource: "*" };
