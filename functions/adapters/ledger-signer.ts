/** The KMS key that signs the ledger: its private half leaves KMS never. */
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { ledgerSignature } from "../../contract/ledger";
import { TransientError } from "../domain/errors";
import type { Signer } from "../domain/ledger/ports";
import { clientSettings } from "./aws/client-settings";

export function createSigner(keyArn: string): Signer {
  let client: KMSClient | undefined;
  return {
    keyArn,
    sign: async (hash) => {
      client ??= new KMSClient(clientSettings(5));
      const { Signature, KeyId } = await client.send(
        new SignCommand({
          KeyId: keyArn,
          Message: Buffer.from(hash, "hex"),
          MessageType: ledgerSignature.messageType,
          SigningAlgorithm: ledgerSignature.algorithm,
        }),
      );
      // An entry names the key that has signed it.
      if (Signature === undefined || KeyId !== keyArn) {
        throw new TransientError(`KMS has not signed with ${keyArn}.`);
      }
      return Buffer.from(Signature).toString("base64");
    },
  };
}
