/**
 * Who may do what with the key that signs the ledger. The account's IAM policies administer it and read its public
 * half, as KMS wants of a key that stays manageable; to sign they let the one function alone, and nobody else in
 * the account, whatever its policies say.
 */
import { ledgerSignature } from "../../../contract/ledger";
import { document, type PolicyDocument } from "../../approval/model/policies";

export interface KeyUsers {
  readonly partition: string;
  readonly accountId: string;
  /** Of the function that signs. */
  readonly roleArn: string;
}

/** KMS Developer Guide, "Default key policy": what key administrators do, to sign not among it. */
const administration = [
  ...["kms:CancelKeyDeletion", "kms:Describe*", "kms:Disable*", "kms:Enable*", "kms:Get*"],
  ...["kms:List*", "kms:Put*", "kms:ScheduleKeyDeletion", "kms:TagResource"],
  ...["kms:UntagResource", "kms:Update*", "kms:Verify", "kms:CreateAlias", "kms:DeleteAlias"],
];

/**
 * The function's role is named in a condition: as a principal it would have to be there before the key, and
 * would be another one when it is made anew.
 */
export function ledgerKeyPolicy({ partition, accountId, roleArn }: KeyUsers): PolicyDocument {
  const Principal = { AWS: `arn:${partition}:iam::${accountId}:root` };
  const { algorithm, messageType } = ledgerSignature;
  return document([
    { Sid: "Administer", Effect: "Allow", Principal, Action: administration, Resource: "*" },
    {
      Sid: "SignEntries",
      Effect: "Allow",
      Principal,
      Action: "kms:Sign",
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": roleArn },
        StringEquals: { "kms:SigningAlgorithm": algorithm, "kms:MessageType": messageType },
      },
    },
  ]);
}
