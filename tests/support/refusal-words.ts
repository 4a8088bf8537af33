/** What refusals of one kind have in common, in their own words. */

/** A text as an error quotes it: whole if short, else its beginning and its length. */
export function quotedText(text: string): string {
  return text.length + 2 <= 80
    ? `"${text}"`
    : `"${text.slice(0, 59)}..." (${text.length} characters)`;
}

const examples = {
  role: "arn:aws:iam::111122223333:role/approvals",
  function: "arn:aws:lambda:eu-west-1:111122223333:function:notify",
  queue: "arn:aws:sqs:eu-west-1:111122223333:approvals",
  "delivery stream": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/audit",
  topic: "arn:aws:sns:eu-west-1:111122223333:approvals",
  key: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "approval action": "arn:aws:codepipeline:eu-west-1:111122223333:PIPELINE/STAGE/ACTION",
};

/** What is no ARN of one thing of a kind. */
export function notOneArn(
  path: string,
  what: keyof typeof examples,
  got: string,
  remedy = `Copy it from the ${what}'s output or from the console.`,
): string {
  const rule = `\`${path}\` must be the ARN of one ${what}, like ${examples[what]}`;
  return `${rule}, got: ${quotedText(got)}. ${remedy}`;
}

export const takenWhole = "Use the `connection` output of the hub as it is.";
