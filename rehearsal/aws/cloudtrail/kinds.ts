/** Which calls CloudTrail records as management events, and which of those only read. */

/** Operations on what a resource holds: data events, which no management event tells of. */
const data: Readonly<Record<string, RegExp>> = {
  cloudwatch: /^PutMetricData$/,
  dynamodb: /Item|^(Query|Scan)$|^(Batch|Transact|Execute)/,
  events: /^PutEvents$/,
  lambda: /^Invoke/,
  logs: /^PutLogEvents$/,
  s3: /Object(?!Lock)|Multipart|^UploadPart|^CompleteM/,
  sns: /^Publish/,
  sqs: /Message/,
};

/** Read events by their service's guide whose names do not say so. */
const reads: Readonly<Record<string, RegExp>> = {
  kms: /^(Sign|Verify|Encrypt|Decrypt|ReEncrypt|Generate)/,
  sts: /./,
};

export function isManagement(service: string, name: string): boolean {
  return data[service]?.test(name) !== true;
}

export function isReadOnly(service: string, name: string): boolean {
  return /^(BatchGet|Get|List|Describe|Lookup)/.test(name) || reads[service]?.test(name) === true;
}

/** Services with one endpoint for all Regions: their events are of this one. */
export const globalRegion = "us-east-1";

export function isGlobal(service: string): boolean {
  return service === "iam";
}
