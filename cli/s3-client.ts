/**
 * The one file of the command that has the AWS SDK in it: npm gets it as a file of its own, which is loaded
 * for a bucket alone. Credentials, Region and endpoint are those of the SDK's own chain.
 */
import {
  type DeleteMarkerEntry,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
  S3Client,
} from "@aws-sdk/client-s3";
import type { BucketReader, ListedVersion } from "./bucket-reader";

/** Requests at a time. */
const connections = 16;

function listed(version: ObjectVersion | DeleteMarkerEntry, isMarker: boolean): ListedVersion {
  const { Key: key = "", VersionId: id = "null", IsLatest: isLatest = false } = version;
  const { LastModified: at } = version;
  const size = "Size" in version ? (version.Size ?? 0) : 0;
  return { key, id, isLatest, isMarker, size, at: at?.toISOString() ?? "an unknown time" };
}

/** The bytes of an answer; undefined as soon as they are more than they may be. */
async function bytesOf(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // The connection is closed with the iteration.
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function openBucket(bucket: string): BucketReader {
  const client = new S3Client({
    // A bucket may be in another Region than the one that is set.
    followRegionRedirects: true,
    requestHandler: { httpsAgent: { maxSockets: connections } },
  });
  return {
    connections,
    page: async (prefix, from) => {
      const answer = await client.send(
        new ListObjectVersionsCommand({
          ...{ Bucket: bucket, Prefix: prefix },
          ...{ KeyMarker: from?.key, VersionIdMarker: from?.id },
        }),
      );
      const { NextKeyMarker: key, NextVersionIdMarker: id } = answer;
      return {
        versions: [
          ...(answer.Versions ?? []).map((version) => listed(version, false)),
          ...(answer.DeleteMarkers ?? []).map((marker) => listed(marker, true)),
        ],
        ...(answer.IsTruncated && { next: { key: key ?? "", id } }),
      };
    },
    content: async ({ key, id }, most) => {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: id });
      const { Body } = await client.send(command);
      return bytesOf(Body as unknown as AsyncIterable<Uint8Array>, most);
    },
    close: () => client.destroy(),
  };
}
