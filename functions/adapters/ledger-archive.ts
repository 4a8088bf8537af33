/** The bucket of the ledger: an object is put once, and never replaced. */
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { entriesPrefix } from "../../contract/ledger";
import type { Archive } from "../domain/ledger/ports";
import { clientSettings } from "./aws/client-settings";

/** S3 User Guide, "Prevent object overwrites with conditional writes": there is an object of this key. */
const preconditionFailed = 412;

export function createArchive(bucketName: string): Archive {
  let client: S3Client | undefined;
  return {
    put: async (name, text) => {
      client ??= new S3Client(clientSettings(5));
      const object = { Bucket: bucketName, Key: `${entriesPrefix}${name}` };
      const Body = Buffer.from(text);
      try {
        await client.send(
          new PutObjectCommand({
            ...object,
            ...{ Body, ContentType: "application/json", IfNoneMatch: "*" },
          }),
        );
        return "put";
      } catch (error) {
        if (statusOf(error) !== preconditionFailed) throw error;
      }
      // By another run, or by this one, whose answer was lost: or else it is somebody else's.
      const { Body: found } = await client.send(new GetObjectCommand(object));
      const bytes = await found?.transformToByteArray();
      return bytes !== undefined && Body.equals(bytes) ? "exists" : "other";
    },
  };
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  return (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode;
}
