/** Where credentials lie: a secret, or a parameter, by its whole ARN. */
import { type Check, quote, throwInvalid } from "../../inputs/model/checks";
import { parseArn } from "./arn";

const secrets = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
const parameters = "arn:aws:ssm:eu-west-1:111122223333:parameter/";

/**
 * `example` is the name of a good one, `what` is kept in it. What is no ARN is never quoted: it may be the
 * credentials themselves.
 */
export const secretArn =
  (example: string, what: string): Check<string> =>
  (value, path) => {
    const copy = "Copy the ARN from the secret's or parameter's output or from the console.";
    const rule =
      `\`${path}\` must be the ARN of a Secrets Manager secret, like ${secrets}${example}-AbCdEf, or of an ` +
      `SSM parameter, like ${parameters}${example}`;
    if (value === undefined || value === null) {
      throwInvalid(path, `${rule}, got none. Keep ${what} there and give its ARN.`);
    }
    if (typeof value !== "string" || !/^arn:aws[a-z-]*:[\w:/+=.@-]+$/.test(value)) {
      throwInvalid(
        path,
        `${rule}, got something else, which is not shown here. Keep the credentials in a secret and ` +
          "give its ARN.",
      );
    }
    const { service, region, accountId, resource } = parseArn(value, path);
    const complete = region !== "" && accountId !== "";
    const secret = service === "secretsmanager" && /^secret:[\w/+=.@-]+$/.test(resource);
    const parameter = service === "ssm" && /^parameter(?:\/[\w.-]+)+$/.test(resource);
    if (!complete || !(secret || parameter))
      throwInvalid(path, `${rule}, got: ${quote(value)}. ${copy}`);
    if (secret && !/^secret:.+-[A-Za-z0-9]{6}$/.test(resource)) {
      throwInvalid(
        path,
        `\`${path}\` must be the secret's whole ARN, which ends in a hyphen and six characters, ` +
          `got: ${quote(value)}. Copy it from the secret's output or from the console: the right to ` +
          "read it is given for exactly this ARN.",
      );
    }
  };
