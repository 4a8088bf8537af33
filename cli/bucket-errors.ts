/** Why a bucket cannot be read, and what to type next. */
import { CommandError } from "./arguments";
import { addressText, type BucketAddress } from "./bucket-address";

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const signIn = [
  "Sign in, then say which profile: aws sso login --profile PROFILE, and AWS_PROFILE=PROFILE before the command.",
  "Who you are now: aws sts get-caller-identity",
];

const expired = ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken"];
const unknownKey = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "UnrecognizedClientException"];
const unreachable = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ECONNRESET", "ETIMEDOUT"];

/** Undefined for what is a fault of the command itself. */
export function bucketError(error: unknown, address: BucketAddress): CommandError | undefined {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) return undefined;
  const { name, message, code = "", $metadata } = error as Failure;
  const at = addressText(address);
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name)) {
    return new CommandError(`There are no AWS credentials for ${at}: ${message}`, ...signIn);
  }
  if (/^Region (is missing|not accepted)/.test(message)) {
    return new CommandError(
      `No Region is set for ${at}, or none that is one.`,
      "Say the bucket's Region: AWS_REGION=REGION before the command.",
    );
  }
  if (expired.includes(name) || unknownKey.includes(name)) {
    return new CommandError(`${at}: AWS does not take your credentials: ${message}`, ...signIn);
  }
  if (name === "NoSuchBucket") {
    return new CommandError(
      `There is no bucket ${address.bucket}.`,
      "The hub's output ledgerBucketName has its name: pulumi stack output",
    );
  }
  if ($metadata?.httpStatusCode === 403) {
    return new CommandError(
      `${at}: access is refused: ${message}`,
      `To verify, allow s3:ListBucketVersions on arn:aws:s3:::${address.bucket} and s3:GetObjectVersion on ` +
        `arn:aws:s3:::${address.bucket}/${address.prefix}*, and kms:Decrypt on the key where one encrypts the bucket.`,
      ...signIn,
    );
  }
  if (unreachable.includes(code)) {
    return new CommandError(`${at} cannot be reached: ${message || code}`);
  }
  if ($metadata === undefined) return undefined;
  return new CommandError(`${at}: ${name}: ${message}`);
}
